from collections.abc import Iterator

from callcrm.monitoring.doctor.configuration import configuration
from callcrm.monitoring.doctor.database import database
from callcrm.monitoring.doctor.finding import Finding
from callcrm.monitoring.doctor.host import disk
from callcrm.monitoring.doctor.proxy import proxy
from callcrm.monitoring.doctor.store import store
from callcrm.monitoring.doctor.transcription import transcription
from callcrm.monitoring.doctor.worker import worker

LOOKS = (database, store, worker, transcription, disk, proxy, configuration)


def examine() -> Iterator[Finding]:
    """Look at everything that a night's alarm may come from. Changes nothing."""
    for look in LOOKS:
        yield from look()
