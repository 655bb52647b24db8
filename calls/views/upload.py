from contextlib import suppress
from typing import ClassVar

from django.db import InterfaceError, OperationalError
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import Device, Token, User
from accounts.permissions import Need
from accounts.scopes import Scope
from accounts.services.tokens import record_refusal, record_upload
from callcrm.api.schema import problems
from calls.choices import CallSource
from calls.parsers import UploadParser
from calls.serializers.call_log import calls_as_json
from calls.serializers.received_call import ReceivedCallSerializer, UploadWarningSerializer
from calls.serializers.upload import UploadSerializer
from calls.services.agent_of_upload import agent_of_upload
from calls.services.connection_check import check_connection_anew
from calls.services.incoming_call import UploadWarning
from calls.services.receipt import Receipt
from calls.services.receive_recording import receive_recording
from calls.views.upload_checks import idempotency_key, refuse_by_headers


class CallUploadView(APIView):
    """Where phones send their calls."""

    parser_classes = (UploadParser,)
    needs: ClassVar[dict[str, Need]] = {
        "post": Need(Scope.CALLS_WRITE, "calls.upload_call", is_for_devices=True)
    }
    device: Device | None = None

    @extend_schema(
        operation_id="upload_call",
        summary="Upload a call and its recording",
        description=(
            "Send each recording until it is answered with 200 or 201, always with the same "
            "`Idempotency-Key`: however often it comes, it is one call. The parts may come in any "
            "order; Content-Length is required. Fields that the server doesn't know are ignored "
            "and named in `warnings`."
        ),
        parameters=[
            OpenApiParameter(
                "Idempotency-Key",
                str,
                OpenApiParameter.HEADER,
                pattern="^[A-Za-z0-9._:-]{1,128}$",
                description="Made once, when the recording is finished. Without one, the agent, "
                "the number, the start and the audio make it.",
            )
        ],
        request={"multipart/form-data": UploadSerializer},
        responses={
            201: OpenApiResponse(ReceivedCallSerializer, "The call was received."),
            200: OpenApiResponse(
                ReceivedCallSerializer,
                "The call was received before: as it is now. Or a call that was sent without its "
                "audio now has it.",
            ),
            **problems(
                "upload_in_flight",
                "call_deleted",
                "length_required",
                "upload_too_large",
                "unsupported_media_type",
                "idempotency_key_reused",
                "insufficient_storage",
            ),
        },
    )
    def post(self, request: Request) -> Response:
        """Receive one call."""
        refuse_by_headers(request.META)
        key = idempotency_key(request.META)
        form = UploadSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        check_connection_anew()
        assert isinstance(request.user, User)
        named = "" if self.device else form.validated_data["agent"]
        receipt = receive_recording(
            incoming=form.incoming_call(
                agent=agent_of_upload(uploader=request.user, named=named),
                uploaded_by=request.user,
                device=self.device,
                source=source_of(request),
                idempotency_key=key,
                received_at=timezone.now(),
            )
        )
        if self.device:
            record_upload(device=self.device)
        return answer(request, receipt, form.warnings(is_from_phone=self.device is not None))

    def perform_authentication(self, request: Request) -> None:
        super().perform_authentication(request)
        self.device = request.auth.device if isinstance(request.auth, Token) else None

    def handle_exception(self, exc: Exception) -> Response:
        """As ever, and keep for the office why a phone was turned away."""
        try:
            response = super().handle_exception(exc)
        except Exception:
            self.note_refusal("internal_error")
            raise
        self.note_refusal(response.data["code"])
        return response

    def note_refusal(self, code: str) -> None:
        if self.device:
            # If it is the database that is away, so be it: the phone gets its answer.
            with suppress(OperationalError, InterfaceError):
                check_connection_anew()
                record_refusal(device=self.device, code=code)


def source_of(request: Request) -> CallSource:
    if not isinstance(request.auth, Token):
        return CallSource.MANUAL
    return CallSource.DEVICE if request.auth.is_device_token else CallSource.API


def answer(request: Request, receipt: Receipt, warnings: tuple[UploadWarning, ...]) -> Response:
    """The call as it is now: the same upload may have come long ago."""
    call = calls_as_json([receipt.call_id], request=request)[receipt.call_id]
    all_warnings = [*warnings, *receipt.warnings]
    return Response(
        {
            **call,
            "contact_created": receipt.is_contact_created,
            "warnings": UploadWarningSerializer(all_warnings, many=True).data,
        },
        status=status.HTTP_201_CREATED if receipt.is_new else status.HTTP_200_OK,
        headers={"Location": reverse("call-detail", args=[receipt.call_id])},
    )
