"""The one error format: RFC 9457 problem documents, and the one table of what can go wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import InterfaceError, OperationalError, ProgrammingError
from django.http import Http404, HttpRequest, JsonResponse
from rest_framework import exceptions as drf
from rest_framework.response import Response

from callcrm.api.exceptions import DomainError
from callcrm.api.request_id import current_request_id
from callcrm.api.unmigrated import is_for_want_of_migrations

PROBLEM_TYPE = "application/problem+json"
DATABASE_RETRY_AFTER_SECONDS = 5


@dataclass(frozen=True)
class Problem:
    status: int
    title: str
    # Whether the same request may succeed later: what an app looks at before it tries again.
    is_retryable: bool = False


PROBLEMS: dict[str, Problem] = {
    # The request can't be read or used as it is.
    "invalid": Problem(400, "Some fields can't be used"),
    "malformed_body": Problem(400, "The body can't be read"),
    "incomplete_body": Problem(400, "The body ended early", is_retryable=True),
    "empty_audio": Problem(400, "The audio file is empty"),
    "invalid_phone_number": Problem(400, "The phone number can't be read"),
    "invalid_idempotency_key": Problem(400, "The Idempotency-Key can't be used"),
    "invalid_cursor": Problem(400, "The page address can't be used"),
    "too_many_fields": Problem(400, "The body has too many fields"),
    "bad_request": Problem(400, "The request can't be used"),
    "contact_is_merged": Problem(400, "The contact was merged into another"),
    # Who is asking.
    "not_authenticated": Problem(401, "Sign in or send a token"),
    "token_invalid": Problem(401, "The token isn't known"),
    "token_revoked": Problem(401, "The token was revoked"),
    "account_deactivated": Problem(401, "The account is deactivated"),
    "permission_denied": Problem(403, "You may not do this"),
    "insufficient_scope": Problem(403, "The token's scopes don't cover this"),
    "csrf_failed": Problem(403, "The CSRF token is missing or wrong"),
    "may_not_listen": Problem(403, "You may see this call but not listen to it"),
    "https_required": Problem(403, "Use https"),
    # What is asked for.
    "not_found": Problem(404, "Nothing is here"),
    "recording_absent": Problem(404, "This call has no recording"),
    "transcript_not_configured": Problem(404, "Transcription isn't configured"),
    "transcript_absent": Problem(404, "There is no transcript yet", is_retryable=True),
    "waveform_absent": Problem(404, "This recording has no waveform"),
    "method_not_allowed": Problem(405, "This address doesn't take that method"),
    "call_deleted": Problem(410, "The call was deleted"),
    "recording_erased": Problem(410, "The recording was erased"),
    # It collides with what is there.
    "conflict": Problem(409, "That collides with what is there"),
    "recording_not_playable": Problem(409, "Browsers can't play this recording"),
    "recording_not_ready": Problem(409, "The recording is being processed", is_retryable=True),
    "duplicate_phone": Problem(409, "The phone number belongs to another contact"),
    "upload_in_flight": Problem(409, "The same upload is under way", is_retryable=True),
    "version_mismatch": Problem(412, "It was changed meanwhile"),
    # The upload's size and form.
    "length_required": Problem(411, "Content-Length is missing"),
    "upload_too_large": Problem(413, "The upload is too large"),
    "unsupported_media_type": Problem(415, "The body has the wrong content type"),
    "range_not_satisfiable": Problem(416, "The range lies outside the recording"),
    "checksum_mismatch": Problem(422, "The audio's checksum doesn't match", is_retryable=True),
    "idempotency_key_reused": Problem(422, "The Idempotency-Key belongs to another call"),
    "throttled": Problem(429, "Too many requests", is_retryable=True),
    # Our side.
    "internal_error": Problem(500, "Something went wrong here", is_retryable=True),
    # These two are nginx's, when callcrm is down or late (deploy/nginx/problems.conf).
    "server_unreachable": Problem(502, "The server isn't answering", is_retryable=True),
    "server_too_slow": Problem(504, "The server took too long", is_retryable=True),
    "database_unavailable": Problem(503, "The database isn't answering", is_retryable=True),
    "database_not_migrated": Problem(503, "The database isn't migrated", is_retryable=True),
    "recording_lost": Problem(503, "The recording isn't in the store as it was put there"),
    "store_unavailable": Problem(503, "The recording store isn't answering", is_retryable=True),
    "insufficient_storage": Problem(507, "The disk is nearly full", is_retryable=True),
}

FieldError = dict[str, str]


def problem_document(
    request: HttpRequest,
    *,
    code: str,
    detail: str,
    errors: list[FieldError] | None = None,
    **extra: Any,  # noqa: ANN401 - whatever JSON takes
) -> dict[str, Any]:
    problem = PROBLEMS[code]
    return {
        "type": f"urn:callcrm:problem:{code}",
        "title": problem.title,
        "status": problem.status,
        "detail": detail,
        "instance": request.path,
        "code": code,
        "request_id": current_request_id.get(),
        "retryable": problem.is_retryable,
        "errors": errors or [],
        **extra,
    }


def problem_response(
    request: HttpRequest,
    *,
    code: str,
    detail: str,
    retry_after_seconds: int | None = None,
    errors: list[FieldError] | None = None,
    **extra: Any,  # noqa: ANN401 - whatever JSON takes
) -> JsonResponse:
    """A problem outside DRF's reach: middleware, error pages."""
    response = JsonResponse(
        problem_document(request, code=code, detail=detail, errors=errors, **extra),
        status=PROBLEMS[code].status,
        content_type=PROBLEM_TYPE,
    )
    if retry_after_seconds is not None:
        response.headers["Retry-After"] = str(retry_after_seconds)
    return response


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's EXCEPTION_HANDLER. What it doesn't know becomes a 500 by Django's own way."""
    described = describe(exc)
    if described is None:
        return None
    headers: dict[str, str] = {}
    if challenge := getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if retry_after := described.pop("retry_after_seconds", None):
        headers["Retry-After"] = str(retry_after)
    document = problem_document(context["request"], **described)
    return Response(document, document["status"], headers=headers, content_type=PROBLEM_TYPE)


def describe(exc: Exception) -> dict[str, Any] | None:  # noqa: C901, PLR0911 - a table
    """The arguments of `problem_document` for an exception, or None if it is a bug."""
    match exc:
        case DomainError():
            errors = (
                [{"field": exc.field, "code": exc.code, "message": exc.detail}] if exc.field else []
            )
            return {
                "code": exc.code,
                "detail": exc.detail,
                "errors": errors,
                "retry_after_seconds": exc.retry_after_seconds,
                **exc.extra,
            }
        case drf.ValidationError():
            errors = list(flatten(exc.detail))
            return {"code": "invalid", "detail": summary(errors), "errors": errors}
        case OperationalError() | InterfaceError():
            return {
                "code": "database_unavailable",
                "detail": "The database isn't answering. Nothing was changed; try again.",
                "retry_after_seconds": DATABASE_RETRY_AFTER_SECONDS,
            }
        case ProgrammingError() if is_for_want_of_migrations(exc):
            return {
                "code": "database_not_migrated",
                "detail": "The database is older than the program: run `manage.py migrate`.",
                "retry_after_seconds": DATABASE_RETRY_AFTER_SECONDS,
            }
        case Http404() | drf.NotFound():
            return {"code": "not_found", "detail": "Nothing with this id is here for you."}
        case PermissionDenied() | drf.PermissionDenied():
            return {"code": "permission_denied", "detail": "Your role may not do this."}
        case RequestDataTooBig():
            return {
                "code": "upload_too_large",
                "detail": "Everything but the audio may have 1 MiB together; this is more.",
            }
        case TooManyFieldsSent() | TooManyFilesSent():
            return {"code": "too_many_fields", "detail": "Send fewer fields."}
        case SuspiciousOperation():
            return {"code": "bad_request", "detail": "The request can't be used as it is."}
        case drf.APIException():
            return {
                "code": code_of(exc),
                "detail": str(exc.detail),
                "retry_after_seconds": getattr(exc, "wait", None),
            }
    return None


def code_of(exc: drf.APIException) -> str:
    if (code := exc.get_codes()) in PROBLEMS:
        return str(code)
    return {drf.ParseError: "malformed_body", drf.AuthenticationFailed: "token_invalid"}.get(
        type(exc), "bad_request"
    )


def flatten(detail: object, path: str = "") -> Iterator[FieldError]:
    """DRF's nested error details as rows; list positions and nested names join by a dot."""
    if isinstance(detail, dict):
        for name, value in detail.items():
            own_path = path if name == "non_field_errors" else f"{path}.{name}".lstrip(".")
            yield from flatten(value, own_path)
    elif isinstance(detail, list):
        for position, value in enumerate(detail):
            is_leaf = isinstance(value, str)
            yield from flatten(value, path if is_leaf else f"{path}.{position}".lstrip("."))
    else:
        yield {"field": path, "code": getattr(detail, "code", "invalid"), "message": str(detail)}


def summary(errors: list[FieldError]) -> str:
    return " ".join(
        f"{error['field']}: {error['message']}" if error["field"] else error["message"]
        for error in errors
    )
