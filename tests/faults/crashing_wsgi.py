"""The real application, which dies at a point of the upload's protocol when a test says so.

The file `crash_at` in VAR_DIR names the point; it is taken away first, so that a crash comes once.
"""

import os
from collections.abc import Callable
from typing import Any

from botocore.httpsession import URLLib3Session
from django.conf import settings
from django.urls import get_resolver

from callcrm.wsgi import application
from calls.services import receive_recording, record_call

__all__ = ["application"]

POINTS = ("after_spool", "after_claim", "after_store", "before_commit", "after_commit")
# In the middle of storing: the bytes are there, but nobody knows.
STORING_POINTS = {"files": "before_replace", "s3": "after_put"}
# Loaded before the workers fork, not by the first request of each.
get_resolver().url_patterns  # noqa: B018
AT = settings.VAR_DIR / "crash_at"


def crash_if_told(point: str) -> None:
    if AT.exists() and AT.read_text() == point:
        AT.unlink()
        os._exit(9)


def dying(function: Callable[..., Any], *, before: str = "", after: str = "") -> Callable[..., Any]:
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        crash_if_told(before)
        result = function(*args, **kwargs)
        crash_if_told(after)
        return result

    return wrapped


def wrap(module: Any, name: str, **points: str) -> None:
    setattr(module, name, dying(getattr(module, name), **points))


wrap(receive_recording, "refuse_unusable_audio", before="after_spool")
wrap(receive_recording, "claim_upload", after="after_claim")
wrap(os, "replace", before="before_replace")
wrap(URLLib3Session, "send", after="after_put")
wrap(receive_recording, "store_recording", after="after_store")
wrap(record_call, "enqueue_processing", after="before_commit")
wrap(receive_recording, "record_call", after="after_commit")
