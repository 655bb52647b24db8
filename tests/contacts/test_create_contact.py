import pytest

from accounts.permissions import Scope
from contacts.models import Contact, ContactEvent, ContactStatus, PhoneNumber
from tests.cast import bearer


def test_a_contact_is_answered_whole(api, agent):
    response = api(
        "POST",
        "",
        {
            "name": " Ada Lovelace ",
            "company": "Analytical Engines",
            "email": "ada@example.com",
            "status": "Qualified",
            "owner": "amira",
            "do_not_call": True,
            "do_not_call_reason": "Asked us by letter",
            "follow_up_at": "2026-12-01T10:00:00+01:00",
            "follow_up_note": "The new price list",
            "phone_numbers": [
                {"raw": "020 7946 0123", "label": "office", "is_shared": True},
                {"e164": "+49 30 901820 ext 7", "label": "mobile", "is_primary": True},
            ],
        },
    )

    contact = Contact.objects.get()
    event = contact.events.get()
    amira = {"id": str(agent.pk), "username": "amira", "name": "Amira"}
    assert response.status_code == 201
    assert response.headers["ETag"] == '"1"'
    assert response.headers["Location"] == f"/v1/contacts/{contact.pk}"
    assert response.json() == {
        "id": str(contact.pk),
        "name": "Ada Lovelace",
        "display_name": "Ada Lovelace",
        "company": "Analytical Engines",
        "email": "ada@example.com",
        "status": "Qualified",
        "owner": amira,
        "source": "manual",
        "auto_created": False,
        "do_not_call": True,
        "do_not_call_reason": "Asked us by letter",
        "needs_attention": False,
        "attention_reason": "",
        "reviewed_at": None,
        "follow_up_at": "2026-12-01T09:00:00Z",
        "follow_up_note": "The new price list",
        "phone_number": "+4930901820",
        "phone_numbers": [
            {
                "e164": "+4930901820",
                "national": "030 901820",
                "international": "+49 30 901820",
                "raw": "+49 30 901820 ext 7",
                "region": "",
                "extension": "7",
                "label": "mobile",
                "is_primary": True,
                "is_shared": False,
                "is_valid": True,
            },
            {
                "e164": "+442079460123",
                "national": "020 7946 0123",
                "international": "+44 20 7946 0123",
                "raw": "020 7946 0123",
                "region": "GB",
                "extension": "",
                "label": "office",
                "is_primary": False,
                "is_shared": True,
                "is_valid": True,
            },
        ],
        "call_count": 0,
        "last_call_at": None,
        "version": 1,
        "created_at": contact.created_at.isoformat().replace("+00:00", "Z"),
        "updated_at": contact.updated_at.isoformat().replace("+00:00", "Z"),
        "timeline": {
            "results": [
                {
                    "kind": "event",
                    "at": event.created_at.isoformat().replace("+00:00", "Z"),
                    "id": str(event.pk),
                    "change": "created",
                    "actor": amira,
                    "details": {
                        "source": "manual",
                        "phone_numbers": ["+442079460123", "+4930901820"],
                    },
                }
            ],
            "next": None,
            "previous": None,
            "limit": 50,
        },
    }


@pytest.mark.parametrize(
    ("body", "display_name"),
    [
        ({"name": "Ada"}, "Ada"),
        ({"phone_number": "+442079460123"}, "+442079460123"),
        ({"name": "Ada", "phone_numbers": []}, "Ada"),
    ],
)
def test_a_name_or_a_number_is_enough(api, body, display_name):
    made = api.created(**body)

    assert made["display_name"] == display_name
    assert made["status"] == "New Lead"


def test_a_contact_without_name_and_number_shows_its_id(api):
    status = ContactStatus.objects.get(is_default=True)
    contact = Contact.objects.create(status=status)

    shown = api("GET", f"/{contact.pk}").json()

    assert shown["display_name"] == f"Contact {str(contact.pk)[:8]}"
    assert shown["phone_number"] is None


@pytest.mark.parametrize(
    ("body", "e164"),
    [
        # The team's country, when nothing says another
        ({"phone_number": "020 7946 0123"}, "+442079460123"),
        # The contact's
        ({"phone_number": "030 901820", "region": "de"}, "+4930901820"),
        # The number's own before the contact's
        (
            {"phone_numbers": [{"raw": "030 901820", "region": "DE"}], "region": "FR"},
            "+4930901820",
        ),
    ],
)
def test_a_national_number_is_read_in_the_nearest_region(api, body, e164):
    assert api.created(name="Ada", **body)["phone_number"] == e164


def test_without_any_region_a_national_number_is_refused(api, agent, settings):
    settings.DEFAULT_PHONE_REGION = None
    agent.team.region = ""
    agent.team.save()

    response = api("POST", "", {"phone_number": "020 7946 0123"})

    assert response.status_code == 400
    assert response.json()["errors"][0]["field"] == "phone_number"


def test_a_token_makes_the_source_api(client, agent):
    headers = bearer(agent, Scope.CONTACTS_WRITE)
    response = client.post(
        "/v1/contacts", {"name": "Ada"}, content_type="application/json", headers=headers
    )

    assert response.status_code == 201
    assert response.json()["source"] == "api"


def test_a_taken_number_names_its_owner_and_writes_nothing(api):
    owner = api.created(name="Ada", phone_number="+442079460123")

    response = api("POST", "", {"name": "Bob", "phone_number": "020 7946 0123"})

    problem = response.json()
    assert response.status_code == 409
    assert (problem["code"], problem["contact_id"]) == ("duplicate_phone", owner["id"])
    assert problem["contact_url"] == f"/v1/contacts/{owner['id']}"
    assert problem["errors"][0]["field"] == "phone_number"
    assert (Contact.objects.count(), PhoneNumber.objects.count()) == (1, 1)
    assert ContactEvent.objects.count() == 1


def test_a_taken_number_among_many_is_told_by_its_place(api):
    api.created(name="Ada", phone_number="+442079460123")

    response = api(
        "POST",
        "",
        {"phone_numbers": [{"e164": "+442079460199"}, {"e164": "+442079460123"}]},
    )

    assert response.status_code == 409
    assert response.json()["errors"][0]["field"] == "phone_numbers.1"


def test_a_switchboard_belongs_to_many(api):
    shared = {"phone_numbers": [{"e164": "+442079460123", "is_shared": True}]}

    first, second = api.created(name="Ada", **shared), api.created(name="Bob", **shared)

    assert first["phone_number"] == second["phone_number"] == "+442079460123"


def test_the_first_number_is_primary_unless_told_otherwise(api):
    numbers = [{"e164": "+442079460123"}, {"e164": "+442079460124"}]
    plain = api.created(phone_numbers=numbers)
    assert plain["phone_number"] == "+442079460123"

    chosen = api.created(
        phone_numbers=[{"e164": "+442079460125"}, {"e164": "+442079460126", "is_primary": True}]
    )
    assert chosen["phone_number"] == "+442079460126"


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({}, "name", "invalid"),
        ({"name": "  "}, "name", "invalid"),
        ({"name": "x" * 10_000}, "name", "max_length"),
        ({"name": "a\x00b"}, "name", "null_characters_not_allowed"),
        ({"name": None}, "name", "null"),
        ({"name": ["Ada"]}, "name", "invalid"),
        ({"name": "Ada", "company": "x" * 301}, "company", "max_length"),
        ({"name": "Ada", "email": "ada@"}, "email", "invalid"),
        ({"name": "Ada", "status": "Nope"}, "status", "unknown_status"),
        ({"name": "Ada", "status": "a\x00b"}, "status", "null_characters_not_allowed"),
        ({"name": "Ada", "owner": "nobody-here"}, "owner", "unknown_person"),
        ({"name": "Ada", "owner": "a\x00b"}, "owner", "null_characters_not_allowed"),
        ({"name": "Ada", "do_not_call": "perhaps"}, "do_not_call", "invalid"),
        ({"name": "Ada", "do_not_call_reason": "Angry"}, "do_not_call_reason", "invalid"),
        ({"name": "Ada", "follow_up_note": "Ring"}, "follow_up_note", "invalid"),
        ({"name": "Ada", "follow_up_at": "2026-12-01T10:00:00"}, "follow_up_at", "naive"),
        ({"name": "Ada", "follow_up_at": "soon"}, "follow_up_at", "invalid"),
        (
            {"name": "Ada", "follow_up_at": "0001-01-01T00:00:00+14:00"},
            "follow_up_at",
            "overflow",
        ),
        ({"name": "Ada", "needs_attention": True}, "needs_attention", "invalid_choice"),
        ({"name": "Ada", "region": "XX"}, "region", "unknown_region"),
        ({"name": "Ada", "nmae": "Ada"}, "nmae", "unknown_field"),
        ({"name": "Ada", "version": 3}, "version", "read_only_field"),
        ({"name": "Ada", "source": "import"}, "source", "read_only_field"),
        # Numbers: not one, none that a contact can have, one that nobody can dial
        ({"phone_number": ""}, "phone_number", "blank"),
        ({"phone_number": "   "}, "phone_number", "invalid_phone_number"),
        ({"phone_number": "+44\x0020"}, "phone_number", "null_characters_not_allowed"),
        ({"phone_number": "1" * 65}, "phone_number", "max_length"),
        ({"phone_number": "hello"}, "phone_number", "invalid_phone_number"),
        ({"phone_number": "Private"}, "phone_number", "invalid_phone_number"),
        ({"phone_number": "112"}, "phone_number", "invalid_phone_number"),
        ({"phone_number": "##002#"}, "phone_number", "invalid_phone_number"),
        ({"phone_number": "60012"}, "phone_number", "invalid_phone_number"),
        ({"phone_number": "+44123456789012345678"}, "phone_number", "invalid_phone_number"),
        ({"phone_numbers": [{}]}, "phone_numbers.0", "required"),
        ({"phone_numbers": ["+442079460123"]}, "phone_numbers.0", "invalid"),
        ({"phone_numbers": "+442079460123"}, "phone_numbers", "not_a_list"),
        (
            {"phone_numbers": [{"e164": "+442079460123", "is_valid": True}]},
            "phone_numbers.0.is_valid",
            "read_only_field",
        ),
        (
            {"phone_numbers": [{"e164": "+442079460123", "lable": "x"}]},
            "phone_numbers.0.lable",
            "unknown_field",
        ),
        (
            {"phone_numbers": [{"e164": "+442079460123"}, {"raw": "020 7946 0123"}]},
            "phone_numbers.1",
            "invalid",
        ),
        (
            {
                "phone_numbers": [
                    {"e164": "+442079460123", "is_primary": True},
                    {"e164": "+442079460124", "is_primary": True},
                ]
            },
            "phone_numbers.1",
            "invalid",
        ),
        (
            {"phone_number": "+442079460123", "phone_numbers": []},
            "phone_number",
            "conflict",
        ),
    ],
)
def test_what_cannot_be_used_is_told_by_field(api, body, field, code):
    response = api("POST", "", body)

    assert response.status_code == 400, response.content
    assert (field, code) in {(e["field"], e["code"]) for e in response.json()["errors"]}
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("<img src=x onerror=alert(1)>", id="markup"),
        pytest.param("\u202eevil\u202c \u2066x\u2069", id="bidi"),
        pytest.param("👩‍👩‍👧 Ölaf", id="emoji"),
        pytest.param("x" * 300, id="longest"),
        pytest.param("Robert'); DROP TABLE contacts;--", id="sql"),
        pytest.param("{{ 7*7 }} %s %(name)s {0}", id="templates"),
    ],
)
def test_a_strange_name_is_kept_as_it_is(api, name):
    made = api.created(name=name)

    assert made["name"] == name
    assert api("GET", f"/{made['id']}").json()["name"] == name
    assert api("GET", f"/{made['id']}").headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("body", [[], "Ada", 7, None, [{"name": "Ada"}]])
def test_a_body_that_is_no_object_is_refused(api, body):
    response = api("POST", "", body)

    assert response.status_code == 400
    assert not Contact.objects.exists()
