"""What waits for a decision, whose call it may have been, and taking a decision back."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.roles import Role
from calls.models import CallDecision, CallLog
from contacts.models import Contact, PhoneNumber
from tests.calls.made_calls import NUMBER, STARTED_AT, made_call, made_contact, recorded_call
from tests.cast import person

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(datetime(2026, 11, 22, 12, 0, tzinfo=UTC), tick=False)


@pytest.fixture
def desk(support, client_of):
    return client_of(support)


def unlinked_call(agent, reason="shared_number", **fields):
    return made_call(agent, needs_attention=True, attention_reason=reason, **fields)


def lead(created_at=STARTED_AT, **fields):
    contact = made_contact("", auto_created=True, source="call_upload", **fields)
    Contact.objects.filter(pk=contact.pk).update(created_at=created_at)
    return contact


@pytest.fixture
def cases(agent, other_team):
    """By kind; the newest first. Those of another team aren't there for the support's desk."""
    foreigner = person("greta", Role.AGENT, team=other_team)
    unlinked_call(foreigner)
    recorded_call(foreigner, status="failed")
    abroad = lead(e164="+4915112345678")
    made_call(foreigner, contact=abroad, number_e164="+4915112345678")
    new_lead = lead(STARTED_AT - timedelta(hours=4), e164="+442079460999")
    made_call(agent, contact=new_lead, number_e164="+442079460999")
    return {
        "unlinked": unlinked_call(agent, started_at=STARTED_AT - timedelta(hours=1)),
        "invalid_number": unlinked_call(
            agent, "invalid_number", number_e164=None, started_at=STARTED_AT - timedelta(hours=2)
        ),
        "recording": recorded_call(
            agent, status="quarantined", started_at=STARTED_AT - timedelta(hours=3)
        ),
        "new_lead": new_lead,
    }


def kinds(answer):
    assert answer.status_code == 200, answer.json()
    return [case["kind"] for case in answer.json()["results"]]


def test_cases_are_listed_newest_first_with_their_evidence(cases, desk):
    page = desk.get("/v1/review").json()

    assert [(case["kind"], case["id"]) for case in page["results"]] == [
        (kind, str(row.pk)) for kind, row in cases.items()
    ]
    unlinked, *_, new_lead = page["results"]
    assert unlinked["call"]["attention_reason"] == "shared_number"
    assert unlinked["contact"] is None
    assert new_lead["call"]["number_e164"] == "+442079460999"
    assert new_lead["contact"]["phone_number"] == "+442079460999"
    assert page["next"] is None


@pytest.mark.parametrize("kind", ["unlinked", "invalid_number", "recording", "new_lead"])
def test_one_kind_can_be_listed(cases, desk, kind):
    assert kinds(desk.get(f"/v1/review?kind={kind}")) == [kind]


def test_cases_are_counted_by_kind(cases, desk, django_assert_num_queries):
    # Session, person, rights (two), one count for each kind, and three of what was done today.
    with django_assert_num_queries(11):
        counts = desk.get("/v1/review/counts").json()

    assert counts == {kind: {"value": 1, "is_capped": False} for kind in cases} | {"done_today": 0}


def done(client):
    return client.get("/v1/review/counts").json()["done_today"]


def test_what_somebody_settles_today_is_counted_and_undo_takes_it_back(
    cases, desk, supervisor, client_of
):
    unlinked, lead = cases["unlinked"], cases["new_lead"]
    desk.put(f"/v1/calls/{unlinked.pk}/contact", {"contact": str(lead.pk)}, JSON)
    desk.put(f"/v1/calls/{cases['recording'].pk}/review")
    desk.put(f"/v1/contacts/{lead.pk}/review")

    assert done(desk) == 3
    assert done(client_of(supervisor)) == 0

    desk.post(f"/v1/calls/{unlinked.pk}/contact/undo")
    desk.delete(f"/v1/calls/{cases['recording'].pk}/review")
    desk.delete(f"/v1/contacts/{lead.pk}/review")
    assert done(desk) == 0


def test_moving_a_call_that_needed_nothing_settles_nothing(agent, supervisor, client_of):
    client = client_of(supervisor)
    call = made_call(agent, contact=made_contact("Ada"))
    grace = made_contact("Grace", e164=None)

    client.put(f"/v1/calls/{call.pk}/contact", {"contact": str(grace.pk)}, JSON)

    assert done(client) == 0


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        pytest.param("UTC", 1, id="eleven hours ago is today"),
        pytest.param("Pacific/Auckland", 0, id="there the day began at eleven this morning"),
    ],
)
def test_a_day_begins_at_midnight_where_its_viewer_lives(cases, support, client_of, zone, expected):
    support.time_zone = zone
    support.save()
    CallLog.objects.filter(pk=cases["recording"].pk).update(
        reviewed_by=support, reviewed_at=datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
    )

    assert done(client_of(support)) == expected


def test_pages_follow_each_other_across_kinds(cases, desk):
    first = desk.get("/v1/review?limit=3")
    second = desk.get(first.json()["next"].removeprefix("http://testserver"))
    back = desk.get(second.json()["previous"].removeprefix("http://testserver"))

    assert kinds(first) == ["unlinked", "invalid_number", "recording"]
    assert kinds(second) == ["new_lead"]
    assert kinds(back) == kinds(first)


@pytest.mark.parametrize("more", [0, 5])
def test_a_page_costs_the_same_however_long(agent, cases, desk, django_assert_num_queries, more):
    for number in range(more):
        unlinked_call(agent)
        lead(e164=f"+44207946010{number}")

    # Session, person, rights (two); four kinds; leads' calls; calls, contacts with their numbers,
    # statuses and visible calls.
    with django_assert_num_queries(13):
        desk.get("/v1/review")


def test_a_decided_case_is_gone_and_comes_back(cases, desk):
    decided = {
        "unlinked": f"/v1/calls/{cases['unlinked'].pk}/contact/dismiss",
        "recording": f"/v1/calls/{cases['recording'].pk}/review",
        "new_lead": f"/v1/contacts/{cases['new_lead'].pk}/review",
    }
    assert desk.post(decided["unlinked"]).status_code == 200
    assert desk.put(decided["recording"]).status_code == 200
    assert desk.put(decided["new_lead"]).json()["reviewed_at"] is not None
    assert kinds(desk.get("/v1/review")) == ["invalid_number"]

    desk.post(decided["unlinked"].replace("dismiss", "undo"))
    desk.delete(decided["recording"])
    desk.delete(decided["new_lead"])
    assert kinds(desk.get("/v1/review")) == list(cases)


def test_matches_are_told_with_their_reasons_the_best_first(agent, desk, django_assert_num_queries):
    before = made_contact("Harriet", e164="+442079460555")
    sharing = made_contact("Amelia", e164=None)
    PhoneNumber.objects.create(contact=sharing, e164=NUMBER, is_shared=True)
    alike = made_contact("Reception", e164="+442079460199")
    for day in (1, 2):
        made_call(agent, contact=before, started_at=STARTED_AT - timedelta(days=day))
    call = unlinked_call(agent)

    # Session, person, rights (two), the call; earlier calls, owners, alike; contacts, their
    # numbers and visible calls.
    with django_assert_num_queries(11):
        matches = desk.get(f"/v1/calls/{call.pk}/matches").json()["results"]

    nothing = {"at": None, "times": None, "phone_number": None}
    assert [(match["contact"]["id"], match["reasons"]) for match in matches] == [
        (
            str(before.pk),
            [{**nothing, "code": "linked_before", "at": "2026-11-19T09:30:00Z", "times": 2}],
        ),
        (str(sharing.pk), [{**nothing, "code": "shares_number", "phone_number": NUMBER}]),
        (str(alike.pk), [{**nothing, "code": "similar_number", "phone_number": "+442079460199"}]),
    ]


def test_a_number_that_cannot_be_read_is_matched_by_its_end(agent, desk):
    ada = made_contact()
    call = unlinked_call(agent, "invalid_number", number_e164=None)
    CallLog.objects.filter(pk=call.pk).update(number_raw="0x44 2079 460 123")

    (match,) = desk.get(f"/v1/calls/{call.pk}/matches").json()["results"]

    assert match["contact"]["id"] == str(ada.pk)


def test_calls_out_of_sight_are_no_evidence(agent, other_team, desk):
    foreigner = person("greta", Role.AGENT, team=other_team)
    made_call(foreigner, contact=made_contact(e164=None))
    call = unlinked_call(agent)

    assert desk.get(f"/v1/calls/{call.pk}/matches").json() == {"results": []}


def test_a_contact_is_made_of_a_call_in_one_step_and_unmade_by_undo(agent, desk):
    call = unlinked_call(agent, "deleted_contact")

    made = desk.post(f"/v1/calls/{call.pk}/contact", {"name": "Grace"}, JSON)
    contact = Contact.objects.get(name="Grace")
    assert made.status_code == 201
    assert made.json()["contact"]["phone_number"] == NUMBER
    assert made.json()["needs_attention"] is False
    assert contact.call_count == 1

    undone = desk.post(f"/v1/calls/{call.pk}/contact/undo")
    assert undone.status_code == 200
    assert undone.json()["contact"] is None
    assert undone.json()["attention_reason"] == "deleted_contact"
    contact.refresh_from_db()
    assert contact.deleted_at is not None


def test_the_contact_of_a_switchboards_call_shares_its_number(agent, desk):
    PhoneNumber.objects.create(contact=made_contact(e164=None), e164=NUMBER, is_shared=True)
    call = unlinked_call(agent)

    desk.post(f"/v1/calls/{call.pk}/contact", {"name": "Grace"}, JSON)

    assert PhoneNumber.objects.get(contact__name="Grace").is_shared


def test_a_taken_number_makes_no_contact_and_links_nothing(agent, desk):
    made_contact()
    call = unlinked_call(agent)

    answer = desk.post(f"/v1/calls/{call.pk}/contact", {"name": "Grace"}, JSON)

    assert answer.json()["code"] == "duplicate_phone"
    assert not Contact.objects.filter(name="Grace").exists()
    assert not CallDecision.objects.exists()


def test_a_link_is_undone_by_who_made_it(agent, desk, manager, client_of):
    ada = made_contact(e164=None)
    call = unlinked_call(agent)
    desk.put(f"/v1/calls/{call.pk}/contact", {"contact": str(ada.pk)}, JSON)

    by_another = client_of(manager).post(f"/v1/calls/{call.pk}/contact/undo")
    undone = desk.post(f"/v1/calls/{call.pk}/contact/undo")
    again = desk.post(f"/v1/calls/{call.pk}/contact/undo")

    assert by_another.json()["code"] == "conflict"
    assert (undone.json()["contact"], undone.json()["needs_attention"]) == (None, True)
    assert again.status_code == 409
    ada.refresh_from_db()
    assert ada.call_count == 0


def test_a_decision_of_yesterday_stands(agent, desk):
    call = unlinked_call(agent)
    desk.post(f"/v1/calls/{call.pk}/contact/dismiss")
    CallDecision.objects.update(created_at=datetime(2026, 11, 21, 11, 59, tzinfo=UTC))

    assert desk.post(f"/v1/calls/{call.pk}/contact/undo").status_code == 409


@pytest.mark.parametrize("query", ["kind=odd", "limit=0", "cursor=x", "shoe=1"])
def test_what_cannot_be_used_is_refused(desk, query):
    assert desk.get(f"/v1/review?{query}").status_code == 400
