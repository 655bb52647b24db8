"""Whose call it is, hiding it and bringing it back, in the admin."""

import pytest

from accounts.models import User
from calls.choices import AttentionReason
from calls.services.delete_call import delete_call
from contacts.models import Contact
from contacts.services.delete_contact import delete_contact
from tests.calls.made_calls import made_call, made_contact, recorded_call

CALLS = "/admin/calls/calllog/"


@pytest.fixture
def browser_of(client_of, request):
    """`browser_of("support")`: somebody of the cast with the admin's key."""

    def of(who):
        user = request.getfixturevalue(who)
        User.objects.filter(pk=user.pk).update(is_staff=True)
        return client_of(user)

    return of


@pytest.fixture
def ada(db):
    return made_contact("Ada Lovelace")


@pytest.fixture
def grace(db):
    return made_contact("Grace Hopper", e164="+442079460124")


def address_of(call):
    return f"{CALLS}{call.pk}/change/"


def form_of(call, **fields):
    return {"outcome": "", "contact": call.contact_id or "", "new_note": "", **fields}


def words_of(answer):
    return " ".join(answer.content.decode().split())


def calls_of(contact):
    return Contact.objects.get(pk=contact.pk).call_count


@pytest.mark.parametrize("who", ["supervisor", "manager"])
def test_a_call_is_moved_to_another_contact(browser_of, agent, ada, grace, who):
    call = made_call(agent, contact=ada)

    browser_of(who).post(address_of(call), form_of(call, contact=grace.pk))

    call.refresh_from_db()
    assert call.contact == grace
    assert (calls_of(ada), calls_of(grace)) == (0, 1)


def test_a_call_is_taken_from_its_contact(browser_of, agent, ada):
    call = made_call(agent, contact=ada)

    browser_of("supervisor").post(address_of(call), form_of(call, contact=""))

    call.refresh_from_db()
    assert (call.contact, calls_of(ada)) == (None, 0)


def test_a_form_without_the_contact_leaves_it(browser_of, agent, ada):
    call = made_call(agent, contact=ada)

    browser_of("supervisor").post(address_of(call), {"new_note": "Called back"})

    call.refresh_from_db()
    assert call.contact == ada
    assert call.notes.get().text == "Called back"


def test_linking_an_unlinked_call_answers_why_it_needed_attention(browser_of, agent, ada):
    reason = AttentionReason.SHARED_NUMBER
    call = made_call(agent, needs_attention=True, attention_reason=reason)

    browser_of("support").post(address_of(call), form_of(call, contact=ada.pk))

    call.refresh_from_db()
    assert (call.contact, call.needs_attention) == (ada, False)


def test_support_takes_no_call_from_a_contact(browser_of, agent, ada, grace):
    call = made_call(agent, contact=ada)
    support = browser_of("support")

    page = words_of(support.get(address_of(call)))
    support.post(address_of(call), form_of(call, contact=grace.pk))

    call.refresh_from_db()
    assert call.contact == ada
    assert 'name="contact"' not in page


def test_a_hidden_contact_gets_no_call(browser_of, agent, manager, ada):
    call = made_call(agent)
    delete_contact(contact_id=ada.pk, actor=manager)

    answer = browser_of("manager").post(address_of(call), form_of(call, contact=ada.pk))

    assert "This contact is deleted: restore it first." in words_of(answer)
    call.refresh_from_db()
    assert call.contact is None


def test_contacts_are_offered_with_what_tells_them_apart(browser_of, manager, ada, grace):
    delete_contact(contact_id=grace.pk, actor=manager)
    field = {"app_label": "calls", "model_name": "calllog", "field_name": "contact"}

    offered = [
        browser_of("manager").get("/admin/autocomplete/", {**field, "term": term}).json()["results"]
        for term in ("", "7946 0123", "Hopper")
    ]

    ada_offered = [{"id": str(ada.pk), "text": "Ada Lovelace, +442079460123"}]
    assert offered == [ada_offered, ada_offered, []]


def test_attention_is_dismissed_on_the_calls_page(browser_of, agent):
    reason = AttentionReason.SHARED_NUMBER
    call = made_call(agent, needs_attention=True, attention_reason=reason)
    support = browser_of("support")

    assert 'name="is_dismissed"' in words_of(support.get(address_of(call)))
    support.post(address_of(call), form_of(call, is_dismissed="on"))

    call.refresh_from_db()
    assert (call.needs_attention, call.attention_reason, call.contact) == (False, "", None)
    assert 'name="is_dismissed"' not in words_of(support.get(address_of(call)))


def test_a_manager_hides_a_call_and_brings_it_back(browser_of, agent, ada):
    call = recorded_call(agent, contact=ada)
    manager = browser_of("manager")
    chosen = {"_selected_action": [call.pk]}

    page = words_of(manager.get(address_of(call)))
    manager.post(CALLS, {"action": "hide", **chosen})
    call.refresh_from_db()
    was_hidden = call.deleted_at is not None
    lists = [str(call.pk) in words_of(manager.get(CALLS, {"hidden": it})) for it in ("", "yes")]
    hidden_page = words_of(manager.get(address_of(call)))
    manager.post(f"{CALLS}?hidden=yes", {"action": "restore", **chosen})

    call.refresh_from_db()
    assert '<input type="hidden" name="action" value="hide">' in page
    assert was_hidden
    assert lists == [False, True]
    assert "This call is hidden. Restore it to listen." in hidden_page
    assert f'action="{CALLS}?hidden=yes"' in hidden_page
    assert "<audio" not in hidden_page
    assert (call.deleted_at, calls_of(ada)) == (None, 1)


def test_a_hidden_call_is_read_and_not_written(browser_of, agent, manager):
    call = made_call(agent)
    delete_call(call_id=call.pk, by=manager)

    answer = browser_of("manager").post(address_of(call), form_of(call, new_note="x"))

    assert answer.status_code == 403
    assert not call.notes.exists()


@pytest.mark.parametrize("who", ["agent", "support", "supervisor", "auditor"])
def test_who_may_not_hide_a_call_sees_nothing_hidden(browser_of, agent, manager, request, who):
    call, hidden = made_call(agent), made_call(agent)
    delete_call(call_id=hidden.pk, by=manager)
    browser = browser_of(who)

    browser.post(CALLS, {"action": "hide", "_selected_action": [call.pk]})
    browser.post(f"{CALLS}?hidden=yes", {"action": "restore", "_selected_action": [hidden.pk]})

    call.refresh_from_db()
    hidden.refresh_from_db()
    assert (call.deleted_at, hidden.deleted_at is None) == (None, False)
    assert str(hidden.pk) not in words_of(browser.get(CALLS, {"hidden": "yes"}, follow=True))
    assert browser.get(address_of(hidden)).status_code == 302
    assert 'value="hide"' not in words_of(browser.get(address_of(call)))
