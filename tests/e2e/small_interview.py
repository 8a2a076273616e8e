"""Interviews of a few short questions, so that a test can break many of them in little time."""

from collections.abc import Sequence
from pathlib import Path

from tests.e2e.laptop import Laptop
from tests.e2e.terminal import ENTER, Terminal, own_home
from voice_interviewer.session import Session
from voice_interviewer.session.finding import find_session

QUESTIONS = ("Why here?", "Why you?", "Why now?")


def small_bank(folder: Path, questions: Sequence[str] = QUESTIONS) -> str:
    """The path of a bank with these questions: q1, q2, …"""
    path = folder / "small.toml"
    entries = (
        f"""
[[questions]]
id = "q{number}"
category = "short"
question = "{question}"
intent = "They want to know."
advice = "Say it."
example = "Because of this."
suggested_s = 30
"""
        for number, question in enumerate(questions, 1)
    )
    path.write_text('schema = 1\ntitle = "Small"\n' + "".join(entries))
    return str(path)


def audio_dir(folder: Path) -> list[str]:
    return ["--audio-dir", str(folder / "audio")]


def practice(
    laptop: Laptop, folder: Path, *arguments: str, questions: Sequence[str] = QUESTIONS, columns: int = 100
) -> Terminal:
    """An interview of these questions, in this order, at a terminal, its recordings in the folder's `audio`."""
    ids = [argument for number in range(1, len(questions) + 1) for argument in ("--question", f"q{number}")]
    command = ["practice", small_bank(folder, questions), *ids, *audio_dir(folder), *arguments]
    return Terminal(command, own_home(laptop.env, folder), folder, columns=columns)


def skip_to_answer(terminal: Terminal) -> None:
    """Skip the microphone check and the first question; it listens when this returns."""
    terminal.skip_microphone_check()
    skip_to_question(terminal, QUESTIONS[0])


def skip_to_question(terminal: Terminal, question: str) -> None:
    """Begin the answer to this question at once; it listens when this returns."""
    terminal.wait_for(question)
    terminal.press(ENTER)
    terminal.wait_for("Listening")


def takes(folder: Path) -> list[tuple[int, int, str]]:
    """What the only session's record says: question, take, ending."""
    return [(take.question_number, take.number, take.ending) for take in only_session(folder).record.takes]


def only_session(folder: Path) -> Session:
    return find_session(folder / "audio")
