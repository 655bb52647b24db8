"""The rows of a CSV, read by several processes and copied into a table that only we see."""

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from functools import partial

from django.db import connection

from contacts.services.contact_file import ContactFile, read_records
from contacts.services.read_contact_rows import (
    STAGED,
    Problem,
    ReadRows,
    Rules,
    read_contact_rows,
)
from contacts.services.reading_processes import reading_processes

ROWS_AT_ONCE = 2_000
# Starting processes takes seconds: a smaller file is read before they are there.
SMALL_FILE_BYTES = 2 * 1024 * 1024
# Others want the database, too.
MOST_AT_ONCE = 4

COLUMNS = """
    line integer, position integer, contact_id uuid, number_id uuid, e164 text, raw text,
    region text, extension text, label text, name text, company text, email text,
    status_id uuid, owner_id uuid, do_not_call boolean, notes text
"""
# Gone at the end of the transaction, also if nobody lives to see it; a second import in the same
# transaction begins anew.
STAGING = f"""
DROP TABLE IF EXISTS pg_temp.staged_numbers, pg_temp.decided_numbers;
CREATE TEMPORARY TABLE staged_numbers ({COLUMNS}) ON COMMIT DROP
"""


def stage_contacts(
    *,
    file: ContactFile,
    rules: Rules,
    on_problem: Callable[[Problem], None],
    on_bytes_read: Callable[[int], object],
) -> int:
    """Fill `staged_numbers`; the number of rows in the file. Call inside a transaction.

    Memory doesn't grow with the file: so many blocks are under way as there are processes to read
    them, and each is written before the next is taken.
    """
    rows = 0
    with connection.cursor() as cursor:
        cursor.execute(STAGING)
        with cursor.copy(f"COPY staged_numbers ({', '.join(STAGED)}) FROM STDIN") as copy:
            for block in read_blocks(file, rules, on_bytes_read):
                copy.write(block.staged)
                rows += block.count
                for problem in block.problems:
                    on_problem(problem)
        cursor.execute("ANALYZE staged_numbers")
    return rows


def read_blocks(
    file: ContactFile, rules: Rules, on_bytes_read: Callable[[int], object]
) -> Iterator[ReadRows]:
    read = partial(read_contact_rows, rules)
    processes = worth_at_once(file)
    blocks = read_records(file, at_once=ROWS_AT_ONCE)
    seen = 0
    if processes == 1:
        for block, offset in blocks:
            yield read(block)
            on_bytes_read(offset - seen)
            seen = offset
        return
    with reading_processes(processes) as pool:
        under_way: deque[Future[ReadRows]] = deque()
        for block, offset in blocks:
            under_way.append(pool.submit(read, block))
            on_bytes_read(offset - seen)
            seen = offset
            if len(under_way) > processes * 2:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def worth_at_once(file: ContactFile) -> int:
    """How many processes to read with, and how many connections to write with."""
    if file.size_bytes <= SMALL_FILE_BYTES:
        return 1
    return min(os.cpu_count() or 1, MOST_AT_ONCE)
