from django.db import connection
from django.db.models import Model

from callcrm.api.exceptions import InvalidField


def hold_row(row: Model, *, field: str) -> None:
    """Keep a status or an outcome that is about to be used until the transaction ends.

    Many may hold it at once; whoever wants to delete it waits and then finds it in use. Foreign
    keys are checked at COMMIT, too late to say what was wrong. Raises InvalidField if it is gone.
    """
    table = connection.ops.quote_name(row._meta.db_table)  # noqa: SLF001 - Django's public name
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table} WHERE id = %s FOR KEY SHARE", [row.pk])  # noqa: S608
        if cursor.fetchone() is None:
            raise InvalidField(f"{row} was deleted just now. Choose another one.", field=field)
