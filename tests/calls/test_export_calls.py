import csv
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from calls.models import CallLog
from contacts.choices import NumberKind
from contacts.models import Contact, ContactStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact(db):
    return Contact.objects.create(name="@Ann", status=ContactStatus.objects.first())


def call(agent, started_at, **values):
    values = {
        "number_raw": "020 7946 0001",
        "number_e164": "+442079460001",
        "number_kind": NumberKind.E164,
    } | values
    return CallLog.objects.create(agent=agent, team=agent.team, started_at=started_at, **values)


def exported(**options):
    out, err = StringIO(), StringIO()
    call_command("export_calls", stdout=out, stderr=err, **options)
    return list(csv.DictReader(StringIO(out.getvalue())))


def test_each_call_is_a_row_that_is_safe_in_a_spreadsheet(agent, contact):
    made = call(
        agent,
        datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
        contact=contact,
        duration_seconds=61,
        disposition="answered",
        number_raw="=1+1",
    )

    assert exported() == [
        {
            "started at": "2026-11-20T09:30:00+00:00",
            "direction": "outbound",
            "agent": "amira",
            "team": "Sales UK",
            "contact": "'@Ann",
            "company": "",
            "phone": "'+442079460001",
            "number dialed": "'=1+1",
            "call result": "answered",
            "outcome": "",
            "duration seconds": "61",
            "recording": "absent",
            "reviewed at": "",
            "reviewed by": "",
            "needs attention": "",
            "id": str(made.pk),
            "contact id": str(contact.pk),
        }
    ]


def test_a_period_is_whole_days_of_a_time_zone_and_deleted_calls_are_left_out(agent):
    hours = {
        "before": datetime(2026, 6, 30, 22, 59, tzinfo=UTC),
        "first": datetime(2026, 6, 30, 23, 0, tzinfo=UTC),
        "last": datetime(2026, 7, 1, 22, 59, tzinfo=UTC),
        "after": datetime(2026, 7, 1, 23, 0, tzinfo=UTC),
    }
    for name, moment in hours.items():
        call(agent, moment, number_raw=name)
    call(agent, hours["last"], number_raw="deleted", deleted_at=timezone.now())

    rows = exported(first="2026-07-01", last="2026-07-01", time_zone="Europe/London")

    assert [row["number dialed"] for row in rows] == ["first", "last"]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"first": "yesterday"}, "`--from` is a date such as 2026-11-20"),
        ({"last": "2026-13-01"}, "`--to` is a date such as 2026-11-20"),
        ({"time_zone": "Mars"}, "There is no time zone Mars; use one such as Europe/London."),
    ],
)
def test_an_option_that_cant_be_read_is_refused_in_a_sentence(options, sentence):
    with pytest.raises(CommandError, match=sentence):
        exported(**options)
