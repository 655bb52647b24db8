"""Calls, what was heard of them and by whom, in the admin."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

import calls.admin_belongings
from accounts.models import User
from calls.models import CallNote, Listen, Outcome
from calls.services.enqueue_processing import PROCESS_RECORDING
from tests.calls.made_calls import made_call, made_contact, recorded_call
from tests.cast import person

CALLS = "/admin/calls/calllog/"
LISTENS = "/admin/calls/listen/"


@pytest.fixture
def client(client_of, manager):
    return client_of(manager)


@pytest.fixture
def staff_client(client_of, request):
    """`staff_client("auditor")`: somebody of the cast with the admin's key."""

    def of(who):
        user = request.getfixturevalue(who)
        User.objects.filter(pk=user.pk).update(is_staff=True)
        return client_of(user)

    return of


def words_of(answer):
    return " ".join(answer.content.decode().split())


def address_of(call):
    return f"{CALLS}{call.pk}/change/"


def recent(agent, **fields):
    return made_call(agent, started_at=timezone.now() - timedelta(days=1), **fields)


# --- Listening -------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["manager", "supervisor", "support", "agent"])
def test_who_may_listen_gets_a_player_and_listening_is_kept(staff_client, request, agent, who):
    call = recorded_call(agent)
    client = staff_client(who)
    # As a real browser's: an <audio> sends no token.
    client.handler.enforce_csrf_checks = True

    page = words_of(client.get(address_of(call)))
    assert not Listen.objects.exists()
    audio = client.get(f"/v1/calls/{call.pk}/playable")

    assert f'<audio controls preload="none" src="/v1/calls/{call.pk}/playable"></audio>' in page
    assert audio.status_code == 200
    assert audio.getvalue()
    listen = Listen.objects.get()
    assert (listen.listener, listen.kind) == (request.getfixturevalue(who), "play")


def test_an_auditor_sees_the_call_and_no_player(staff_client, agent):
    call = recorded_call(agent)
    client = staff_client("auditor")

    page = words_of(client.get(address_of(call)))

    assert "You may see this call but not listen to it." in page
    assert "/v1/calls/" not in page
    assert client.get(f"/v1/calls/{call.pk}/recording").status_code == 403


@pytest.mark.parametrize(
    ("status", "sentence", "can_be_saved"),
    [
        ("absent", "No recording: The phone isn&#x27;t allowed to record", False),
        ("expected", "Waiting for the phone", False),
        ("erased", "Erased", False),
        ("stored", "Stored", True),
        ("quarantined", "Can&#x27;t be played safely", True),
    ],
)
def test_a_recording_that_does_not_play_says_why(client, agent, status, sentence, can_be_saved):
    make = recorded_call if can_be_saved else made_call
    call = make(agent, status=status)

    page = words_of(client.get(address_of(call)))

    assert f"<p>{sentence}</p>" in page
    assert "<audio" not in page
    assert ("?download" in page) == can_be_saved


# --- Who listened ----------------------------------------------------------------------------


@pytest.fixture
def listens(agent, manager, supervisor):
    """Two calls; the manager heard both, the supervisor the second."""
    first, second = recorded_call(agent), recorded_call(agent, contact=made_contact())
    for call, listener in ((first, manager), (second, manager), (second, supervisor)):
        Listen.objects.create(recording=call.recording, listener=listener, kind="play")
    return first, second


def listed(client, **query):
    return words_of(client.get(LISTENS, query)).count('class="field-listener')


def test_listens_are_shown_on_their_call(client, listens):
    page = words_of(client.get(address_of(listens[1])))

    assert "Who listened" in page
    assert "<td>Mina</td> <td>Played</td>".replace(" ", "") in page.replace(" ", "")
    assert f"{LISTENS}?call={listens[1].pk}" in page


def test_a_search_of_listens_looks_at_the_first_few(client, listens, monkeypatch):
    monkeypatch.setattr(calls.admin_belongings, "MOST_ROWS_FOUND", 2)

    searched, all_of_them = (words_of(client.get(LISTENS, query)) for query in ({"q": "0123"}, {}))

    assert "The first 2. Search or filter to find others." in searched
    assert "3 in all" in all_of_them


def test_listens_are_listed_by_call_by_listener_and_by_date(client, listens):
    today = f"{timezone.now():%Y-%m-%d}"

    assert listed(client) == 3
    assert listed(client, call=listens[1].pk) == 2
    assert listed(client, listener="viktor") == 1
    assert listed(client, listener="nobody-here") == 0
    assert listed(client, since=today, until=today) == 3
    assert listed(client, until="2020-01-01") == 0
    assert listed(client, q="Lovelace") == 2


def test_nobody_writes_a_listen(client, listens):
    listen = Listen.objects.all()[0]

    assert client.get(f"{LISTENS}add/").status_code == 403
    assert client.post(f"{LISTENS}{listen.pk}/change/", {"kind": "download"}).status_code == 403
    assert client.post(f"{LISTENS}{listen.pk}/delete/", {"post": "yes"}).status_code == 403


def test_who_listened_is_not_for_a_supervisor(staff_client, listens):
    client = staff_client("supervisor")

    assert client.get(LISTENS).status_code == 403
    assert "Who listened" not in words_of(client.get(address_of(listens[1])))


# --- What a call meant -----------------------------------------------------------------------


def test_outcome_note_and_review_are_written_with_the_form(client, manager, agent):
    call = made_call(agent, duration_seconds=60)
    outcome = Outcome.objects.all()[0]
    form = {
        "outcome": outcome.pk,
        "is_reviewed": "on",
        "new_note": "Wants it",
        "at_seconds": "12.5",
    }

    client.post(address_of(call), form)

    call.refresh_from_db()
    note = call.notes.get()
    assert (call.outcome, call.reviewed_by) == (outcome, manager)
    assert (note.text, note.at_seconds, note.author) == ("Wants it", 12.5, manager)


def test_an_unchecked_review_is_open_again(client, manager, agent):
    call = made_call(agent, reviewed_at=timezone.now(), reviewed_by=manager)

    client.post(address_of(call), {"outcome": ""})

    call.refresh_from_db()
    assert call.reviewed_at is None


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"new_note": "Late", "at_seconds": "61"}, "The call is 60 seconds long."),
        ({"at_seconds": "5"}, "Write the note that belongs to this second."),
        ({"new_note": "x", "at_seconds": "-1"}, "greater than or equal to 0"),
    ],
)
def test_a_refused_note_changes_nothing_of_the_call(client, agent, fields, sentence):
    call = made_call(agent, duration_seconds=60)

    answer = client.post(address_of(call), {"outcome": Outcome.objects.all()[0].pk, **fields})

    assert sentence in words_of(answer)
    call.refresh_from_db()
    assert call.outcome is None
    assert not CallNote.objects.exists()


@pytest.mark.parametrize(
    ("action", "changed"), [("review", {"reviewed": True}), ("dismiss", {"attention": False})]
)
def test_chosen_calls_are_reviewed_or_need_no_attention(client, agent, action, changed):
    call = made_call(agent, needs_attention=True, attention_reason="withheld")

    client.post(CALLS, {"action": action, "_selected_action": [call.pk]})

    call.refresh_from_db()
    now = {"reviewed": call.reviewed_at is not None, "attention": call.needs_attention}
    assert now == {"reviewed": False, "attention": True, **changed}


def test_chosen_recordings_are_processed_again_and_the_rest_is_told(client, agent):
    heard, silent = recorded_call(agent), made_call(agent)

    answer = client.post(
        CALLS, {"action": "reprocess", "_selected_action": [heard.pk, silent.pk]}, follow=True
    )

    assert "1 are processed again, now. 1 have no audio." in words_of(answer)
    job = ProcrastinateJob.objects.get(task_name=PROCESS_RECORDING)
    assert job.args == {"recording_id": str(heard.recording.pk), "again": True}


def test_who_may_not_reprocess_is_not_offered_it(staff_client, agent):
    call = recorded_call(agent)

    staff_client("auditor").post(CALLS, {"action": "reprocess", "_selected_action": [call.pk]})

    assert not ProcrastinateJob.objects.filter(task_name=PROCESS_RECORDING).exists()


# --- Filters ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ({"agent": "amira"}, True),
        ({"agent": "Amira"}, True),
        ({"agent": "boris"}, False),
        ({"agent": "nobody-here"}, False),
        ({"direction__exact": "inbound"}, True),
        ({"direction__exact": "outbound"}, False),
        ({"disposition__exact": "busy"}, True),
        ({"disposition__exact": "answered"}, False),
        ({"recording_status__exact": "absent"}, True),
        ({"recording_status__exact": "ready"}, False),
        ({"needs_attention__exact": "1"}, True),
        ({"needs_attention__exact": "0"}, False),
        ({"reviewed": "no"}, True),
        ({"reviewed": "yes"}, False),
        ({"team": "other"}, False),
        ({"contact": "01a20000-0000-7000-8000-000000000000"}, False),
        ({"contact": "rubbish"}, False),
        ({"since": "2020-01-01"}, True),
        ({"until": "2020-01-01"}, False),
        ({"since": "rubbish"}, False),
        ({"q": "+442079460123"}, True),
        ({"q": "460123"}, True),
        ({"q": "Grace"}, False),
    ],
    ids=str,
)
def test_a_filter_finds_its_calls(client, agent, colleague, query, is_found):
    call = recent(
        agent,
        direction="inbound",
        disposition="busy",
        needs_attention=True,
        attention_reason="withheld",
    )

    answer = client.get(CALLS, query)

    assert answer.status_code == 200
    assert (str(call.pk) in words_of(answer)) == is_found


def test_calls_are_filtered_by_team_outcome_and_contact(client, agent, team):
    outcome, contact = Outcome.objects.all()[0], made_contact()
    call = recent(agent, outcome=outcome, contact=contact)
    other = recent(agent, team=None)

    for query in (
        {"team": team.pk},
        {"outcome__id__exact": outcome.pk},
        {"contact": contact.pk},
    ):
        page = words_of(client.get(CALLS, query))
        assert str(call.pk) in page
        assert str(other.pk) not in page


def test_a_filter_that_fits_too_many_calls_looks_back_ninety_two_days_and_says_so(client, agent):
    old = made_call(agent, started_at=timezone.now() - timedelta(days=200), direction="inbound")
    query = {"direction__exact": "inbound"}

    bounded = words_of(client.get(CALLS, query))
    told = words_of(client.get(CALLS, {**query, "since": "2020-01-01"}))
    selective = words_of(client.get(CALLS, {**query, "agent": "amira"}))

    assert str(old.pk) not in bounded
    assert "Showing 92 days" in bounded
    assert str(old.pk) in told
    assert str(old.pk) in selective


def test_a_day_is_the_readers(client, manager, agent):
    manager.time_zone = "Asia/Tokyo"
    manager.save()
    call = made_call(agent, started_at=datetime(2026, 11, 20, 23, 30, tzinfo=UTC))

    there = words_of(client.get(CALLS, {"since": "2026-11-21", "until": "2026-11-21"}))
    not_there = words_of(client.get(CALLS, {"since": "2026-11-20", "until": "2026-11-20"}))

    assert str(call.pk) in there
    assert "21 Nov 2026, 08:30" in there
    assert str(call.pk) not in not_there


def test_a_supervisor_is_offered_their_own_teams(staff_client, agent, team, other_team):
    page = words_of(staff_client("supervisor").get(CALLS))

    assert f"?team={team.pk}" in page
    assert f"?team={other_team.pk}" not in page


def test_another_teams_calls_are_not_found_by_a_filter(staff_client, other_team):
    dora = person("dora", "agent", team=other_team)
    call = recent(dora)
    client = staff_client("supervisor")

    for query in ({"agent": "dora"}, {"team": other_team.pk}, {"q": "+442079460123"}):
        assert str(call.pk) not in words_of(client.get(CALLS, query))
    notes = words_of(client.get("/admin/calls/callnote/", {"call": call.pk}))
    assert "There is no call with this id." in notes


@pytest.mark.parametrize(
    "lookup", ["agent__password__startswith=a", "contact__call_count__gte=1", "audio_sha256=x"]
)
def test_an_address_filters_calls_by_nothing_else(client, agent, lookup):
    assert client.get(f"{CALLS}?{lookup}").status_code == 400
