from concurrent.futures import Future
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import Team
from calls.models import ExcludedNumber, TeamPhoneNumber
from contacts.models import PhoneNumber
from contacts.services.describe_number import describe_number, load_towns
from tests.calls.made_calls import NUMBER, made_contact
from tests.cast import person

pytestmark = pytest.mark.django_db

PATH = "/v1/phone-numbers/explain"


@pytest.fixture(autouse=True, scope="module")
def towns():
    """They are there: whoever asks first gets no place, rather than wait for them."""
    load_towns().result()


@pytest.fixture
def explain(agent, client_of):
    """Ask as the agent, whose team is in GB."""

    def ask(text, *, user=agent, **more):
        body = {"phone_number": text, **more}
        return client_of(user).post(PATH, body, content_type="application/json")

    return ask


def told(text: str, *options: str) -> str:
    said = StringIO()
    call_command("explain_number", *options, "--", text, stdout=said)
    return said.getvalue()


# --- The route ----------------------------------------------------------------------------------


def test_a_number_is_explained_with_whose_it_is(explain):
    contact = made_contact("Ada Lovelace")

    answer = explain("(020) 7946-0123 ext. 7")

    assert answer.status_code == 200
    assert answer.json() == {
        "phone_number": "(020) 7946-0123 ext. 7",
        "kind": "e164",
        "e164": NUMBER,
        "national": "020 7946 0123",
        "international": "+44 20 7946 0123",
        "extension": "7",
        "region_used": "GB",
        "is_valid": True,
        "country": "GB",
        "place": "London",
        "line": "fixed_line",
        "trace": [
            "The extension 7 is kept beside the number.",
            "Read with region GB, from the phone.",
        ],
        "warnings": [],
        "contact": {"id": str(contact.pk), "display_name": "Ada Lovelace"},
        "is_shared": False,
        "is_own": False,
        "is_excluded": None,
    }


def test_who_types_waits_for_no_towns(monkeypatch):
    monkeypatch.setattr("contacts.services.describe_number.load_towns", Future)

    described = describe_number(NUMBER, is_hurried=True)

    assert (described.country, described.line, described.place) == ("GB", "fixed_line", "")


def test_what_is_no_phone_number_is_explained_too(explain):
    answer = explain("anonymous", region="Narnia")

    assert answer.json() == {
        "phone_number": "anonymous",
        "kind": "withheld",
        "e164": None,
        "national": None,
        "international": None,
        "extension": "",
        "region_used": None,
        "is_valid": False,
        "country": None,
        "place": "",
        "line": None,
        "trace": ["This is how a withheld number is written."],
        "warnings": [
            {
                "code": "unknown_region",
                "field": "region",
                "message": "There is no region 'NARNIA'; it was ignored. "
                "Send a country code of two letters, such as GB.",
            }
        ],
        "contact": None,
        "is_shared": False,
        "is_own": False,
        "is_excluded": None,
    }


def test_the_regions_order_is_request_then_person(explain):
    assert explain("020 7946 0123").json()["e164"] == NUMBER
    assert explain("020 7946 0123", region="de").json()["e164"] == "+492079460123"


def test_a_number_of_no_country_has_none(explain):
    answer = explain("+800 1234 5678").json()

    assert (answer["country"], answer["international"]) == (None, "+800 1234 5678")


def test_a_private_number_is_a_managers_secret(explain, agent, manager, auditor):
    ExcludedNumber.objects.create(e164=NUMBER, team=agent.team)

    assert explain(NUMBER, user=manager).json()["is_excluded"] is True
    assert explain("+442079460124", user=manager).json()["is_excluded"] is False
    assert explain(NUMBER).json()["is_excluded"] is None
    assert explain(NUMBER, user=auditor).json()["is_excluded"] is None


def test_own_and_shared_numbers_are_told(explain):
    TeamPhoneNumber.objects.create(e164="+442079460124")
    made_contact("Desk", e164=None).phone_numbers.create(e164=NUMBER, is_shared=True)

    shared, own = explain(NUMBER).json(), explain("+442079460124").json()

    assert (shared["is_shared"], shared["contact"], shared["is_own"]) == (True, None, False)
    assert (own["is_shared"], own["contact"], own["is_own"]) == (False, None, True)


def test_who_has_a_shared_number_alone_is_its_contact(explain):
    made_contact("Desk", e164=None).phone_numbers.create(e164=NUMBER, is_shared=True)
    owner = made_contact("Ada")

    answer = explain(NUMBER).json()

    assert (answer["is_shared"], answer["contact"]["id"]) == (False, str(owner.pk))


def test_a_deleted_contact_is_not_told(explain):
    contact = made_contact()
    PhoneNumber.objects.filter(contact=contact).update(retired_at=timezone.now())

    assert explain(NUMBER).json()["contact"] is None


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({}, "phone_number", "required"),
        ({"phone_number": ""}, "phone_number", "invalid_phone_number"),
        ({"phone_number": "1" * 65}, "phone_number", "invalid_phone_number"),
        ({"phone_number": "1\0"}, "phone_number", "invalid_phone_number"),
        ({"phone_number": 442079460123}, "phone_number", "invalid"),
        ({"phone_number": NUMBER, "country": "GB"}, "country", "unknown_field"),
    ],
    ids=["left out", "empty", "too long", "NUL", "a JSON number", "an unknown field"],
)
def test_what_cannot_be_explained_is_refused(agent, client_of, body, field, code):
    answer = client_of(agent).post(PATH, body, content_type="application/json")

    assert answer.status_code == 400
    assert [(error["field"], error["code"]) for error in answer.json()["errors"]] == [(field, code)]


def test_explaining_writes_nothing_and_costs_few_queries(
    agent, client_of, django_assert_num_queries
):
    made_contact()
    client = client_of(agent)

    # Session, user, their permissions and their role's, team; the number, its contact with its
    # numbers, ours, private ones.
    with django_assert_num_queries(10):
        client.post(PATH, {"phone_number": "020 7946 0123"}, content_type="application/json")


# --- The command --------------------------------------------------------------------------------


def test_the_command_tells_the_way_in_sentences(team):
    contact = made_contact("Ada")
    person("amira", "agent", team=team)

    assert told("020 7946 0123", "--user", "amira").splitlines() == [
        "Read with region GB, from the phone.",
        "So it is the phone number +442079460123.",
        "People write +44 20 7946 0123, or 020 7946 0123 in the country.",
        "It belongs to London, GB.",
        "The country's plan knows such numbers.",
        f"It is the number of Ada ({contact.pk}).",
    ]


@pytest.mark.parametrize(
    ("text", "options", "sentence"),
    [
        ("020 7946 0123", [], "Warning: The number is a national one and no region is known."),
        ("020 7946 0123", ["--region", "gb"], "makes a New Lead."),
        ("-1", [], "So it is: withheld. A call with it makes no contact."),
        ("*#06#", [], "So it is: service code."),
        ("+44 20 7946 0124", [], "It is one of our own numbers"),
        ("+44 20 7946 0125", [], "It is private for everybody: neither number nor audio"),
        ("+44 20 7946 0125", [], "It is private for the team Sales UK:"),
        ("+44 20 7946 0126", [], "It is a shared number"),
    ],
)
def test_the_command_tells_each_kind(text, options, sentence, settings):
    settings.DEFAULT_PHONE_REGION = None
    TeamPhoneNumber.objects.create(e164="+442079460124")
    for team in (None, Team.objects.create(name="Sales UK")):
        ExcludedNumber.objects.create(e164="+442079460125", team=team)
    made_contact("Desk", e164=None).phone_numbers.create(e164="+442079460126", is_shared=True)

    assert sentence in told(text, *options)


@pytest.mark.parametrize(
    ("text", "options", "sentence"),
    [("", [], "It is empty"), ("1", ["--user", "nobody"], "nobody with the username nobody")],
)
def test_the_command_refuses_in_a_sentence(text, options, sentence):
    with pytest.raises(CommandError, match=sentence):
        told(text, *options)
