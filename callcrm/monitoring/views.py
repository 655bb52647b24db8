import os
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from accounts.client_address import client_address
from callcrm.monitoring.collector import CallcrmCollector

REFUSED = (
    "Metrics are for monitoring: send `Authorization: Bearer` with METRICS_TOKEN, or come from a "
    "network of METRICS_ALLOW.\n"
)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus' text format: all processes' counts of requests, and what the database knows."""
    if not may_read(request):
        return HttpResponse(REFUSED, status=403, content_type="text/plain; charset=utf-8")
    ours = CollectorRegistry()
    ours.register(CallcrmCollector())
    pages = generate_latest(registry_of_requests()) + generate_latest(ours)
    return HttpResponse(
        pages, content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"}
    )


def may_read(request: HttpRequest) -> bool:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if settings.METRICS_TOKEN and scheme.lower() == "bearer":
        return constant_time_compare(secret.strip(), settings.METRICS_TOKEN)
    if "X-Forwarded-For" in request.headers and not settings.IS_BEHIND_PROXY:
        return False  # a proxy that nobody told us of: its own address says nothing
    address = client_address(request)
    return address is not None and any(
        ip_address(address) in network for network in settings.METRICS_NETWORKS
    )


def registry_of_requests() -> CollectorRegistry:
    """Those of all of gunicorn's processes, which share a folder; alone, those of this one."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    # The library has no types here.
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry
