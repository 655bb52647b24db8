from collections.abc import Iterator

from django.db import InterfaceError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from callcrm.logs import harmless_part
from callcrm.monitoring.doctor.finding import Finding, fail, ok, warn

OLDEST_VERSION = 15
EXTENSIONS = {"pg_trgm", "unaccent"}
# Phones' times are judged by the server's clock, leases by the database's.
CLOCK_MAY_DIFFER_SECONDS = 2
CLOCK_MUST_NOT_DIFFER_SECONDS = 60


def database() -> Iterator[Finding]:
    """Also what only a database can be asked for: nothing of that, if it isn't there."""
    try:
        connection.ensure_connection()
    except (OperationalError, InterfaceError) as error:
        yield fail(
            "database",
            f"It isn't answering ({harmless_part(error)}). Start PostgreSQL or mend DATABASE_URL.",
        )
        return
    yield version()
    yield migrations()
    yield extensions()
    yield clock()


def version() -> Finding:
    major = int(connection.cursor().connection.info.server_version) // 10_000
    if major < OLDEST_VERSION:
        return fail("database", f"PostgreSQL {major} is too old; callcrm needs {OLDEST_VERSION}.")
    return ok("database", f"PostgreSQL {major} is answering.")


def migrations() -> Finding:
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if missing:
        return fail("migrations", f"{missing} are missing: run `manage.py migrate`.")
    known = executor.loader.disk_migrations
    unknown = sorted(
        f"{app}.{name}"
        for app, name in executor.loader.applied_migrations
        if app in executor.loader.migrated_apps and (app, name) not in known
    )
    if unknown:
        return warn(
            "migrations",
            f"The database is newer than the program, which doesn't know {unknown[-1]}: install "
            "the version that migrated it, if you haven't gone back on purpose.",
        )
    return ok("migrations", "All are applied.")


def extensions() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension")
        missing = EXTENSIONS - {name for (name,) in cursor.fetchall()}
    if missing:
        commands = "; ".join(f"CREATE EXTENSION {name}" for name in sorted(missing))
        return fail("extensions", f"Search doesn't work without them. As superuser: {commands};")
    return ok("extensions", f"{' and '.join(sorted(EXTENSIONS))} are there.")


def clock() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        seconds = abs((timezone.now() - cursor.fetchone()[0]).total_seconds())
    if seconds < CLOCK_MAY_DIFFER_SECONDS:
        return ok("clock", "This machine's clock agrees with the database's.")
    judge = fail if seconds > CLOCK_MUST_NOT_DIFFER_SECONDS else warn
    return judge(
        "clock", f"This machine's clock and the database's differ by {seconds:.0f} s: set up NTP."
    )
