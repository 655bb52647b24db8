import errno
import io
import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import av
import pytest

from calls.choices import RecordingStatus
from calls.processing import process as process_module
from calls.processing.confined import FOLDER_OF_OUR_CODE
from calls.processing.examination import Examination, Refusal
from calls.processing.process import ProcessingBroke, _command
from calls.processing.verdict import REFUSALS, content_type_of, verdict_on
from tests.calls import strange_files
from tests.calls.examined import LIMITS, MEMORY_BYTES, examine, examine_bytes, processed, within
from tests.calls.test_answer import answered
from tests.cast import AUDIO, MANIFEST, PLAYABLE

CONTENT_TYPES = {
    ".m4a": "audio/mp4",
    ".3gp": "audio/3gpp",
    ".amr": "audio/amr",
    ".awb": "audio/amr-wb",
    ".aac": "audio/aac",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".wav": "audio/wav",
    ".flac": "audio/flac",
}
FIVE_DAYS = 5 * 24 * 60 * 60  # in seconds


@pytest.mark.parametrize("name", PLAYABLE)
def test_a_playable_recording_is_described_as_it_decodes(name):
    expected = MANIFEST[name]

    decoded = examine(AUDIO / name).decoded

    assert decoded is not None
    assert {
        "container": decoded.container,
        "codec": decoded.codec,
        "sample_rate_hz": decoded.sample_rate_hz,
        "channels": decoded.channels,
        "damaged_count": decoded.damaged_count,
    } == {
        "container": expected["container"],
        "codec": expected["codec"],
        "sample_rate_hz": expected["sample_rate_hz"],
        "channels": expected["channels"],
        "damaged_count": 0,
    }
    assert decoded.duration_seconds == pytest.approx(expected["duration_seconds"], abs=0.05)
    assert content_type_of(decoded) == CONTENT_TYPES[Path(name).suffix]


def test_a_webm_recording_is_audio_webm(tmp_path):
    path = tmp_path / "opus.webm"
    with av.open(str(AUDIO / "speech.ogg")) as source, av.open(path, "w") as target:
        stream = target.add_stream_from_template(source.streams.audio[0])
        for packet in source.demux(source.streams.audio[0]):
            if packet.dts is not None:
                packet.stream = stream
                target.mux(packet)

    decoded = examine(path).decoded

    assert decoded is not None
    assert (decoded.container, decoded.codec) == ("matroska,webm", "opus")
    assert content_type_of(decoded) == "audio/webm"


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("bad-empty.amr", Refusal.EMPTY),
        ("bad-header-only.wav", Refusal.NOT_AUDIO),
        ("bad-html-as.mp3", Refusal.NOT_AUDIO),
        ("bad-no-index.m4a", Refusal.NO_INDEX),
        ("bad-playlist-as.mp3", Refusal.NOT_AUDIO),
    ],
)
def test_a_bad_file_is_refused_with_its_reason(name, refusal):
    examination = examine(AUDIO / name)

    assert examination.refusal == refusal


def test_every_refusal_has_a_status_and_a_sentence():
    assert set(REFUSALS) == set(Refusal)
    for refusal in Refusal:
        verdict = verdict_on(Examination(refusal=refusal), reported_seconds=None)
        assert verdict.status in (RecordingStatus.QUARANTINED, RecordingStatus.FAILED)
        assert verdict.status_reason.endswith(".")


@pytest.mark.parametrize(
    "magic", strange_files.MAGIC_NUMBERS.values(), ids=lambda magic: repr(magic[:8])
)
def test_noise_behind_a_magic_number_harms_nothing(magic):
    examination = examine_bytes(strange_files.noise_behind(magic))

    assert examination.decoded or examination.refusal
    assert 0 < examination.peak_memory_bytes < MEMORY_BYTES


@pytest.mark.parametrize("name", PLAYABLE)
def test_a_recording_that_was_cut_off_is_as_long_as_what_is_left_or_refused(name):
    content = (AUDIO / name).read_bytes()

    examinations = [examine_bytes(content[: len(content) * part // 100]) for part in (10, 60)]

    for examination in examinations:
        assert examination.decoded or examination.refusal in (Refusal.NO_INDEX, Refusal.NO_SOUND)
        assert 0 < examination.peak_memory_bytes < MEMORY_BYTES
        if examination.decoded:
            assert examination.decoded.duration_seconds < MANIFEST[name]["duration_seconds"]


def test_a_flac_that_was_cut_off_is_found_incomplete():
    content = (AUDIO / "speech.flac").read_bytes()

    whole, half = examine_bytes(content), examine_bytes(content[: len(content) // 2])

    assert verdict_on(whole, reported_seconds=None).facts["findings"] == []
    assert verdict_on(half, reported_seconds=None).facts["findings"][-1] == {
        "code": "incomplete",
        "value": pytest.approx(5.7, abs=0.3),
        "unit": "seconds",
        "message": "The end of the audio is missing.",
    }


def test_a_zip_archive_named_m4a_is_not_audio():
    assert examine_bytes(strange_files.zip_archive()).refusal == Refusal.NOT_AUDIO


def test_a_video_is_refused(tmp_path):
    assert examine(strange_files.video(tmp_path / "video.mp4")).refusal == Refusal.HAS_VIDEO


def test_a_picture_on_the_cover_makes_no_video_of_a_recording():
    content = strange_files.recording_with_cover()
    with av.open(io.BytesIO(content)) as container:
        assert len(container.streams.video) == 1

    decoded = examine_bytes(content).decoded

    assert decoded is not None
    assert decoded.codec == "mp3float"


def test_half_an_hour_in_a_small_file_is_longer_than_a_quarter(tmp_path):
    path = strange_files.silence(tmp_path / "silence.m4a", hours=0.5)

    examination = examine(path, within(decoded_seconds=15 * 60))

    assert path.stat().st_size < 100_000
    assert examination.refusal == Refusal.TOO_LONG


@pytest.mark.long
@pytest.mark.parametrize(
    ("sample_rate_hz", "hours_allowed", "refusal"),
    [(16000, 4, Refusal.TOO_LONG), (8000, 7, None)],
    ids=["too long", "allowed"],
)
def test_six_hours_in_a_small_file_take_neither_memory_nor_a_minute(
    tmp_path, sample_rate_hz, hours_allowed, refusal
):
    path = strange_files.silence(tmp_path / "silence.m4a", hours=6, sample_rate_hz=sample_rate_hz)

    made = processed(path, within(decoded_seconds=hours_allowed * 60 * 60))

    assert path.stat().st_size < 1_400_000
    assert made.examination.refusal == refusal
    assert made.examination.peak_memory_bytes < MEMORY_BYTES / 2
    if made.examination.decoded:
        assert [finding["code"] for finding in made.findings()] == ["silent"]


@pytest.mark.parametrize(
    ("channels", "sample_rate_hz", "refusal"),
    [
        (6, 8000, None),
        (7, 8000, Refusal.ABSURD_FORMAT),
        (512, 8000, Refusal.ABSURD_FORMAT),
        (2000, 8000, Refusal.NO_SOUND),  # FFmpeg's own limit
        (1, 4000, None),
        (1, 192_000, None),
        (1, 0, Refusal.NOT_AUDIO),
        (1, 1, Refusal.ABSURD_FORMAT),
        (1, 2**31 - 1, Refusal.ABSURD_FORMAT),
    ],
)
def test_absurd_channels_and_sample_rates_are_refused(channels, sample_rate_hz, refusal):
    content = strange_files.wav(bytes(2 * 16000), channels=channels, sample_rate_hz=sample_rate_hz)

    examination = examine_bytes(content)

    assert examination.refusal == refusal
    assert examination.peak_memory_bytes < MEMORY_BYTES / 4


def test_samples_that_are_no_numbers_are_heard_as_some():
    content = strange_files.wav(
        struct.pack("<5f", float("nan"), float("inf"), float("-inf"), 1e30, 0.1) * 4000,
        format_tag=3,
        bytes_per_sample=4,
    )

    made = processed(content)

    assert made.examination.decoded is not None
    assert [finding["code"] for finding in made.findings()] == ["clipped", "mostly_silent"]
    assert made.playable


def test_a_stream_that_changes_its_rate_on_the_way_is_heard_to_its_end():
    slow, fast = strange_files.adts(sample_rate_hz=8000), strange_files.adts(sample_rate_hz=16000)

    decoded = examine_bytes(slow + fast).decoded

    assert decoded is not None
    assert decoded.sample_rate_hz == 8000
    assert decoded.duration_seconds == pytest.approx(2.0, abs=0.3)


def test_noise_in_the_middle_leaves_the_rest_to_be_heard():
    made = processed(strange_files.damaged_recording())

    damaged = next(finding for finding in made.findings() if finding["code"] == "damaged")
    assert made.examination.decoded is not None
    assert damaged["unit"] == "packets"
    assert damaged["value"] == made.examination.decoded.damaged_count > 0


def test_a_header_that_asks_for_six_gigabytes_gets_none():
    examination = examine_bytes(strange_files.claims_a_quarter_billion_samples())

    assert examination.refusal in (Refusal.NO_SOUND, Refusal.OUT_OF_MEMORY)
    assert examination.peak_memory_bytes < MEMORY_BYTES / 2


def test_a_file_that_takes_too_long_is_given_up_at_the_limit(tmp_path):
    path = strange_files.three_days(tmp_path / "three-days.wav")
    started_at = time.monotonic()

    examination = examine(path, within(seconds=1, decoded_seconds=FIVE_DAYS))

    assert examination.refusal == Refusal.TIMED_OUT
    assert time.monotonic() - started_at < 5


def test_a_playlist_makes_a_careless_decoder_open_its_neighbor_but_not_ours(tmp_path):
    shutil.copy(AUDIO / "bad-playlist-as.mp3", tmp_path / "recording.mp3")
    shutil.copy(AUDIO / "speech.wav", tmp_path / "speech.wav")

    with av.open(str(tmp_path / "recording.mp3")) as careless:
        assert careless.streams.audio[0].codec_context.name == "pcm_s16le"

    assert examine(tmp_path / "recording.mp3").refusal == Refusal.NOT_AUDIO


@pytest.mark.parametrize(
    "attempt",
    [
        "open('/dev/null')",
        "socket.socket()",
        "av.open('/dev/null')",
    ],
)
@pytest.mark.parametrize(
    ("door", "outcome"),
    # The second row shows that the door is what stops them: FFmpeg's own "invalid data" is -1.
    [("open_nothing_more()", errno.EMFILE), ("None", None)],
    ids=["shut", "open"],
)
def test_a_child_that_shut_the_door_opens_neither_file_nor_socket(attempt, door, outcome):
    code = f"""
import av, socket
from calls.processing.limits import limit_resources, open_nothing_more
limit_resources(memory_bytes={MEMORY_BYTES}, seconds=20, file_bytes=0)
{door}
try:
    {attempt}
except OSError as error:
    print(error.errno)
except av.error.FFmpegError:
    pass
"""

    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=FOLDER_OF_OUR_CODE,
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stderr
    assert result.stdout == ("" if outcome is None else f"{outcome}\n")


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_child_at_work_has_its_limits_its_files_and_no_environment(tmp_path):
    path = strange_files.three_days(tmp_path / "three-days.wav")
    limits = within(seconds=20, decoded_seconds=FIVE_DAYS)
    with (
        path.open("rb") as file,
        tempfile.TemporaryFile() as playable,
        tempfile.TemporaryFile() as waveform,
        child_at_work(file, limits, playable, waveform) as child,
    ):
        folder = Path(f"/proc/{child.pid}")
        wait_until(lambda: limit_of(child, "Max open files") == 3)

        assert limit_of(child, "Max address space") == MEMORY_BYTES
        assert limit_of(child, "Max file size") == LIMITS.playable_bytes
        assert limit_of(child, "Max cpu time") == 20
        files = {entry.name: entry.readlink() for entry in (folder / "fd").iterdir()}
        outputs = {str(playable.fileno()), str(waveform.fileno())}
        (gauge,) = files.keys() - {"0", "1", "2", *outputs}
        assert files["0"] == path
        assert all(files[output].name.endswith("(deleted)") for output in outputs)
        assert files[gauge] == folder / "status"  # how much memory it used
        assert (folder / "environ").read_bytes() == b""
        assert "NoNewPrivs:\t1\n" in (folder / "status").read_text()
        assert os.getsid(child.pid) == child.pid


@contextmanager
def child_at_work(file, limits, playable, waveform):
    """The child as a test can watch it: killed in the end."""
    outputs = (playable.fileno(), waveform.fileno())
    with subprocess.Popen(
        _command(limits, outputs),
        stdin=file,
        stdout=subprocess.DEVNULL,
        cwd=FOLDER_OF_OUR_CODE,
        env={},
        pass_fds=outputs,
        start_new_session=True,
    ) as child:
        try:
            yield child
        finally:
            child.kill()


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_child_ends_with_its_worker(tmp_path):
    path = strange_files.three_days(tmp_path / "three-days.wav")
    limits = within(seconds=20, decoded_seconds=FIVE_DAYS)
    code = f"""
import subprocess, tempfile, time
playable, waveform = tempfile.TemporaryFile(), tempfile.TemporaryFile()
outputs = (playable.fileno(), waveform.fileno())
command = {_command(limits, ())!r} + [str(output) for output in outputs]
child = subprocess.Popen(command, stdin=open({str(path)!r}, "rb"), pass_fds=outputs)
print(child.pid, flush=True)
time.sleep(60)
"""
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=FOLDER_OF_OUR_CODE, stdout=subprocess.PIPE, text=True
    ) as worker:
        child = Path(f"/proc/{worker.stdout.readline().strip()}")
        wait_until(lambda: "Max open files            3 " in (child / "limits").read_text())

        worker.kill()

        wait_until(lambda: not child.exists() or "State:\tZ" in (child / "status").read_text())


def limit_of(child, name):
    """The soft limit, from a line such as `Max open files    3    3    files`."""
    lines = Path(f"/proc/{child.pid}/limits").read_text().splitlines()
    line = next(line for line in lines if line.startswith(name))
    return int(line.removeprefix(name).split()[0])


def wait_until(is_true, *, seconds=10):
    deadline = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < deadline, "It didn't come to pass."
        time.sleep(0.02)


@pytest.mark.parametrize(
    ("ended_by", "refusal"),
    [
        (signal.SIGSEGV, Refusal.CRASHED),
        (signal.SIGABRT, Refusal.CRASHED),
        (signal.SIGBUS, Refusal.CRASHED),
        (signal.SIGXCPU, Refusal.TIMED_OUT),
        (signal.SIGALRM, Refusal.TIMED_OUT),
        (signal.SIGKILL, Refusal.KILLED),
    ],
)
def test_a_child_that_a_signal_ended_is_a_verdict(monkeypatch, ended_by, refusal):
    code = f"import os; os.kill(os.getpid(), {int(ended_by)})"
    monkeypatch.setattr(process_module, "_command", lambda *_: [sys.executable, "-c", code])

    assert examine(AUDIO / "speech.wav").refusal == refusal


def test_a_child_that_broke_is_no_verdict(monkeypatch):
    monkeypatch.setattr(process_module, "_command", lambda *_: [sys.executable, "-c", "1/0"])

    with pytest.raises(ProcessingBroke):
        examine(AUDIO / "speech.wav")


@pytest.mark.parametrize(
    "has_playable", [True, False], ids=["neither copy nor waveform", "no waveform"]
)
def test_files_that_the_child_says_it_wrote_are_looked_at(monkeypatch, has_playable):
    answer = answered(answer={"has_playable": has_playable}).decode()
    monkeypatch.setattr(
        process_module, "_command", lambda *_: [sys.executable, "-c", f"print({answer!r})"]
    )

    with pytest.raises(ProcessingBroke):
        examine(AUDIO / "speech.wav")


def test_a_child_that_answers_nonsense_broke(monkeypatch):
    monkeypatch.setattr(
        process_module, "_command", lambda *_: [sys.executable, "-c", "print('<html>')"]
    )

    with pytest.raises(ProcessingBroke):
        examine(AUDIO / "speech.wav")


def test_a_copy_that_outgrows_its_limit_is_a_verdict():
    examination = examine(AUDIO / "speech.amr", within(playable_bytes=10_000))

    assert examination.refusal == Refusal.COPY_TOO_LARGE
    assert not examination.has_playable


def test_the_least_memory_that_settings_allow_is_enough():
    assert examine(AUDIO / "speech.amr", within(memory_bytes=256 * 1024 * 1024)).decoded
