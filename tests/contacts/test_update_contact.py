import pytest

from contacts.models import Contact, ContactEvent

WRITABLE = (
    *("name", "company", "email", "status", "do_not_call", "do_not_call_reason"),
    *("follow_up_at", "follow_up_note"),
)
READ_ONLY = {"is_valid", "national", "international"}


@pytest.fixture
def ada(api):
    return api.created(
        name="Ada",
        company="Engines",
        email="ada@example.com",
        owner="amira",
        status="Qualified",
        do_not_call=True,
        do_not_call_reason="Asked",
        follow_up_at="2026-12-01T10:00:00Z",
        follow_up_note="Prices",
        phone_numbers=[
            {"raw": "020 7946 0123", "label": "office"},
            {"e164": "+442079460124"},
        ],
    )


def history_of(contact):
    return list(
        ContactEvent.objects.filter(contact=contact["id"])
        .exclude(kind="created")
        .order_by("id")
        .values_list("kind", "details", "actor__username")
    )


def test_patch_changes_what_is_given_and_nothing_else(api, ada):
    response = api("PATCH", f"/{ada['id']}", {"company": "Engines & Co"})

    assert response.status_code == 200
    changed = response.json()
    assert changed["version"] == 2
    assert response.headers["ETag"] == '"2"'
    assert {key for key in ada if ada[key] != changed[key]} == {
        *("company", "version", "updated_at", "timeline")
    }
    assert history_of(ada) == [
        ("edited", {"company": {"old": "Engines", "new": "Engines & Co"}}, "amira")
    ]


def test_put_empties_what_is_left_out_but_keeps_status_and_numbers(api, ada):
    changed = api("PUT", f"/{ada['id']}", {"name": "Ada Lovelace"}).json()

    assert {name: changed[name] for name in WRITABLE} == {
        "name": "Ada Lovelace",
        "company": "",
        "email": "",
        "status": "Qualified",
        "do_not_call": False,
        "do_not_call_reason": "",
        "follow_up_at": None,
        "follow_up_note": "",
    }
    assert changed["owner"] is None
    assert changed["phone_numbers"] == ada["phone_numbers"]


def test_what_was_read_can_be_put_back_and_is_no_edit(api, ada):
    body = {name: ada[name] for name in WRITABLE}
    body["owner"] = ada["owner"]["id"]
    body["phone_numbers"] = [
        {name: value for name, value in number.items() if name not in READ_ONLY}
        for number in ada["phone_numbers"]
    ]

    again = api("PUT", f"/{ada['id']}", body)

    assert again.status_code == 200
    assert again.json() == ada
    assert history_of(ada) == []


def test_a_new_status_is_an_event_of_its_own(api, ada):
    api("PATCH", f"/{ada['id']}", {"status": "Customer", "name": "Ada L."})

    assert sorted(history_of(ada)) == [
        ("edited", {"name": {"old": "Ada", "new": "Ada L."}}, "amira"),
        ("status_changed", {"old": "Qualified", "new": "Customer"}, "amira"),
    ]


def test_given_numbers_are_the_whole_list(api, ada):
    changed = api(
        "PATCH",
        f"/{ada['id']}",
        {
            "phone_numbers": [
                {"e164": "+442079460199", "label": "new"},
                {"e164": "+442079460124", "is_primary": True, "label": "home"},
            ]
        },
    ).json()

    assert [(n["e164"], n["label"], n["is_primary"]) for n in changed["phone_numbers"]] == [
        ("+442079460124", "home", True),
        ("+442079460199", "new", False),
    ]
    assert changed["version"] == 2
    # The number that left is free for somebody else.
    assert api.created(phone_number="+442079460123")["phone_number"] == "+442079460123"


@pytest.mark.parametrize(
    ("number", "numbers"),
    [
        # One it has becomes the primary one and keeps what is known of it
        ("+442079460124", ["+442079460124", "+442079460123"]),
        # A new one joins the others
        ("020 7946 0199", ["+442079460199", "+442079460123", "+442079460124"]),
        # The primary one again is no change
        ("+442079460123", ["+442079460123", "+442079460124"]),
    ],
)
def test_phone_number_alone_becomes_the_primary_one(api, ada, number, numbers):
    changed = api("PATCH", f"/{ada['id']}", {"phone_number": number}).json()

    assert [n["e164"] for n in changed["phone_numbers"]] == numbers
    assert [n["is_primary"] for n in changed["phone_numbers"]] == [True] + [False] * (
        len(numbers) - 1
    )


def test_a_taken_number_leaves_the_contact_as_it_was(api, ada):
    owner = api.created(phone_number="+442079460199")
    body = {"name": "Changed", "phone_numbers": [{"e164": "+442079460199"}]}

    response = api("PUT", f"/{ada['id']}", body)

    assert response.status_code == 409
    assert response.json()["contact_id"] == owner["id"]
    assert api("GET", f"/{ada['id']}").json() == ada


def test_a_contact_keeps_a_name_or_a_number(api, ada):
    response = api("PUT", f"/{ada['id']}", {"phone_numbers": []})

    assert response.status_code == 400
    assert response.json()["errors"][0]["field"] == "name"
    assert api("GET", f"/{ada['id']}").json() == ada


def test_attention_ends_when_somebody_says_so(api, ada):
    Contact.objects.filter(pk=ada["id"]).update(
        needs_attention=True, attention_reason="number_of_deleted_contact"
    )

    put = api("PUT", f"/{ada['id']}", {"name": "Ada"}).json()
    assert put["needs_attention"]

    patched = api("PATCH", f"/{ada['id']}", {"needs_attention": False}).json()
    assert (patched["needs_attention"], patched["attention_reason"]) == (False, "")


def test_a_reason_goes_with_what_it_was_for(api, ada):
    patched = api("PATCH", f"/{ada['id']}", {"do_not_call": False, "follow_up_at": None}).json()

    assert patched["do_not_call_reason"] == ""
    assert patched["follow_up_note"] == ""


def test_an_unchanged_contact_has_no_new_version(api, ada):
    response = api("PATCH", f"/{ada['id']}", {"name": "Ada", "status": "Qualified"})

    assert response.headers["ETag"] == '"1"'
    assert response.json() == ada


@pytest.mark.parametrize(
    ("if_match", "status"),
    [
        ('"1"', 200),
        ('W/"1"', 200),
        ("*", 200),
        ('"7", W/"1"', 200),
        ('"2"', 412),
        ('W/"0"', 412),
        ("1", 412),
        ("nonsense", 412),
    ],
)
@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_if_match_guards_an_edit(api, ada, method, if_match, status):
    response = api(method, f"/{ada['id']}", {"name": "New"}, if_match=if_match)

    assert response.status_code == status
    assert Contact.objects.get().name == ("New" if status == 200 else "Ada")
    if status == 412:
        problem = response.json()
        assert (problem["code"], problem["version"]) == ("version_mismatch", 1)


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH"])
def test_an_unknown_contact_is_not_found(api, method):
    path = "/01a202ba-c8aa-732d-95ea-408b9a6cb2f1"

    response = api(method, path, None if method == "GET" else {"name": "New"})

    assert response.status_code == 404
    assert response.json()["code"] == "not_found"
