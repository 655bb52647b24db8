"""Which phones record badly: the filter by finding, the report by its route, command and admin."""

import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import Device
from calls.models import CallLog
from tests.calls.made_calls import made_call, recorded_call

pytestmark = pytest.mark.django_db


@pytest.fixture
def devices(agent, colleague, other_team):
    """A phone with one silent recording of three, one that is quarantined, and neither's."""
    now = timezone.now()
    mute = Device.objects.create(user=agent, name="Mute")
    broken = Device.objects.create(user=colleague, name="Broken")
    for codes in (["silent", "quiet"], ["quiet"], []):
        recorded_call(agent, device=mute, started_at=now, finding_codes=codes)
    recorded_call(agent, device=mute, started_at=now - timedelta(days=40), finding_codes=["silent"])
    recorded_call(agent, device=mute, started_at=now, status="stored")
    made_call(agent, device=mute, started_at=now)
    for status in ("quarantined", "failed"):
        recorded_call(colleague, device=broken, started_at=now, status=status)
    recorded_call(agent, started_at=now, team=other_team)
    return mute, broken


def test_a_phone_is_told_with_what_came_of_its_recordings(
    devices, manager, client_of, django_assert_num_queries
):
    mute, broken = devices
    client = client_of(manager)
    client.get("/v1/reports/recordings")

    with django_assert_num_queries(6):  # session, person, permissions twice; calls, phones
        answer = client.get("/v1/reports/recordings")

    def phone(device):
        user = device.user
        person = {"id": str(user.pk), "username": user.username, "name": user.display_name}
        return {"id": str(device.pk), "name": device.name, "user": person}

    assert answer.json() == {
        "days": 30,
        "results": [
            {
                "device": phone(broken),
                "recordings": 2,
                "unusable": 2,
                "quarantined": 1,
                "failed": 1,
                "findings": {},
            },
            {
                "device": phone(mute),
                "recordings": 3,
                "unusable": 1,
                "quarantined": 0,
                "failed": 0,
                "findings": {"silent": 1, "quiet": 2},
            },
            {
                "device": None,
                "recordings": 1,
                "unusable": 0,
                "quarantined": 0,
                "failed": 0,
                "findings": {},
            },
        ],
    }


def test_a_supervisor_sees_the_phones_of_their_teams_calls(devices, supervisor, client_of):
    answer = client_of(supervisor).get("/v1/reports/recordings?days=60")

    told = {each["device"]["name"]: each["recordings"] for each in answer.json()["results"]}
    assert told == {"Mute": 4, "Broken": 2}


@pytest.mark.parametrize("query", ["?days=0", "?days=367", "?days=x", "?day=1", "?days=1&days=2"])
def test_parameters_of_no_use_are_refused(manager, client_of, query):
    answer = client_of(manager).get(f"/v1/reports/recordings{query}")

    assert answer.status_code == 400


def test_the_command_says_the_same(devices):
    out = io.StringIO()

    call_command("report_unusable_recordings", stdout=out)

    assert out.getvalue().splitlines() == [
        "Broken of boris: 2 of 2 (quarantined 1, failed 1)",
        "Mute of amira: 1 of 3 (silent 1, too quiet 2)",
        "(no phone): 0 of 1",
        "3 of 6 recordings of the last 30 days can't be used.",
    ]


def test_the_command_refuses_days_of_no_use(db):
    with pytest.raises(CommandError, match="from 1 to"):
        call_command("report_unusable_recordings", days=0)


def test_a_phones_page_in_the_admin_says_it_too(devices, manager, client_of):
    mute, broken = devices

    pages = [
        client_of(manager).get(reverse("admin:accounts_device_change", args=[device.pk]))
        for device in (mute, broken)
    ]

    told = [page.content.decode() for page in pages]
    assert "1 of 3 can&#x27;t be used: silent 1, too quiet 2." in told[0]
    assert "2 of 2 can&#x27;t be used: quarantined 1, failed 1." in told[1]


def test_a_phones_page_counts_only_calls_that_its_reader_may_know_of(
    devices, supervisor, other_team, client_of
):
    mute, _ = devices
    recorded_call(
        mute.user, device=mute, team=other_team, started_at=timezone.now(), status="failed"
    )
    supervisor.is_staff = True
    supervisor.save()
    supervisor.user_permissions.add(Permission.objects.get(codename="view_device"))

    page = client_of(supervisor).get(reverse("admin:accounts_device_change", args=[mute.pk]))

    assert "1 of 3 can&#x27;t be used: silent 1, too quiet 2." in page.content.decode()


# --- The filter -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("finding", "number"), [("silent", 2), ("quiet", 2), ("any", 3), ("clipped", 0)]
)
def test_a_list_is_narrowed_to_a_finding(devices, manager, client_of, finding, number):
    answer = client_of(manager).get(f"/v1/calls?finding={finding}")

    assert len(answer.json()["results"]) == number
    assert answer.json()["period"]["is_default"] is True


def test_a_finding_that_there_is_not_is_refused(manager, client_of):
    answer = client_of(manager).get("/v1/calls?finding=loud")

    assert answer.status_code == 400
    assert "one_side_silent" in answer.json()["errors"][0]["message"]


def test_the_admin_lists_and_filters_by_finding(devices, manager, client_of):
    page = client_of(manager).get(reverse("admin:calls_calllog_changelist") + "?finding=silent")

    assert page.status_code == 200
    assert b"Silent, Too quiet" in page.content
    assert b"2 in all" in page.content


def test_the_index_holds_exactly_what_the_filter_asks_for(devices, manager):
    page = CallLog.objects.visible_to(manager).with_finding("silent").order_by("-started_at", "-id")
    with connection.cursor() as cursor:
        # So few rows are read faster without any index.
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        sql, parameters = page[:50].query.sql_with_params()
        cursor.execute(f"EXPLAIN {sql}", parameters)
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "call_logs_findings" in plan
