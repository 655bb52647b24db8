from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from accounts.models import Team, User
from accounts.roles import Role
from callcrm.run.own_database import ensure_own_database
from tests.cast import Phone, enrolled_phone, person


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test with real transactions empties every table after it: the next begins as migrated."""
    with_shipped_rows = pytest.mark.django_db(transaction=True, serialized_rollback=True)
    for item in items:
        marker = item.get_closest_marker("django_db")
        is_transactional = marker is not None and marker.kwargs.get("transaction", False)
        fixtures = {"transactional_db", "live_server"}
        if is_transactional or fixtures & set(getattr(item, "fixturenames", ())):
            item.add_marker(with_shipped_rows, append=False)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Start our own PostgreSQL, if no DATABASE_URL is set, before the test database is made."""
    ensure_own_database()


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
