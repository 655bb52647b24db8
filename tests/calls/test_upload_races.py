"""Many at once, each with a connection of its own."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from accounts.roles import Role
from calls.models import CallLog, Upload
from contacts.models import Contact, PhoneNumber
from tests.cast import enrolled_phone, person

pytestmark = pytest.mark.django_db(transaction=True)

# As many as the web server's threads and more; the database allows 200 connections.
MANY = 50


def at_once(number, send):
    """What each of `number` threads got that began together."""
    start = threading.Barrier(number)

    def one(position):
        start.wait()
        try:
            return send(position)
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


def stored_files(tmp_path):
    return [path for path in (tmp_path / "recordings").rglob("*") if path.is_file()]


def test_one_upload_sent_by_fifty_threads_is_one_call(phone, tmp_path):
    answers = at_once(MANY, lambda _: phone.upload(key="k1"))

    statuses = [answer.status_code for answer in answers]
    assert statuses.count(201) == 1
    assert set(statuses) <= {201, 200, 409}
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} <= {
        "upload_in_flight"
    }
    assert (CallLog.objects.count(), Contact.objects.count()) == (1, 1)
    assert len(stored_files(tmp_path)) == 1


def test_one_recording_under_fifty_keys_is_one_call(phone, tmp_path):
    answers = at_once(MANY, lambda position: phone.upload(key=f"k{position}"))

    assert sorted({answer.status_code for answer in answers}) == [200, 201]
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert CallLog.objects.count() == 1
    assert Contact.objects.get().call_count == 1
    assert len(stored_files(tmp_path)) == 1
    assert set(Upload.objects.values_list("state", flat=True)) == {"done"}


def test_fifty_phones_that_call_the_same_new_number_make_one_contact(team):
    phones = [
        enrolled_phone(person(f"agent{number}", Role.AGENT, team=team)) for number in range(MANY)
    ]

    answers = at_once(MANY, lambda position: phones[position].upload("speech.amr", key="k1"))

    assert [answer.status_code for answer in answers] == [201] * MANY
    assert sum(answer.json()["contact_created"] for answer in answers) == 1
    assert (Contact.objects.count(), PhoneNumber.objects.count()) == (1, 1)
    assert Contact.objects.get().call_count == MANY


def test_an_upload_in_flight_tells_when_to_come_again(phone, monkeypatch):
    from calls.services.store_recording import store_recording

    is_storing, may_go_on = threading.Event(), threading.Event()

    def store_and_wait(**arguments):
        is_storing.set()
        assert may_go_on.wait(20)
        store_recording(**arguments)

    monkeypatch.setattr("calls.services.receive_recording.store_recording", store_and_wait)

    def send(position):
        if position == 0:
            return phone.upload(key="k1")
        assert is_storing.wait(20)
        try:
            return phone.upload(key="k1")
        finally:
            may_go_on.set()

    first, second = at_once(2, send)

    assert first.status_code == 201
    assert (second.status_code, second.json()["code"]) == (409, "upload_in_flight")
    assert second.json()["retryable"] is True
    # The lease of a small recording: twice ten seconds and its share of a MiB.
    assert 15 <= int(second.headers["Retry-After"]) <= 21
