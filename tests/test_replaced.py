"""A recording that somebody cut, or put in the place of another, is not what was written down."""

import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fake_devices import RATE_HZ, Stage, sound
from tests.pages import Asked, Said, spoken_session
from tests.test_cli import called
from voice_interviewer.clip import Samples, read_clip
from voice_interviewer.errors import ClipError, SessionInUse
from voice_interviewer.review.facts import gather
from voice_interviewer.review.handout import handout_markdown
from voice_interviewer.review.keeping import keep_correction, settle_replaced
from voice_interviewer.review.report.waveform import peaks
from voice_interviewer.session import Session, open_session
from voice_interviewer.session.answers import read_originals, read_transcripts
from voice_interviewer.session.holding import held
from voice_interviewer.session.record import other_length_s
from voice_interviewer.transcript import Word


class EchoWhisper:
    """Hears one word in every piece."""

    def __init__(self, model: str, language: str, care: str) -> None:
        self.model, self.language = model or "tiny.en", language

    def recognise(self, samples: Samples, prompt: str) -> tuple[Word, ...]:
        return (Word("again.", 0.0, min(0.5, len(samples) / RATE_HZ), 0.9),)

    def close(self) -> None: ...


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.setenv("VOICE_INTERVIEWER_AUDIO_DIR", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr("voice_interviewer.devices.whisper.Whisper", EchoWhisper)
    monkeypatch.setattr("voice_interviewer.devices.silero.Silero", Stage)
    return spoken_session(tmp_path, (Asked(takes=(Said(), Said("I listen to them. I say what I can do."))),))


def cut(session: Session, to_s: float, file_format: str = "WAV", rate_hz: int = RATE_HZ) -> None:
    """The first recording is loud, and this long, from now on."""
    path = session.recording(session.record.takes[0])
    soundfile.write(path, sound(to_s * rate_hz / RATE_HZ), rate_hz, format=file_format)


def row(capsys: pytest.CaptureFixture[str]) -> dict[str, int]:
    _, out, _ = called(capsys, "sessions", "--json")
    (found,) = json.loads(out)["sessions"]
    assert isinstance(found, dict)
    return found


def first_take(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    _, out, _ = called(capsys, "show", "--json")
    take = json.loads(out)["questions"][0]["takes"][0]
    assert isinstance(take, dict)
    return take


def test_nothing_is_told_of_recordings_that_are_as_they_were(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    assert row(capsys)["replaced"] == 0
    assert first_take(capsys)["replaced_s"] is None
    for command in (["sessions"], ["show"], ["transcribe"]):
        _, out, _ = called(capsys, *command)
        assert "replaced" not in out


@pytest.mark.parametrize("file_format", ["WAV", "FLAC"])
@pytest.mark.parametrize("to_s", [2.0, 30.0])
def test_it_is_noticed_wherever_it_is_seen(
    session: Session, capsys: pytest.CaptureFixture[str], to_s: float, file_format: str
) -> None:
    cut(session, to_s, file_format)
    assert row(capsys)["replaced"] == 1
    assert first_take(capsys)["replaced_s"] == to_s
    _, out, _ = called(capsys, "sessions")
    assert "1 recording was replaced" in out
    _, out, _ = called(capsys, "show")
    assert f"and is now {to_s:.1f} s" in " ".join(out.split())
    _, out, _ = called(capsys, "review", "--no-open")
    page = Path(out.splitlines()[-1]).read_text(encoding="utf-8")
    assert page.count("The recording has been replaced since it was written down") == 1
    handed = handout_markdown(gather(open_session(session.folder)))
    assert handed.count("The recording has been replaced since it was written down") == 1
    assert "voice-interviewer" not in handed


@pytest.mark.parametrize("arguments", [[], ["--model", "tiny.en"]])
def test_transcribe_writes_it_down_again_and_says_why(
    session: Session, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    other = read_transcripts(session, 1)[2]
    cut(session, 2.0)
    code, out, err = called(capsys, "transcribe", *arguments)
    assert (code, err) == (0, "")
    assert "01_unhappy-patient_take1.wav has been replaced since it was recorded" in " ".join(out.split())
    heard = read_transcripts(session, 1)
    assert heard[1].text == "again."
    assert max(word.end_s for word in heard[1].words) <= 2.0
    assert heard[2] == other, "the other take is as it was"
    take = first_take(capsys)
    assert (take["duration_s"], take["replaced_s"]) == (2.0, None)
    assert row(capsys)["replaced"] == 0
    _, out, _ = called(capsys, "transcribe", *arguments)
    assert "written down already" in out
    comparison = session.document(1, ".md").read_text(encoding="utf-8")
    assert "replaced" not in comparison


def test_what_was_corrected_in_the_earlier_one_is_set_aside(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    heard = read_originals(session, 1)[1]
    mine = type(heard)((Word("Mine.", 0.0, 1.0, 1.0),), heard.duration_s, heard.model, heard.language)
    keep_correction(session, session.record.takes[0], mine)
    (session.folder / "01_unhappy-patient_take1_correction.txt").write_text("from before")
    cut(session, 2.0)
    code, out, _ = called(capsys, "transcribe")
    assert code == 0
    aside = session.folder / "01_unhappy-patient_take1_correction_2.txt"
    assert aside.read_text(encoding="utf-8") == "Mine.\n"
    assert aside.name in out
    assert read_transcripts(session, 1)[1].text == "again."


def test_takes_that_were_recorded_meanwhile_stay_in_the_record(session: Session) -> None:
    before = session.record.takes[0]
    other = open_session(session.folder)
    more = other.begin_take(1, RATE_HZ)
    more.write(sound(1.0))
    other.end_take(more, "done")
    now = before.model_copy(update={"duration_s": 2.0})
    with held(session.folder), pytest.raises(SessionInUse):
        settle_replaced(session, before, now)
    settle_replaced(session, before, now)
    takes = open_session(session.folder).record.takes
    assert takes[0].duration_s == 2.0
    assert len(takes) == len(other.record.takes)


def test_one_that_cannot_be_read_is_not_called_replaced(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    session.recording(session.record.takes[0]).write_bytes(b"RIFF no sound")
    assert row(capsys)["replaced"] == 0
    assert first_take(capsys)["replaced_s"] is None


def test_a_recording_emptied_by_mistake_takes_no_words_along(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    before = read_transcripts(session, 1)
    cut(session, 0.0)
    assert called(capsys, "transcribe")[0] == 0
    assert read_transcripts(session, 1) == before


def test_while_it_is_being_recorded_nothing_is_replaced(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    running = session.begin_take(1, RATE_HZ)
    running.write(np.zeros(RATE_HZ, np.float32))
    try:
        assert row(capsys)["replaced"] == 0
    finally:
        running.close()
    assert open_session(session.folder).record.takes[-1].ending == "running"


@settings(max_examples=40)
@given(
    then_s=st.floats(0.1, 20.0),
    now_s=st.floats(0.1, 20.0),
    rate_hz=st.sampled_from([8_000, 16_000, 44_100, 48_000]),
    channels=st.integers(1, 2),
    subtype=st.sampled_from(["PCM_16", "PCM_24", "FLOAT"]),
)
def test_the_length_is_that_of_the_sound(
    tmp_path_factory: pytest.TempPathFactory,
    then_s: float,
    now_s: float,
    rate_hz: int,
    channels: int,
    subtype: str,
) -> None:
    path = tmp_path_factory.mktemp("length") / "take.wav"
    samples = np.zeros((round(now_s * rate_hz), channels), np.float32)
    soundfile.write(path, samples, rate_hz, subtype=subtype)
    found = other_length_s(path, then_s)
    if abs(then_s - now_s) > 0.101:
        assert found == pytest.approx(now_s, abs=0.001)
    elif abs(then_s - now_s) < 0.099:
        assert found is None


def _flac(samples: np.ndarray, told: int) -> bytes:
    content = io.BytesIO()
    soundfile.write(content, samples, 16_000, format="FLAC")
    changed = bytearray(content.getvalue())
    changed[21:26] = bytes([changed[21] & 0xF0]) + told.to_bytes(4, "big")
    return bytes(changed)


def _wav(samples: np.ndarray, told: int, bytes_a_second: int = 32_000) -> bytes:
    content = io.BytesIO()
    soundfile.write(content, samples, 16_000, format="WAV")
    changed = bytearray(content.getvalue())
    changed[28:32], changed[40:44] = bytes_a_second.to_bytes(4, "little"), told.to_bytes(4, "little")
    return bytes(changed)


def _mp3(samples: np.ndarray) -> bytes:
    content = io.BytesIO()
    soundfile.write(content, np.tile(samples, 2), 16_000, format="MP3")
    return content.getvalue()[: len(content.getvalue()) // 2]


@pytest.mark.parametrize(
    "content_of",
    [
        lambda samples: _flac(samples, 0),
        lambda samples: _flac(samples, 2**32 - 1),
        lambda samples: _wav(samples, 0),
        lambda samples: _wav(samples, 10),
        lambda samples: _wav(samples, len(samples)),
        lambda samples: _wav(samples, 2**32 - 1),
        lambda samples: _wav(samples, 2 * len(samples), 8_000),
        _mp3,
    ],
)
def test_the_length_is_that_of_the_sound_whatever_the_header_tells(
    tmp_path: Path, content_of: Callable[[np.ndarray], bytes]
) -> None:
    path = tmp_path / "take.wav"
    path.write_bytes(content_of(np.random.default_rng(0).normal(0, 0.1, 64_000).astype(np.float32)))
    length_s = read_clip(path).duration_s
    assert length_s == pytest.approx(4.0, abs=0.2)
    assert other_length_s(path, 14.0) == pytest.approx(length_s)
    assert len(peaks(path)) > 10


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
def test_a_pipe_in_the_place_of_a_recording_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "take.wav")
    assert other_length_s(tmp_path / "take.wav", 14.0) is None
    with pytest.raises(ClipError, match="is not a file"):
        read_clip(tmp_path / "take.wav")


@pytest.mark.filterwarnings("error")
def test_a_header_that_leads_before_the_beginning_prints_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "take.w64"
    soundfile.write(path, np.zeros(16_000), 16_000, format="W64")
    path.write_bytes(path.read_bytes()[:100])
    assert other_length_s(path, 14.0) is None
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1e999"])
@pytest.mark.parametrize("field", ["duration_s", "masked"])
def test_a_length_that_is_no_number_is_told_in_one_line(
    session: Session, capsys: pytest.CaptureFixture[str], field: str, value: str
) -> None:
    path = session.folder / "session.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    record["takes"][0][field] = "odd" if field == "duration_s" else [["odd", 1.0]]
    path.write_text(json.dumps(record).replace('"odd"', value), encoding="utf-8")
    for command in (["show"], ["review", "--no-open"], ["transcribe"]):
        code, _, err = called(capsys, *command)
        assert (code, len(err.splitlines())) == (1, 1)
        assert "its recordings are in" in err
    code, out, _ = called(capsys, "sessions")
    assert code == 0
    assert "cannot be understood" in out
