from datetime import timedelta

import pytest
from django.utils import timezone

from contacts.models import Contact
from contacts.serializers.contact import ContactSerializer
from contacts.serializers.phone_number import PhoneNumberSerializer
from tests.calls.made_calls import STARTED_AT, made_call, made_contact
from tests.cast import bearer


def names(response):
    assert response.status_code == 200, response.content
    return [row["name"] for row in response.json()["results"]]


def test_the_list_is_newest_first_and_shows_a_contact_without_its_timeline(api):
    api.created(name="Older")
    newer = api.created(name="Newer", phone_number="+442079460123")
    del newer["timeline"]

    page = api("GET").json()

    assert page["results"][0] == newer
    assert [row["name"] for row in page["results"]] == ["Newer", "Older"]
    assert {key: page[key] for key in ("next", "previous", "limit")} == {
        "next": None,
        "previous": None,
        "limit": 50,
    }


def test_pages_lead_through_all_contacts_even_of_one_moment(api):
    moment = timezone.now()
    made = [made_contact(f"Contact {n}", e164=None) for n in range(7)]
    Contact.objects.update(created_at=moment)

    seen, address = [], "?limit=3"
    while address:
        page = api("GET", address).json()
        seen += [row["id"] for row in page["results"]]
        address = page["next"] and "?" + page["next"].partition("?")[2]

    assert seen == sorted((str(contact.pk) for contact in made), reverse=True)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=Customer", ["Customer"]),
        ("owner=me", ["Mine"]),
        ("owner=amira", ["Mine"]),
        ("owner=nobody-at-all", []),
        ("source=call_upload", ["Called"]),
        ("do_not_call=true", ["Quiet"]),
        ("needs_attention=true", ["Called"]),
        ("follow_up_due=true", ["Due"]),
        ("follow_up_before=2999-01-01T00:00:00Z", ["Later", "Due"]),
        ("created_before=2026-01-01T00:00:00%2B01:00", ["Old"]),
        # The + of an offset that nobody encoded
        ("created_before=2026-01-01T00:00:00+01:00", ["Old"]),
        ("created_after=2999-01-01T00:00:00Z", []),
        ("do_not_call=true&owner=me", []),
    ],
)
def test_each_filter_narrows_the_list(api, agent, query, found):
    made_contact("Old", e164=None)
    Contact.objects.update(created_at="2025-06-01T00:00:00Z")
    now = timezone.now()
    made_contact("Due", e164=None, follow_up_at=now - timedelta(minutes=1))
    made_contact("Later", e164=None, follow_up_at=now + timedelta(days=1))
    made_contact("Quiet", e164=None, do_not_call=True)
    made_contact("Called", e164=None, source="call_upload", needs_attention=True)
    made_contact("Mine", e164=None, owner=agent)
    api.created(name="Customer", status="Customer")

    assert names(api("GET", f"?{query}")) == found


@pytest.mark.parametrize(
    ("query", "left_out"),
    [
        ("do_not_call=false", "Quiet"),
        ("needs_attention=false", "Called"),
        ("follow_up_due=false", "Due"),
    ],
)
def test_false_leaves_out_what_true_shows(api, query, left_out):
    made_contact("Due", e164=None, follow_up_at=timezone.now() - timedelta(minutes=1))
    made_contact("Quiet", e164=None, do_not_call=True)
    made_contact("Called", e164=None, needs_attention=True)

    assert set(names(api("GET", f"?{query}"))) == {"Due", "Quiet", "Called"} - {left_out}


@pytest.mark.parametrize(
    ("query", "field", "code"),
    [
        ("stauts=Customer", "stauts", "unknown_parameter"),
        ("owner=", "owner", "empty_parameter"),
        ("search=%20", "search", "empty_parameter"),
        ("status=Nope", "status", "unknown_status"),
        ("status=a%00b", "status", "null_characters"),
        ("status=Lost&status=Customer", "status", "repeated_parameter"),
        ("source=fax", "source", "invalid_choice"),
        ("do_not_call=yes", "do_not_call", "invalid_choice"),
        ("needs_attention=1", "needs_attention", "invalid_choice"),
        ("follow_up_due=maybe", "follow_up_due", "invalid_choice"),
        ("created_after=2026-01-01T00:00:00", "created_after", "invalid"),
        ("created_after=yesterday", "created_after", "invalid"),
        ("created_after=2026-13-41T00:00:00Z", "created_after", "invalid"),
        ("created_after=0001-01-01T00:00:00%2B14:00", "created_after", "invalid"),
        ("count=1", "count", "invalid"),
        ("limit=0", "limit", "invalid"),
    ],
)
def test_a_parameter_that_cannot_be_used_is_refused(api, query, field, code):
    response = api("GET", f"?{query}")

    assert response.status_code == 400
    assert [(e["field"], e["code"]) for e in response.json()["errors"]] == [(field, code)]


def test_a_count_is_given_on_request(api):
    made_contact("Ada", e164=None)

    assert api("GET", "?count=true").json()["count"] == {"value": 1, "is_capped": False}


def test_counts_show_visible_calls_only(api_of, agent, colleague, manager, support, auditor):
    contact = made_contact()
    mine = made_call(agent, contact=contact)
    theirs = made_call(colleague, contact=contact, started_at=mine.started_at + timedelta(days=1))
    Contact.objects.update(call_count=2, last_call_at=theirs.started_at)

    def seen_by(user):
        (row,) = api_of(user)("GET").json()["results"]
        return row["call_count"], row["last_call_at"]

    assert seen_by(agent) == (1, "2026-11-20T09:30:00Z")
    for everything in (support, manager, auditor):
        assert seen_by(everything) == (2, "2026-11-21T09:30:00Z")


def test_who_sees_no_call_of_a_contact_sees_the_contact(api, colleague):
    contact = made_contact()
    made_call(colleague, contact=contact)

    shown = api("GET", f"/{contact.pk}").json()

    assert (shown["call_count"], shown["last_call_at"]) == (0, None)
    assert [entry["kind"] for entry in shown["timeline"]["results"]] == []


@pytest.mark.parametrize("person", ["support", "supervisor", "manager", "auditor", "colleague"])
def test_every_role_sees_every_contact(db, request, api_of, person):
    theirs = api_of(request.getfixturevalue(person))
    made_contact("Ada", e164=None)

    assert names(theirs("GET")) == ["Ada"]


def test_a_stranger_sees_none(api_of, stranger):
    assert api_of(stranger)("GET").status_code == 403


def test_all_statuses_come_in_their_order(api, client_of, agent):
    results = client_of(agent).get("/v1/statuses").json()["results"]

    assert [(row["name"], row["position"], row["is_default"]) for row in results] == [
        ("New Lead", 0, True),
        ("Attempted", 1, False),
        ("Contacted", 2, False),
        ("Qualified", 3, False),
        ("Customer", 4, False),
        ("Unqualified", 5, False),
        ("Lost", 6, False),
    ]
    assert client_of(agent).get("/v1/statuses?page=2").status_code == 400


def test_by_the_last_call_who_was_never_called_comes_last_and_pages_lead_through_all(
    api_of, manager
):
    day = timedelta(days=1)
    moments = {"Day before": STARTED_AT - day, "Never": None, "Just now": STARTED_AT}
    twins = {"Twin": STARTED_AT - 2 * day, "Other twin": STARTED_AT - 2 * day}
    for name, moment in {**moments, **twins, "Never either": None}.items():
        made_contact(name, e164=None, last_call_at=moment)

    seen, address = [], "?sort=last_call&limit=2"
    while address:
        page = api_of(manager)("GET", address)
        seen += names(page)
        address = page.json()["next"] and "?" + page.json()["next"].partition("?")[2]

    assert seen == ["Just now", "Day before", "Other twin", "Twin", "Never either", "Never"]


def test_the_order_of_last_calls_is_told_only_to_who_may_see_every_call(
    client, api_of, agent, support, manager, auditor
):
    for user in (agent, support):
        refused = api_of(user)("GET", "?sort=last_call")
        assert refused.status_code == 400
        assert refused.json()["errors"][0]["field"] == "sort"
    for user in (manager, auditor):
        assert api_of(user)("GET", "?sort=last_call").status_code == 200
    blind = bearer(manager, "contacts:read")
    assert client.get("/v1/contacts?sort=last_call", headers=blind).status_code == 400


def test_the_documented_fields_are_those_that_are_shown(api):
    api.created(name="Ada", phone_number="+442079460123")

    (shown,) = api("GET").json()["results"]

    assert tuple(shown) == tuple(ContactSerializer().fields)
    assert tuple(shown["phone_numbers"][0]) == tuple(PhoneNumberSerializer().fields)
