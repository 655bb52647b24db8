from datetime import timedelta

import pytest

from calls.models import CallLog, CallNote, Transcript
from tests.calls.made_calls import STARTED_AT, made_call, made_contact
from tests.calls.made_transcripts import transcribed_call

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager_client(manager, client_of):
    manager.region = "GB"
    manager.save()
    return client_of(manager)


def found(client, text):
    answer = client.get("/v1/calls", {"search": text})
    assert answer.status_code == 200, answer.json()
    return answer.json()["results"]


@pytest.fixture
def calls(agent):
    """By name, the newest first."""
    hours = iter(range(10))

    def at():
        return {"started_at": STARTED_AT - timedelta(hours=next(hours)), "number_e164": None}

    ada = made_contact("Ada Lovelace", company="Refund Partners", e164=None)
    calls = {
        "refund": transcribed_call(
            agent,
            "Good morning, you are calling about an invoice?",
            "Yes, I'd like my refunds. The café's terrible.",
            side="left",
            **at(),
        ),
        "invoice": transcribed_call(agent, "The invoice, please call me back.", **at()),
        "german": transcribed_call(
            agent, "Die Häuser am Rhein", "Rechnung über 12345 Euro", config="german", **at()
        ),
        "unknown": transcribed_call(agent, "the refund", config="simple", **at()),
        "noted": made_call(agent, **at()),
        "ada": made_call(agent, contact=ada, **at()),
        "silent": made_call(agent, **at()),
    }
    CallNote.objects.create(
        call=calls["noted"], author=agent, text="Wants a refund in São Paulo", at_seconds=4.5
    )
    return calls


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("refund", ["refund", "unknown", "noted", "ada"]),
        # In its inflections, as the language has them.
        ("refunding", ["refund"]),
        ("INVOICES", ["refund", "invoice"]),
        # All words, wherever in the call they were said.
        ("refund invoice", ["refund"]),
        ("invoice lovelace", []),
        ("haus", ["german"]),
        ("haus rechnung", ["german"]),
        ("call me back", ["invoice"]),
        # Words in quotes stand beside each other, whichever quotes.
        ('"call me back"', ["invoice"]),
        ("“call me back”", ["invoice"]),
        ('"back me call"', []),
        # The last word may be half typed; the others not.
        ("invo", ["refund", "invoice"]),
        ("plea invoice", []),
        # Two letters are a word by themselves: of the note, not the beginning of "invoice".
        ("in", ["noted"]),
        # A note's words are also found by their beginning, and without accents.
        ("ref paulo", ["noted"]),
        ("sao", ["noted"]),
        ("são wants", ["noted"]),
        # Stop words find what isn't read in a language, and nothing else.
        ("the", ["unknown"]),
        ("the refund", ["refund", "unknown"]),
        # A number may have been said.
        ("12345", ["german"]),
        ("lovelace", ["ada"]),
        ("xylophone", []),
        ('""', []),
        ("?!", []),
    ],
)
def test_what_is_found_by_its_words(calls, manager_client, text, names):
    known = {str(call.pk): name for name, call in calls.items()}

    assert [known[call["id"]] for call in found(manager_client, text)] == names


def test_each_match_tells_where_it_is(calls, manager_client):
    results = {call["id"]: call["matches"] for call in found(manager_client, "refund")}

    assert results == {
        str(calls["refund"].pk): [
            {
                "source": "transcript",
                "text": "Yes, I'd like my refunds. The café's terrible.",
                "marks": [[17, 24]],
                "at_seconds": 10.0,
                "side": "left",
            }
        ],
        str(calls["unknown"].pk): [
            {
                "source": "transcript",
                "text": "the refund",
                "marks": [[4, 10]],
                "at_seconds": 0.0,
                "side": None,
            }
        ],
        str(calls["noted"].pk): [
            {
                "source": "note",
                "text": "Wants a refund in São Paulo",
                "marks": [[8, 14]],
                "at_seconds": 4.5,
                "side": None,
            }
        ],
        str(calls["ada"].pk): [
            {
                "source": "contact",
                "text": "Refund Partners",
                "marks": [[0, 6]],
                "at_seconds": None,
                "side": None,
            }
        ],
    }


@pytest.mark.parametrize(
    ("text", "fragments"),
    [
        # Of two words each shows where it was said.
        (
            "refund invoice",
            [
                ("Good morning, you are calling about an [invoice]?", 0.0),
                ("Yes, I'd like my [refunds]. The café's terrible.", 10.0),
            ],
        ),
        # Accents count as one letter each.
        ("terrible", [("Yes, I'd like my refunds. The café's [terrible].", 10.0)]),
    ],
)
def test_where_it_was_said(calls, manager_client, text, fragments):
    [call] = found(manager_client, text)

    assert [(marked(match), match["at_seconds"]) for match in call["matches"]] == fragments


def marked(match):
    text = match["text"]
    for begin, end in reversed(match["marks"]):
        text = f"{text[:begin]}[{text[begin:end]}]{text[end:]}"
    return text


@pytest.mark.parametrize(
    ("text", "fragments"),
    [
        ("020 7946", [("number", "+44[207946]0123")]),
        ("0123", [("number", "+44207946[0123]")]),
        ("zoe", [("contact", "[Zoë] Müller"), ("contact", "[zoe]@example.org")]),
        ("muller zoe", [("contact", "[Zoë] [Müller]"), ("contact", "[zoe]@example.org")]),
    ],
)
def test_a_contact_and_a_number_are_marked_too(agent, manager_client, text, fragments):
    contact = made_contact("Zoë Müller", email="zoe@example.org")
    made_call(agent, contact=contact)

    [call] = found(manager_client, text)

    assert [(match["source"], marked(match)) for match in call["matches"]] == fragments


def test_a_fragment_is_short_and_plain(agent, manager_client):
    call = made_call(agent)
    long = "<b>bold</b> 😀 " + "word " * 300 + "needle & <i>thread</i> " + "word " * 300
    CallNote.objects.create(call=call, author=agent, text=long)

    [result] = found(manager_client, "needle")

    [match] = result["matches"]
    assert "[needle] & <i>thread</i>" in marked(match)
    assert match["text"].startswith("…word")
    assert match["text"].endswith("word…")
    assert len(match["text"]) <= 202


def test_a_call_shows_a_few_matches_of_each_source(agent, manager_client):
    call = transcribed_call(agent, *["needle"] * 20)
    for _ in range(5):
        CallNote.objects.create(call=call, author=agent, text="needle")

    [result] = found(manager_client, "needle")

    assert [match["source"] for match in result["matches"]] == ["note"] * 3 + ["transcript"] * 3


def test_without_a_search_there_are_no_matches(calls, manager_client):
    results = manager_client.get("/v1/calls").json()["results"]

    assert len(results) == len(calls)
    assert all(call["matches"] == [] for call in results)


@pytest.mark.parametrize("number_of_calls", [1, 40])
def test_a_search_costs_the_same_however_many_it_finds(
    agent, manager_client, django_assert_num_queries, number_of_calls
):
    for _ in range(number_of_calls):
        call = transcribed_call(agent, "a refund", "and a refund")
        CallNote.objects.create(call=call, author=agent, text="refund")

    # Session, person, their rights (two), how languages read the words, where they are found, which
    # calls, their details, fragments.
    with django_assert_num_queries(9):
        assert len(found(manager_client, "refund")) == number_of_calls


def test_pages_of_a_search_follow_each_other(agent, manager_client):
    made = [transcribed_call(agent, "refund", started_at=STARTED_AT) for _ in range(5)]
    seen, address = [], "/v1/calls?search=refund&limit=2&count=true"

    while address:
        page = manager_client.get(address).json()
        assert page["count"] == {"value": 5, "is_capped": False}
        seen += [call["id"] for call in page["results"]]
        address = page["next"]

    assert seen == sorted((str(call.pk) for call in made), reverse=True)


def test_what_many_calls_have_is_found_by_reading_the_newest(calls, manager, monkeypatch):
    for_few = list(CallLog.objects.search("refund", region="GB", with_transcripts=True))
    monkeypatch.setattr("calls.querysets.MANY_CALLS", 0)

    for_many = list(CallLog.objects.search("refund", region="GB", with_transcripts=True))

    assert len(for_few) == 4
    assert for_many == for_few


@pytest.mark.parametrize("with_transcripts", [True, False])
@pytest.mark.parametrize("most", [0, 1000])
@pytest.mark.parametrize(
    "text",
    [
        "'",
        "''' \\",
        "refund\\",
        "'refund':*",
        "a'b\\'c:*d",
        "!refund",
        "& | ! <-> ( ) :* :A",
        "refund & !(invoice | x:*)",
        "-refund OR or",
        '"',
        '"refund',
        'x"refund"y"',
        '"the"',
        "%s %(p0)s {term} %%",
        "100%",
        "\x02\x03 refund \x02",
        "שלום עולם",
        "مرحبا\u200f refund",
        "😀👩\u200d👩\u200d👧 é",
        "e-mail https://example.org/a?b=c foo@example.org 1.5e10 -3 /usr/lib",
        "<b>refund</b> &amp;",
        "x" * 200,
        "'" * 200,
        "ß" * 200,
        "\t refund \n\r",
    ],
)
def test_whatever_is_typed_gets_an_answer(
    calls, manager, auditor, client_of, monkeypatch, text, most, with_transcripts
):
    monkeypatch.setattr("calls.querysets.MANY_CALLS", most)
    client = client_of(manager if with_transcripts else auditor)

    answer = client.get("/v1/calls", {"search": text})

    assert answer.status_code == 200, answer.json()


def test_nul_is_refused_in_words(manager_client):
    answer = manager_client.get("/v1/calls?search=a%00b")

    assert answer.status_code == 400
    assert "NUL" in answer.json()["detail"]


def test_a_language_that_this_server_lacks_is_left_out(agent, manager_client):
    """As after a backup of another server's was restored."""
    call = transcribed_call(agent, "a refund")
    other = transcribed_call(agent, "a refund")
    Transcript.objects.filter(recording=other.recording).update(search_config="klingon")

    assert [each["id"] for each in found(manager_client, "refund")] == [str(call.pk)]
