import re

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from phonenumbers import SUPPORTED_REGIONS

from contacts.choices import NumberKind
from contacts.forms import E164Field
from contacts.models import E164_PATTERN
from contacts.services.normalize_phone_number import (
    InvalidPhoneNumber,
    normalize_phone_number,
)

# What each country's examples come to stands in the bill, and tests/test_bill.py runs them.


@pytest.fixture(autouse=True)
def no_default_region(settings):
    settings.DEFAULT_PHONE_REGION = None


def test_a_national_number_is_read_and_told_how():
    number = normalize_phone_number("020 7946 0123", regions=["gb"])

    assert (number.raw, number.kind) == ("020 7946 0123", NumberKind.E164)
    assert (number.e164, number.extension, number.region_used) == ("+442079460123", "", "GB")
    assert (number.is_valid, number.warnings) == (True, ())
    assert number.trace == ("Read with region GB, from the request.",)


def test_a_prefixed_number_with_an_extension_tells_every_step():
    number = normalize_phone_number("*31#07700 900123 ext 5", regions=[None, "GB"])

    assert (number.e164, number.extension, number.is_valid) == ("+447700900123", "5", False)
    assert number.trace == (
        "The extension 5 is kept beside the number.",
        "*31# hides or shows the caller's own number and was left out.",
        "Read with region GB, from the phone. The country's plan has no such number; it may exist.",
    )


@pytest.mark.parametrize(
    ("regions", "default", "region", "source"),
    [
        (["GB", "DE", "FR"], "US", "GB", "the request"),
        ([None, "DE", "FR"], "US", "DE", "the phone"),
        (["", "", "fr"], "US", "FR", "the team"),
        ([None, None, None], "US", "US", "the default"),
        ([], "US", "US", "the default"),
        (["XX", "DE", None], None, "DE", "the phone"),
    ],
)
def test_the_first_known_region_reads_a_national_number(settings, regions, default, region, source):
    settings.DEFAULT_PHONE_REGION = default

    number = normalize_phone_number("2125552368", regions=regions)

    assert f"{region}, from {source}" in number.trace[-1]


@pytest.mark.parametrize("region", ["XX", "UK", "001", "Great Britain", "🇬🇧"])
def test_an_unknown_region_is_ignored_with_a_warning(region):
    number = normalize_phone_number("020 7946 0123", regions=[region, "GB"])

    (warning,) = number.warnings
    assert (number.e164, number.region_used) == ("+442079460123", "GB")
    assert (warning.code, warning.field) == ("unknown_region", "region")
    assert "GB" in warning.message


def test_a_wrong_region_of_ours_is_no_fault_of_the_request():
    number = normalize_phone_number("020 7946 0123", regions=[None, "XX", "GB"])

    assert (number.e164, number.warnings) == ("+442079460123", ())


def test_a_national_number_without_any_region_warns_of_it():
    number = normalize_phone_number("020 7946 0123")

    assert number.kind == NumberKind.INVALID
    assert [(warning.code, warning.field) for warning in number.warnings] == [
        ("region_missing", "region")
    ]


def test_an_international_number_needs_no_region():
    assert normalize_phone_number("+442079460123", regions=["US"]).region_used is None


@pytest.mark.parametrize(
    ("raw", "part"),
    [
        pytest.param("", "empty", id="empty"),
        pytest.param(" \t\n", "empty", id="blank"),
        pytest.param("+44207946\x000123", "NUL", id="nul"),
        pytest.param("1" * 65, "65 characters", id="too long"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_reason(raw, part):
    with pytest.raises(InvalidPhoneNumber, match=part) as refused:
        normalize_phone_number(raw, regions=["GB"])

    assert (refused.value.code, refused.value.field) == ("invalid_phone_number", "phone_number")


@pytest.mark.parametrize("raw", ["", "+442079460123", "Mum"])
def test_a_number_that_the_sender_calls_withheld_is_not_read(raw):
    number = normalize_phone_number(raw, regions=["GB"], is_withheld=True)

    assert (number.raw, number.kind, number.e164) == (raw, NumberKind.WITHHELD, None)


def test_a_withheld_number_is_still_held_to_what_can_be_kept():
    with pytest.raises(InvalidPhoneNumber):
        normalize_phone_number("\x00", is_withheld=True)


def test_what_is_dialed_after_a_number_is_kept_up_to_twenty_characters():
    short = normalize_phone_number("+442079460123,,1234567,89#")
    long = normalize_phone_number("+442079460123,,123456789012345678901")

    assert (short.e164, short.extension) == ("+442079460123", "1234567,89")
    assert (long.e164, long.extension) == ("+442079460123", "")
    assert long.trace[0] == "What was dialed after the number is too long to be kept beside it."


@pytest.mark.parametrize(
    ("raw", "e164"),
    [
        pytest.param(" 2079460123", "+2079460123", id="a lost plus: Egypt, not London"),
        pytest.param(" 02079460123", "+442079460123", id="no country's code begins with 0"),
        pytest.param("2079460123 ", "+442079460123", id="a space behind says nothing"),
    ],
)
def test_only_a_leading_space_before_a_country_code_is_a_lost_plus(raw, e164):
    assert normalize_phone_number(raw, regions=["GB"]).e164 == e164


REGIONS = st.lists(st.sampled_from([None, "XX", *sorted(SUPPORTED_REGIONS)]), max_size=3)
ANY_TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=64)
# Mostly what looks like a number, where the paths are.
NUMBERLIKE = st.text(st.sampled_from("0123456789+*#(). -/,;xp٤९４"), max_size=24)
TEXTS = (ANY_TEXT | NUMBERLIKE).filter(str.strip)


@settings(deadline=None)  # the first number of a country reads its metadata
@given(raw=TEXTS, regions=REGIONS, is_withheld=st.booleans())
def test_any_text_has_a_kind_and_keeps_its_raw(raw, regions, is_withheld):
    number = normalize_phone_number(raw, regions=regions, is_withheld=is_withheld)

    assert number.raw == raw
    assert number.trace
    assert (number.kind == NumberKind.E164) == (number.e164 is not None)
    assert number.e164 or not (number.is_valid or number.region_used or number.extension)


@settings(deadline=None)
@given(raw=NUMBERLIKE.filter(str.strip), regions=REGIONS)
def test_e164_satisfies_the_database_and_is_read_as_itself(raw, regions):
    number = normalize_phone_number(raw, regions=regions)

    if number.e164:
        assert re.fullmatch(E164_PATTERN, number.e164)
        again = normalize_phone_number(number.e164, regions=regions)
        assert (again.e164, again.is_valid) == (number.e164, number.is_valid)


def test_the_form_field_cleans_to_e164():
    field = E164Field(required=False, regions=["GB"])

    assert field.clean("07700 900123") == "+447700900123"
    assert field.clean("") == ""


@pytest.mark.parametrize("written", ["Mum", "112", "020 7946 0123", "1" * 65])
def test_the_form_field_says_what_to_write_instead(written):
    with pytest.raises(ValidationError, match=r"country code|at most 64"):
        E164Field().clean(written)


def test_the_form_field_shows_a_number_that_is_only_possible():
    field = E164Field()

    assert 'value="+447700900123"' in field.widget.render("number", "+447700900123")
    assert not field.has_changed("+447700900123", "+44 7700 900123")
