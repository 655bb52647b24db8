"""Why a phone uploads or doesn't, in words for whoever answers for it."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import Device
from accounts.querysets import silent_after
from accounts.services.durations import duration_in_words
from callcrm.api.problems import PROBLEMS


def explain_device(device: Device) -> str:
    """One sentence: when it was heard of, how its last upload went, and what to do if anything.

    "Last seen 3 h ago; last upload refused: token revoked on 20 Nov; enroll the phone anew."
    Dates are in the current time zone. Asks for the permissions of the phone's person.
    """
    facts = [heard(device), last_upload(device)]
    if was_refused(device):
        facts[1] += f": {reason_of_refusal(device)}"
    elif obstacle := obstacle_of(device):
        facts.append(f"the next one will be refused: {obstacle}")
    if advice := advice_for(device):
        facts.append(advice)
    sentence = "; ".join(facts)
    return f"{sentence[0].upper()}{sentence[1:]}."


def heard(device: Device) -> str:
    return f"last seen {ago(device.last_seen_at)}" if device.last_seen_at else "never seen"


def last_upload(device: Device) -> str:
    if was_refused(device):
        return "last upload refused"
    return f"last upload {ago(device.last_upload_at)}" if device.last_upload_at else "no upload yet"


def was_refused(device: Device) -> bool:
    """Nothing came through since it was last turned away."""
    refused_at, uploaded_at = device.last_refusal_at, device.last_upload_at
    return refused_at is not None and (uploaded_at is None or refused_at > uploaded_at)


def reason_of_refusal(device: Device) -> str:
    """The reason that stands now, or else what the phone was told then."""
    if obstacle := obstacle_of(device):
        return obstacle
    words = words_of_refusal(device)
    return f"{words[0].lower()}{words[1:]}"


def words_of_refusal(device: Device) -> str:
    """What the phone was told, and when."""
    assert device.last_refusal_at is not None
    problem = PROBLEMS.get(device.last_refusal_code)
    words = problem.title if problem else device.last_refusal_code or "without a reason"
    return f"{words} ({ago(device.last_refusal_at)})"


def obstacle_of(device: Device) -> str | None:
    """Why its next upload can't succeed, whatever the phone does."""
    if device.revoked_at:
        return f"token revoked on {day(device.revoked_at)}"
    ends = [token.revoked_at for token in device.tokens.all()]
    if not ends:
        return "it has no token"
    if None not in ends:
        return f"token revoked on {day(max(end for end in ends if end))}"
    if not device.user.is_active:
        return f"the account of {device.user.username} is deactivated"
    if not device.user.has_perm("calls.upload_call"):
        return f"{device.user.username} may not upload calls"
    return None


def advice_for(device: Device) -> str | None:
    obstacle = obstacle_of(device)
    if obstacle is None:
        return advice_for_unhindered(device)
    if "token" in obstacle:
        return "enroll the phone anew"
    if not device.user.is_active:
        return f"activate {device.user.username} or turn the phone away"
    return f"give {device.user.username} a role that may, such as agent"


def advice_for_unhindered(device: Device) -> str | None:
    heard_at = device.last_seen_at or device.created_at
    if timezone.now() - heard_at > silent_after():
        return "see that it is switched on, online and signed in with its token"
    problem = PROBLEMS.get(device.last_refusal_code)
    if was_refused(device) and problem and problem.is_retryable:
        return "it tries again by itself"
    return None


def ago(moment: datetime) -> str:
    passed = timezone.now() - moment
    return "just now" if passed < timedelta(minutes=1) else f"{duration_in_words(passed)} ago"


def day(moment: datetime) -> str:
    """`20 Nov`, with the year if it isn't this one's."""
    local = timezone.localtime(moment)
    text = f"{local.day} {local:%b}"
    return text if local.year == timezone.localtime().year else f"{text} {local.year}"
