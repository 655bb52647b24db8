from datetime import timedelta

import pytest
from django.utils.dateparse import parse_datetime

from contacts.models import ContactEvent, ContactNote
from contacts.services.count_calls import recount_calls
from tests.calls.made_calls import STARTED_AT, made_call, made_contact
from tests.cast import bearer


@pytest.fixture
def contact(db):
    return made_contact()


def test_calls_notes_and_events_come_as_one_list(api, agent, contact):
    call = made_call(agent, contact=contact, disposition="answered", duration_seconds=61)
    note = ContactNote.objects.create(contact=contact, author=agent, text="Rang back")
    ContactNote.objects.update(created_at=STARTED_AT + timedelta(hours=2))
    event = ContactEvent.objects.create(
        contact=contact, kind="status_changed", details={"old": "New Lead", "new": "Lost"}
    )
    ContactEvent.objects.update(created_at=STARTED_AT + timedelta(hours=1))

    amira = {"id": str(agent.pk), "username": "amira", "name": "Amira"}
    assert api("GET", f"/{contact.pk}/timeline").json() == {
        "results": [
            {
                "kind": "note",
                "at": "2026-11-20T11:30:00Z",
                "id": str(note.pk),
                "author": amira,
                "text": "Rang back",
            },
            {
                "kind": "event",
                "at": "2026-11-20T10:30:00Z",
                "id": str(event.pk),
                "change": "status_changed",
                "actor": None,
                "details": {"old": "New Lead", "new": "Lost"},
            },
            {
                "kind": "call",
                "at": "2026-11-20T09:30:00Z",
                "id": str(call.pk),
                "direction": "outbound",
                "disposition": "answered",
                "outcome": None,
                "duration_seconds": 61,
                "recording_status": "absent",
                "agent": amira,
            },
        ],
        "next": None,
        "previous": None,
        "limit": 50,
    }


def test_pages_lead_through_everything_and_back_even_of_one_moment(api, agent, contact):
    for _ in range(3):
        made_call(agent, contact=contact)
        ContactNote.objects.create(contact=contact, author=agent, text="x")
        ContactEvent.objects.create(contact=contact, kind="created")
    ContactNote.objects.update(created_at=STARTED_AT)
    ContactEvent.objects.update(created_at=STARTED_AT)
    whole = api("GET", f"/{contact.pk}/timeline").json()["results"]

    pages, path = [], f"/{contact.pk}/timeline?limit=2"
    while path:
        page = api("GET", path).json()
        pages.append(page)
        path = page["next"] and page["next"].partition("/v1/contacts")[2]

    assert len(whole) == 9
    assert [entry for page in pages for entry in page["results"]] == whole
    back = api("GET", pages[-1]["previous"].partition("/v1/contacts")[2]).json()
    assert back["results"] == pages[-2]["results"]


def test_the_first_page_of_the_detail_leads_on(api, agent, contact):
    ContactNote.objects.bulk_create(
        ContactNote(contact=contact, author=agent, text=str(n)) for n in range(51)
    )

    timeline = api("GET", f"/{contact.pk}").json()["timeline"]

    assert len(timeline["results"]) == 50
    assert timeline["next"].startswith(f"http://testserver/v1/contacts/{contact.pk}/timeline?")
    rest = api("GET", timeline["next"].partition("/v1/contacts")[2]).json()
    assert len(rest["results"]) == 1


@pytest.mark.parametrize(
    ("scopes", "told"),
    [(["contacts:read"], (0, None, 0)), (["contacts:read", "calls:read"], (1, STARTED_AT, 1))],
)
def test_a_token_learns_of_calls_only_if_it_may_read_them(
    client, manager, agent, contact, scopes, told
):
    made_call(agent, contact=contact)
    recount_calls(contact=contact)
    headers = bearer(manager, *scopes)

    shown = client.get(f"/v1/contacts/{contact.pk}", headers=headers).json()
    (listed,) = client.get("/v1/contacts", headers=headers).json()["results"]

    last = shown["last_call_at"]
    seen = shown["call_count"], last and parse_datetime(last), len(shown["timeline"]["results"])
    assert seen == told
    assert (listed["call_count"], listed["last_call_at"]) == (told[0], last)


def test_only_visible_calls_are_told(api_of, agent, colleague, support, manager, contact):
    mine = made_call(agent, contact=contact)
    theirs = made_call(colleague, contact=contact)
    hidden = made_call(agent, contact=contact, deleted_at=STARTED_AT)

    def calls_for(user):
        entries = api_of(user)("GET", f"/{contact.pk}/timeline").json()["results"]
        return {entry["id"] for entry in entries}

    assert calls_for(agent) == {str(mine.pk)}
    assert calls_for(colleague) == {str(theirs.pk)}
    assert calls_for(support) == calls_for(manager) == {str(mine.pk), str(theirs.pk)}
    assert str(hidden.pk) not in calls_for(manager)


@pytest.mark.parametrize("query", ["count=yes", "limit=201", "cursor=nonsense", "page=2"])
def test_a_parameter_that_cannot_be_used_is_refused(api, contact, query):
    assert api("GET", f"/{contact.pk}/timeline?{query}").status_code == 400


def test_a_note_is_written_and_listed(api, agent, contact):
    response = api("POST", f"/{contact.pk}/notes", {"text": "Prefers <b>mornings</b>\n☎"})

    note = ContactNote.objects.get()
    assert response.status_code == 201
    assert response.json() == {
        "id": str(note.pk),
        "author": {"id": str(agent.pk), "username": "amira", "name": "Amira"},
        "text": "Prefers <b>mornings</b>\n☎",
        "created_at": note.created_at.isoformat().replace("+00:00", "Z"),
    }
    assert api("GET", f"/{contact.pk}/notes").json() == {
        "results": [response.json()],
        "next": None,
        "previous": None,
        "limit": 50,
    }


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "text"),
        ({"text": " "}, "text"),
        ({"text": "x" * 10_001}, "text"),
        ({"text": "a\x00b"}, "text"),
        ({"text": "Hello", "author": "mina"}, "author"),
    ],
)
def test_a_note_that_cannot_be_kept_is_refused(api, contact, body, field):
    response = api("POST", f"/{contact.pk}/notes", body)

    assert response.status_code == 400
    assert response.json()["errors"][0]["field"] == field
    assert not ContactNote.objects.exists()


def test_an_auditor_reads_notes_and_writes_none(api_of, auditor, contact):
    theirs = api_of(auditor)

    assert theirs("GET", f"/{contact.pk}/notes").status_code == 200
    assert theirs("POST", f"/{contact.pk}/notes", {"text": "Hello"}).status_code == 403


@pytest.mark.parametrize("kind", ["call", "note", "event"])
def test_one_kind_of_entries_can_be_asked_for_and_its_pages_stay_of_that_kind(
    api, agent, contact, kind
):
    for _ in range(2):
        made_call(agent, contact=contact)
        ContactNote.objects.create(contact=contact, author=agent, text="x")
        ContactEvent.objects.create(contact=contact, kind="created")

    first = api("GET", f"/{contact.pk}/timeline?kind={kind}&limit=1").json()
    second = api("GET", first["next"].partition("/v1/contacts")[2]).json()

    assert [entry["kind"] for entry in (*first["results"], *second["results"])] == [kind] * 2
    assert second["next"] is None


def test_an_unknown_kind_of_entries_is_refused_with_those_that_there_are(api, contact):
    response = api("GET", f"/{contact.pk}/timeline?kind=fax")

    assert response.status_code == 400
    assert response.json()["errors"] == [
        {"field": "kind", "code": "invalid", "message": "Use one of: call, note, event."}
    ]


def test_asked_for_every_kind_is_counted_whichever_is_shown(
    api_of, agent, colleague, auditor, contact
):
    made_call(agent, contact=contact)
    made_call(colleague, contact=contact)
    ContactNote.objects.create(contact=contact, author=agent, text="x")
    ContactEvent.objects.bulk_create(
        ContactEvent(contact=contact, kind="created") for _ in range(1_001)
    )

    def counts_for(user, query):
        page = api_of(user)("GET", f"/{contact.pk}/timeline?count=true{query}").json()
        return {kind: (c["value"], c["is_capped"]) for kind, c in page["counts"].items()}

    others = {"note": (1, False), "event": (1_000, True)}
    assert counts_for(agent, "") == {"call": (1, False), **others}
    assert counts_for(auditor, "&kind=note&limit=1") == {"call": (2, False), **others}
