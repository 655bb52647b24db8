import pytest
from django.db import connection

from contacts.models import Contact
from tests.calls.made_calls import made_contact


@pytest.fixture
def customers(db):
    return {
        "ashworth": made_contact(
            "Zoë Ashworth", company="Söhne & Co", email="zoe@example.com", e164="+442079460123"
        ),
        "percent": made_contact("100% Wool_Shop \\ Ltd", e164="+442079460199"),
        "year": made_contact("1984 Ltd", e164="+4930901820"),
        "rome": made_contact("Ufficio", e164="+390612345678"),
        "cairo": made_contact("مكتب القاهرة", e164="+20223456789"),
        "plain": made_contact("Bob Ash", e164=None),
    }


def found(customers, text, region=None):
    ids = set(Contact.objects.live().search(text, region=region).values_list("pk", flat=True))
    return {name for name, contact in customers.items() if contact.pk in ids}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # Whole, in every form
        ("+442079460123", {"ashworth"}),
        ("+44 (0)20 7946-0123", {"ashworth"}),
        ("0044 20 7946 0123", {"ashworth"}),
        ("0044 (0)20 7946 0123", {"ashworth"}),
        ("020 7946 0123", {"ashworth"}),
        ("(020) 7946.0123", {"ashworth"}),
        # A + that became a space
        (" 44 20 7946 0123", {"ashworth"}),
        # The end, the beginning, the middle
        ("460123", {"ashworth"}),
        ("0123", {"ashworth"}),
        ("+4420", {"ashworth", "percent"}),
        ("7946", {"ashworth", "percent"}),
        ("0207946", {"ashworth", "percent"}),
        ("02079", {"ashworth", "percent"}),
        # Digits of other scripts; marks that copying brings; a dash from a letter
        ("٠٢٠ ٧٩٤٦ ٠١٢٣", {"ashworth"}),
        ("०२० ७९४६ ०१२३", {"ashworth"}),
        ("\u202a+44 20 7946 0123\u202c", {"ashworth"}),
        ("020 7946–0123", {"ashworth"}),
        # Behind a + it is a beginning and nothing else
        ("+7946", set()),
        # Italy's zero belongs to the number
        ("06 1234 5678", {"rome"}),
        # Plain digits may be in a name as well
        ("1984", {"year"}),
        ("7946 9999", set()),
        # Zeros that find nothing must not find everything
        ("0000", set()),
        ("0044", set()),
        ("+0000", set()),
    ],
)
def test_a_number_is_found_in_any_form(customers, text, names):
    assert found(customers, text) == names


def test_a_national_number_is_read_in_the_searchers_country(customers):
    made = made_contact("Moscow", e164="+79123456789")

    assert found({"moscow": made}, "8 912 345-67-89", region="RU") == {"moscow"}
    assert found({"moscow": made}, "8 912 345-67-89", region="GB") == set()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ashworth", {"ashworth"}),
        ("ASHWORTH", {"ashworth"}),
        ("zoe", {"ashworth"}),
        ("ZOË", {"ashworth"}),
        ("sohne", {"ashworth"}),
        ("worth", {"ashworth"}),
        ("example.com", {"ashworth"}),
        ("القاهرة", {"cairo"}),
        # One and two letters: where a word begins
        ("a", {"ashworth"} | {"plain"}),
        ("as", {"ashworth", "plain"}),
        ("wo", {"percent"}),
        ("sh", set()),
        # All words must be found, in any order
        ("co zoe", {"ashworth"}),
        ("zoe bob", set()),
        # A word and a number
        ("ashworth 7946", {"ashworth"}),
        ("7946 ashworth", {"ashworth"}),
        ("bob 7946", set()),
        # What LIKE would take for a wildcard or an escape
        ("100%", {"percent"}),
        ("%", set()),
        ("l_p", set()),
        ("wool_s", {"percent"}),
        ("_ool", set()),
        ("\\", {"percent"}),
        # Unaccenting makes an ordinary percent sign of it
        ("％％％", set()),
        ("'; --", set()),
        ("", {"ashworth", "percent", "year", "rome", "cairo", "plain"}),
        ("   ", {"ashworth", "percent", "year", "rome", "cairo", "plain"}),
    ],
)
def test_words_are_found_without_accents_and_case(customers, text, names):
    assert found(customers, text) == names


def test_neither_a_deleted_contact_nor_a_retired_number_is_found(customers):
    contact = customers["ashworth"]
    contact.phone_numbers.update(retired_at="2026-11-20T09:30:00Z")

    assert found(customers, "0123") == set()
    assert found(customers, "ashworth") == {"ashworth"}


def test_the_list_is_searched_in_the_viewers_country(api, customers):
    by_number = api("GET", "?search=020 7946 0123").json()["results"]
    by_lost_plus = api("GET", "?search=+44 20 7946 0123").json()["results"]

    assert [row["name"] for row in by_number] == ["Zoë Ashworth"]
    assert [row["name"] for row in by_lost_plus] == ["Zoë Ashworth"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x" * 201, id="longer than any name"),
        pytest.param("a b c d e f g h i j k", id="eleven words"),
        pytest.param("a%00b", id="NUL"),
    ],
)
def test_a_search_that_cannot_be_is_refused(api, text):
    response = api("GET", f"?search={text}")

    assert response.status_code == 400
    assert response.json()["errors"][0]["field"] == "search"


MANY_CONTACTS = """
INSERT INTO contacts (
    id, name, company, email, status_id, source, auto_created, do_not_call, do_not_call_reason,
    needs_attention, attention_reason, follow_up_note, call_count, version
)
SELECT uuid7(), md5(n::text), md5(n::text || 'company'), '', contact_statuses.id, 'import',
    false, false, '', false, '', '', 0, 1
FROM generate_series(1, 5000) n, contact_statuses WHERE is_default;

INSERT INTO contact_phone_numbers (
    id, contact_id, e164, raw, region, extension, label, is_primary, is_shared
)
SELECT uuid7(), id, '+44' || 1000000000 + row_number() OVER () * 1790069, '', '', '', '',
    true, false
FROM contacts;

SELECT gin_clean_pending_list('contact_phone_numbers_trgm'::regclass),
    gin_clean_pending_list('contacts_search_document_trgm'::regclass);

ANALYZE contacts, contact_phone_numbers;

SET LOCAL enable_seqscan = off
"""


@pytest.fixture
def many_contacts(db):
    """Enough to choose between indexes; to read it all would still be cheap, and is ruled out."""
    with connection.cursor() as cursor:
        cursor.execute(MANY_CONTACTS)


@pytest.mark.parametrize(
    ("text", "indexes"),
    [
        # A + anchors: the prefix index alone
        ("+44207946", {"contact_phone_numbers_prefix"}),
        (
            "7946 0123",
            {
                *("contact_phone_numbers_prefix", "contact_phone_numbers_suffix"),
                "contact_phone_numbers_trgm",
            },
        ),
        ("79460123", {"contact_phone_numbers_suffix", "contacts_search_document_trgm"}),
        ("ashworth", {"contacts_search_document_trgm"}),
        ("zq", {"contacts_search_document_trgm"}),
    ],
)
def test_an_index_serves_each_way_of_searching(many_contacts, text, indexes):
    plan = Contact.objects.search(text).order_by().explain()

    assert {index for index in indexes if index in plan} == indexes, plan
    assert "Seq Scan" not in plan


@pytest.mark.parametrize("many", [0, 1, 1_000])
@pytest.mark.parametrize(
    "text", ["+442079460123", "02079", "7946", "0123", "1984", "+7946", "0000", "ash 7946", "ash"]
)
def test_a_page_finds_the_same_however_many_have_the_number(customers, monkeypatch, text, many):
    monkeypatch.setattr("contacts.querysets.MANY", many)

    page = Contact.objects.live().search_for_page(text, region="GB")

    assert set(page) == set(Contact.objects.live().search(text, region="GB"))
