"""The overview and the team's report: each figure is the length of the list that it leads to."""

import csv
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest

from accounts.roles import Role
from contacts.models import Contact
from tests.calls.made_calls import made_call, made_contact, recorded_call
from tests.cast import person

pytestmark = pytest.mark.django_db
# A Sunday; in Auckland it is already Monday.
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def lead_client(supervisor, client_of):
    return client_of(supervisor)


@pytest.fixture
def world(agent, colleague, other_team):
    ada = made_contact("Ada", follow_up_at=NOW - timedelta(hours=1), follow_up_note="Quote")
    new = made_contact("", e164="+442079460999", auto_created=True, source="call_upload")
    Contact.objects.filter(pk=new.pk).update(created_at=NOW)
    answered = {"disposition": "answered", "duration_seconds": 60, "started_at": NOW}
    recorded_call(agent, contact=ada, **answered)
    made_call(agent, contact=new, number_e164="+442079460999", **answered)
    made_call(colleague, contact=ada, **answered, reviewed_at=NOW, reviewed_by=agent)
    made_call(
        colleague,
        direction="inbound",
        disposition="no_answer",
        number_e164="+442079460555",
        started_at=NOW - timedelta(hours=2),
    )
    recorded_call(agent, status="quarantined", started_at=NOW - timedelta(hours=3))
    made_call(agent, status="expected", started_at=NOW - timedelta(hours=3))
    # Two and none on the same weekday before, and one too late in the day.
    for days, hours in ((7, 1), (7, 2), (7, -1), (3, 0)):
        made_call(agent, started_at=NOW - timedelta(days=days, hours=hours))
    foreigner = person("greta", Role.AGENT, team=other_team)
    made_call(foreigner, **answered)


def figures(page):
    return {figure["name"]: figure for figure in page["figures"]}


def test_the_figures_of_today(world, lead_client):
    page = lead_client.get("/v1/overview").json()

    told = {name: (each["value"], each["note"]["value"]) for name, each in figures(page).items()}
    assert told == {
        "calls": (6, 0.5),
        "answered": (3, 1),
        "talk_seconds": (180, 60),
        "new_leads": (1, 1),
        "follow_ups_due": (1, 1),
        "to_review": (2, 0),
        "recordings_in_trouble": (1, 1),
    }
    assert page["day"] == "2026-11-22"
    assert [contact["name"] for contact in page["follow_ups"]] == ["Ada"]
    assert {trouble["next_step"] for trouble in page["recordings_in_trouble"]} == {
        "somebody_decides",
        "waits_for_phone",
    }


@pytest.mark.parametrize(
    "name", ["calls", "answered", "new_leads", "follow_ups_due", "recordings_in_trouble"]
)
def test_a_figure_is_the_length_of_its_list(world, lead_client, name):
    each = figures(lead_client.get("/v1/overview").json())[name]

    page = lead_client.get(f"/v1/{each['page']}?{each['query']}")

    assert page.status_code == 200, page.json()
    assert len(page.json()["results"]) == each["value"] > 0


def test_charts_have_every_day_and_agents_with_most_calls_first(world, lead_client):
    page = lead_client.get("/v1/overview?days=7").json()

    assert len(page["calls_per_day"]) == 15
    assert page["calls_per_day"][0] == {
        "day": "2026-11-08",
        "calls": 0,
        "answered": 0,
        "not_answered": 0,
    }
    assert page["calls_per_day"][-1]["calls"] == 6
    assert [
        (row["agent"]["username"], row["calls"], row["query"]) for row in page["calls_per_agent"]
    ] == [
        ("amira", 5, "started_after=2026-11-16&started_before=2026-11-22&agent=amira"),
        ("boris", 2, "started_after=2026-11-16&started_before=2026-11-22&agent=boris"),
    ]


def test_a_day_is_the_viewers_own(agent, client_of):
    agent.time_zone = "Pacific/Auckland"
    agent.save()
    made_call(agent, started_at=datetime(2026, 11, 22, 10, 59, tzinfo=UTC))
    made_call(agent, started_at=datetime(2026, 11, 22, 11, 1, tzinfo=UTC))

    page = client_of(agent).get("/v1/overview").json()

    assert (page["day"], figures(page)["calls"]["value"]) == ("2026-11-23", 1)


def test_an_agent_sees_own_calls_and_own_follow_ups_alone(world, colleague, client_of):
    page = client_of(colleague).get("/v1/overview").json()

    told = {name: each["value"] for name, each in figures(page).items()}
    assert (told["calls"], told["follow_ups_due"]) == (2, 0)
    assert [row["agent"]["username"] for row in page["calls_per_agent"]] == ["boris"]


@pytest.mark.parametrize("more", [0, 30])
def test_the_overview_costs_the_same_however_many_calls(
    world, agent, lead_client, django_assert_num_queries, more
):
    for _ in range(more):
        made_call(agent, started_at=NOW, disposition="answered")

    with django_assert_num_queries(22):
        lead_client.get("/v1/overview")


def test_without_anything_the_overview_is_empty(lead_client):
    page = lead_client.get("/v1/overview").json()

    assert {each["value"] for each in page["figures"]} == {0}
    assert figures(page)["calls"]["note"] == {"code": "usual_by_now", "value": None}
    assert page["calls_per_agent"] == page["follow_ups"] == page["recordings_in_trouble"] == []


# --- The report ---------------------------------------------------------------------------------


def test_the_report_counts_per_agent_and_together(world, lead_client, django_assert_num_queries):
    # Session, person, rights (two), the rows and the totals.
    with django_assert_num_queries(6):
        report = lead_client.get("/v1/reports/team?from=2026-11-22&to=2026-11-22").json()

    dates = "started_after=2026-11-22&started_before=2026-11-22"
    amira = {
        "agent": report["rows"][0]["agent"],
        "calls": 4,
        "answered": 2,
        "not_answered": 0,
        "talk_seconds": 120,
        "unique_contacts": 2,
        "new_leads": 1,
        "unreviewed": 4,
        "without_recording": 1,
        "query": f"agent=amira&{dates}",
    }
    assert report["rows"][0] == amira
    assert report["rows"][0]["agent"]["name"] == "Amira"
    assert report["totals"] == {
        "calls": 6,
        "answered": 3,
        "not_answered": 1,
        "talk_seconds": 180,
        "unique_contacts": 2,
        "new_leads": 1,
        "unreviewed": 5,
        "without_recording": 2,
        "query": dates,
    }
    assert (report["from"], report["to"], report["time_zone"]) == (
        *("2026-11-22", "2026-11-22"),
        "UTC",
    )


def test_each_row_leads_to_the_calls_that_it_counts(world, lead_client):
    report = lead_client.get("/v1/reports/team?from=2026-11-01").json()

    for row in [*report["rows"], report["totals"]]:
        page = lead_client.get(f"/v1/calls?limit=200&{row['query']}").json()
        assert len(page["results"]) == row["calls"] > 0


@pytest.mark.parametrize(
    ("query", "calls"), [("agent=boris", 2), ("team=Sales UK", 10), ("team=Sales DE", 0)]
)
def test_a_report_of_one_agent_or_team(world, lead_client, query, calls):
    report = lead_client.get(f"/v1/reports/team?from=2026-11-01&{query}").json()

    assert report["totals"]["calls"] == calls


@pytest.mark.parametrize(
    "how", [{"query": "&format=csv"}, {"headers": {"accept": "text/csv"}}], ids=["format", "accept"]
)
def test_the_report_as_a_file_is_safe_in_a_spreadsheet(agent, lead_client, how):
    agent.first_name = "=1+1"
    agent.save()
    made_call(agent, started_at=NOW)

    answer = lead_client.get(
        f"/v1/reports/team?to=2026-11-22{how.get('query', '')}", headers=how.get("headers")
    )

    rows = list(csv.DictReader(StringIO(answer.getvalue().decode().removeprefix("\ufeff"))))
    assert [(row["agent"], row["name"], row["calls"]) for row in rows] == [
        ("amira", "'=1+1", "1"),
        ("", "All", "1"),
    ]
    assert "team-2026-10-24-2026-11-22.csv" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("from=yesterday", "from"),
        ("to=2026-02-30", "to"),
        ("from=0001-01-01", "from"),
        ("from=2026-11-22&to=2026-11-21", "from"),
        ("from=2020-01-01&to=2026-11-21", "from"),
        ("team=Nobody", "team"),
        ("agent=", "agent"),
        ("format=xls", "format"),
        ("shoe=1", "shoe"),
    ],
)
def test_a_report_that_cannot_be_made_is_refused(lead_client, query, field):
    answer = lead_client.get(f"/v1/reports/team?{query}")

    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]
