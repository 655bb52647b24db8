"""docs/mobile-quickstart.md says what the server does."""

import re

import pytest
from django.conf import settings

from callcrm.api.documentation import openapi_document
from callcrm.api.problems import PROBLEMS
from calls.choices import AbsentReason, Consent, Direction, Disposition
from calls.serializers.upload import UploadSerializer
from tests.cast import PLAYABLE

PAGE = (settings.BASE_DIR / "docs" / "mobile-quickstart.md").read_text()
CODES = dict(re.findall(r"^\| `(\w+)` \| (yes|no) \|", PAGE, re.MULTILINE))
# Codes that only people's and programs' routes answer.
NOT_FOR_UPLOADS = {
    *("invalid_cursor", "contact_is_merged", "csrf_failed", "duplicate_phone", "version_mismatch"),
    *("may_not_listen", "recording_absent", "recording_erased", "recording_lost"),
    "range_not_satisfiable",
    *("transcript_absent", "transcript_not_configured", "waveform_absent"),
    *("recording_not_playable", "recording_not_ready"),
}


def section(title: str) -> str:
    return re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)[1]


def test_the_table_has_each_code_that_an_upload_can_get():
    assert CODES.keys() == PROBLEMS.keys() - NOT_FOR_UPLOADS


@pytest.mark.parametrize("code", CODES)
def test_the_table_says_whether_another_try_is_worth_it(code):
    assert CODES[code] == ("yes" if PROBLEMS[code].is_retryable else "no")


def test_every_field_that_is_named_is_one_of_the_upload():
    rows = section("From the call log to the fields").split("| field | how |")[1]
    named = set(re.findall(r"^\|[^|]+\| `(\w+)`", rows, re.MULTILINE))

    assert len(named) >= 10
    assert named <= UploadSerializer().fields.keys()


def test_the_values_that_are_named_exist():
    table = section("Recordings").split("| `absent_reason` | when |")[1]
    consents = re.search(r"`consent` \| (.*?);", PAGE)[1].replace("`", "")

    assert set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) == set(AbsentReason.values)
    assert set(consents.split(", ")) <= set(Consent.values)
    assert set(re.findall(r"`disposition` = `(\w+)`", PAGE)) <= set(Disposition.values)
    assert set(re.findall(r"`direction` = `(\w+)`", PAGE)) == set(Direction.values)


def test_the_formats_are_those_that_the_document_of_the_api_states():
    formats = re.search(r"Accepted recordings: (.*?)\. ", openapi_document())[1]

    for word in re.findall(r"[A-Z][A-Za-z0-9-]+", formats):
        assert word in section("Recordings")
    assert {name.rpartition(".")[2] for name in PLAYABLE} <= {
        *("amr", "awb", "3gp", "m4a", "aac", "mp3", "ogg", "wav", "flac", "webm")
    }
