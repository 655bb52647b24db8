import shutil
from collections.abc import Iterator

from django.conf import settings

from callcrm.monitoring.collector import nearest_folder
from callcrm.monitoring.doctor.finding import Finding, fail, ok, warn

MEBIBYTE = 1024 * 1024


def disk() -> Iterator[Finding]:
    try:
        free = shutil.disk_usage(nearest_folder(settings.SPOOL_DIR)).free
    except OSError as error:
        yield fail("disk", f"{settings.SPOOL_DIR} can't be used: {error.strerror}.")
        return
    told = f"{free // MEBIBYTE} MiB are free where uploads are spooled"
    if free < settings.MIN_FREE_BYTES:
        yield fail("disk", f"{told}: uploads are refused. Make room, or lower MIN_FREE_BYTES.")
    elif free < 2 * settings.MIN_FREE_BYTES:
        yield warn("disk", f"{told}: make room before uploads are refused.")
    else:
        yield ok("disk", f"{told}.")
