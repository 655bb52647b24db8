from io import StringIO

import phonenumbers
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Count, F, Max

from accounts.models import User
from bench.import_contacts import measure
from calls.models import CallLog, Recording
from calls.services import generate_load as service
from contacts.models import Contact, ContactStatus, PhoneNumber
from contacts.services.sample_numbers import SHARES, SampleNumbers

pytestmark = pytest.mark.django_db


def generate(**options):
    said = StringIO()
    options = {"contacts": 200, "calls": 1500, "seed": 7} | options
    call_command("generate_load", stdout=said, **options)
    return said.getvalue()


def rows_of(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(t) FROM {table} AS t ORDER BY id")
        return cursor.fetchall()


def test_numbers_are_valid_of_many_regions_and_none_comes_twice():
    numbers = SampleNumbers()
    sample = [numbers.number(ordinal) for ordinal in range(0, numbers.capacity, 997)]
    sample += [numbers.number(ordinal) for ordinal in range(5_000)]

    assert numbers.capacity >= 1_000_000
    assert {region for _, region in sample} == set(SHARES)
    assert all(phonenumbers.is_valid_number(phonenumbers.parse(e164)) for e164, _ in sample)
    assert len({numbers.number(ordinal)[0] for ordinal in range(20_000)}) == 20_000


def test_a_load_is_as_uneven_as_life():
    assert generate().startswith("200 contacts and 1,500 calls were made in ")

    calls = CallLog.objects.all()
    assert (Contact.objects.count(), calls.count(), Recording.objects.count()) == (200, 1500, 1500)
    busiest = Contact.objects.order_by("-call_count").values_list("call_count", flat=True)
    assert sum(busiest[:20]) > 1500 / 3
    assert set(calls.values_list("recording_status", flat=True)) == {"absent", "expected"}
    assert calls.filter(contact=None, needs_attention=True).exists()
    assert calls.filter(disposition="answered").exclude(outcome=None).exists()
    assert calls.values("team").distinct().count() == len(service.TEAMS)
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_lists_of_a_load_have_shapes_and_findings():
    generate()

    expected = Recording.objects.filter(status="expected")
    found = CallLog.objects.exclude(finding_codes=[])
    assert {len(recording.peaks) for recording in expected} == {40}
    assert 0.005 < found.count() / expected.count() < 0.2
    assert all(
        call.finding_codes == [finding["code"] for finding in call.recording.findings]
        for call in CallLog.objects.select_related("recording")
    )


def test_copies_and_counts_agree_with_what_they_copy():
    generate()

    assert not Recording.objects.exclude(status=F("call__recording_status")).exists()
    counted = Contact.objects.annotate(number=Count("calls"), last=Max("calls__started_at"))
    assert not counted.exclude(call_count=F("number")).exists()
    assert all(each.last_call_at == each.last for each in counted)
    assert not PhoneNumber.objects.filter(is_primary=False).exists()


def test_the_same_seed_makes_the_same_rows(transactional_db):
    tables = ("contacts", "contact_phone_numbers", "call_logs", "recordings", "users")
    generate(contacts=30, calls=100)
    first = {table: rows_of(table) for table in tables}
    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE contacts, contact_phone_numbers, contact_events, call_logs, recordings, "
            "users, teams CASCADE"
        )

    generate(contacts=30, calls=100)

    assert {table: rows_of(table) for table in tables} == first


def test_large_loads_take_indexes_and_foreign_keys_down_and_put_them_back(
    transactional_db, monkeypatch
):
    definitions = (
        "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' "
        "UNION ALL SELECT conname || pg_get_constraintdef(oid) FROM pg_constraint"
    )
    with connection.cursor() as cursor:
        cursor.execute(definitions)
        before = sorted(cursor.fetchall())
        monkeypatch.setattr(service, "MANY_ROWS", 0)

        generate(contacts=30, calls=100)

        cursor.execute(definitions)
        assert sorted(cursor.fetchall()) == before
    assert CallLog.objects.count() == 100


def test_made_up_customers_are_not_mixed_with_real_ones_unless_told():
    Contact.objects.create(name="Real", status=ContactStatus.objects.first())

    with pytest.raises(CommandError, match="This database has contacts or calls"):
        generate()
    assert Contact.objects.count() == 1

    generate(contacts=10, calls=10, is_for_real=True)
    assert Contact.objects.count() == 11


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"contacts": 10**9}, "There are numbers for .* contacts at most."),
        ({"calls": -1}, "Numbers of contacts and calls are 0 or more."),
    ],
)
def test_a_number_that_cant_be_made_is_refused_in_a_sentence(options, sentence):
    with pytest.raises(CommandError, match=sentence):
        generate(**options)


def test_a_database_has_one_load():
    generate(contacts=5, calls=5)

    with pytest.raises(CommandError, match="This database has a load already"):
        generate(contacts=5, calls=5, seed=8, is_for_real=True)


def test_a_made_up_number_that_somebody_has_ends_it_with_nothing_written():
    real = Contact.objects.create(name="Real", status=ContactStatus.objects.first())
    e164, _ = SampleNumbers().number(3)
    PhoneNumber.objects.create(contact=real, e164=e164)

    with pytest.raises(CommandError, match="has one of the made-up numbers; nothing was written"):
        generate(contacts=5, calls=5, is_for_real=True)

    assert Contact.objects.get() == real
    assert not CallLog.objects.exists()


def test_the_benchmark_of_the_import_runs():
    measured = measure(2_000)

    assert Contact.objects.count() == pytest.approx(2_000 * 0.97, rel=0.03)
    assert measured.ratio > 0
