import shutil
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from procrastinate.contrib.django.models import ProcrastinateJob

from calls.choices import CallSource
from calls.models import CallLog, ExcludedNumber, Recording, Upload
from calls.services.import_recordings import import_recording as import_recording_module
from calls.storage import RecordingFileStorage
from contacts.models import Contact
from tests.cast import AUDIO

pytestmark = pytest.mark.django_db

JOHN = "2023-05-12 14-33-02 (phone) John (020 7946 0123) ↗.m4a"
ANN = "+442079460999_230513_090000.wav"
AUDIO_OF = {".m4a": "speech.m4a", ".wav": "speech.wav", ".mp3": "speech.mp3"}


@pytest.fixture
def folder(tmp_path) -> Path:
    """Two recordings that their names tell all of."""
    root = tmp_path / "old phone"
    (root / "May").mkdir(parents=True)
    put(root / JOHN)
    put(root / "May" / ANN)
    return root


def put(path: Path) -> None:
    shutil.copy(AUDIO / AUDIO_OF[path.suffix], path)


def run(folder: Path, *options: str) -> tuple[str, str]:
    """What the command says, and what it complains of. A failure's sentence comes last."""
    said, complained = StringIO(), StringIO()
    try:
        call_command(
            *("import_recordings", str(folder), "--user", "amira"),
            *options,
            stdout=said,
            stderr=complained,
        )
    except CommandError as error:
        complained.write(str(error))
    return said.getvalue(), complained.getvalue()


def test_a_dry_run_shows_how_each_name_is_read_and_writes_nothing(agent, folder):
    agent.time_zone = "Europe/London"
    agent.save()

    said, complained = run(folder)

    john, ann = sorted(said.splitlines()[1:3], reverse=False)
    assert [cell.strip() for cell in john.split("  ") if cell.strip()] == [
        JOHN,
        "the name (Cube ACR)",
        "+442079460123",
        "2023-05-12 14:33:02 BST",
        "outbound",
        "John",
    ]
    assert "+442079460999" in ann
    assert "outbound (assumed)" in ann
    assert "2 of 2 files can be imported for amira" in said
    assert "Nothing was imported; use --for-real." in said
    assert complained == ""
    assert not any(model.objects.exists() for model in (CallLog, Upload, Contact))


def test_files_become_calls_as_if_their_phone_had_sent_them(agent, folder):
    agent.time_zone = "Europe/London"
    agent.save()

    said, _ = run(folder, "--for-real", "--direction", "inbound")

    ann, john = CallLog.objects.order_by("-started_at")
    assert said.strip() == "2 calls were imported, 0 were there already."
    assert john.started_at == datetime(2023, 5, 12, 13, 33, 2, tzinfo=UTC)
    assert (john.number_raw, john.number_e164) == ("020 7946 0123", "+442079460123")
    assert (john.direction, ann.direction) == ("outbound", "inbound")
    assert (john.contact.name, ann.contact.name) == ("John", "")
    assert (john.agent, john.team, john.source) == (agent, agent.team, CallSource.IMPORT)
    assert john.recording.original_filename == JOHN
    assert john.recording.size_bytes == (folder / JOHN).stat().st_size
    # Behind what people wait for.
    assert set(ProcrastinateJob.objects.values_list("queue_name", "priority")) == {("bulk", 0)}


def test_a_second_run_adds_nothing(agent, folder):
    run(folder, "--for-real")
    put(folder / "+442079460123_230514_090000.mp3")

    said, _ = run(folder, "--for-real")

    assert said.strip() == "1 calls were imported, 2 were there already."
    assert CallLog.objects.count() == Upload.objects.count() == 3


def test_what_is_there_is_not_copied_again(agent, folder, monkeypatch):
    run(folder, "--for-real")
    monkeypatch.setattr(import_recording_module, "spool_audio", None)

    said, _ = run(folder, "--for-real")

    assert said.strip() == "0 calls were imported, 2 were there already."


def test_a_renamed_copy_is_the_same_call(agent, folder):
    run(folder, "--for-real")
    shutil.copy(folder / "May" / ANN, folder / ANN)

    said, _ = run(folder, "--for-real")

    assert said.strip() == "0 calls were imported, 3 were there already."
    assert CallLog.objects.count() == 2


def test_an_import_that_was_stopped_goes_on_from_there(agent, folder, monkeypatch):
    save = RecordingFileStorage._save
    names = []

    def second_fails(self, name, content):
        names.append(name)
        if len(names) == 2:
            raise OSError(5, "Input/output error")
        return save(self, name, content)

    monkeypatch.setattr(RecordingFileStorage, "_save", second_fails)

    _, complained = run(folder, "--for-real")
    assert complained.startswith("Stopped after 1 of 2 files: ")
    assert "Run the command again" in complained
    assert CallLog.objects.count() == Recording.objects.count() == 1

    said, _ = run(folder, "--for-real")
    assert said.strip() == "1 calls were imported, 1 were there already."
    assert CallLog.objects.count() == Recording.objects.count() == 2


def test_each_refused_file_gets_a_sentence_and_the_others_are_imported(agent, folder, settings):
    settings.MAX_UPLOAD_BYTES = 1_000_000
    put(folder / "Call recording John_230512_143302.m4a")
    put(folder / "Voice 001.m4a")
    put(folder / "+442079460123_230230_143302.m4a")
    (folder / "+442079460123_230512_143303.m4a").touch()
    (folder / "+442079460123_230512_143304.wav").write_bytes(bytes(1_000_001))
    (folder / "+442079460123_230512_143305.m4a").symlink_to(folder / JOHN)
    (folder / "notes.txt").write_text("to be passed over")
    (folder / ("1" * 70 + "_230512_143302.m4a")).write_bytes(b"RIFF")

    _, complained = run(folder, "--for-real")

    sentences = {
        line.removeprefix("Not imported: ").partition(": ")[0]: line.partition(": ")[2]
        for line in complained.splitlines()
        if line.startswith("Not imported: ")
    }
    assert len(sentences) == 7
    for file, words in {
        "Call recording John_230512_143302.m4a": "nothing says which number it was",
        "Voice 001.m4a": "no recorder that we know",
        "+442079460123_230230_143302.m4a": "no such time",
        "+442079460123_230512_143303.m4a": "it is empty",
        "+442079460123_230512_143304.wav": "MAX_UPLOAD_BYTES allows 1000000",
        "+442079460123_230512_143305.m4a": "it is a link",
        "1" * 70 + "_230512_143302.m4a": "It has 70 characters",
    }.items():
        assert words in sentences[file]
    assert complained.endswith(
        "2 calls were imported, 0 were there already, 7 files were not imported, see above; "
        "1 other files were passed over."
    )
    assert CallLog.objects.count() == 2


def test_a_manifest_says_what_names_leave_open_and_goes_before_them(agent, folder):
    put(folder / "Voice 001.m4a")
    (folder / "manifest.csv").write_bytes(
        "\ufefffile;number;started_at;direction;contact_name\r\n"
        "Voice 001.m4a;020 7946 0555;2023-05-12 15:00;incoming;Jürgen\r\n"
        f"May\\{ANN};;;inbound;\r\n"
        "gone.m4a;1;2023-05-12;in;\r\n".encode("cp1252", errors="ignore")
    )

    said, complained = run(folder, "--for-real")

    assert "3 calls were imported" in said
    assert "gone.m4a stands in the manifest, but isn't in the folder." in complained
    voice = CallLog.objects.get(number_raw="020 7946 0555")
    assert (voice.direction, voice.contact.name) == ("inbound", "Jürgen")
    assert CallLog.objects.get(number_e164="+442079460999").direction == "inbound"


def test_a_sidecar_goes_before_the_name_and_needs_no_more(agent, folder):
    (folder / f"{JOHN}.json").write_text('{"number": "020 7946 0777", "direction": "in"}')
    (folder / "May" / ANN).with_suffix(".json").write_text("{")
    (folder / "manifest.csv").write_text(
        f"file,number,started_at\nMay/{ANN},020 7946 0888,2023-05-13T09:00Z\n"
    )

    said, complained = run(folder, "--for-real")

    assert (said.strip(), complained) == ("2 calls were imported, 0 were there already.", "")
    john = CallLog.objects.get(number_raw="020 7946 0777")
    assert (john.direction, john.contact.name) == ("inbound", "John")
    assert CallLog.objects.filter(number_raw="020 7946 0888").exists()


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("number,started_at\n1,2\n", "has no column file"),
        ("file,numbre\na,1\n", "columns that nobody knows: numbre"),
        ("file,number\na.m4a,1\na.m4a,2\n", "line 3: a.m4a stands there a second time"),
        ("file,number\n,1\n", "line 2: it names no file"),
        ("", "has no column file"),
        ('file\n"a', "can't be read"),
    ],
)
def test_a_manifest_that_cannot_be_used_stops_the_import(agent, folder, table, sentence):
    (folder / "manifest.csv").write_text(table)

    said, complained = run(folder, "--for-real")

    assert sentence in complained
    assert said == ""
    assert not CallLog.objects.exists()


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        (",yesterday,", "line 2: 'yesterday' is no time"),
        (",,sideways", "line 2: 'sideways' is no direction"),
        (",,in,more", "line 2: it has more cells than the first line"),
        (",0001-01-01,", "can't have begun in 1"),
    ],
)
def test_a_wrong_row_refuses_its_file_only(agent, folder, cells, sentence):
    (folder / "manifest.csv").write_text(f"file,number,started_at,direction\n{JOHN},{cells}\n")

    _, complained = run(folder, "--for-real")

    assert f"Not imported: {JOHN}: " in complained
    assert sentence in complained
    assert CallLog.objects.get().number_e164 == "+442079460999"


def test_a_file_imported_before_with_other_facts_is_refused(agent, folder):
    run(folder, "--for-real")
    (folder / "manifest.csv").write_text(f"file,number\n{JOHN},020 7946 0777\n")

    _, complained = run(folder, "--for-real")

    assert "imported before with another number, start or direction" in complained
    assert CallLog.objects.count() == 2


def test_a_file_that_another_import_holds_is_left_to_it(agent, folder):
    run(folder, "--for-real")
    held_until = datetime(2099, 1, 1, tzinfo=UTC)
    Upload.objects.update(state=Upload.State.PENDING, call=None, lease_until=held_until)

    _, complained = run(folder, "--for-real")

    assert complained.count("another import is at it right now") == 2
    assert CallLog.objects.count() == 2


def test_a_full_disk_stops_the_import(agent, folder, settings):
    settings.MIN_FREE_BYTES = 2**62

    _, complained = run(folder, "--for-real")

    assert complained.startswith("Stopped after 0 of 2 files: The server's disk is nearly full.")
    assert not Upload.objects.exists()


def test_a_deleted_call_stays_deleted(agent, folder):
    run(folder, "--for-real")
    CallLog.objects.update(deleted_at=datetime(2026, 11, 20, tzinfo=UTC))

    _, complained = run(folder, "--for-real")

    assert complained.count("it stays deleted") == 2
    assert not CallLog.objects.live().exists()


def test_a_private_number_leaves_neither_number_nor_audio(agent, folder):
    ExcludedNumber.objects.create(e164="+442079460999")

    said, _ = run(folder, "--for-real")

    assert "1 were with private numbers and kept without number and audio" in said
    private = CallLog.objects.get(attention_reason="excluded_number")
    assert (private.number_raw, private.recording.storage_key) == ("", None)
    assert private.recording.original_filename == ""


def test_a_number_that_nobody_can_read_is_told_before(agent, folder):
    agent.team = None
    agent.save()

    said, _ = run(folder)
    assert "020 7946 0123: invalid number, no contact" in said

    said, _ = run(folder, "--region", "gb")
    assert "no contact" not in said


def test_a_name_from_elsewhere_cannot_command_the_terminal(agent, folder):
    put(folder / "\x1b[2J +442079460123_230512_143302.m4a")
    put(folder / "caf\udce9_230512_143302.m4a")  # Latin-1

    said, complained = run(folder)

    assert "\x1b" not in said + complained
    assert "its name isn't UTF-8; rename it." in complained


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--region", "XX"], "There is no region 'XX'"),
        (["--manifest", "/nowhere.csv"], "nowhere.csv can't be read"),
    ],
)
def test_options_that_cannot_be_used_are_told(agent, folder, options, sentence):
    assert sentence in run(folder, *options)[1]


def test_a_folder_that_is_not_there_is_told(agent, tmp_path):
    assert "can't be read: No such file" in run(tmp_path / "nowhere")[1]


def test_a_person_who_is_not_there_is_told(db, folder):
    assert "nobody with the username amira" in run(folder)[1]
