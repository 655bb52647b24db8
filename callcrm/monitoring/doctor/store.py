from collections.abc import Iterator

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from callcrm.api.ids import uuid7
from callcrm.logs import described
from callcrm.monitoring.doctor.finding import Finding, fail, ok
from calls.storage import StoreFault

CONTENT = b"callcrm doctor"


def store() -> Iterator[Finding]:
    """Write, read and delete an object, as an upload and the sweep do."""
    name = f"doctor-{uuid7()}"
    recordings = storages["recordings"]
    step = "written"
    try:
        recordings.save(name, ContentFile(CONTENT))
        step = "read"
        with recordings.open(name, "rb") as file:
            is_same = file.read() == CONTENT
        step = "deleted"
        recordings.delete(name)
    except StoreFault as error:
        yield fail("store", f"An object can't be {step}. {error}")
        return
    except OSError as error:
        yield fail(
            "store",
            f"An object can't be {step} ({described(error)}): look at the store's address, rights "
            "and free space.",
        )
        return
    if is_same:
        yield ok("store", "An object was written, read and deleted.")
    else:
        yield fail("store", "What was read isn't what was written: don't use this store.")
