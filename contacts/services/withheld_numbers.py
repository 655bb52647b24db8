"""What phones, exchanges and SIP write in place of a number that the other side keeps to itself."""

from contacts.plain_text import plain

WITHHELD_MARKS = frozenset(
    {
        # Android's call log: unknown, private, payphone.
        "-1",
        "-2",
        "-3",
        # Exchanges' and phones' words.
        "anonymous",
        "anonymous caller",
        "blocked",
        "blocked number",
        "caller id blocked",
        "hidden",
        "hidden number",
        "id withheld",
        "no caller id",
        "no number",
        "not available",
        "number withheld",
        "out of area",
        "pay phone",
        "payphone",
        "private",
        "private caller",
        "private number",
        "restricted",
        "restricted number",
        "unavailable",
        "unknown",
        "unknown caller",
        "unknown number",
        "withheld",
        "withheld number",
        # RFC 3323 and 3GPP TS 29.163.
        "anonymous@anonymous.invalid",
        "unavailable@unknown.invalid",
    }
)


def is_withheld_mark(text: str) -> bool:
    word = plain(text).strip(" <>[]()\"'").casefold().removeprefix("sip:").replace("_", " ")
    return " ".join(word.split()) in WITHHELD_MARKS
