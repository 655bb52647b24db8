import threading
from datetime import timedelta

import httpx
import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from calls.models import Listen
from calls.services import record_listen as record_listen_module
from calls.services.record_listen import record_listen
from tests.calls.made_calls import hang_up, made_call, recorded_call
from tests.cast import bearer

pytestmark = pytest.mark.django_db


def listens():
    return sorted(Listen.objects.values_list("listener__username", "kind"))


def read(answer):
    return b"".join(answer.streaming_content)


def test_a_recording_in_pieces_is_one_listen(agent, support, client_of):
    call = recorded_call(agent)
    client, path = client_of(support), f"/v1/calls/{call.pk}/recording"

    for header in ("bytes=0-1", "bytes=2-5000", "bytes=5001-", ""):
        read(client.get(path, headers={"range": header}))
    client.head(path)

    assert listens() == [("sana", "play")]


def test_a_download_and_another_listener_are_listens_of_their_own(agent, support, client_of):
    call = recorded_call(agent)
    path = f"/v1/calls/{call.pk}/recording"

    for _ in range(2):
        read(client_of(support).get(path))
        read(client_of(support).get(f"{path}?download"))
        read(client_of(agent).get(path))

    assert listens() == [("amira", "play"), ("sana", "download"), ("sana", "play")]


@pytest.mark.parametrize(("minutes", "number"), [(29, 1), (31, 2)])
def test_half_an_hour_later_it_is_another_listen(agent, client_of, minutes, number):
    call = recorded_call(agent)
    earlier = timezone.now() - timedelta(minutes=minutes)
    Listen.objects.create(recording=call.recording, listener=agent, kind="play", created_at=earlier)

    read(client_of(agent).get(f"/v1/calls/{call.pk}/recording"))

    assert Listen.objects.count() == number


def test_a_listen_is_kept_before_the_first_byte(agent, client_of):
    call = recorded_call(agent)

    answer = client_of(agent).get(f"/v1/calls/{call.pk}/recording")

    assert listens() == [("amira", "play")]
    hang_up(answer)


@pytest.mark.django_db(transaction=True)
def test_a_stream_that_is_cut_counts_once(agent, live_server):
    call = recorded_call(agent, audio=bytes(8_000_000))
    address = f"{live_server.url}/v1/calls/{call.pk}/recording"
    headers = bearer(agent, "calls:read")

    for _ in range(3):
        with httpx.stream("GET", address, headers=headers) as answer:
            assert answer.status_code == 200
            next(answer.iter_raw(1000))

    assert listens() == [("amira", "play")]


def test_who_gets_no_byte_leaves_no_listen(agent, auditor, colleague, client_of):
    call, absent = recorded_call(agent), made_call(agent)

    client_of(auditor).get(f"/v1/calls/{call.pk}/recording")
    client_of(colleague).get(f"/v1/calls/{call.pk}/recording")
    client_of(agent).head(f"/v1/calls/{call.pk}/recording")
    client_of(agent).get(f"/v1/calls/{absent.pk}/recording")

    assert listens() == []


def listen_from_20_threads(recording, listener):
    barrier = threading.Barrier(20)

    def listen():
        try:
            barrier.wait()
            record_listen(recording=recording, listener=listener, kind=Listen.Kind.PLAY)
        finally:
            connection.close()

    threads = [threading.Thread(target=listen) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_twenty_players_at_once_are_one_listen(agent):
    call = recorded_call(agent)

    listen_from_20_threads(call.recording, agent)

    assert listens() == [("amira", "play")]


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_they_are_more(agent, monkeypatch):
    """The negative control: the test above can fail."""
    without_lock = "SELECT pg_sleep(0.05) WHERE %s <> ''"
    monkeypatch.setattr(record_listen_module, "LOCK", without_lock)
    slow_insert = record_listen_module.INSERT_ONCE.replace(
        "statement_timestamp()\nWHERE", "statement_timestamp() FROM pg_sleep(0.2)\nWHERE"
    )
    monkeypatch.setattr(record_listen_module, "INSERT_ONCE", slow_insert)
    call = recorded_call(agent)

    listen_from_20_threads(call.recording, agent)

    assert Listen.objects.count() > 1


@pytest.mark.parametrize(
    "change",
    [
        lambda: Listen.objects.update(kind="download"),
        lambda: Listen.objects.all().delete(),
    ],
    ids=["update", "delete"],
)
def test_listens_are_final(agent, change):
    call = recorded_call(agent)
    record_listen(recording=call.recording, listener=agent, kind=Listen.Kind.PLAY)

    with pytest.raises(DatabaseError, match="listens are final"), transaction.atomic():
        change()

    assert listens() == [("amira", "play")]
