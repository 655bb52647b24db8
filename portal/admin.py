"""A person's page: how they are doing, whether their phones upload, what they listened to."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from accounts.admin_base import person_of
from accounts.admin_people import PersonAdmin
from accounts.models import User
from accounts.services.explain_device import explain_device
from calls.admin_sections import LISTENS_PERMISSION
from calls.models import CallLog, Listen
from calls.querysets import visible_call
from contacts.admin_sections import MOST_ROWS_SHOWN, Section, link_to
from portal.figures import between
from portal.team_report import ReportPeriod, report_columns

PERIODS = {"Today": 1, "7 days": 7, "30 days": 30}
SECONDS_PER_MINUTE = 60


@admin.register(User)
class PersonAtWorkAdmin(PersonAdmin):
    change_form_template = "portal/admin/person.html"

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        if person := kwargs.get("obj"):
            viewer = person_of(request)
            context["subtitle"] = person.display_name
            sections = [calls_of(person, viewer=viewer), phones_of(person)]
            if viewer.has_perm(LISTENS_PERMISSION):
                sections.append(listens_of(person, viewer=viewer))
            context["sections"] = sections
        return super().render_change_form(request, context, *args, **kwargs)


def address(model: str, **query: str) -> str:
    return f"{reverse(f'admin:{model}_changelist')}?{urlencode(query)}"


def calls_of(person: User, *, viewer: User) -> Section:
    """Of the calls that the viewer may know of, in days of the viewer's zone, today included."""
    zone = ZoneInfo(viewer.time_zone)
    today = timezone.now().astimezone(zone).date()
    calls = CallLog.objects.visible_to(viewer).filter(agent=person).order_by()
    rows = []
    for words, days in PERIODS.items():
        first = today - timedelta(days=days - 1)
        columns = report_columns(ReportPeriod(first=first, last=today, zone=zone))
        told = between(calls, first, today, zone).aggregate(**columns)
        rows.append(
            (
                words,
                *(told[name] for name in ("calls", "answered", "not_answered")),
                f"{told['talk_seconds'] // SECONDS_PER_MINUTE} min",
                *(told[name] for name in ("unique_contacts", "unreviewed", "without_recording")),
            )
        )
    return Section(
        title="Calls",
        columns=(
            *("", "Calls", "Answered", "Not answered", "Talked", "Contacts", "Not reviewed"),
            "Answered without a recording",
        ),
        rows=rows,
        list_url=address("calls_calllog", agent=person.username),
    )


def phones_of(person: User) -> Section:
    devices = person.devices.prefetch_related("tokens").order_by("-id")
    return Section(
        title="Phones",
        columns=("Phone", "Does it upload"),
        rows=[
            (link_to("accounts_device", device, device), explain_device(device))
            for device in devices[:MOST_ROWS_SHOWN]
        ],
        list_url=address("accounts_device", q=person.username),
    )


def listens_of(person: User, *, viewer: User) -> Section:
    listens = (
        Listen.objects.filter(visible_call(viewer, path="recording__call__"), listener=person)
        .select_related("recording__call__agent")
        .order_by("-id")
    )
    return Section(
        title="Listened to",
        columns=("When", "Call", "Agent", "How"),
        rows=[
            (
                listen.created_at,
                link_to("calls_calllog", listen.recording.call, listen.recording.call),
                listen.recording.call.agent.display_name,
                listen.get_kind_display(),
            )
            for listen in listens[:MOST_ROWS_SHOWN]
        ],
        list_url=address("calls_listen", listener=person.username),
    )
