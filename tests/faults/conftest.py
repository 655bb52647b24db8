import pytest
from django.db import connection

from tests.faults.server import database_url, running_server


@pytest.fixture(scope="session")
def crashing_server(django_db_setup, django_db_blocker, tmp_path_factory):
    """One for all crashes: a worker that dies is followed by another."""
    with running_server(
        tmp_path_factory.mktemp("crashing"),
        wsgi_app="tests.faults.crashing_wsgi",
        DATABASE_URL=database_url(connection.settings_dict),
    ) as server:
        yield server


@pytest.fixture
def server(crashing_server, settings, transactional_db):
    """The server with an empty database and an empty store, which the test shares with it."""
    for path in [*crashing_server.stored_files(), crashing_server.var_dir / "crash_at"]:
        path.unlink(missing_ok=True)
    recordings = settings.STORAGES["recordings"]
    settings.STORAGES = {
        **settings.STORAGES,
        "recordings": {
            **recordings,
            "OPTIONS": {"location": crashing_server.var_dir / "recordings"},
        },
    }
    return crashing_server
