import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.functional import SimpleLazyObject
from django_prometheus.middleware import PrometheusAfterMiddleware
from prometheus_client import Counter

from callcrm.api.problems import PROBLEM_TYPE, PROBLEMS
from callcrm.monitoring.tame_path import tame_path

GetResponse = Callable[[HttpRequest], HttpResponse]

# In the WSGI environment, where gunicorn's logger finds them.
PATH = "callcrm.path"
USER_ID = "callcrm.user_id"

UPLOAD_PATH = "/v1/calls/upload"
RESULTS = {200: "repeated", 201: "created"}
uploads = Counter(
    "callcrm_uploads",
    "Uploads answered, by result: created, repeated, or the problem's code.",
    ["result"],
)


class MeasureByView(PrometheusAfterMiddleware):
    """django-prometheus' numbers, by view. Its latency takes any word that a client sends as the
    method: a series for each.
    """

    def label_metric(
        self,
        metric: Any,  # noqa: ANN401 - without types
        request: HttpRequest,
        response: HttpResponse | None = None,
        **labels: str,
    ) -> Any:  # noqa: ANN401
        if "method" in labels:
            labels["method"] = self._method(request)
        return super().label_metric(metric, request, response, **labels)


def tell_the_logs(get_response: GetResponse) -> GetResponse:
    """Count uploads, and say to the access log which address was asked for, and by whom."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        request.META[PATH] = tame_path(request, status=response.status_code)
        request.META[USER_ID] = user_id_of(request)
        if request.path == UPLOAD_PATH and request.method == "POST":
            uploads.labels(result=result_of(response)).inc()
        return response

    return middleware


def result_of(response: HttpResponseBase) -> str:
    """One of RESULTS or of the problems' codes, whoever has answered."""
    code = RESULTS.get(response.status_code, "other")
    if isinstance(response, HttpResponse) and response.get("Content-Type") == PROBLEM_TYPE:
        code = json.loads(response.content)["code"]
    return code if code in PROBLEMS or code in RESULTS.values() else "other"


def user_id_of(request: HttpRequest) -> str:
    """Whoever the request was found to be from: nobody is looked up for the log."""
    user = request.__dict__.get("user")
    if isinstance(user, SimpleLazyObject):
        user = request.__dict__.get("_cached_user")
    return str(getattr(user, "pk", None) or "-")
