from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from calls.models import CallLog, ExcludedNumber, TeamPhoneNumber
from calls.services.renormalize_calls import change_call_number, changed_calls
from contacts.exceptions import DuplicatePhone
from contacts.models import Contact, ContactEvent, PhoneNumber
from contacts.services.renormalize_contact_numbers import (
    ChangedMeanwhile,
    change_contact_number,
    changed_contact_numbers,
)
from tests.calls.made_calls import NUMBER, made_call, made_contact

pytestmark = pytest.mark.django_db

NATIONAL = "020 7946 0123"
# As an old reading might have left it: no plan has such a number.
OLD = "+4402079460123"


@pytest.fixture(autouse=True)
def no_region(settings, team):
    """Nobody knows a country, unless a test says so."""
    settings.DEFAULT_PHONE_REGION = None
    team.region = ""
    team.save()


def run(*options: str) -> str:
    said = StringIO()
    call_command("renormalize_phone_numbers", *options, stdout=said)
    return said.getvalue()


def unread_call(agent, number_raw=NATIONAL, **fields):
    """A call whose number nobody could read when it came."""
    return made_call(
        agent,
        **{
            "number_raw": number_raw,
            "number_e164": None,
            "number_kind": "invalid",
            "needs_attention": True,
            "attention_reason": "invalid_number",
            **fields,
        },
    )


def facts(call):
    return CallLog.objects.values_list(
        "number_e164", "number_kind", "region_used", "contact__name", "attention_reason"
    ).get(pk=call.pk)


# --- Calls --------------------------------------------------------------------------------------


def test_the_difference_is_shown_and_nothing_is_changed(agent):
    call, before = unread_call(agent), CallLog.objects.values().get()

    said = run("--region", "gb").splitlines()

    assert said == [
        f"call {call.pk}: '{NATIONAL}': invalid → {NUMBER}; it makes a New Lead",
        "1 calls: invalid number → phone number; it makes a New Lead",
        "1 numbers would change. Nothing was changed; use --for-real.",
    ]
    assert CallLog.objects.values().get() == before
    assert not Contact.objects.exists()


def test_a_call_that_waits_gets_its_contact_as_an_upload_would(agent):
    first, second = unread_call(agent), unread_call(agent)

    said = run("--region", "GB", "--for-real")

    lead = Contact.objects.get()
    assert facts(first) == facts(second) == (NUMBER, "e164", "GB", "", "")
    assert set(CallLog.objects.values_list("contact", "needs_attention")) == {(lead.pk, False)}
    assert (lead.call_count, lead.last_call_at) == (2, first.started_at)
    assert "1 calls: invalid number → phone number; it finds its contact" in said
    assert said.splitlines()[-1] == "2 numbers were changed."


def test_a_second_run_finds_nothing_to_do(agent):
    unread_call(agent)
    run("--region", "GB", "--for-real")

    assert run("--region", "GB", "--for-real") == "0 numbers were changed.\n"


@pytest.mark.parametrize(
    ("special", "reason"),
    [
        (lambda: TeamPhoneNumber.objects.create(e164=NUMBER), "own_number"),
        (
            lambda: made_contact(e164=None).phone_numbers.create(e164=NUMBER, is_shared=True),
            "shared_number",
        ),
    ],
    ids=["ours", "a switchboard's"],
)
def test_a_number_of_no_customer_says_so(agent, special, reason):
    special()
    call = unread_call(agent)

    run("--region", "GB", "--for-real")

    assert facts(call) == (NUMBER, "e164", "GB", None, reason)


def test_a_private_number_is_left_to_a_person(agent):
    ExcludedNumber.objects.create(e164=NUMBER)
    call = unread_call(agent)

    for options in ([], ["--for-real"]):
        said = run("--region", "GB", *options)
        assert "left as it is: the number is private; delete the call" in said
    assert facts(call) == (None, "invalid", "", None, "invalid_number")


@pytest.mark.parametrize(
    "fields",
    [
        {"needs_attention": False, "attention_reason": ""},
        {"attention_reason": "started_in_future"},
        {"deleted_at": timezone.now()},
    ],
    ids=["dismissed", "another question", "deleted"],
)
def test_a_call_that_does_not_wait_gets_its_number_but_no_contact(agent, fields):
    call = unread_call(agent, **fields)

    run("--region", "GB", "--for-real")

    assert facts(call)[:4] == (NUMBER, "e164", "GB", None)
    assert not Contact.objects.exists()


def test_a_linked_call_stays_with_its_contact_and_a_collision_is_told(agent):
    ada, grace = made_contact("Ada", e164=None), made_contact("Grace")
    call = made_call(
        agent, number_raw="+44 (0)20 7946 0123", number_e164=OLD, contact=ada, region_used=""
    )

    said = run("--for-real")

    assert facts(call) == (NUMBER, "e164", "", "Ada", "")
    assert "its contact stays, though the number is another contact's" in said
    assert Contact.objects.live().count() == 2
    assert grace.calls.count() == 0


def test_a_number_is_read_where_it_was_read_before(agent, team):
    made_call(agent, number_raw=NATIONAL, number_e164=NUMBER, region_used="GB")
    team.region = "DE"
    team.save()

    assert run("--region", "FR") == "0 numbers would change. Nothing was changed; use --for-real.\n"


def test_what_was_withheld_stays_withheld(agent):
    made_call(agent, number_raw=NUMBER, number_e164=None, number_kind="withheld")

    assert run("--for-real") == "0 numbers were changed.\n"


def test_a_call_that_somebody_changes_meanwhile_is_left(agent):
    call = unread_call(agent)
    (change,) = changed_calls(region="GB")
    CallLog.objects.filter(pk=call.pk).update(updated_at=timezone.now(), contact=made_contact())

    with pytest.raises(ChangedMeanwhile):
        change_call_number(change)

    assert Contact.objects.get().call_count == 0
    assert facts(call)[0] is None


# --- Contacts -----------------------------------------------------------------------------------


def numbered(name, *, raw="+44 (0)20 7946 0123", e164=OLD, **extra):
    contact = made_contact(name, e164=None)
    contact.phone_numbers.create(e164=e164, raw=raw, is_primary=True, **extra)
    return contact


def test_a_contacts_number_is_read_again_with_a_line_in_its_history():
    contact = numbered("Ada")

    said = run("--for-real")

    number = contact.phone_numbers.get()
    assert (number.e164, number.raw) == (NUMBER, "+44 (0)20 7946 0123")
    event = ContactEvent.objects.get(contact=contact)
    assert (event.kind, event.actor) == ("edited", None)
    change = event.details["phone_numbers"]
    assert (change["old"][0]["e164"], change["new"][0]["e164"]) == (OLD, NUMBER)
    assert Contact.objects.get().version == 1
    assert said.splitlines() == [
        f"contact {contact.pk}: '+44 (0)20 7946 0123': {OLD} → {NUMBER}",
        "1 contacts' numbers: another number",
        "1 numbers were changed.",
    ]


@pytest.mark.parametrize(
    ("prepare", "why_not"),
    [
        (lambda: [made_contact("Grace"), numbered("Ada")], "belongs to contact"),
        (
            lambda: numbered("Ada").phone_numbers.create(e164=NUMBER, raw=NUMBER),
            "the contact has that number, too",
        ),
        (lambda: numbered("Ada", e164="+442079460999"), "the old one is a valid number, too"),
    ],
    ids=["another contact's", "twice", "corrected by hand"],
)
def test_a_doubtful_change_is_told_and_left_to_a_person(prepare, why_not):
    prepare()
    before = list(PhoneNumber.objects.order_by("id").values())

    for options in ([], ["--for-real"]):
        said = run(*options)
        assert "left as it is: " in said
        assert why_not in said
    assert list(PhoneNumber.objects.order_by("id").values()) == before
    assert not ContactEvent.objects.exists()


def test_a_remark_beside_a_number_changes_nothing():
    numbered("Ada", raw="reception")
    numbered("Grace", raw="  ", e164=NUMBER)

    assert run("--for-real") == "0 numbers were changed.\n"


def test_calls_follow_their_contacts_number(agent):
    contact = numbered("Ada")
    call = made_call(agent, number_raw="+44 (0)20 7946 0123", number_e164=OLD, contact=contact)

    run("--for-real")

    assert facts(call) == (NUMBER, "e164", "", "Ada", "")


def test_a_number_that_is_taken_in_the_moment_between_stays():
    contact = numbered("Ada")
    (change,) = changed_contact_numbers(region="")
    made_contact("Grace")

    with pytest.raises(DuplicatePhone):
        change_contact_number(change)

    assert contact.phone_numbers.get().e164 == OLD
    assert not ContactEvent.objects.exists()


def test_a_region_that_there_is_not_is_told():
    with pytest.raises(CommandError, match="There is no region 'XX'"):
        run("--region", "XX")
