from datetime import UTC, datetime


def instant(moment: datetime | None) -> str | None:
    """As the API writes times: ISO 8601, in UTC, with a Z."""
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat().removesuffix("+00:00") + "Z"
