from django.db import models


class NumberKind(models.TextChoices):
    WITHHELD = "withheld", "Withheld"
    SERVICE_CODE = "service_code", "Service code"
    EMERGENCY = "emergency", "Emergency number"
    E164 = "e164", "Phone number"
    SHORT_CODE = "short_code", "Short code"
    INVALID = "invalid", "Invalid number"


class Source(models.TextChoices):
    CALL_UPLOAD = "call_upload", "From a call"
    MANUAL = "manual", "Entered by hand"
    IMPORT = "import", "Imported"
    API = "api", "Through the API"
