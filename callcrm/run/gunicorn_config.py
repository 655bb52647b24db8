"""gunicorn's settings: `gunicorn --config python:callcrm.run.gunicorn_config`; SIGHUP reloads."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from gunicorn.glogging import Logger

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

# No query string and no referrer: they hold phone numbers that somebody searched for.
accesslog = "-"
access_log_format = '%(h)s "%(m)s %(U)s" %(s)s %(B)s bytes %(M)s ms "%(a)s" %({x-request-id}o)s'


class OneLineLogger(Logger):
    """Access lines in which an address can't fake a line of its own: %0A arrives here decoded."""

    def atoms(
        self, resp: object, req: object, environ: dict[str, Any], request_time: timedelta
    ) -> dict[str, Any]:
        path = quote(environ.get("PATH_INFO", ""), encoding="latin-1")
        atoms: dict[str, Any] = super().atoms(
            resp, req, environ | {"PATH_INFO": path}, request_time
        )
        return atoms


logger_class = OneLineLogger
