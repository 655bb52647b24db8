import shutil

from django.conf import settings
from django.core.files.storage import storages
from django.db import InterfaceError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """The process answers. Nothing else is looked at: a restart would not mend a database."""
    return JsonResponse({"status": "ok"})


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """Whether requests can be served: 200, or 503 with the check that failed in words.

    The recording store is reported but decides nothing: without it uploads are answered 503 one by
    one, and everything else works.
    """
    deciding = {"database": database(), "disk": disk()}
    is_ready = all(word == "ok" for word in deciding.values())
    body = {"status": "ok" if is_ready else "unavailable", **deciding, "store": store()}
    return JsonResponse(body, status=200 if is_ready else 503)


def database() -> str:
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except (OperationalError, InterfaceError):
        return "not answering"
    return f"{len(missing)} migrations missing: run manage.py migrate" if missing else "ok"


def disk() -> str:
    try:
        settings.SPOOL_DIR.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(settings.SPOOL_DIR).free
    except OSError as error:
        return f"can't be written: {error.strerror}"
    return "ok" if free >= settings.MIN_FREE_BYTES else f"nearly full: {free} bytes free"


def store() -> str:
    try:
        storages["recordings"].exists("readiness-probe")
    except OSError:
        return "not answering"
    return "ok"
