import errno
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import av
import pytest

from calls.choices import RecordingStatus
from calls.probing import probe as probe_module
from calls.probing.finding import Finding, Refusal
from calls.probing.probe import (
    FOLDER_OF_OUR_CODE,
    Limits,
    ProbeBroke,
    _command,
    parse_finding,
    probe,
)
from calls.probing.verdict import REFUSALS, content_type_of, verdict_on
from tests.calls import strange_files
from tests.cast import AUDIO, MANIFEST, PLAYABLE

MEMORY_BYTES = 512 * 1024 * 1024
LIMITS = Limits(memory_bytes=MEMORY_BYTES, seconds=30, decoded_seconds=4 * 60 * 60)
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


def answered(**changes):
    decoded = {
        "container": "wav",
        "is_3gp": False,
        "codec": "pcm_s16le",
        "sample_rate_hz": 8000,
        "channels": 1,
        "duration_seconds": 11.0,
        "claimed_seconds": 0.0,
        "damaged_count": 0,
    }
    answer = {"decoded": decoded | changes, "refusal": None, "peak_memory_bytes": 1}
    return json.dumps(answer).encode()


def probe_bytes(content: bytes, limits: Limits = LIMITS) -> Finding:
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.flush()
        return probe(file, limits=limits)


def probe_path(path: Path, limits: Limits = LIMITS) -> Finding:
    with path.open("rb") as file:
        return probe(file, limits=limits)


@pytest.mark.parametrize("name", PLAYABLE)
def test_a_playable_recording_is_described_as_it_decodes(name):
    expected = MANIFEST[name]

    decoded = probe_path(AUDIO / name).decoded

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

    decoded = probe_path(path).decoded

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
    finding = probe_path(AUDIO / name)

    assert finding.refusal == refusal


def test_every_refusal_has_a_status_and_a_sentence():
    assert set(REFUSALS) == set(Refusal)
    for refusal in Refusal:
        verdict = verdict_on(Finding(refusal=refusal))
        assert verdict.status in (RecordingStatus.QUARANTINED, RecordingStatus.FAILED)
        assert verdict.status_reason.endswith(".")


@pytest.mark.parametrize(
    "magic", strange_files.MAGIC_NUMBERS.values(), ids=lambda magic: repr(magic[:8])
)
def test_noise_behind_a_magic_number_harms_nothing(magic):
    finding = probe_bytes(strange_files.noise_behind(magic))

    assert finding.decoded or finding.refusal
    assert 0 < finding.peak_memory_bytes < MEMORY_BYTES


@pytest.mark.parametrize("name", PLAYABLE)
def test_a_recording_that_was_cut_off_is_as_long_as_what_is_left_or_refused(name):
    content = (AUDIO / name).read_bytes()

    findings = [probe_bytes(content[: len(content) * part // 100]) for part in (10, 50, 90)]

    for finding in findings:
        assert finding.decoded or finding.refusal in (Refusal.NO_INDEX, Refusal.NO_SOUND)
        assert 0 < finding.peak_memory_bytes < MEMORY_BYTES
        if finding.decoded:
            assert finding.decoded.duration_seconds < MANIFEST[name]["duration_seconds"]


def test_a_flac_that_was_cut_off_is_found_incomplete():
    content = (AUDIO / "speech.flac").read_bytes()

    whole, half = probe_bytes(content), probe_bytes(content[: len(content) // 2])

    assert verdict_on(whole).facts["findings"] == []
    assert {"code": "incomplete", "message": "The end of the audio is missing."} in (
        verdict_on(half).facts["findings"]
    )


def test_a_zip_archive_named_m4a_is_not_audio():
    assert probe_bytes(strange_files.zip_archive()).refusal == Refusal.NOT_AUDIO


def test_a_video_is_refused(tmp_path):
    assert probe_path(strange_files.video(tmp_path / "video.mp4")).refusal == Refusal.HAS_VIDEO


def test_a_picture_on_the_cover_makes_no_video_of_a_recording():
    content = strange_files.recording_with_cover()
    with av.open(io.BytesIO(content)) as container:
        assert len(container.streams.video) == 1

    decoded = probe_bytes(content).decoded

    assert decoded is not None
    assert decoded.codec == "mp3float"


def test_six_hours_in_a_small_file_are_too_long(tmp_path):
    path = strange_files.silence(tmp_path / "silence.m4a", hours=6)

    finding = probe_path(path)

    assert path.stat().st_size < 1024 * 1024
    assert finding.refusal == Refusal.TOO_LONG
    assert finding.peak_memory_bytes < MEMORY_BYTES / 2


def test_a_header_that_asks_for_six_gigabytes_gets_none():
    finding = probe_bytes(strange_files.claims_a_quarter_billion_samples())

    assert finding.refusal in (Refusal.NO_SOUND, Refusal.OUT_OF_MEMORY)
    assert finding.peak_memory_bytes < MEMORY_BYTES / 2


def test_a_file_that_takes_too_long_is_given_up_at_the_limit(tmp_path):
    path = strange_files.three_days(tmp_path / "three-days.wav")
    started_at = time.monotonic()

    finding = probe_path(
        path, Limits(memory_bytes=MEMORY_BYTES, seconds=1, decoded_seconds=FIVE_DAYS)
    )

    assert finding.refusal == Refusal.TIMED_OUT
    assert time.monotonic() - started_at < 20


def test_a_playlist_makes_a_careless_decoder_open_its_neighbor_but_not_ours(tmp_path):
    shutil.copy(AUDIO / "bad-playlist-as.mp3", tmp_path / "recording.mp3")
    shutil.copy(AUDIO / "speech.wav", tmp_path / "speech.wav")

    with av.open(str(tmp_path / "recording.mp3")) as careless:
        assert careless.streams.audio[0].codec_context.name == "pcm_s16le"

    assert probe_path(tmp_path / "recording.mp3").refusal == Refusal.NOT_AUDIO


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
from calls.probing.limits import limit_resources, open_nothing_more
limit_resources(memory_bytes={MEMORY_BYTES}, seconds=20)
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
def test_a_child_at_work_has_its_limits_one_file_and_no_environment(tmp_path):
    path = strange_files.three_days(tmp_path / "three-days.wav")
    limits = Limits(memory_bytes=MEMORY_BYTES, seconds=20, decoded_seconds=FIVE_DAYS)
    with path.open("rb") as file, child_of_the_probe(file, limits) as child:
        folder = Path(f"/proc/{child.pid}")
        wait_until(lambda: limit_of(child, "Max open files") == 3)

        assert limit_of(child, "Max address space") == MEMORY_BYTES
        assert limit_of(child, "Max file size") == 0
        assert limit_of(child, "Max cpu time") == 20
        files = {entry.name: entry.readlink() for entry in (folder / "fd").iterdir()}
        assert files.keys() == {"0", "1", "2", "3"}
        assert files["0"] == path
        assert files["3"] == folder / "status"  # how much memory it used
        assert (folder / "environ").read_bytes() == b""
        assert "NoNewPrivs:\t1\n" in (folder / "status").read_text()
        assert os.getsid(child.pid) == child.pid


@contextmanager
def child_of_the_probe(file, limits):
    """The probe's child as a test can watch it: killed in the end."""
    with subprocess.Popen(
        _command(limits),
        stdin=file,
        stdout=subprocess.DEVNULL,
        cwd=FOLDER_OF_OUR_CODE,
        env={},
        start_new_session=True,
    ) as child:
        try:
            yield child
        finally:
            child.kill()


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_child_ends_with_its_worker(tmp_path):
    path = strange_files.three_days(tmp_path / "three-days.wav")
    limits = Limits(memory_bytes=MEMORY_BYTES, seconds=20, decoded_seconds=FIVE_DAYS)
    code = f"""
import subprocess, time
child = subprocess.Popen({_command(limits)!r}, stdin=open({str(path)!r}, "rb"))
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
    monkeypatch.setattr(probe_module, "_command", lambda _limits: [sys.executable, "-c", code])

    assert probe_path(AUDIO / "speech.wav").refusal == refusal


def test_a_child_that_broke_is_no_verdict(monkeypatch):
    monkeypatch.setattr(probe_module, "_command", lambda _limits: [sys.executable, "-c", "1/0"])

    with pytest.raises(ProbeBroke):
        probe_path(AUDIO / "speech.wav")


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b'{"decoded": nul', id="cut off"),
        pytest.param(b"[]", id="no object"),
        pytest.param(b"[" * 4096, id="nested too deep"),
        pytest.param(b"{}", id="no fields"),
        pytest.param(b'{"decoded": null, "refusal": "new", "peak_memory_bytes": 1}', id="unknown"),
        pytest.param(answered(channels=0), id="no channels"),
        pytest.param(answered(channels=True), id="a boolean"),
        pytest.param(answered(channels=99_999), id="more channels than the column holds"),
        pytest.param(answered(sample_rate_hz="8000"), id="text for a number"),
        pytest.param(answered(duration_seconds=float("nan")), id="not a number"),
        pytest.param(answered(duration_seconds=float("inf")), id="for ever"),
        pytest.param(answered(codec="h264"), id="a codec that wasn't asked for"),
        pytest.param(answered(container="avi"), id="a container that wasn't asked for"),
    ],
)
def test_an_answer_that_the_child_cannot_give_is_not_believed(answer):
    with pytest.raises(ProbeBroke):
        parse_finding(answer)


def test_an_answer_that_the_child_gives_is_believed():
    finding = parse_finding(answered())

    assert finding.decoded is not None
    assert finding.decoded.channels == 1
