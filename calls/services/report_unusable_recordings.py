from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from accounts.models import Device
from calls.choices import UNUSABLE, FindingCode, RecordingStatus
from calls.querysets import CallLogQuerySet

REFUSED = (RecordingStatus.QUARANTINED, RecordingStatus.FAILED)
JUDGED = (RecordingStatus.READY, *REFUSED)


@dataclass(frozen=True)
class DeviceRecordings:
    """Of one phone, or of all calls that no phone sent: recordings that processing has judged.

    `unusable`: quarantined or failed, or with a finding of UNUSABLE. `findings`: how many have each
    code, those that have none left out.
    """

    device: Device | None
    recordings: int
    unusable: int
    quarantined: int
    failed: int
    findings: dict[str, int]

    @property
    def reasons(self) -> str:
        """In words, with their numbers; "" if there is nothing to say."""
        words = {code.value: code.label.lower() for code in FindingCode}
        counts = {"quarantined": self.quarantined, "failed": self.failed} | {
            words[code]: number for code, number in self.findings.items()
        }
        return ", ".join(f"{why} {number}" for why, number in counts.items() if number)


def report_unusable_recordings(
    *, calls: CallLogQuerySet, since: datetime
) -> list[DeviceRecordings]:
    """By device, the most unusable first, of the calls that began since then. Two queries."""
    with_code = {
        f"with_{code}": Count("pk", filter=Q(finding_codes__contains=[code]))
        for code in FindingCode.values
    }
    rows: Any = (
        calls.filter(started_at__gte=since, recording_status__in=JUDGED)
        .order_by()
        .values("device")
        .annotate(
            recordings=Count("pk"),
            unusable=Count(
                "pk",
                filter=Q(recording_status__in=REFUSED)
                | Q(finding_codes__overlap=[code.value for code in UNUSABLE]),
            ),
            quarantined=Count("pk", filter=Q(recording_status=RecordingStatus.QUARANTINED)),
            failed=Count("pk", filter=Q(recording_status=RecordingStatus.FAILED)),
            **with_code,
        )
        .order_by("-unusable", "-recordings", "device")
    )
    found = list(rows)
    ids = [row["device"] for row in found]
    devices = Device.objects.select_related("user").in_bulk([pk for pk in ids if pk is not None])
    return [
        DeviceRecordings(
            device=devices.get(row["device"]),
            recordings=row["recordings"],
            unusable=row["unusable"],
            quarantined=row["quarantined"],
            failed=row["failed"],
            findings={
                code: row[f"with_{code}"] for code in FindingCode.values if row[f"with_{code}"]
            },
        )
        for row in found
    ]
