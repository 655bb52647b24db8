"""Code that is newer than its database says so, on pages and to programs, and isn't a bug."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from tests.cast import bearer

pytestmark = pytest.mark.django_db(transaction=True)

# Asked for by a session's middleware, and by the authentication of DRF's views.
TABLES = {"sessions": "django_session", "accounts": "tokens"}


@contextmanager
def without_table_of(app: str, *, is_migrated: bool) -> Iterator[None]:
    """As before the app's migrations, or, if they are on record, as a mistake leaves it."""
    table = TABLES[app]
    applied = MigrationRecorder.Migration.objects.filter(app=app)
    rows = list(applied.values("app", "name", "applied"))
    rename(table, "elsewhere")
    if not is_migrated:
        applied.delete()
    try:
        yield
    finally:
        rename("elsewhere", table)
        if not is_migrated:
            MigrationRecorder.Migration.objects.bulk_create(
                MigrationRecorder.Migration(**row) for row in rows
            )


def rename(table: str, name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO {name}")


@pytest.fixture
def client() -> Client:
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "somebodys"
    return client


def test_a_page_says_to_migrate(client):
    with without_table_of("sessions", is_migrated=False):
        answer = client.get("/portal/calls")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert b"The database isn&#x27;t migrated" in answer.content
    assert b"run `manage.py migrate`" in answer.content


@pytest.mark.parametrize("app", TABLES)
def test_a_program_is_told_to_come_again(client, agent, app):
    headers = bearer(agent, "calls:read") if app == "accounts" else {}
    with without_table_of(app, is_migrated=False):
        answer = client.get("/v1/me", headers=headers)

    problem = answer.json()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert (problem["code"], problem["retryable"]) == ("database_not_migrated", True)
    assert problem["detail"] == ("The database is older than the program: run `manage.py migrate`.")


def test_a_table_that_is_missing_from_a_migrated_database_is_a_bug(client):
    with without_table_of("sessions", is_migrated=True):
        answer = client.get("/v1/me")

    assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")
