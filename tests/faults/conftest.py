import pytest
from django.db import connection

from tests.faults.server import database_url, running_server
from tests.stores.checking_store import running_store


@pytest.fixture(scope="session")
def crashing_server(django_db_setup, django_db_blocker, tmp_path_factory):
    """One for all crashes: a worker that dies is followed by another."""
    with running_server(
        tmp_path_factory.mktemp("crashing"),
        wsgi_app="tests.faults.crashing_wsgi",
        DATABASE_URL=database_url(connection.settings_dict),
    ) as server:
        yield server


@pytest.fixture(scope="session")
def crashing_server_on_s3(django_db_setup, django_db_blocker, tmp_path_factory):
    with (
        running_store() as store,
        running_server(
            tmp_path_factory.mktemp("crashing-s3"),
            wsgi_app="tests.faults.crashing_wsgi",
            DATABASE_URL=database_url(connection.settings_dict),
            **store.environment,
        ) as server,
    ):
        server.store = store
        yield server


@pytest.fixture
def store_kind():
    """Where the server keeps recordings: a test may be parametrized with "s3", too."""
    return "files"


@pytest.fixture
def server(store_kind, request, settings, transactional_db):
    """The server with an empty database and an empty store, which the test shares with it."""
    name = {"files": "crashing_server", "s3": "crashing_server_on_s3"}[store_kind]
    server = request.getfixturevalue(name)
    for path in [*server.stored_files(), server.var_dir / "crash_at"]:
        path.unlink(missing_ok=True)
    settings.STORAGES = {**settings.STORAGES, "recordings": recordings_of(server)}
    return server


def recordings_of(server):
    if server.store is None:
        return {
            "BACKEND": "calls.storage.RecordingFileStorage",
            "OPTIONS": {"location": server.var_dir / "recordings"},
        }
    server.store.reset()
    return {
        "BACKEND": "calls.s3_storage.RecordingS3Storage",
        "OPTIONS": server.store.options,
    }
