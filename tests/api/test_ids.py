import time
import uuid

import pytest
from django.db import connection

from callcrm.api.ids import uuid7


def uuid7_by_postgres() -> uuid.UUID:
    with connection.cursor() as cursor:
        cursor.execute("SELECT uuid7()")
        return cursor.fetchone()[0]


@pytest.mark.django_db
@pytest.mark.parametrize("make", [uuid7, uuid7_by_postgres])
def test_an_id_has_version_seven_and_the_time_in_front(make):
    before = time.time_ns() // 1_000_000
    made = make()
    after = time.time_ns() // 1_000_000

    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    # PostgreSQL rounds to the millisecond where Python cuts.
    assert before <= made.int >> 80 <= after + 1


@pytest.mark.parametrize("moment", [1_700_000_000_000_000_000, 1_700_000_000_000_999_999])
def test_ids_of_a_later_millisecond_sort_behind(monkeypatch, moment):
    monkeypatch.setattr(time, "time_ns", lambda: moment)
    earlier = [uuid7() for _ in range(100)]
    monkeypatch.setattr(time, "time_ns", lambda: moment + 1_000_000)
    later = [uuid7() for _ in range(100)]

    assert max(earlier) < min(later)
    assert max(map(str, earlier)) < min(map(str, later))


def test_ten_thousand_ids_of_one_moment_differ(monkeypatch):
    monkeypatch.setattr(time, "time_ns", lambda: 0)

    assert len({uuid7() for _ in range(10_000)}) == 10_000
