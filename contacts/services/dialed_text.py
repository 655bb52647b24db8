"""From what a machine or a person wrote to the characters that were dialed."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from contacts.plain_text import plain

MAX_EXTENSION_LENGTH = 20


EXTENSION = re.compile(
    r"(?P<number>.*?\d[\s)\]]*)"
    r"(?:[,;pw~]+|[\s,;.-]*(?:extension|extn|ext|xtn|x|\#)[\s.:=]*)"
    r"(?P<extension>\d[\d,;pw*\#]*)",
    re.IGNORECASE,
)
# Anything else between the digits (a letter, a second number's "or") means that it isn't a number.
NUMBER = re.compile(r"[\s(\[]*\+*[\s\d()\[\]./-]*")
SERVICE_CODE = re.compile(r"(?=.*\d)[*#][\d*#+\s-]*")


@dataclass(frozen=True)
class Dialed:
    """`text`: ASCII digits and signs, no extension. `notes`: what was changed, in sentences."""

    text: str
    extension: str
    notes: tuple[str, ...]


def read_dialed_text(raw: str) -> Dialed:
    notes = []
    text = plain(raw)
    if text[:3].casefold() == "%2b":
        text = "+" + text[3:]
        notes.append("The leading %2B is an encoded plus.")
    if text[:4].casefold() == "tel:":
        text = from_tel_uri(text[4:])
        notes.append("Read as a tel: address.")
    if re.match(r" +[1-9]", text):
        text = "+" + text.lstrip()
        notes.append("The leading space is a plus that was lost in a URL.")
    text = text.strip()
    if re.match(r"\++\s*00\s*[1-9]", text):
        text = "+" + text.lstrip("+ ").removeprefix("00").lstrip()
        notes.append("The 00 behind the plus says the same twice and was left out.")
    extension = ""
    is_code = SERVICE_CODE.fullmatch(text)
    if not is_code and (found := EXTENSION.fullmatch(text)):
        text, extension = found["number"].strip(), found["extension"].rstrip("#,;pw")
        notes.append(f"The extension {extension} is kept beside the number.")
        if len(extension) > MAX_EXTENSION_LENGTH:
            extension = ""
            notes[-1] = "What was dialed after the number is too long to be kept beside it."
    return Dialed(text=text, extension=extension, notes=tuple(notes))


def dialed_digits(text: str) -> str:
    return re.sub(r"[^\d+]", "", text)


def from_tel_uri(text: str) -> str:
    """RFC 3966. A local number is read behind its phone-context, if that is a country's."""
    number, *pairs = plain(unquote(text)).split(";")
    parameters = dict(pair.partition("=")[::2] for pair in pairs)
    context = parameters.get("phone-context", "")
    if context.startswith("+") and not number.startswith("+"):
        number = context + number
    extension = parameters.get("ext", "")
    return f"{number};ext={extension}" if extension else number
