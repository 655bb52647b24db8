from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from calls.services.reconcile_recordings import Reconciled, reconcile_recordings


class Command(BaseCommand):
    help = "Compare the store with the database; names strays (in no row) and missing objects."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--for-real", action="store_true", help="delete the strays")

    def handle(self, *, for_real: bool, **options: object) -> str:
        try:
            found = reconcile_recordings(for_real=for_real)
        except OSError as error:
            raise CommandError(f"The store can't be compared: {error}") from error
        for key in found.strays:
            self.stdout.write(f"stray {key}")
        for key in found.missing:
            self.stdout.write(f"missing {key}")
        return sentence(found, for_real=for_real)


def sentence(found: Reconciled, *, for_real: bool) -> str:
    counts = (
        f"Of {found.objects} objects {len(found.strays)} are strays, "
        f"{len(found.missing)} are missing; "
    )
    if found.is_stopped:
        return counts + "that is too many strays to delete: look which database this is."
    if for_real:
        remade = f" {found.remade} copies for browsers are made again." if found.remade else ""
        return counts + f"{found.deleted} were deleted.{remade}"
    return counts + "nothing was deleted, use --for-real."
