"""What the contact pages ask for beside the contact: taken numbers, habits, leads, companies."""

from datetime import UTC, datetime, timedelta

import pytest

from contacts.models import Contact, ContactEvent, PhoneNumber
from tests.calls.made_calls import NUMBER, STARTED_AT, made_call, made_contact

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture
def mine(agent, client_of):
    return client_of(agent)


def numbers_of(contact):
    rows = contact.phone_numbers.live().values_list("e164", "is_primary", "is_shared")
    return list(rows)


def changed_numbers(contact):
    (event,) = ContactEvent.objects.filter(contact=contact, kind="edited")
    change = event.details["phone_numbers"]
    return [[number["e164"] for number in change[when]] for when in ("old", "new")]


def taking(number=NUMBER, how="move"):
    return {"phone_numbers": [{"raw": number, "if_taken": how}]}


def test_a_number_is_moved_here_and_both_histories_tell(mine):
    owner, heir = made_contact("Ada"), made_contact("Grace", e164=None)
    PhoneNumber.objects.create(contact=owner, e164="+442079460555", raw="")

    answer = mine.patch(f"/v1/contacts/{heir.pk}", taking(), JSON)

    assert answer.status_code == 200
    assert numbers_of(heir) == [(NUMBER, True, False)]
    assert numbers_of(owner) == [("+442079460555", True, False)]
    assert changed_numbers(owner) == [[NUMBER, "+442079460555"], ["+442079460555"]]
    assert changed_numbers(heir) == [[], [NUMBER]]
    owner.refresh_from_db()
    assert owner.version == 2


def test_a_number_is_shared_with_a_contact_that_is_being_made(mine):
    owner = made_contact("Ada")

    answer = mine.post("/v1/contacts", {"name": "Grace", **taking(how="share")}, JSON)

    assert answer.status_code == 201
    assert numbers_of(Contact.objects.get(name="Grace")) == [(NUMBER, True, True)]
    assert numbers_of(owner) == [(NUMBER, True, True)]


def test_nobody_is_left_with_neither_name_nor_number(mine):
    owner, heir = made_contact(""), made_contact("Grace", e164=None)

    answer = mine.patch(f"/v1/contacts/{heir.pk}", taking(), JSON)

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "phone_numbers.0"
    assert "Merge the two" in answer.json()["detail"]
    assert (numbers_of(owner), numbers_of(heir)) == ([(NUMBER, True, False)], [])


def test_a_refused_edit_moves_no_number(mine):
    owner, heir = made_contact("Ada"), made_contact("Grace", e164=None)

    answer = mine.patch(f"/v1/contacts/{heir.pk}", taking(), JSON, headers={"if-match": '"7"'})

    assert answer.status_code == 412
    assert numbers_of(owner) == [(NUMBER, True, False)]


@pytest.mark.parametrize("how", ["refuse", "steal"])
def test_without_a_choice_a_taken_number_is_refused(mine, how):
    made_contact("Ada")

    answer = mine.post("/v1/contacts", {"name": "Grace", **taking(how=how)}, JSON)

    assert answer.status_code == (409 if how == "refuse" else 400)
    assert not Contact.objects.filter(name="Grace").exists()


def test_numbers_show_as_people_write_them(mine):
    contact = made_contact()

    (number,) = mine.get(f"/v1/contacts/{contact.pk}").json()["phone_numbers"]

    assert (number["national"], number["international"]) == ("020 7946 0123", "+44 20 7946 0123")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("company=Engines", ["Ada"]),
        ("company=engine", []),
        ("unnamed=true", [""]),
        ("unnamed=false", ["Grace", "Ada"]),
        ("new_lead=true", [""]),
        ("new_lead=false", ["Grace", "Ada"]),
        ("sort=updated", ["Ada", "", "Grace"]),
        ("sort=created", ["", "Grace", "Ada"]),
    ],
)
def test_contacts_are_narrowed_and_sorted(mine, query, names):
    for age, (name, more) in enumerate(
        [("", {"auto_created": True}), ("Grace", {}), ("Ada", {"company": "Engines"})]
    ):
        contact = made_contact(name, e164=None, **more)
        edited_at = STARTED_AT + timedelta(days=2 if name == "Ada" else -age)
        Contact.objects.filter(pk=contact.pk).update(
            created_at=STARTED_AT - timedelta(days=age), updated_at=edited_at
        )

    found = mine.get(f"/v1/contacts?{query}").json()["results"]

    assert [contact["name"] for contact in found] == names


@pytest.mark.parametrize("query", ["sort=last_call_at", "unnamed=maybe", "new_lead=1"])
def test_a_filter_that_cannot_be_used_is_refused(mine, query):
    assert mine.get(f"/v1/contacts?{query}").status_code == 400


def test_the_hours_of_a_contacts_calls_show_from_ten_on_in_the_viewers_zone(
    agent, colleague, mine, django_assert_num_queries
):
    agent.time_zone = "Asia/Tokyo"
    agent.save()
    contact = made_contact()
    friday_evening = datetime(2026, 11, 20, 22, 5, tzinfo=UTC)
    calls = {"contact": contact, "direction": "inbound", "started_at": friday_evening}
    for _ in range(9):
        made_call(agent, **calls)
    made_call(colleague, **calls)
    made_call(agent, **{**calls, "direction": "outbound"})
    address = f"/v1/contacts/{contact.pk}/rhythm"

    assert mine.get(address).json() == {"calls": 9, "hours": None}

    made_call(agent, **calls)
    # Session, person, rights (two), the contact with its numbers, and the hours.
    with django_assert_num_queries(7):
        answer = mine.get(address).json()
    assert answer == {"calls": 10, "hours": [{"weekday": 6, "hour": 7, "calls": 10}]}


def test_who_looked_at_a_lead_first_stands_and_its_version_stays(mine, agent, support, client_of):
    contact = made_contact(auto_created=True)

    mine.put(f"/v1/contacts/{contact.pk}/review")
    client_of(support).put(f"/v1/contacts/{contact.pk}/review")

    contact.refresh_from_db()
    assert (contact.reviewed_by, contact.version) == (agent, 1)
    assert mine.delete(f"/v1/contacts/{contact.pk}/review").json()["reviewed_at"] is None
