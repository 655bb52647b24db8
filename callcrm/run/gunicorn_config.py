"""gunicorn's settings: `gunicorn --config python:callcrm.run.gunicorn_config`; SIGHUP reloads."""

import gc
import os
import re
import shutil
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from gunicorn.config import Config
from gunicorn.glogging import Logger

from callcrm.api.request_id import RequestIdFilter, current_request_id
from callcrm.logs import FORMATTERS

SHARED_COUNTS = "PROMETHEUS_MULTIPROC_DIR"

wsgi_app = "callcrm.wsgi"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
proc_name = "callcrm"
control_socket_disable = True  # two copies side by side would share one

worker_class = "gthread"
workers = int(os.environ.get("WEB_PROCESSES", "2"))
threads = int(os.environ.get("WEB_THREADS", "16"))
keepalive = 75  # longer than nginx keeps its side, lest both close at the same moment
timeout = 60  # a process that stops beating is replaced; a long upload doesn't stop it
graceful_timeout = 30  # how long a request under way may still take at a stop or reload
# The heartbeat's file, on a disk that never waits; gunicorn names it and keeps others out.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108

LOG_FORMAT = os.environ.get("LOG_FORMAT", "line")

# No query string and no referrer: they hold phone numbers that somebody searched for.
accesslog = "-"
access_log_format = (
    "%(m)s %(U)s %(s)s"
    if LOG_FORMAT == "json"  # which has the rest as fields
    else '%(h)s "%(m)s %(U)s" %(s)s %(B)s bytes %(M)s ms "%(a)s" %({callcrm.user_id}e)s'
)
PRODUCT = re.compile(r"[A-Za-z.-]{1,30}/[0-9.]{1,20}(?= |$)")


class OneLineLogger(Logger):
    """gunicorn's lines in our form, and without what a client makes up.

    An address can't fake a line of its own (%0A arrives here decoded), and the program that asks is
    told by its first word and version alone.
    """

    def setup(self, cfg: Config) -> None:
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            for handler in log.handlers:
                handler.setFormatter(FORMATTERS.get(LOG_FORMAT, FORMATTERS["line"])())
                handler.addFilter(RequestIdFilter())

    def atoms(
        self, resp: object, req: object, environ: dict[str, Any], request_time: timedelta
    ) -> dict[str, Any]:
        typed = quote(environ.get("PATH_INFO", ""), encoding="latin-1")
        app = PRODUCT.match(environ.get("HTTP_USER_AGENT", ""))
        tame = {
            "PATH_INFO": environ.get("callcrm.path", typed),
            "HTTP_USER_AGENT": app[0] if app else "-",
        }
        atoms: dict[str, Any] = super().atoms(resp, req, environ | tame, request_time)
        return atoms

    def access(
        self, resp: object, req: object, environ: dict[str, Any], request_time: timedelta
    ) -> None:
        atoms = self.atoms_wrapper_class(self.atoms(resp, req, environ, request_time))
        fields = {
            "method": atoms["m"],
            "path": atoms["U"],
            "status": int(atoms["s"]),
            "duration_ms": atoms["M"],
            "bytes": atoms["B"],
            "user_id": atoms["{callcrm.user_id}e"],
            "address": atoms["h"],
            "app": atoms["a"],
        }
        self.access_log.info(self.cfg.access_log_format, atoms, extra=fields)
        # The thread goes on to another request, which may fail before it gets an id.
        current_request_id.set("-")


logger_class = OneLineLogger


def on_starting(server: object) -> None:  # noqa: ARG001 - gunicorn passes it
    """All processes count into files of one folder, so that each can answer for all.

    prometheus_client looks for the folder when it is imported: too late if the application was
    loaded before the processes were made (`preload_app`); each then counts for itself.
    """
    if "prometheus_client" not in sys.modules:
        os.environ[SHARED_COUNTS] = tempfile.mkdtemp(prefix="callcrm-metrics-", dir=worker_tmp_dir)


def collect_rarely() -> None:
    """What there is stays. A page of calls makes ten thousand objects more, which go with it
    without being looked for; Python would look after each 700."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def post_worker_init(worker: object) -> None:  # noqa: ARG001
    """Load all of the program before the first request, and keep the garbage collector out of it:
    looking for what to throw away among its 140,000 objects takes 40 ms, and is in vain."""
    from django.urls import get_resolver

    list(get_resolver().url_patterns)
    gc.collect()
    collect_rarely()


def on_exit(server: object) -> None:  # noqa: ARG001
    if folder := os.environ.pop(SHARED_COUNTS, None):
        shutil.rmtree(folder, ignore_errors=True)
