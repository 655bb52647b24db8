import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcrm.api.csv_cells import FORMULA_SIGNS, cell_text, safe_cell


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("=1+1", id="equals"),
        pytest.param("+1+1", id="plus"),
        pytest.param("-1+1", id="minus"),
        pytest.param("@SUM(A1)", id="at"),
        pytest.param("\t=1", id="tab"),
        pytest.param("\r=1", id="carriage return"),
        pytest.param("\n=1", id="line feed"),
        pytest.param("  =1", id="behind spaces"),
        pytest.param("\u00a0=1", id="behind a no-break space"),
        pytest.param("\u200b=1", id="behind a zero-width space"),
        pytest.param("\ufeff=1", id="behind a byte order mark"),
        pytest.param("\u2060\u200d @x", id="behind several"),
        pytest.param("\ufe0f=1", id="behind a variation selector"),
        pytest.param("\u3164=1", id="behind a Hangul filler"),
        pytest.param("\0=1", id="behind NUL"),
        pytest.param("＝1+1", id="full-width equals"),
        pytest.param("＋1", id="full-width plus"),
        pytest.param("－1", id="full-width minus"),
        pytest.param("＠x", id="full-width at"),
        pytest.param("﹦1", id="small equals"),
        pytest.param("−1", id="the minus sign itself"),
        pytest.param("'=1", id="already marked"),
    ],
)
def test_what_could_be_a_formula_becomes_text(text):
    cell = safe_cell(text)

    assert cell == "'" + text
    assert cell_text(cell) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "Amira Haddad",
        "a=b",
        "020 7946 0123",
        "Ünal & Söhne",
        "山田太郎",
        "O'Hara",
        "'t Hooft",
        "(=)",
    ],
)
def test_what_is_none_stays_as_it_is(text):
    assert safe_cell(text) == text
    assert cell_text(text) == text


def test_a_phone_number_stays_readable_and_comes_back():
    assert safe_cell("+442079460123") == "'+442079460123"
    assert cell_text("'+442079460123") == "+442079460123"


@given(st.text(alphabet=st.one_of(st.sampled_from("'=+-@\t \u200b＝a"), st.characters())))
def test_any_text_comes_back_and_no_cell_begins_with_a_sign(text):
    cell = safe_cell(text)

    assert cell_text(cell) == text
    assert cell.strip()[:1] not in FORMULA_SIGNS
