"""Which short numbers call for help: such a call makes no contact."""

from phonenumbers.shortnumberinfo import is_emergency_number

# 3GPP TS 22.101, section 10.1: every phone calls for help on the first two wherever it is, and on
# the others when it doesn't know where it is.
EVERYWHERE = frozenset({"112", "911"})
WITHOUT_REGION = EVERYWHERE | {"000", "08", "110", "118", "119", "999"}


def is_emergency(digits: str, *, region: str | None) -> bool:
    if region is None:
        return digits in WITHOUT_REGION
    return digits in EVERYWHERE or is_emergency_number(digits, region)
