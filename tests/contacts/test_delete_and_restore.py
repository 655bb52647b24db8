from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine

from contacts.models import Contact, PhoneNumber
from contacts.services.merge_contacts import merge_contacts


@pytest.fixture
def managers(api_of, manager):
    return api_of(manager)


@pytest.fixture
def ada(api):
    return api.created(name="Ada", phone_number="+442079460123")


def test_a_deleted_contact_is_gone_and_its_number_is_free(api, managers, ada):
    response = managers("DELETE", f"/{ada['id']}")

    assert (response.status_code, response.content) == (204, b"")
    assert api("GET", f"/{ada['id']}").status_code == 404
    assert api("GET", f"/{ada['id']}/timeline").status_code == 404
    assert api("GET", f"/{ada['id']}/notes").status_code == 404
    assert api("POST", f"/{ada['id']}/notes", {"text": "Hello"}).status_code == 404
    assert api("PATCH", f"/{ada['id']}", {"name": "Bob"}).status_code == 404
    assert managers("DELETE", f"/{ada['id']}").status_code == 404
    assert api("GET").json()["results"] == []
    assert api("GET", "?search=7946").json()["results"] == []
    assert api.created(phone_number="+442079460123")["phone_number"] == "+442079460123"


def test_restoring_brings_back_the_contact_and_its_numbers(managers, ada):
    managers("DELETE", f"/{ada['id']}")

    response = managers("POST", f"/{ada['id']}/restore")

    restored = response.json()
    assert response.status_code == 200
    assert restored["phone_numbers"] == ada["phone_numbers"]
    assert restored["version"] == 3
    assert {entry["change"] for entry in restored["timeline"]["results"]} == {
        *("created", "deleted", "restored")
    }


def test_a_number_taken_meanwhile_is_named_and_nothing_is_restored(api, managers, ada):
    managers("DELETE", f"/{ada['id']}")
    bob = api.created(name="Bob", phone_number="+442079460123")

    response = managers("POST", f"/{ada['id']}/restore")

    problem = response.json()
    assert response.status_code == 409
    assert (problem["code"], problem["contact_id"]) == ("duplicate_phone", bob["id"])
    assert "+442079460123" in problem["detail"]
    assert Contact.objects.get(pk=ada["id"]).deleted_at is not None
    assert PhoneNumber.objects.live().count() == 1


@pytest.mark.parametrize(
    ("days", "status"),
    [
        (29, 200),
        (31, 409),
    ],
)
def test_restoring_works_for_thirty_days(managers, ada, days, status):
    managers("DELETE", f"/{ada['id']}")
    Contact.objects.filter(pk=ada["id"]).update(deleted_at=datetime(2026, 10, 1, tzinfo=UTC))

    with time_machine.travel(datetime(2026, 10, 1, tzinfo=UTC) + timedelta(days=days)):
        response = managers("POST", f"/{ada['id']}/restore")

    assert response.status_code == status


def test_what_is_not_deleted_or_merged_cannot_be_restored(api, managers, manager, ada):
    assert managers("POST", f"/{ada['id']}/restore").json()["code"] == "conflict"

    bob = api.created(name="Bob")
    merge_contacts(survivor_id=UUID(ada["id"]), duplicate_id=UUID(bob["id"]), actor=manager)
    merged = managers("POST", f"/{bob['id']}/restore")
    assert (merged.status_code, merged.json()["code"]) == (400, "contact_is_merged")

    unknown = managers("POST", "/01a202ba-c8aa-732d-95ea-408b9a6cb2f1/restore")
    assert unknown.status_code == 404


@pytest.mark.parametrize("person", ["agent", "support", "supervisor", "auditor"])
def test_only_managers_delete_and_restore(request, api_of, ada, person):
    theirs = api_of(request.getfixturevalue(person))

    assert theirs("DELETE", f"/{ada['id']}").status_code == 403
    assert theirs("POST", f"/{ada['id']}/restore").status_code == 403
    assert Contact.objects.live().count() == 1


def test_if_match_guards_deleting(managers, ada):
    assert managers("DELETE", f"/{ada['id']}", if_match='"2"').status_code == 412
    assert managers("DELETE", f"/{ada['id']}", if_match='"1"').status_code == 204
