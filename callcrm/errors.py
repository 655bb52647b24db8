"""Answers outside DRF's reach: problem documents under /v1, pages elsewhere."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

from callcrm.api.problems import PROBLEMS, describe, problem_response
from callcrm.api.request_id import current_request_id

NO_BUGS = {"database_unavailable", "database_not_migrated"}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return answer(request, code="bad_request", detail="The request can't be used as it is.")


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return answer(request, code="permission_denied", detail="Your role may not do this.")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    return answer(
        request,
        code="csrf_failed",
        detail="The form is out of date. Reload the page and try again.",
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return answer(request, code="not_found", detail=what_is_there_instead(request.path))


def server_error(request: HttpRequest) -> HttpResponse:
    """A bug, or a database that went away or wasn't migrated, which is no bug."""
    error = sys.exc_info()[1]
    described = describe(error) if isinstance(error, Exception) else None
    if described and described["code"] in NO_BUGS:
        return answer(request, **described)
    return answer(
        request,
        code="internal_error",
        detail="Something went wrong here; it is in our log under this request id.",
    )


def what_is_there_instead(path: str) -> str:
    if path.endswith("/"):
        try:
            resolve(path.rstrip("/"))
        except Resolver404:
            pass
        else:
            return f"There is no trailing slash: use {path.rstrip('/')}."
    return f"Nothing is at {path}."


def answer(
    request: HttpRequest, *, code: str, detail: str, retry_after_seconds: int | None = None
) -> HttpResponse:
    if request.path == "/v1" or request.path.startswith("/v1/"):
        return problem_response(
            request, code=code, detail=detail, retry_after_seconds=retry_after_seconds
        )
    problem = PROBLEMS[code]
    # No request context: its processors read the session, which may be what has just failed.
    words = {"problem": problem, "detail": detail, "request_id": current_request_id.get()}
    response = render(None, "portal/problem.html", words)
    response.status_code = problem.status
    if retry_after_seconds is not None:
        response.headers["Retry-After"] = str(retry_after_seconds)
    return response
