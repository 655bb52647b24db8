from datetime import timedelta

import pytest

from contacts.models import Contact, ContactEvent, ContactNote
from tests.calls.made_calls import STARTED_AT, made_call


@pytest.fixture
def supports(api_of, support):
    return api_of(support)


@pytest.fixture
def ada(api):
    return api.created(
        name="Ada",
        email="ada@example.com",
        follow_up_at="2026-12-24T10:00:00Z",
        follow_up_note="Card",
        phone_numbers=[
            {"e164": "+442079460123"},
            {"e164": "+442079460100", "is_shared": True},
        ],
    )


@pytest.fixture
def duplicate(api):
    return api.created(
        name="A. Lovelace",
        company="Engines",
        owner="amira",
        do_not_call=True,
        do_not_call_reason="Asked",
        follow_up_at="2026-12-01T10:00:00Z",
        follow_up_note="Prices",
        phone_numbers=[
            {"e164": "+442079460124", "label": "mobile"},
            {"e164": "+442079460100", "is_shared": True, "label": "front desk"},
        ],
    )


def merged(api, survivor, duplicate):
    return api("POST", f"/{survivor['id']}/merge", {"duplicate": duplicate["id"]})


def test_a_merge_joins_everything(api, supports, agent, support, ada, duplicate):
    older = made_call(agent, contact_id=ada["id"])
    newer = made_call(agent, contact_id=duplicate["id"], started_at=STARTED_AT + timedelta(hours=1))
    note = api("POST", f"/{duplicate['id']}/notes", {"text": "Prefers mornings"}).json()

    response = merged(supports, ada, duplicate)

    contact = response.json()
    assert response.status_code == 200
    assert response.headers["ETag"] == '"2"'
    assert [(n["e164"], n["is_primary"]) for n in contact["phone_numbers"]] == [
        ("+442079460123", True),
        ("+442079460100", False),
        ("+442079460124", False),
    ]
    shown = ("name", "company", "email", "do_not_call", "do_not_call_reason")
    assert {field: contact[field] for field in shown} == {
        "name": "Ada",
        "company": "Engines",
        "email": "ada@example.com",
        "do_not_call": True,
        "do_not_call_reason": "Asked",
    }
    assert contact["owner"]["username"] == "amira"
    assert (contact["follow_up_at"], contact["follow_up_note"]) == (
        "2026-12-01T10:00:00Z",
        "Prices",
    )
    assert contact["call_count"] == 2
    assert contact["last_call_at"] == "2026-11-20T10:30:00Z"
    entries = [(entry["kind"], entry["id"]) for entry in contact["timeline"]["results"]]
    assert ("note", note["id"]) in entries
    assert [id_ for kind, id_ in entries if kind == "call"] == [str(newer.pk), str(older.pk)]


def test_a_merge_can_be_read_and_undone_from_the_history(api, supports, agent, ada, duplicate):
    call = made_call(agent, contact_id=duplicate["id"])
    note = api("POST", f"/{duplicate['id']}/notes", {"text": "Prefers mornings"}).json()
    numbers = Contact.objects.get(pk=duplicate["id"]).phone_numbers
    mobile = numbers.get(e164="+442079460124")

    contact = merged(supports, ada, duplicate).json()

    event = ContactEvent.objects.get(contact=ada["id"], kind="merged")
    assert event.details["duplicate"] == duplicate["id"]
    assert event.details["moved"] == {
        "phone_numbers": [str(mobile.pk)],
        "calls": [str(call.pk)],
        "notes": [note["id"]],
        "merged_before": [],
        "dropped_phone_numbers": [
            {
                "e164": "+442079460100",
                "raw": "+442079460100",
                "region": "",
                "extension": "",
                "label": "front desk",
                "is_shared": True,
            }
        ],
    }
    assert event.details["changed"]["company"] == {"old": "", "new": "Engines"}
    mirror = ContactEvent.objects.get(contact=duplicate["id"], kind="merged")
    assert mirror.details == {"survivor": ada["id"]}
    # The ids of calls stay in the database: not every viewer may know of each.
    shown = next(e for e in contact["timeline"]["results"] if e.get("change") == "merged")
    assert "moved" not in shown["details"]


@pytest.mark.parametrize("path", ["", "/timeline", "/timeline?limit=5", "/notes"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_merged_id_leads_to_the_survivor(api, supports, ada, duplicate, method, path):
    merged(supports, ada, duplicate)

    response = api(method, f"/{duplicate['id']}{path}")

    assert response.status_code == 301
    assert response.headers["Location"] == f"/v1/contacts/{ada['id']}{path}"
    if method == "GET":
        assert response.json() == {
            "id": duplicate["id"],
            "merged_into": ada["id"],
            "url": f"/v1/contacts/{ada['id']}",
        }


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "", {"name": "New"}),
        ("PATCH", "", {"name": "New"}),
        ("DELETE", "", None),
        ("POST", "/notes", {"text": "Hello"}),
        ("POST", "/merge", {"duplicate": "01a202ba-c8aa-732d-95ea-408b9a6cb2f1"}),
        ("POST", "/restore", None),
    ],
)
def test_a_write_to_a_merged_id_is_refused(
    api_of, supports, manager, ada, duplicate, method, path, body
):
    merged(supports, ada, duplicate)
    if path == "/merge":
        body = {"duplicate": ada["id"]}

    response = api_of(manager)(method, f"/{duplicate['id']}{path}", body)

    problem = response.json()
    assert (response.status_code, problem["code"]) == (400, "contact_is_merged")
    assert problem["contact_url"] == f"/v1/contacts/{ada['id']}"
    assert Contact.objects.get(pk=ada["id"]).name == "Ada"
    assert not ContactNote.objects.exists()


def test_a_chain_of_merges_leads_to_the_last_survivor(api, supports, ada, duplicate):
    last = api.created(name="Ada King")
    merged(supports, ada, duplicate)
    merged(supports, last, ada)

    for gone in (ada, duplicate):
        location = api("GET", f"/{gone['id']}").headers["Location"]
        assert location == f"/v1/contacts/{last['id']}"


def test_a_survivor_without_numbers_gets_a_primary_one(api, supports, duplicate):
    bare = api.created(name="Ada")

    contact = merged(supports, bare, duplicate).json()

    assert contact["phone_number"] == duplicate["phone_number"]
    assert [number["is_primary"] for number in contact["phone_numbers"]].count(True) == 1


def test_what_cannot_be_merged_is_refused(api, api_of, supports, manager, ada, duplicate):
    def refusal(duplicate_id):
        response = supports("POST", f"/{ada['id']}/merge", {"duplicate": duplicate_id})
        assert response.status_code == 400
        (error,) = response.json()["errors"]
        assert error["field"] == "duplicate"
        return error["message"]

    assert "itself" in refusal(ada["id"])
    assert "no contact" in refusal("01a202ba-c8aa-732d-95ea-408b9a6cb2f1")
    assert "UUID" in refusal("nonsense")
    api_of(manager)("DELETE", f"/{duplicate['id']}")
    assert "deleted" in refusal(duplicate["id"])
    bob = api.created(name="Bob")
    merged(supports, ada, bob)
    assert "merged into" in refusal(bob["id"])


def test_an_unknown_survivor_is_not_found(supports, ada):
    unknown = {"id": "01a202ba-c8aa-732d-95ea-408b9a6cb2f1"}

    assert merged(supports, unknown, ada).status_code == 404
    assert Contact.objects.live().count() == 1


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("agent", 403),
        ("support", 200),
        ("supervisor", 200),
        ("manager", 200),
        ("auditor", 403),
    ],
)
def test_who_may_merge(request, api_of, ada, duplicate, person, status):
    theirs = api_of(request.getfixturevalue(person))

    assert merged(theirs, ada, duplicate).status_code == status
