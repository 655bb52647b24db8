from django.urls import path

from calls.views.call_contact import CallContactViewSet
from calls.views.call_matches import CallMatchViewSet
from calls.views.call_notes import CallNoteViewSet
from calls.views.call_position import CallPositionViewSet
from calls.views.call_review import CallReviewViewSet
from calls.views.calls import CallViewSet
from calls.views.export import CallExportViewSet
from calls.views.listens import ListenViewSet
from calls.views.outcomes import OutcomeViewSet
from calls.views.phone_numbers import ExplainNumberView
from calls.views.playable import PlayableViewSet
from calls.views.recording import RecordingViewSet
from calls.views.recording_report import RecordingReportView
from calls.views.reprocess import ReprocessViewSet
from calls.views.transcript import TranscriptViewSet
from calls.views.upload import CallUploadView
from calls.views.waveform import WaveformViewSet

urlpatterns = [
    path("calls/upload", CallUploadView.as_view(), name="call-upload"),
    path("calls", CallViewSet.as_view({"get": "list"}), name="call-list"),
    path("calls/export", CallExportViewSet.as_view({"get": "list"}), name="call-export"),
    path(
        "calls/<uuid:call_id>/position",
        CallPositionViewSet.as_view({"put": "update", "delete": "destroy"}),
        name="call-position",
    ),
    path(
        "calls/<uuid:call_id>",
        CallViewSet.as_view({"get": "retrieve", "patch": "partial_update", "delete": "destroy"}),
        name="call-detail",
    ),
    path(
        "calls/<uuid:call_id>/restore",
        CallViewSet.as_view({"post": "restore"}),
        name="call-restore",
    ),
    path(
        "calls/<uuid:call_id>/recording",
        RecordingViewSet.as_view({"get": "retrieve"}),
        name="call-recording",
    ),
    path(
        "calls/<uuid:call_id>/playable",
        PlayableViewSet.as_view({"get": "retrieve"}),
        name="call-playable",
    ),
    path(
        "calls/<uuid:call_id>/waveform",
        WaveformViewSet.as_view({"get": "retrieve"}),
        name="call-waveform",
    ),
    path(
        "calls/<uuid:call_id>/reprocess",
        ReprocessViewSet.as_view({"post": "create"}),
        name="call-reprocess",
    ),
    path(
        "calls/<uuid:call_id>/transcript",
        TranscriptViewSet.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="call-transcript",
    ),
    path(
        "calls/<uuid:call_id>/notes",
        CallNoteViewSet.as_view({"get": "list", "post": "create"}),
        name="call-notes",
    ),
    path(
        "calls/<uuid:call_id>/review",
        CallReviewViewSet.as_view({"put": "update", "delete": "destroy"}),
        name="call-review",
    ),
    path(
        "calls/<uuid:call_id>/contact",
        CallContactViewSet.as_view({"put": "update", "delete": "destroy", "post": "create"}),
        name="call-contact",
    ),
    path(
        "calls/<uuid:call_id>/contact/dismiss",
        CallContactViewSet.as_view({"post": "dismiss"}),
        name="call-contact-dismiss",
    ),
    path(
        "calls/<uuid:call_id>/contact/undo",
        CallContactViewSet.as_view({"post": "undo"}),
        name="call-contact-undo",
    ),
    path(
        "calls/<uuid:call_id>/matches",
        CallMatchViewSet.as_view({"get": "list"}),
        name="call-matches",
    ),
    path(
        "calls/<uuid:call_id>/listens",
        ListenViewSet.as_view({"get": "list"}),
        name="call-listens",
    ),
    path("reports/recordings", RecordingReportView.as_view(), name="recording-report"),
    path("phone-numbers/explain", ExplainNumberView.as_view(), name="explain-phone-number"),
    path("outcomes", OutcomeViewSet.as_view({"get": "list"}), name="outcome-list"),
]
