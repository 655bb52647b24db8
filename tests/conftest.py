import pytest

from callcrm.run.own_database import ensure_own_database


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix) -> None:
    """Start our own PostgreSQL, if no DATABASE_URL is set, before the test database is made."""
    ensure_own_database()
