import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager

from django.db import ProgrammingError, connection
from psycopg import sql

from calls.services.backup.refusal import BackupRefused
from calls.services.backup.table_digests import TableDigest, table_digests

# PostgreSQL cuts names at 63 bytes.
LONGEST_OWN_NAME = 40


@contextmanager
def scratch_database() -> Iterator[str]:
    """The name of an empty database beside ours, dropped at the end. Raises BackupRefused.

    It begins with ours, so that one left behind by a kill says where it comes from.
    """
    ours = connection.settings_dict["NAME"][:LONGEST_OWN_NAME]
    name = f"{ours}_check_{secrets.token_hex(6)}"
    identifier = sql.Identifier(name)
    with connection.cursor() as cursor:
        try:
            cursor.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(identifier))
        except ProgrammingError as error:
            raise BackupRefused(
                "a database to restore into can't be made; let our role make one "
                f"(ALTER ROLE … CREATEDB), or check on another server ({error})."
            ) from error
        try:
            yield name
        finally:
            drop = sql.SQL("DROP DATABASE {}").format(identifier)
            try:
                cursor.execute(drop + sql.SQL(" WITH (FORCE)"))
            except ProgrammingError:
                # An autovacuum isn't ours to end; unforced, PostgreSQL ends it by itself.
                cursor.execute(drop)


def table_digests_of(database: str) -> dict[str, TableDigest]:
    scratch = connection.copy()
    scratch.settings_dict["NAME"] = database
    with closing(scratch), scratch.cursor() as cursor:
        scratch.set_autocommit(False)
        return table_digests(cursor)
