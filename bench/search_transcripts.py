"""How fast calls are found by what was said in them, over a million segments.

    VAR_DIR=/tmp/bench python -m bench.search_transcripts

Makes calls and transcripts in VAR_DIR's database, unless it has some from an earlier run, and asks
for the first page of each search as a manager does, from the request to the JSON. The reference, in
the same run, is what one does without an index: ILIKE over all segments, and only the ids. On a
busy machine the processor's time, ours and PostgreSQL's, says more than the clock. Needs Linux.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from http import HTTPStatus
from math import ceil
from pathlib import Path
from statistics import median

import django

SEARCHES = {
    "no search, for comparison": "",
    "said in nearly all": "please",
    "in 40 of 100": "invoice",
    "in 8 of 100": "refund",
    "in 5 of 100": "warranty",
    "in 1 of 2,000": "zeppelin",
    "two words": "refund invoice",
    "two rarer words": "courier warranty",
    "common and rare": "please zeppelin",
    "a phrase": '"cancel my subscription"',
    "a rare phrase of common words": '"invoice please"',
    "the beginning of a word": "invo",
    "three letters": "bra",
    "a word that nobody said": "xylophone",
    "a stop word": "the",
}
TARGET_MILLISECONDS = 50
# In /proc/<pid>/stat, behind the command's name.
USER_TICKS, SYSTEM_TICKS = 11, 12


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the search in transcripts.")
    parser.add_argument("--transcripts", type=int, default=20_000, help="of 50 segments each")
    parser.add_argument("--rounds", type=int, default=40)
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "callcrm.settings")

    from callcrm.run.own_database import ensure_own_database

    ensure_own_database()
    django.setup()

    from bench.made_transcripts import make_transcripts
    from callcrm.run.gunicorn_config import collect_rarely
    from calls.models import Transcript, TranscriptSegment

    if not Transcript.objects.exists():
        make_transcripts(arguments.transcripts)
    sys.stdout.write(
        f"{Transcript.objects.count():,} transcripts, {TranscriptSegment.objects.count():,} "
        f"segments; the first page, in milliseconds:\n"
        f"{'':32}{'found':>7}{'p50':>8}{'p95':>8}{'cpu':>8}{'ILIKE':>9}{'ratio':>8}\n"
    )
    slowest = 0.0
    search = first_page()
    search("")
    collect_rarely()
    for kind, text in SEARCHES.items():
        found = search(text)
        before = processor_milliseconds()
        taken = sorted(milliseconds_of(lambda: search(text)) for _ in range(arguments.rounds))  # noqa: B023
        spent = (processor_milliseconds() - before) / arguments.rounds
        reference = milliseconds_of(lambda: read_all_segments(text))  # noqa: B023 - called at once
        p95 = taken[ceil(len(taken) * 0.95) - 1]
        slowest = max(slowest, p95)
        sys.stdout.write(
            f"{kind:32}{found:>7}{median(taken):>8.1f}{p95:>8.1f}{spent:>8.1f}{reference:>9.0f}"
            f"{reference / median(taken):>8.0f}\n"
        )
        sys.stdout.flush()
    return 0 if slowest <= TARGET_MILLISECONDS else 1


def first_page() -> Callable[[str], int]:
    """A manager's search, without the network: it tells how many calls the page has."""
    from rest_framework.test import APIRequestFactory, force_authenticate

    from accounts.models import User
    from accounts.roles import Role
    from calls.views.calls import CallViewSet

    factory = APIRequestFactory(SERVER_NAME="localhost")
    view = CallViewSet.as_view({"get": "list"})
    manager, _ = User.objects.get_or_create(username="bench-manager", role=Role.MANAGER)

    def search(text: str) -> int:
        request = factory.get("/v1/calls", {"search": text} if text else {})
        force_authenticate(request, manager)
        answer = view(request).render()
        assert answer.status_code == HTTPStatus.OK, answer.content
        return len(answer.data["results"])

    return search


def read_all_segments(text: str) -> None:
    """Each word somewhere in the transcript, as letters."""
    from django.db import connection

    words = [text.strip('"')] if text.startswith('"') else text.split() or [""]
    each = "SELECT transcript_id FROM transcript_segments WHERE text ILIKE %s"
    with connection.cursor() as cursor:
        # As one process, like the search: on a server the other cores have other people to serve.
        cursor.execute("SET max_parallel_workers_per_gather = 0")
        cursor.execute(" INTERSECT ".join([each] * len(words)), [f"%{word}%" for word in words])
        cursor.fetchall()
        cursor.execute("RESET max_parallel_workers_per_gather")


def processor_milliseconds() -> float:
    """Of this process and of the one that serves its connection."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [process_id] = cursor.fetchone()
    fields = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()
    ticks = int(fields[USER_TICKS]) + int(fields[SYSTEM_TICKS])
    return time.process_time() * 1000 + ticks * 1000 / os.sysconf("SC_CLK_TCK")


def milliseconds_of(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    sys.exit(main())
