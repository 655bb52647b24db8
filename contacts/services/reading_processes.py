"""Processes that read a file's rows for us, and end when we do.

They load this module before Django is set up: it imports none of ours.
"""

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from threading import Thread

import django


def reading_processes(count: int) -> ProcessPoolExecutor:
    # Not forked: a child would have our connection to the database.
    return ProcessPoolExecutor(count, get_context("spawn"), start_reading)


def start_reading() -> None:
    Thread(target=end_with_parent, daemon=True).start()
    django.setup()


def end_with_parent() -> None:
    """Who is killed can't tell their children, which would wait for work for ever."""
    if parent := parent_process():
        parent.join()
        os._exit(1)
