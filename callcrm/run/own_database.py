from django.conf import settings

from callcrm.run.postgres import ensure_running


def ensure_own_database() -> bool:
    """Start our own PostgreSQL unless DATABASE_URL names another; True if this call started it."""
    return not settings.DATABASE_URL and ensure_running(settings.VAR_DIR)
