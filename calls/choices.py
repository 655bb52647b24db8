"""The closed lists of the calls app: what the API says, and the words that people read."""

from django.db import models


class Direction(models.TextChoices):
    OUTBOUND = "outbound", "Outbound"
    INBOUND = "inbound", "Inbound"


class Disposition(models.TextChoices):
    """What the network did with the call."""

    ANSWERED = "answered", "Answered"
    NO_ANSWER = "no_answer", "No answer"
    BUSY = "busy", "Busy"
    REJECTED = "rejected", "Rejected"
    FAILED = "failed", "Failed"
    VOICEMAIL = "voicemail", "Voicemail"
    UNKNOWN = "unknown", "Unknown"


class Consent(models.TextChoices):
    ANNOUNCED = "announced", "Announced"
    OPTED_IN = "opted_in", "Opted in"
    OPTED_OUT = "opted_out", "Opted out"
    NOT_ASKED = "not_asked", "Not asked"
    UNKNOWN = "unknown", "Unknown"


class CallSource(models.TextChoices):
    DEVICE = "device", "From a phone"
    MANUAL = "manual", "Uploaded by hand"
    API = "api", "Through the API"
    IMPORT = "import", "Imported"


class RecordingStatus(models.TextChoices):
    EXPECTED = "expected", "Waiting for the phone"
    STORED = "stored", "Stored"
    PROCESSING = "processing", "Being processed"
    READY = "ready", "Ready"
    ABSENT = "absent", "No recording"
    FAILED = "failed", "Couldn't be processed"
    QUARANTINED = "quarantined", "Can't be played safely"
    ERASED = "erased", "Erased"


# Of these the store has no object.
WITHOUT_OBJECT = (RecordingStatus.EXPECTED, RecordingStatus.ABSENT, RecordingStatus.ERASED)


class AbsentReason(models.TextChoices):
    NOT_PERMITTED = "not_permitted", "The phone isn't allowed to record"
    DEVICE_UNSUPPORTED = "device_unsupported", "The phone can't record calls"
    USER_DISABLED = "user_disabled", "Recording is switched off"
    CONSENT_REFUSED = "consent_refused", "The other side didn't agree"
    TOO_SHORT = "too_short", "The call was too short"
    LOST = "lost", "The phone lost it"
    EXCLUDED_NUMBER = "excluded_number", "A private number"


class FindingCode(models.TextChoices):
    """What processing finds odd about audio that plays."""

    SILENT = "silent", "Silent"
    MOSTLY_SILENT = "mostly_silent", "Mostly silent"
    ONE_SIDE_SILENT = "one_side_silent", "One side is silent"
    QUIET = "quiet", "Too quiet"
    CLIPPED = "clipped", "Distorted by being too loud"
    SHORTER_THAN_REPORTED = "shorter_than_reported", "Shorter than the call"
    DAMAGED = "damaged", "Parts can't be decoded"
    INCOMPLETE = "incomplete", "The end is missing"
    METADATA_LOCATION = "metadata_location", "The file says where it was recorded"


# With one of these nobody can follow the talk, though the audio plays.
UNUSABLE = (FindingCode.SILENT, FindingCode.MOSTLY_SILENT, FindingCode.ONE_SIDE_SILENT)


class AttentionReason(models.TextChoices):
    """Why somebody should look at a call."""

    OWN_NUMBER = "own_number", "The number is one of ours"
    EXCLUDED_NUMBER = "excluded_number", "The number is private"
    SHARED_NUMBER = "shared_number", "Several contacts share the number"
    WITHHELD = "withheld", "The number is withheld"
    SERVICE_CODE = "service_code", "A service code was dialed"
    EMERGENCY = "emergency", "An emergency number was dialed"
    SHORT_CODE = "short_code", "A short code was dialed"
    INVALID_NUMBER = "invalid_number", "The number can't be read"
    STARTED_IN_FUTURE = "started_in_future", "The phone's clock is ahead"
    DELETED_CONTACT = "deleted_contact", "The number's contact was deleted"


class TranscriptStatus(models.TextChoices):
    WAITING = "waiting", "Being written"
    READY = "ready", "Ready"
    FAILED = "failed", "Couldn't be written"


class Side(models.TextChoices):
    """Which channel of a stereo recording; by custom the left is the agent's."""

    LEFT = "left", "Left"
    RIGHT = "right", "Right"
