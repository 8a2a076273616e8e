"""The commands that need no devices, as a script or a person calls them."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.fake_devices import new_session, small_bank, sound
from tests.test_answers import heard
from voice_interviewer import __version__
from voice_interviewer.cli import run
from voice_interviewer.review.keeping import keep
from voice_interviewer.session import Session, create_session


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """Three questions; the first has two takes, of which the second is transcribed."""
    session = new_session(tmp_path)
    for _ in (1, 2):
        running = session.begin_take(1, 16_000)
        running.write(sound(2.0))
        take = session.end_take(running, "done")
    keep(session, take, heard("I", "um", "[red]listen[/red]", "\x1b[31mwell."))
    session.end("finished")
    return session


def called(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(list(arguments))
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert called(capsys, "--version") == (0, f"voice-interviewer {__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["prctice"], ["prctice", "practice"]),
        (["practice", "--qestions", "3"], ["--qestions", "--question", "practice --help"]),
        (["practice", "--questions", "many"], ["--questions", "integer", "practice --help"]),
        (["practice", "--questions", "0"], ["--questions", "practice --help"]),
        (["practice", "--feedback", "never"], ["never", "each", "end"]),
        (["practice", "no-such-bank"], ["no-such-bank", "patient-services-coordinator"]),
        (["practice", "--question", "why-this-rule"], ["why-this-rule", "why-this-role"]),
        (["practice", "--category", "cooking"], ["cooking", "motivation"]),
        (["show", "nothing"], ["voice-interviewer practice"]),
        (["models", "fetch"], ["models fetch --help"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else value,
)
def test_a_slip_is_told_in_one_line_with_the_next_step(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    names: list[str],
) -> None:
    monkeypatch.setenv("VOICE_INTERVIEWER_AUDIO_DIR", str(tmp_path))
    code, out, err = called(capsys, *arguments)
    assert code == 2
    assert out == ""
    assert err.startswith("voice-interviewer: ")
    assert len(err.splitlines()) == 1
    for name in names:
        assert name in err


@pytest.mark.parametrize("group", ["bank", "models"])
def test_a_group_alone_shows_its_commands(capsys: pytest.CaptureFixture[str], group: str) -> None:
    code, out, err = called(capsys, group)
    assert (code, err) == (0, "")
    assert "Commands:" in out


def test_sessions_as_json(capsys: pytest.CaptureFixture[str], session: Session) -> None:
    code, out, _ = called(capsys, "sessions", "--json", "--audio-dir", str(session.folder.parent))
    assert code == 0
    (facts,) = json.loads(out)["sessions"]
    assert facts["session"] == session.name
    assert (facts["questions"], facts["answered"], facts["takes"], facts["untranscribed"]) == (3, 1, 2, 1)
    assert facts["spoken_s"] == 4.0


def test_sessions_for_people(capsys: pytest.CaptureFixture[str], session: Session) -> None:
    damaged = new_session(session.folder.parent)
    (damaged.folder / "session.json").write_text("{")
    code, out, _ = called(capsys, "sessions", "--audio-dir", str(session.folder.parent))
    assert code == 0
    assert session.name in out
    assert "1 of 3" in out
    assert "transcribe 1" in out
    assert "it is damaged" in " ".join(out.split())


def test_sessions_stand_below_each_other(capsys: pytest.CaptureFixture[str], session: Session) -> None:
    """Also where a bank's name has letters that are two columns wide."""
    other = create_session(
        session.folder.parent,
        "日本語の面接",
        small_bank(),
        small_bank().questions,
        datetime(2026, 1, 2, tzinfo=UTC),
    )
    _, out, _ = called(capsys, "sessions", "--audio-dir", str(session.folder.parent))
    titles, first, second = out.splitlines()[-3:]
    assert (first.split()[0], second.split()[0]) == (session.name, other.name)  # the latest first
    ends = [
        cell_len(line[: line.index(word) + len(word)])
        for line, word in ((first, "1 of 3"), (second, "0 of 3"))
    ]
    assert ends == [titles.index("Answered") + len("Answered")] * 2


def test_show_has_what_was_said_and_the_example(capsys: pytest.CaptureFixture[str], session: Session) -> None:
    code, out, _ = called(capsys, "show", "--question", "q1", "--audio-dir", str(session.folder.parent))
    assert code == 0
    for text in (
        "Question number 1?",
        "I um [red]listen[/red]",
        "An example of 1.",
        "They want 1.",
        "Say 1.",
    ):
        assert text in out
    assert "Take 1, 0:02" in out, "the earlier take is below"
    assert "\x1b" not in out, "a transcript cannot command the terminal"
    assert "Question number 2?" not in out


def test_show_as_json(capsys: pytest.CaptureFixture[str], session: Session) -> None:
    code, out, _ = called(capsys, "show", "--json", "--audio-dir", str(session.folder.parent))
    facts = json.loads(out)
    first = facts["questions"][0]
    assert (code, facts["schema"], facts["state"]) == (0, 1, "finished")
    assert [take["number"] for take in first["takes"]] == [1, 2]
    assert first["takes"][0]["transcript"] is None
    assert first["takes"][1]["transcript"]["words"][1]["text"] == "um"
    assert Path(first["takes"][1]["recording"]).is_file()
    assert first["example"] == "An example of 1."


def test_an_option_may_come_from_the_environment(
    capsys: pytest.CaptureFixture[str], session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOICE_INTERVIEWER_AUDIO_DIR", str(session.folder.parent))
    monkeypatch.setenv("VOICE_INTERVIEWER_QUESTION", "2")
    _, out, _ = called(capsys, "show", "--json")
    assert [question["id"] for question in json.loads(out)["questions"]] == ["q2"]


def test_transcribe_with_nothing_to_do_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    session = new_session(tmp_path)
    code, out, _ = called(capsys, "transcribe", "--audio-dir", str(tmp_path))
    assert code == 0
    assert "written down already" in out
    assert out.splitlines()[-1] == str(session.folder)
