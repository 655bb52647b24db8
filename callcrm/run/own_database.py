from django.conf import settings

from callcrm.run.cluster import Cluster
from callcrm.run.postgres import ensure_running


def ensure_own_database() -> bool:
    """Start our own PostgreSQL unless DATABASE_URL names another; True if this call started it."""
    return not settings.DATABASE_URL and ensure_running(settings.VAR_DIR)


def is_own_database_down() -> bool:
    """Cheap enough to ask five times a second. A server that is starting isn't down."""
    return not settings.DATABASE_URL and Cluster.under(settings.VAR_DIR).process_id() is None
