from typing import Any, ClassVar

import procrastinate.contrib.django.admin  # noqa: F401 - registers the page that ours replaces
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob
from procrastinate.jobs import Status

from accounts.admin_base import ReadOnlyAdmin
from calls.services.dead_letters import retry_dead_letter
from calls.services.enqueue_processing import PROCESS_RECORDING, Queue
from calls.services.explain_job import MOST_COUNTED, count_jobs, explain_job
from contacts.admin_selection import RowAction

MOST_EVENTS_SHOWN = 50
STATUS_WORDS = {
    Status.TODO.value: "Waiting",
    Status.DOING.value: "Running",
    Status.SUCCEEDED.value: "Done",
    Status.FAILED.value: "Dead letter",
    Status.CANCELLED.value: "No longer needed",
    Status.ABORTED.value: "Broken off",
}


class ChoiceFilter(admin.SimpleListFilter):
    """Fixed choices: Django's own filter reads the whole table for them."""

    field: str
    choices_offered: ClassVar[list[tuple[str, str]]]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return self.choices_offered

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(**{self.field: self.value()}) if self.value() else queryset


class StateFilter(ChoiceFilter):
    title, parameter_name, field = "state", "state", "status"
    choices_offered: ClassVar = list(STATUS_WORDS.items())


class QueueFilter(ChoiceFilter):
    title, parameter_name, field = "queue", "queue", "queue_name"
    choices_offered: ClassVar = [(queue.value, queue.value.capitalize()) for queue in Queue]


admin.site.unregister(ProcrastinateJob)


@admin.register(ProcrastinateJob)
class JobAdmin(ReadOnlyAdmin[ProcrastinateJob]):
    """The worker's work. What was given up can be retried; nothing else is anybody's to do."""

    view_permission = "procrastinate.view_procrastinatejob"
    change_form_template = "calls/admin/job.html"
    list_display = ("id", "task_name", "about", "state", "explanation", "queue_name", "attempts")
    list_filter = (StateFilter, QueueFilter)
    search_fields = ("=id", "task_name__startswith")
    search_help_text = "The job's number, or the beginning of its task's name"
    ordering = ("-id",)
    fields = (
        "explanation",
        "task_name",
        "about",
        "state",
        "queue_name",
        "attempts",
        "scheduled_at",
        "events",
    )
    readonly_fields = fields
    actions = ("retry",)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        job = kwargs["obj"]
        context["title"], context["subtitle"] = f"Job {job.pk}", None
        if job.status == Status.FAILED.value and self.has_retry_permission(request):
            address = reverse("admin:procrastinate_procrastinatejob_changelist")
            context["hiding"] = RowAction("retry", "Try again", address)
        return super().render_change_form(request, context, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        counts = {"title": "Jobs", "queues": count_jobs(), "most_counted": MOST_COUNTED}
        answer: HttpResponse = super().changelist_view(request, {**counts, **(extra_context or {})})
        return answer

    @admin.display(description="state")
    def state(self, job: ProcrastinateJob) -> str:
        return STATUS_WORDS.get(job.status, job.status)

    @admin.display(description="what that means")
    def explanation(self, job: ProcrastinateJob) -> str:
        return explain_job(job)

    @admin.display(description="about")
    def about(self, job: ProcrastinateJob) -> str:
        recording_id = job.args.get("recording_id")
        if job.task_name != PROCESS_RECORDING or recording_id is None:
            return "–"
        address = reverse("admin:calls_recording_change", args=[recording_id])
        return format_html('<a href="{}">recording</a>', address)

    @admin.display(description="what happened")
    def events(self, job: ProcrastinateJob) -> str:
        newest = ProcrastinateEvent.objects.filter(job=job).order_by("-id")[:MOST_EVENTS_SHOWN]
        words = [
            f"{event.type.replace('_', ' ')} {event.at:%Y-%m-%d %H:%M:%S} UTC" for event in newest
        ]
        return "; ".join(words) or "–"

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("procrastinate.change_procrastinatejob")

    @admin.action(permissions=["retry"], description="Try the selected dead letters again")
    def retry(self, request: HttpRequest, jobs: QuerySet[ProcrastinateJob]) -> None:
        for job in jobs:
            retry_dead_letter(job_id=job.pk)
            self.log_change(request, job, "Retried")
        messages.success(request, "They wait for a worker once more.")
