"""Reading along: a transcript that follows what plays, and is corrected by two people at once."""

import pytest
from playwright.sync_api import expect

from calls.models import TranscriptSegment
from tests.browser.test_portal_player import PLAYED_TO, TIME, opened, play, recorded  # noqa: F401
from tests.browser.test_portal_shell import picture, serious_violations
from tests.calls.made_transcripts import made_transcript

SAID = (
    "Good morning, Foyle and Sons.",
    "I call about the invoice.",
    "Which won is it?",
    "Goodbye.",
)


@pytest.fixture
def call(recorded):  # noqa: F811
    call = recorded()
    made_transcript(call.recording, *SAID, seconds_each=5)
    return call


def test_what_is_said_is_read_along_sought_and_corrected(visit, supervisor, manager, call):
    page = visit(supervisor, refusals=(412,))
    opened(page, call)
    rows = page.get_by_role("region", name="Transcript").get_by_role("listitem")
    expect(rows).to_have_count(4)
    assert serious_violations(page) == []

    rows.nth(1).get_by_text("I call about the invoice.").click()
    assert page.evaluate(PLAYED_TO, 5.2) < 9.5
    expect(rows.nth(1)).to_have_attribute("data-current", "true")
    expect(rows.nth(2)).to_have_attribute("data-current", "true")
    expect(rows.nth(1)).to_have_attribute("data-current", "false")
    picture(page, "transcript")

    page.get_by_role("button", name="Correct what is said at 0:10").click()
    field = page.get_by_label("What is said at 0:10")
    expect(field).to_have_value("Which won is it?")
    field.fill("Which one is it?")
    field.press("Enter")
    expect(rows.nth(2)).to_contain_text("Which one is it?")
    expect(page.get_by_text("Corrected by Viktor")).to_be_visible()
    segment = TranscriptSegment.objects.get(position=2)
    assert (segment.text, segment.original_text) == ("Which one is it?", "Which won is it?")

    other = visit(manager)
    opened(other, call)
    for one, text in ((page, "Hers"), (other, "Theirs")):
        one.get_by_role("button", name="Correct what is said at 0:15").click()
        one.get_by_label("What is said at 0:15").fill(text)
    with other.expect_response("**/transcript"):
        other.get_by_label("What is said at 0:15").press("Enter")
    page.get_by_label("What is said at 0:15").press("Enter")
    expect(page.get_by_text("Somebody changed the transcript while you were")).to_be_visible()
    expect(page.get_by_label("What is said at 0:15")).to_have_value("Hers")
    page.get_by_label("What is said at 0:15").press("Enter")
    expect(rows.nth(3)).to_contain_text("Hers")


MISSING = (
    ("waiting", "The transcript is being written."),
    ("failed", "The transcript couldn’t be written. The server is out of memory."),
    ("ready", "Nobody says anything that could be written down."),
)


def test_a_missing_transcript_says_why(visit, manager, recorded):  # noqa: F811
    call = recorded()
    page = visit(manager)
    place = page.get_by_role("region", name="Transcript")
    how_to = place.get_by_text("docs/how-to/transcribe.md")
    opened(page, call)
    expect(place).to_contain_text("Transcription isn’t set up here.")
    expect(how_to).to_have_count(1)

    transcript = made_transcript(call.recording)
    for status, words in MISSING:
        transcript.status = status
        transcript.status_reason = "The server is out of memory." if status == "failed" else ""
        transcript.save()
        opened(page, call)
        expect(place).to_contain_text(words)
        expect(how_to).to_have_count(0)
