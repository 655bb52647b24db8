"""What a log line may hold: paths, ids, codes and counts. Never a number, a name, a token or a
query string.

Messages of exceptions hold values (`Key (e164)=(+44…) already exists`), and so do the messages of
libraries. So exceptions are written by type, place and what is known to be harmless of them, a JSON
line has the fields named here and no other, and what looks like a number, a token or a query
string is cut from whatever remains.
"""

import json
import logging
import re
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import Error as DatabaseError
from django.db import InterfaceError, OperationalError

from callcrm.api.exceptions import DomainError
from callcrm.api.request_id import RequestIdFilter

SECRETS = (
    (re.compile(r"\?[^\s\"']+"), ""),  # query strings
    (re.compile(r"(?i)\b(bearer|basic|token)\s+[\w.~+/=-]{8,}"), r"\1 [secret]"),
    # gunicorn quotes what it couldn't read, or the address that failed.
    (re.compile(r"(Invalid request from ip=\S+):.*"), r"\1"),
    (re.compile(r"(handling request) /\S*"), r"\1"),
    (re.compile(r"(://[^\s/:@]+):[^\s/@]+@"), r"\1:[secret]@"),
    # Not what stands within a word or an id: `(?<!…)` keeps UUIDs and hashes as they are.
    (re.compile(r"(?<![\w.-])(\+|00?)\(?\d[\d ()./-]{4,}\d(?![\w-])"), "[number]"),
)
ABOUT_CODE = (AttributeError, NameError, ImportError, ImproperlyConfigured, RecursionError)
# Loggers whose messages are made of what was sent: the rest of the record says enough.
WITH_ANYTHING_IN_IT = re.compile(r"django\.(security|request)\b")
# What is set by `extra=` and may go out.
FIELDS = ("method", "path", "status", "duration_ms", "bytes", "user_id", "address", "app")


def scrubbed(text: str) -> str:
    for pattern, replacement in SECRETS:
        text = pattern.sub(replacement, text)
    return text


def described(error: BaseException) -> str:
    """An exception's type and what is harmless of it."""
    name = type(error).__qualname__
    if said := harmless_part(error):
        return f"{name}: {scrubbed(said)}"
    return name


def harmless_part(error: BaseException) -> str:
    match error:
        case DomainError():
            return error.code
        case OSError():
            # Not its file: names of recordings hold numbers. Without a number of the system's it
            # is a sentence of ours about the store.
            return error.strerror or str(error)
        case OperationalError() | InterfaceError():
            return str(error).partition("\n")[0]  # what follows is the statement's detail
        case DatabaseError():
            diagnosis = getattr(error.__cause__, "diag", None)
            facts = (getattr(diagnosis, name, None) for name in ("sqlstate", "constraint_name"))
            return " ".join(fact for fact in facts if fact)
    return str(error) if isinstance(error, ABOUT_CODE) else ""


def traceback_of(error: BaseException) -> str:
    """Where it was raised and what it was raised from, without what was in the variables."""
    parts = []
    for cause in chain(error):
        frames = "".join(traceback.format_tb(cause.__traceback__))
        parts.append(f"Traceback (most recent call last):\n{frames}{described(cause)}")
    return "\n\nwhich led to\n\n".join(reversed(parts))


def chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or (
            None if current.__suppress_context__ else current.__context__
        )


def message_of(record: logging.LogRecord) -> str:
    """The record's sentence. Exceptions among its arguments are told as `described`."""
    if WITH_ANYTHING_IN_IT.match(record.name):
        return about_request(record)
    arguments = record.args
    if isinstance(arguments, tuple):
        arguments = tuple(
            described(value) if isinstance(value, BaseException) else value for value in arguments
        )
    text = str(record.msg)
    if isinstance(record.msg, BaseException):
        text = described(record.msg)
    elif arguments:
        text = text % arguments
    return scrubbed(text.replace("\n", "\\n"))


def about_request(record: logging.LogRecord) -> str:
    """`Answered 404: GET /v1/contacts/{its id}`; of what was refused early, only the kind."""
    from callcrm.monitoring.tame_path import tame_path  # settings, which import us, come first

    status = getattr(record, "status_code", None)
    request = getattr(record, "request", None)
    if status is None or request is None:
        return record.name.rpartition(".")[2]
    return f"Answered {status}: {request.method} {tame_path(request, status=status)}"


class LineFormatter(logging.Formatter):
    """For people: `2026-11-20 09:30:00,000 INFO calls [request id] the message`."""

    def format(self, record: logging.LogRecord) -> str:
        line = (
            f"{self.formatTime(record)} {record.levelname} {record.name} "
            f"[{request_id_of(record)}] {message_of(record)}"
        )
        error = error_of(record)
        return line if error is None else f"{line}\n{traceback_of(error)}"


class JsonFormatter(logging.Formatter):
    """For programs: one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        fields: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request_id": request_id_of(record),
            "message": message_of(record),
        }
        fields |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if (error := error_of(record)) is not None:
            fields["exception"] = traceback_of(error)
        return json.dumps(fields, ensure_ascii=False)


def request_id_of(record: logging.LogRecord) -> str:
    return str(getattr(record, "request_id", "-"))


def error_of(record: logging.LogRecord) -> BaseException | None:
    exc_info: tuple[type[BaseException], BaseException, TracebackType | None] | Any = (
        record.exc_info
    )
    return exc_info[1] if isinstance(exc_info, tuple) else None


FORMATTERS: dict[str, type[logging.Formatter]] = {"line": LineFormatter, "json": JsonFormatter}


def logging_settings(*, form: str, level: str) -> dict[str, Any]:
    """Django's LOGGING: everything to stderr, in lines for people or in JSON."""
    loud = ("boto3", "botocore", "s3transfer", "urllib3", "httpx", "httpcore", "django.db.backends")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request_id": {"()": RequestIdFilter}},
        "formatters": {"chosen": {"()": FORMATTERS[form]}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "chosen",
                "filters": ["request_id"],
            }
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Django's own handlers would say everything twice, the second time by mail.
            "django": {"handlers": [], "level": "INFO"},
            "django.server": {"handlers": ["stderr"], "propagate": False},
            # It tells of every step of every job; the worker has a line of its own for each.
            "procrastinate": {"level": "WARNING"},
            # Statements with their values, headers with their secrets.
            **{name: {"level": "WARNING"} for name in loud},
        },
    }
