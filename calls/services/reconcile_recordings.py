import logging
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.files.storage import Storage, storages
from django.db.models import Q
from django.utils import timezone

from calls.choices import WITHOUT_OBJECT
from calls.models import Recording, StoreCheck, Upload
from calls.services.claim_upload import FOLDERS
from calls.services.enqueue_processing import Queue, enqueue_processing

logger = logging.getLogger(__name__)

# An upload stores before it records: a young object may have its row any moment.
MIN_AGE = timedelta(days=1)
# More than this share at once is no litter: a wrong database or a wrong store is configured.
MAX_DELETED_SHARE = 0.01
UNDER_WAY = (Upload.State.RECEIVING, Upload.State.PENDING)


@dataclass
class Reconciled:
    """`strays`: objects older than a day that no recording and no upload under way names.
    `missing`: objects that a recording names and the store doesn't have. `remade`: copies among
    them that the worker was told to make again, because what the phone sent is there. `is_stopped`:
    nothing was deleted, because the strays are too many to be litter.
    """

    objects: int = 0
    strays: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    deleted: int = 0
    remade: int = 0
    is_stopped: bool = False


def reconcile_recordings(*, for_real: bool) -> Reconciled:
    """Compare the store with the database, both ways; with `for_real`, delete the strays.

    Missing objects are reported: a backup may still have them. Of these a copy for browsers is made
    again, `for_real`. Safe to repeat. Raises OSError when the store isn't answering.
    """
    store = storages["recordings"]
    found = Reconciled()
    for folder in ("", *sorted({*FOLDERS, *listed(store, "")[0]})):
        compare_folder(store, folder, found)
    found.is_stopped = for_real and len(found.strays) > MAX_DELETED_SHARE * found.objects
    if for_real and not found.is_stopped:
        for key in found.strays:
            store.delete(key)
            found.deleted += 1
    if for_real:
        found.remade = remake_copies(found.missing)
    tell(found)
    keep(found)
    return found


def compare_folder(store: Storage, folder: str, found: Reconciled) -> None:
    # The store first, then the uploads, then the recordings: what moves on meanwhile is named.
    objects = {f"{folder}/{name}".lstrip("/") for name in listed(store, folder)[1]}
    under_way = Upload.objects.filter(in_folder("object_key", folder), state__in=UNDER_WAY)
    named = set(under_way.values_list("object_key", flat=True))
    recorded = recorded_keys("storage_key", folder) | recorded_keys("playable_key", folder)
    found.objects += len(objects)
    found.strays += sorted(key for key in objects - named - recorded if is_old(store, key))
    found.missing += sorted(key for key in recorded - objects if not store.exists(key))


def recorded_keys(column: str, folder: str) -> set[str]:
    recordings = Recording.objects.filter(in_folder(column, folder))
    keys = recordings.exclude(status__in=WITHOUT_OBJECT).values_list(column, flat=True)
    return {key for key in keys if key}


def remake_copies(missing: list[str]) -> int:
    """Not where what the phone sent is missing, too: nothing can be made of that."""
    recordings = Recording.objects.filter(playable_key__in=missing)
    remade = list(recordings.exclude(storage_key__in=missing).values_list("id", flat=True))
    for recording_id in remade:
        enqueue_processing(recording_id=recording_id, queue=Queue.BULK, again=True)
    return len(remade)


def in_folder(column: str, folder: str) -> Q:
    """By the column's pattern index; "": keys that lie in no folder."""
    if folder:
        return Q(**{f"{column}__startswith": f"{folder}/"})
    return ~Q(**{f"{column}__contains": "/"})


def listed(store: Storage, folder: str) -> tuple[list[str], list[str]]:
    try:
        return store.listdir(folder)
    except FileNotFoundError:  # nothing was stored there yet
        return [], []


def is_old(store: Storage, key: str) -> bool:
    try:
        return store.get_modified_time(key) < timezone.now() - MIN_AGE
    except FileNotFoundError:  # a worker has just finished or dropped it
        return False


def tell(found: Reconciled) -> None:
    for key in found.missing:
        logger.error("the store lacks the object %s of a recording", key)
    if found.is_stopped:
        logger.error(
            "%d of %d objects are strays, too many to delete", len(found.strays), found.objects
        )


def keep(found: Reconciled) -> None:
    """For monitoring, which asks another process than the one that looked."""
    StoreCheck.objects.create(
        objects_found=found.objects,
        strays=len(found.strays),
        missing=len(found.missing),
        deleted=found.deleted,
        is_stopped=found.is_stopped,
    )
