from django.db import models


class NumberKind(models.TextChoices):
    WITHHELD = "withheld", "Withheld"
    SERVICE_CODE = "service_code", "Service code"
    EMERGENCY = "emergency", "Emergency number"
    E164 = "e164", "Phone number"
    SHORT_CODE = "short_code", "Short code"
    INVALID = "invalid", "Invalid number"


class Line(models.TextChoices):
    """What kind of number a country's plan says it is."""

    FIXED_LINE = "fixed_line", "Landline"
    MOBILE = "mobile", "Mobile"
    FIXED_LINE_OR_MOBILE = "fixed_line_or_mobile", "Landline or mobile"
    TOLL_FREE = "toll_free", "Toll-free"
    PREMIUM_RATE = "premium_rate", "Premium rate"


class Source(models.TextChoices):
    CALL_UPLOAD = "call_upload", "From a call"
    MANUAL = "manual", "Entered by hand"
    IMPORT = "import", "Imported"
    API = "api", "Through the API"


class IfTaken(models.TextChoices):
    """What becomes of a number that another contact has."""

    REFUSE = "refuse", "Refuse"
    MOVE = "move", "Move it here"
    SHARE = "share", "Both share it"
