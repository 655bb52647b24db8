from argparse import ArgumentParser
from collections.abc import Iterator

from django.core.management.base import BaseCommand, CommandError

from accounts.management.lookups import person_named
from calls.services.explain_number import ExplainedNumber, explain_number
from contacts.services.normalize_phone_number import InvalidPhoneNumber


class Command(BaseCommand):
    help = "Tell how a text is read as a phone number, step by step, and whose number it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("text", help="the number; after -- if it begins with a dash")
        parser.add_argument("--region", default="", help="country of national numbers, such as GB")
        parser.add_argument("--user", default="", help="username: read it as a call of theirs")

    def handle(self, *, text: str, region: str, user: str, **options: object) -> str:
        own_region = person_named(user).phone_region if user else None
        try:
            explained = explain_number(text=text, regions=[region or None, own_region])
        except InvalidPhoneNumber as error:
            raise CommandError(error.detail) from error
        return "\n".join(sentences(explained))


def sentences(explained: ExplainedNumber) -> Iterator[str]:
    number = explained.number
    yield from (f"Warning: {warning.message}" for warning in number.warnings)
    yield from number.trace
    if number.e164 is None:
        yield f"So it is: {number.kind.label.lower()}. A call with it makes no contact."
        return
    yield f"So it is the {number.kind.label.lower()} {number.e164}."
    if number.extension:
        yield f"Its extension is {number.extension}."
    if description := explained.description:
        yield f"People write {description.international}, or {description.national} in the country."
        where = ", ".join(filter(None, dict.fromkeys((description.place, description.country))))
        yield f"It belongs to {where}." if where else "Where it belongs, nobody knows."
    yield (
        "The country's plan knows such numbers."
        if number.is_valid
        else ("The country's plan knows no such number; calls with it make a contact all the same.")
    )
    yield from whose(explained)


def whose(explained: ExplainedNumber) -> Iterator[str]:
    if explained.is_own:
        yield "It is one of our own numbers: calls with it make no contact."
    for who in explained.excluded_for:
        yield f"It is private for {who}: neither number nor audio of a call with it is kept."
    if explained.is_shared:
        yield "It is a shared number, such as a switchboard's: it finds nobody by itself."
    elif contact := explained.contact:
        yield f"It is the number of {contact.display_name} ({contact.pk})."
    elif not (explained.is_own or explained.excluded_for):
        yield "No contact has it: the first call with it makes a New Lead."
