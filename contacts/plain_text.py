"""Numbers as people and machines write them, in ASCII."""

import unicodedata

DASHES_AND_DOTS = dict.fromkeys("‐‑‒–—―−⁃·•․ー－", "-")
SYMBOLS = {"＋": "+", "﹢": "+", "＊": "*", "﹡": "*", "＃": "#", "﹟": "#"} | DASHES_AND_DOTS


def plain(raw: str) -> str:
    """Digits of every script as ASCII, without the invisible marks that copying brings along."""
    if raw.isascii():
        return raw
    return "".join(as_ascii(character) for character in raw)


def as_ascii(character: str) -> str:
    match unicodedata.category(character):
        case "Nd":
            return str(unicodedata.decimal(character))
        case "Cf":
            return ""
        case "Zs":
            return " "
    return SYMBOLS.get(character, character)
