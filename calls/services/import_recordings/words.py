"""The words that recorders have in common: directions, moments, and who was on the phone."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta

from calls.choices import Direction
from contacts.services.withheld_numbers import is_withheld_mark

DIRECTIONS = {
    **dict.fromkeys(("out", "outbound", "outgoing", "dialed", "↗", "↑"), Direction.OUTBOUND),
    **dict.fromkeys(("in", "inbound", "incoming", "received", "↙", "↓"), Direction.INBOUND),
}
# At least three digits: less is a name, such as "Bay 12".
NUMBER = re.compile(r"(?=(?:\D*\d){3})[+＋]?[\d\s().*#/-]+")
NUMBER_AND_TYPE = re.compile(r"(?P<number>[+＋]?\d[\d -]{1,30}\d)(?: \D+)?")
BRACKETED = re.compile(r"(?P<outside>.+?)[ _]*[(（](?P<inside>[^()（）]*)[)）]")
# Nobody at the other end that a phone could name.
NOBODY = frozenset({"null", "none", ""})
# Controls, formats, halves of a character.
UNSEEN = frozenset({"Cc", "Cf", "Cs"})
MILLISECONDS_FROM = 100_000_000_000
LATEST_SECONDS = 253_402_300_799  # the last one of the year 9999


def direction_of(text: str) -> Direction | None:
    return DIRECTIONS.get(text.strip().casefold())


def party_of(text: str) -> tuple[str | None, str | None]:
    """Number and name out of `John (+44 20 7946 0123)`, of either alone, or of neither."""
    text = visible(text).strip(" _")
    if text.casefold() in NOBODY:
        return None, None
    if found := BRACKETED.fullmatch(text):
        outside, inside = found["outside"].strip(" _"), found["inside"].strip()
        if number := NUMBER_AND_TYPE.fullmatch(inside):
            return number["number"], outside if outside != inside else None
        if is_number(inside):
            return inside, outside
        if is_number(outside):
            return outside, inside or None
    if is_number(text):
        return text, None
    return None, text


def is_number(text: str) -> bool:
    return is_withheld_mark(text) or NUMBER.fullmatch(text) is not None


def visible(text: str) -> str:
    """Without the marks of direction that dialers put around numbers, and what no table takes."""
    return "".join(letter for letter in text if unicodedata.category(letter) not in UNSEEN)


def read_moment(text: str) -> datetime:
    """ISO 8601, with or without an offset, or seconds or milliseconds since 1970.

    Raises ValueError with a sentence.
    """
    text = text.strip()
    try:
        if re.fullmatch(r"\d{9,14}(\.\d+)?", text):
            return moment_since_1970(float(text))
        return datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        raise ValueError(
            f"{text!r} is no time: write it as 2026-11-20 09:30:00, or with an offset."
        ) from None


def moment_since_1970(number: float) -> datetime:
    seconds = number / 1000 if number >= MILLISECONDS_FROM else number
    if seconds > LATEST_SECONDS:
        raise ValueError
    return datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=round(seconds * 1000))
