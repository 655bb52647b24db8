from datetime import timedelta

MINUTES_COUNTED = 60
HOURS_COUNTED = 48


def duration_in_words(duration: timedelta) -> str:
    """`5 min`, `3 h` (up to two days), `12 days`; a negative one counts as none."""
    minutes = max(0, int(duration.total_seconds()) // 60)
    if minutes < MINUTES_COUNTED:
        return f"{minutes} min"
    hours = minutes // 60
    return f"{hours} h" if hours < HOURS_COUNTED else f"{hours // 24} days"
