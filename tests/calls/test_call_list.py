from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.db.models import F
from django.db.models.fields.tuple_lookups import Tuple, TupleLessThan
from django.test.utils import CaptureQueriesContext

from calls.models import CallLog, Outcome
from tests.calls.made_calls import STARTED_AT, made_call, made_contact

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(datetime(2026, 11, 22, 12, 0, tzinfo=UTC), tick=False)


@pytest.fixture
def manager_client(manager, client_of):
    return client_of(manager)


def ids(answer):
    assert answer.status_code == 200, answer.json()
    return [call["id"] for call in answer.json()["results"]]


def follow(client, address):
    parts = urlsplit(address)
    return client.get(f"{parts.path}?{parts.query}").json()


def test_an_unfiltered_list_has_all_calls_newest_first(agent, manager_client):
    old = made_call(agent, started_at=STARTED_AT - timedelta(days=4000))
    new = made_call(agent)

    page = manager_client.get("/v1/calls").json()

    assert [call["id"] for call in page["results"]] == [str(new.pk), str(old.pk)]
    assert page | {"results": []} == {
        "results": [],
        "next": None,
        "previous": None,
        "limit": 50,
        "period": None,
    }


def test_counting_is_asked_for(agent, manager_client):
    made_call(agent)

    page = manager_client.get("/v1/calls?count=true&direction=outbound").json()

    assert page["count"] == {"value": 1, "is_capped": False}


@pytest.mark.parametrize("number_of_calls", [1, 50])
def test_a_page_costs_the_same_however_long(
    agent, manager_client, django_assert_num_queries, number_of_calls
):
    contact = made_contact()
    for _ in range(number_of_calls):
        made_call(agent, contact=contact)

    # Session, person, their rights (two), which calls, their details.
    with django_assert_num_queries(6):
        assert len(ids(manager_client.get("/v1/calls"))) == number_of_calls


def test_keyset_pages_lose_and_repeat_nothing_while_calls_come_in(agent, manager_client):
    made = {str(made_call(agent).pk) for _ in range(120)}

    page = manager_client.get("/v1/calls?limit=25").json()
    seen = [page]
    while page["next"]:
        made_call(agent, started_at=STARTED_AT + timedelta(minutes=1))
        page = follow(manager_client, page["next"])
        seen.append(page)
    back = [seen[-1]]
    while back[-1]["previous"] and len(back) < len(seen):
        back.append(follow(manager_client, back[-1]["previous"]))

    forward_ids = [call["id"] for each in seen for call in each["results"]]
    assert len(forward_ids) == 120
    assert set(forward_ids) == made
    assert forward_ids == sorted(forward_ids, reverse=True)
    backward_ids = [call["id"] for each in reversed(back) for call in each["results"]]
    assert backward_ids == forward_ids


@pytest.fixture
def calls(agent, colleague, other_team):
    """By name; each differs from the others in what its filter looks for."""
    ada = made_contact("Ada Lovelace", company="Analytical Engines", email="ada@example.org")
    stopped = {"number_e164": "+4915112345678", "started_at": STARTED_AT - timedelta(hours=1)}
    return {
        "ada": made_call(agent, contact=ada, disposition="answered", duration_seconds=120),
        "berlin": made_call(colleague, team=other_team, direction="inbound", **stopped),
        "odd": made_call(
            agent,
            number_e164=None,
            started_at=STARTED_AT - timedelta(days=2),
            status="expected",
            outcome=Outcome.objects.get(name="Resolved"),
            needs_attention=True,
            attention_reason="withheld",
            reviewed_at=STARTED_AT,
            reviewed_by=agent,
            duration_seconds=5,
        ),
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("contact={ada.contact_id}", ["ada"]),
        ("number=%2B442079460123", ["ada"]),
        # National, with the manager's region.
        ("number=020 7946 0123", ["ada"]),
        # A plus that nobody encoded.
        ("number=+49 1511 2345678", ["berlin"]),
        ("agent=boris", ["berlin"]),
        ("agent={ada.agent_id}", ["ada", "odd"]),
        ("agent=me", []),
        ("team=Sales DE", ["berlin"]),
        ("team={ada.team_id}", ["ada", "odd"]),
        ("direction=inbound", ["berlin"]),
        ("disposition=answered", ["ada"]),
        ("outcome=Resolved", ["odd"]),
        ("recording_status=expected", ["odd"]),
        ("needs_attention=true", ["odd"]),
        ("needs_attention=false", ["ada", "berlin"]),
        ("reviewed=true", ["odd"]),
        ("reviewed=false", ["ada", "berlin"]),
        ("started_after=2026-11-20", ["ada", "berlin"]),
        ("started_after=today-2", ["ada", "berlin"]),
        ("started_after=today", []),
        ("started_after=2026-11-20T09:30:00Z", ["ada"]),
        ("started_after=2026-11-20T10:30:00+01:00", ["ada"]),
        ("started_before=2026-11-20T09:30:00Z", ["berlin", "odd"]),
        # A date means until its end.
        ("started_before=2026-11-20", ["ada", "berlin", "odd"]),
        ("started_before=2026-11-19", ["odd"]),
        ("min_duration=5", ["ada", "odd"]),
        ("max_duration=5", ["odd"]),
        ("min_duration=6&max_duration=120", ["ada"]),
        ("search=lovelace", ["ada"]),
        ("search=analytical ada", ["ada"]),
        ("search=ADA@example", ["ada"]),
        ("search=0123", ["ada"]),
        ("search=7946 0123", ["ada"]),
        ("search=020 7946", ["ada"]),
        # No contact has this number; the call itself does.
        ("search=12345678", ["berlin"]),
        ("search=01511 234", []),
        ("search=%2B49151", ["berlin"]),
        ("search=+49 151", ["berlin"]),
        ("search=nobody", []),
        ("agent=amira&reviewed=false&direction=outbound", ["ada"]),
    ],
)
def test_filters(calls, manager, manager_client, query, found):
    manager.region = "GB"
    manager.save()

    answer = manager_client.get("/v1/calls?" + query.format(**calls).replace("+49 ", "+49%20"))

    names = {str(call.pk): name for name, call in calls.items()}
    assert [names[call_id] for call_id in ids(answer)] == found


def test_a_deleted_contact_is_not_searched(agent, manager_client):
    contact = made_contact("Ada Lovelace", e164=None)
    made_call(agent, contact=contact)
    contact.deleted_at = STARTED_AT
    contact.save()

    assert ids(manager_client.get("/v1/calls?search=Lovelace")) == []


def test_a_merged_contact_leads_to_the_survivor(agent, manager_client):
    survivor = made_contact()
    merged = made_contact(e164=None, deleted_at=STARTED_AT, merged_into=survivor)
    call = made_call(agent, contact=survivor)

    assert ids(manager_client.get(f"/v1/calls?contact={merged.pk}")) == [str(call.pk)]


@pytest.mark.parametrize(
    ("parameter", "value", "says"),
    [
        ("directoin", "inbound", "Known: agent, contact, count, cursor, direction,"),
        ("direction", "sideways", "Use one of: outbound, inbound."),
        ("direction", "", "leave the parameter out"),
        ("disposition", "x", "Use one of: answered, no_answer, busy,"),
        ("recording_status", "x", "Use one of: expected, stored,"),
        ("needs_attention", "maybe", "Use one of: true, false."),
        ("reviewed", "1", "Use one of: true, false."),
        ("outcome", "Nothing", "Resolved"),
        ("team", "Nobody", "Sales UK"),
        ("agent", "nobody-here", "Nobody has this id or username"),
        ("contact", "ada", "valid UUID"),
        ("contact", "01a202ae-d180-7689-89fa-044debba0471", "No contact has this id"),
        ("number", "hello", "country code"),
        ("number", "1" * 65, "at most 64"),
        ("number", "%00", "NUL character"),
        ("min_duration", "-1", "greater than or equal to 0"),
        ("max_duration", "99999999999", "less than or equal to"),
        ("max_duration", "long", "whole number"),
        ("started_after", "yesterday", "a date such as"),
        ("started_after", "today-99999", "a date such as"),
        ("started_after", "2026-11-20T09:30:00", "with its offset"),
        ("started_before", "2026-02-30", "a date such as"),
        ("started_before", "0001-01-01", "a date such as"),
        ("started_before", "9999-12-31", "a date such as"),
        ("search", "x" * 201, "at most 200"),
        ("limit", "0", "1 to 200"),
        ("cursor", "x", "cursor"),
    ],
)
def test_what_cannot_be_used_is_refused(agent, manager_client, parameter, value, says):
    answer = manager_client.get(f"/v1/calls?{parameter}={value}")

    assert answer.status_code == 400
    assert says in answer.json()["detail"]
    assert [error["field"] for error in answer.json()["errors"]] in ([parameter], [])


def test_a_parameter_given_twice_is_refused(manager_client):
    answer = manager_client.get("/v1/calls?direction=inbound&direction=outbound")

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "direction"


@pytest.mark.parametrize(
    ("query", "period"),
    [
        ("", None),
        # These few calls can all be read.
        ("agent=me", None),
        ("search=ada", None),
        ("search=ada&direction=inbound", None),
        # 92 days back from 22 November, from the beginning of that day in the viewer's zone.
        ("direction=inbound", ("2026-08-21T22:00:00Z", None, True)),
        ("min_duration=0", ("2026-08-21T22:00:00Z", None, True)),
        ("direction=inbound&started_after=2020-01-01", ("2019-12-31T23:00:00Z", None, False)),
        (
            "direction=inbound&started_before=2026-01-31",
            ("2025-10-31T23:00:00Z", "2026-01-31T23:00:00Z", True),
        ),
        ("started_after=2026-11-20", ("2026-11-19T23:00:00Z", None, False)),
        ("started_after=today-2", ("2026-11-19T23:00:00Z", None, False)),
        (
            "agent=me&started_before=2026-11-20T09:30:00.5Z",
            (None, "2026-11-20T09:30:00.500000Z", False),
        ),
    ],
)
def test_which_period_a_list_covers(manager, manager_client, query, period):
    manager.time_zone = "Europe/Berlin"
    manager.save()

    page = manager_client.get(f"/v1/calls?{query}").json()

    keys = ("started_after", "started_before", "is_default")
    assert page["period"] == (dict(zip(keys, period, strict=True)) if period else None)


def test_the_default_period_leaves_out_what_is_older(agent, manager_client):
    recent = made_call(agent)
    made_call(agent, started_at=STARTED_AT - timedelta(days=100))

    assert ids(manager_client.get("/v1/calls?direction=outbound")) == [str(recent.pk)]


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("agent", ["own"]),
        ("colleague", []),
        ("support", ["own"]),
        ("supervisor", ["own"]),
        ("manager", ["other", "own"]),
        ("auditor", ["other", "own"]),
    ],
)
def test_whose_calls_each_role_sees(agent, other_team, client_of, request, role, sees):
    made = {
        "own": made_call(agent),
        "other": made_call(request.getfixturevalue("manager"), team=other_team),
    }
    made_call(agent, deleted_at=STARTED_AT)

    answer = client_of(request.getfixturevalue(role)).get("/v1/calls")

    names = {str(call.pk): name for name, call in made.items()}
    assert sorted(names[call_id] for call_id in ids(answer)) == sees


def plan_of(calls):
    return calls.only("started_at").order_by("-started_at", "-id")[:51].explain(analyze=True)


@pytest.fixture
def many_calls(agent, colleague):
    """20,000 calls of one agent and a few of another, with the planner's statistics."""
    made_call(agent)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO call_logs (id, agent_id, team_id, direction, disposition, number_raw,"
            " number_e164, number_extension, number_kind, region_used, started_at, source,"
            " client_call_id, consent, announcement_version, needs_attention, attention_reason,"
            " recording_status)"
            " SELECT uuid7(), agent_id, team_id, direction, disposition, number_raw,"
            " '+4420' || (10000000 + n), number_extension, number_kind, region_used,"
            " started_at - make_interval(mins => n), source, client_call_id, consent,"
            " announcement_version, needs_attention, attention_reason, recording_status"
            " FROM call_logs, generate_series(1, 20000) n"
        )
        cursor.execute("ANALYZE call_logs")


def test_a_deep_page_reads_one_page_of_the_index(many_calls, manager):
    last = CallLog.objects.order_by("started_at")[900]
    row = Tuple(F("started_at"), F("id"))
    older = TupleLessThan(row, (last.started_at, last.pk))

    plan = plan_of(CallLog.objects.visible_to(manager).filter(older))

    assert "call_logs_newest" in plan
    assert "Sort Key: call_logs" not in plan


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("10000042", "call_logs_number_suffix"),
        ("+442010000042", "call_logs_number_prefix"),
    ],
)
def test_a_part_of_a_number_is_found_by_its_index(many_calls, manager, text, index):
    with CaptureQueriesContext(connection) as queries:
        found = CallLog.objects.visible_to(manager).search(text, region="GB")

    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + queries.captured_queries[-1]["sql"])
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert found.count() == 1
    assert f"Index Scan on {index}" in plan or f"Index Scan using {index}" in plan


def test_a_part_that_most_numbers_share_is_met_by_reading_the_newest(many_calls, manager):
    found = CallLog.objects.visible_to(manager).search("+4420", region="GB")

    plan = plan_of(found)

    assert found.count() == 20_001
    assert "call_logs_newest" in plan
    assert "Sort Key: call_logs" not in plan
