from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.backends.utils import CursorWrapper
from django.test import Client
from pytest_django import DjangoDbBlocker

from accounts.models import Team, User
from accounts.roles import Role
from callcrm.run.own_database import ensure_own_database
from tests.cast import Phone, enrolled_phone, person

# Chains of long tests on databases of their own: at the end, the other processes would be idle.
FIRST = {"test_supervisor", "test_restarted_database"}


# Before xdist's own, which reads the groups.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.stem not in FIRST)
    for item in items:
        begin_as_migrated(item)
        if group := whom_it_shares_with(item):
            item.add_marker(pytest.mark.xdist_group(group))


def begin_as_migrated(item: pytest.Item) -> None:
    """A test with real transactions empties every table after it: the next begins as migrated."""
    marker = item.get_closest_marker("django_db")
    is_transactional = marker is not None and marker.kwargs.get("transaction", False)
    fixtures = {"transactional_db", "live_server"}
    if is_transactional or fixtures & set(getattr(item, "fixturenames", ())):
        with_shipped_rows = pytest.mark.django_db(transaction=True, serialized_rollback=True)
        item.add_marker(with_shipped_rows, append=False)


def whom_it_shares_with(item: pytest.Item) -> str:
    """Tests that share a server, a browser or what else takes long to start run in one process."""
    if not isinstance(item, pytest.Function):
        return ""
    for *_, fixture in item._fixtureinfo.name2fixturedefs.values():
        if fixture.scope == "module":
            return item.nodeid.partition("::")[0]
        if fixture.scope == "session" and fixture.baseid.startswith("tests/"):
            return fixture.baseid
    return ""


# Whoever still reads or writes, such as a request of a browser that has gone, is waited for. Their
# order of tables is another: what was locked is let go of, or both would wait for each other.
LOCKING = """
DO $$
BEGIN
    SET LOCAL lock_timeout = '200ms';
    FOR attempt IN 1..100 LOOP
        BEGIN
            LOCK TABLE {tables};
            RETURN;
        EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
            PERFORM pg_sleep(0.05);
        END;
    END LOOP;
    RAISE 'The tables are still in use.';
END $$
"""


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Start our own PostgreSQL, if no DATABASE_URL is set, before the test database is made."""
    ensure_own_database()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Commits wait for no disk, as no test cuts this server's power; and flushes are quick.

    A flush deletes and puts the migrations' rows back: TRUNCATE would make the files of 300 tables
    and indexes anew after each test, and Django would save the rows one by one before it.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        name = connection.ops.quote_name(connection.settings_dict["NAME"])
        cursor.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
        tables = connection.introspection.django_table_names(
            only_existing=True, include_views=False
        )
        statements = [*emptying(tables), *filling(cursor, tables)]
    connection._test_serialized_contents = "[]"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", lambda *_, **__: statements)
        yield


def emptying(tables: Sequence[str]) -> Iterator[str]:
    yield LOCKING.format(tables=", ".join(tables))
    yield "TRUNCATE listens"  # a trigger forbids to delete its rows
    yield from (f"DELETE FROM {table}" for table in tables)


def filling(cursor: CursorWrapper, tables: Sequence[str]) -> Iterator[str]:
    for table in tables:
        cursor.execute(f"SELECT json_agg(shipped)::text FROM {table} shipped")
        if rows := cursor.fetchone()[0]:
            yield (
                f"INSERT INTO {table}"
                f" SELECT * FROM json_populate_recordset(NULL::{table}, $rows${rows}$rows$)"
            )


@pytest.fixture(autouse=True)
def own_folders(settings: LazySettings, tmp_path: Path) -> None:
    """Each test's recordings and spool are its own."""
    recordings = settings.STORAGES["recordings"]
    settings.STORAGES = {
        **settings.STORAGES,
        "recordings": {
            **recordings,
            "OPTIONS": {**recordings["OPTIONS"], "location": tmp_path / "recordings"},
        },
    }
    settings.SPOOL_DIR = tmp_path / "spool"
    # Otherwise each test's client looks for all static files before its first request.
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture
def team(db: None) -> Team:
    return Team.objects.create(name="Sales UK", region="GB", time_zone="Europe/London")


@pytest.fixture
def other_team(db: None) -> Team:
    return Team.objects.create(name="Sales DE", region="DE", time_zone="Europe/Berlin")


@pytest.fixture
def agent(team: Team) -> User:
    return person("amira", Role.AGENT, team=team)


@pytest.fixture
def colleague(team: Team) -> User:
    """Another agent of the same team: sees none of amira's calls."""
    return person("boris", Role.AGENT, team=team)


@pytest.fixture
def support(team: Team) -> User:
    """Works on the calls of `team`, not on those of `other_team`."""
    user = person("sana", Role.SUPPORT)
    user.teams.add(team)
    return user


@pytest.fixture
def supervisor(team: Team) -> User:
    user = person("viktor", Role.SUPERVISOR)
    user.teams.add(team)
    return user


@pytest.fixture
def manager(db: None) -> User:
    return person("mina", Role.MANAGER, is_staff=True)


@pytest.fixture
def auditor(db: None) -> User:
    return person("otto", Role.AUDITOR)


@pytest.fixture
def stranger(db: None) -> User:
    """Signed in, but with no role: may do nothing."""
    return person("nobody", "")


@pytest.fixture
def phone(agent: User) -> Phone:
    return enrolled_phone(agent, region="GB")


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """A signed-in browser. Answers of 500 are answers, not exceptions, so that tests see them."""

    def signed_in(user: User) -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(user, backend="accounts.backends.RoleBackend")
        return client

    return signed_in
