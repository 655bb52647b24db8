import base64
import json
import uuid
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from callcrm.api import pagination
from contacts.models import Contact, ContactStatus

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.api.urls")]

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
PAGES = "/v1/test/pages"


@pytest.fixture
def contacts() -> list[str]:
    """Seven contacts, named in reading order; those in the middle were made at one moment."""
    status = ContactStatus.objects.get(is_default=True)
    minutes = [0, 1, 2, 2, 2, 2, 3]
    Contact.objects.bulk_create(
        Contact(
            id=uuid.UUID(int=position + 1),
            name=f"c{7 - position}",
            status=status,
            created_at=NOON + timedelta(minutes=minute),
        )
        for position, minute in enumerate(minutes)
    )
    return [f"c{number}" for number in range(1, 8)]


def read(client: Client, address: str) -> dict:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    return answer.json()


def cursor_of(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 6])
def test_pages_show_each_row_once_in_both_directions(client, contacts, limit):
    pages = [read(client, f"{PAGES}?limit={limit}")]
    while pages[-1]["next"]:
        pages.append(read(client, pages[-1]["next"]))
    backwards = [pages[-1]]
    while backwards[-1]["previous"]:
        backwards.append(read(client, backwards[-1]["previous"]))

    assert [name for page in pages for name in page["results"]] == contacts
    assert [page["results"] for page in backwards] == [page["results"] for page in pages[::-1]]
    assert pages[0]["previous"] is None


def test_a_page_is_the_whole_answer(client, contacts):
    page = read(client, f"{PAGES}?limit=7&count=true")

    assert page == {
        "results": contacts,
        "next": None,
        "previous": None,
        "limit": 7,
        "count": {"value": 7, "is_capped": False},
    }


def test_no_rows_is_a_page_too(client):
    page = read(client, PAGES)

    assert page == {"results": [], "next": None, "previous": None, "limit": 50}


def test_addresses_of_pages_keep_the_other_parameters(client, contacts):
    page = read(client, f"{PAGES}?search=%2B44%20%26&limit=2")

    address = urlsplit(page["next"])
    assert (address.scheme, address.netloc, address.path) == ("http", "testserver", PAGES)
    parameters = parse_qs(address.query)
    assert parameters.pop("cursor")
    assert parameters == {"search": ["+44 &"], "limit": ["2"]}


def test_a_row_that_came_meanwhile_moves_no_page(client, contacts):
    first = read(client, f"{PAGES}?limit=3")
    Contact.objects.create(
        name="new",
        status=ContactStatus.objects.get(is_default=True),
        created_at=NOON + timedelta(hours=1),
    )
    second = read(client, first["next"])

    assert second["results"] == contacts[3:6]
    assert read(client, second["previous"])["results"] == contacts[:3]


def test_a_page_takes_one_query_however_deep(client, contacts, django_assert_num_queries):
    deep = read(client, f"{PAGES}?limit=5")["next"]

    with django_assert_num_queries(1):
        read(client, deep)
    with django_assert_num_queries(2):
        read(client, f"{deep}&count=true")


def test_a_count_stops_at_its_cap(client, contacts, monkeypatch):
    monkeypatch.setattr(pagination, "COUNT_CAP", 6)

    assert read(client, f"{PAGES}?count=true")["count"] == {"value": 6, "is_capped": True}


@pytest.mark.parametrize("limit", ["1", "50", "200", "007"])
def test_limits_that_can_be_used(client, limit):
    assert read(client, f"{PAGES}?limit={limit}")["limit"] == int(limit)


@pytest.mark.parametrize(
    "limit", ["", "0", "201", "-1", "1.0", "ten", "٣", "²", "000000001999999", "9" * 5000, "1%00"]
)
def test_other_limits_are_refused(client, limit):
    answer = client.get(f"{PAGES}?limit={limit}")

    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == ["limit"]


def test_a_count_is_true_or_false(client):
    assert client.get(f"{PAGES}?count=1").json()["errors"] == [
        {"field": "count", "code": "invalid", "message": "`count` is true or false."}
    ]


@pytest.mark.parametrize(
    "cursor",
    [
        pytest.param("x", id="no base64"),
        pytest.param("%00", id="NUL"),
        pytest.param("é", id="not ASCII"),
        pytest.param("%FF", id="not UTF-8"),
        pytest.param(cursor_of({}), id="not a list"),
        pytest.param(cursor_of(7), id="a number"),
        pytest.param(cursor_of(["next"]), id="too short"),
        pytest.param(cursor_of(["sideways", NOON.isoformat(), str(uuid.UUID(int=1))]), id="way"),
        pytest.param(cursor_of([[], NOON.isoformat(), str(uuid.UUID(int=1))]), id="way's type"),
        pytest.param(cursor_of(["next", "2026-11-20T12:00:00", str(uuid.UUID(int=1))]), id="naive"),
        pytest.param(cursor_of(["next", "noon", str(uuid.UUID(int=1))]), id="no time"),
        pytest.param(cursor_of(["next", 7, str(uuid.UUID(int=1))]), id="time's type"),
        pytest.param(
            cursor_of(["next", "0001-01-01T00:00:00+14:00", str(uuid.UUID(int=1))]), id="before 1"
        ),
        pytest.param(cursor_of(["next", NOON.isoformat(), "1"]), id="no id"),
        pytest.param(cursor_of(["next", NOON.isoformat(), [1]]), id="id's type"),
        pytest.param("W" * 3000, id="long"),
        pytest.param(
            base64.urlsafe_b64encode(b"[" * 3000).decode(), id="nested beyond the parser's depth"
        ),
    ],
)
def test_a_cursor_of_other_making_is_refused(client, contacts, cursor):
    answer = client.get(f"{PAGES}?cursor={cursor}")

    assert (answer.status_code, answer.json()["code"]) in [
        (400, "invalid_cursor"),
        (400, "invalid"),
    ]


def test_a_cursor_may_name_any_moment(client, contacts):
    odd_offset = cursor_of(["next", "2026-11-20T12:02:30+00:00:00.000001", str(uuid.UUID(int=1))])

    assert read(client, f"{PAGES}?cursor={odd_offset}")["results"] == contacts[1:]
