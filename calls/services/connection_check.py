from django.db import connection


def check_connection_anew() -> None:
    """Let the next statement look whether its connection still works, and open another if not.

    Django does so only between requests; a body may take minutes to come in. Does nothing inside a
    transaction.
    """
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
