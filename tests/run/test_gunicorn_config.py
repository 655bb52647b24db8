import os
import subprocess
import sys
from datetime import timedelta
from types import SimpleNamespace

from django.conf import settings
from gunicorn.arbiter import Arbiter
from gunicorn.config import Config

from callcrm.run.gunicorn_config import OneLineLogger, access_log_format


def access_line(**environ):
    logger = OneLineLogger(Config())
    response = SimpleNamespace(status="200 OK", sent=12, headers=[("X-Request-ID", "r-1")])
    request = SimpleNamespace(headers=[])
    full = {
        "REQUEST_METHOD": "GET",
        "RAW_URI": "/v1/calls?search=+442079460018",
        "PATH_INFO": "/v1/calls",
        "QUERY_STRING": "search=+442079460018",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_REFERER": "http://crm.example/?q=0018",
        "HTTP_USER_AGENT": "app/1 (Amira's phone)",
        "callcrm.user_id": "u-1",
    }
    atoms = logger.atoms(response, request, full | environ, timedelta(milliseconds=5))
    return access_log_format % logger.atoms_wrapper_class(atoms)


def test_an_access_line_has_neither_query_string_nor_referrer():
    assert access_line() == '127.0.0.1 "GET /v1/calls" 200 12 bytes 5 ms "app/1" u-1'


def test_an_address_cannot_fake_a_line_of_its_own():
    line = access_line(PATH_INFO='/x\n127.0.0.1 "DELETE /v1/calls')

    assert "\n" not in line
    assert "/x%0A127.0.0.1%20%22DELETE" in line


def test_a_setting_that_cannot_be_used_ends_the_server_with_its_sentence():
    """gunicorn would start processes that end at once, for ever, for any other exit status."""
    done = subprocess.run(
        [sys.executable, "-c", "import callcrm.wsgi"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"METRICS_TOKEN": "short"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == Arbiter.APP_LOAD_ERROR
    assert done.stderr == (
        "callcrm can't start: METRICS_TOKEN is too short; set at least 16 characters.\n"
    )
