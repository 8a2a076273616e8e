"""What the window says: never a command for a terminal, whatever goes wrong."""

import ast
import re
from pathlib import Path

import pytest

from tests.test_imports import PACKAGE, modules, room, texts
from voice_interviewer.errors import MUTED, DeviceError, VoiceInterviewerError
from voice_interviewer.interview.protocol import NotReadAloud
from voice_interviewer.steps import Step
from voice_interviewer.web.words import STEPS, UNMUTE, UNMUTE_ELSEWHERE, in_window, sentence

COMMANDS = (
    "app|practice|demo|review|sessions|show|play|transcribe|edit|progress|export|bank|models|check|settings"
)
COMMAND = re.compile(
    rf"voice-interviewer ({COMMANDS}|delete)\b|(?<![-\w])--[a-z]|\b(pip|pipx|apt|brew) install", re.IGNORECASE
)
FOR_THE_TERMINAL = {"steps.py", "bank/files.py", "review/report/page.py", "review/report/view.py"}
"""The steps themselves; the comments in a new bank's file; a command on the page in the folder, in whose place there
is a link in the window (`after.js`)."""


@pytest.mark.parametrize("step", Step, ids=lambda step: step.name)
def test_every_step_can_be_taken_in_the_window(step: Step) -> None:
    text = f"It is broken; {step.format(name='small.en')}. Go on."
    told = in_window(text)
    assert told == f"It is broken; {STEPS[step].format(name='small.en')}. Go on."
    assert not COMMAND.search(told)


def test_what_ends_with_a_step_is_a_sentence_of_its_own() -> None:
    told = in_window(sentence(NotReadAloud(DeviceError(f"PortAudio is missing; {Step.INSTALL_SOUND}"))))
    assert told.endswith("portaudio on Fedora. The questions are shown: read them yourself.")


def test_each_system_has_its_own_way() -> None:
    assert "Let desktop apps access your microphone" in UNMUTE["win32"]
    assert "System Settings, Privacy & Security, Microphone" in UNMUTE["darwin"]
    assert "sound settings" in UNMUTE_ELSEWHERE
    assert in_window(MUTED).count("Microphone;") <= 1


@pytest.mark.parametrize(
    "path",
    [path for path in modules() if room(path) not in ("cli", "__main__")],
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_no_sentence_has_a_command_of_its_own(path: Path) -> None:
    """A command in a sentence is a Step, which the window replaces."""
    if path.relative_to(PACKAGE).as_posix() in FOR_THE_TERMINAL:
        return
    assert not [text for text in texts(path) if COMMAND.search(text)]


def test_every_kind_of_error_is_told_without_a_command() -> None:
    """Those that make their own sentences are made here with anything."""
    tree = ast.parse((PACKAGE / "errors.py").read_text(encoding="utf-8"))
    count = 0
    for made in (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
        kind = vars(__import__("voice_interviewer.errors", fromlist=["x"]))[made.name]
        wanted = kind.__init__.__annotations__ if kind.__init__ is not VoiceInterviewerError.__init__ else {}
        given = {name: _anything(hint) for name, hint in wanted.items() if name not in ("return", "self")}
        if given:
            assert not COMMAND.search(in_window(str(kind(**given))))
            count += 1
    assert count >= 8


def _anything(hint: object) -> object:
    return {int: 1, bool: False, str: "a-name"}.get(hint, ()) if isinstance(hint, type) else ()
