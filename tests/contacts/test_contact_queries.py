"""How many queries each route makes: as many for fifty contacts as for one."""

import pytest

from contacts.models import ContactNote
from tests.calls.made_calls import made_call, made_contact

# The session, its person, what they may do by themselves and by their role.
SIGNED_IN = 4
# Contacts with status and owner; numbers.
CONTACTS = 2
# Calls that the viewer sees: for managers they are on the contact.
COUNTS = 1
# Calls, notes, events.
TIMELINE = 3
DETAIL = CONTACTS + COUNTS + TIMELINE


@pytest.fixture(params=[1, 50])
def contact(request, agent):
    """The newest of so many contacts."""
    for n in range(request.param):
        contact = made_contact(f"Ada {n}", e164=f"+4420794601{n:02}", owner=agent)
        made_call(agent, contact=contact)
        ContactNote.objects.create(contact=contact, author=agent, text="Hello")
    return contact


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", SIGNED_IN + CONTACTS + COUNTS),
        ("?count=true", SIGNED_IN + CONTACTS + COUNTS + 1),
        # The viewer's team, for its region; whose number it is.
        ("?search=ada 7946", SIGNED_IN + CONTACTS + COUNTS + 2),
        ("?status=New Lead&owner=me", SIGNED_IN + CONTACTS + COUNTS + 1),  # the status
    ],
)
def test_the_list(api, contact, django_assert_num_queries, query, number):
    with django_assert_num_queries(number):
        assert api("GET", query).json()["results"]


def test_the_list_for_who_sees_all_calls(api_of, manager, contact, django_assert_num_queries):
    managers = api_of(manager)

    with django_assert_num_queries(SIGNED_IN + CONTACTS):
        assert managers("GET").json()["results"]


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("", SIGNED_IN + DETAIL),
        ("/timeline", SIGNED_IN + CONTACTS + TIMELINE),
        ("/timeline?count=true", SIGNED_IN + CONTACTS + 2 * TIMELINE),
        ("/notes", SIGNED_IN + CONTACTS + 1),
    ],
)
def test_reading_one(api, contact, django_assert_num_queries, path, number):
    with django_assert_num_queries(number):
        assert api("GET", f"/{contact.pk}{path}").status_code == 200
