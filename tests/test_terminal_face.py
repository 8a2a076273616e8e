"""What the screen shows, as text."""

import io

import pytest
from rich.console import Console

from tests.fake_devices import small_bank
from voice_interviewer.bank import Question
from voice_interviewer.cli.terminal_face import LiveFace, PlainFace, meter_lines
from voice_interviewer.errors import DeviceError, NoMicrophone
from voice_interviewer.interview.protocol import (
    Asked,
    Command,
    Listening,
    Meter,
    MicrophoneBack,
    MicrophoneGone,
    MicrophonesOffered,
    NotReadAloud,
    UseMicrophone,
)
from voice_interviewer.steps import Step


def meter(
    elapsed_s: float = 12, level_dbfs: float = -23, peak_dbfs: float = -12, pausing_s: float = 0
) -> Meter:
    return Meter(elapsed_s, 90, level_dbfs, peak_dbfs, pausing_s)


def console(width: int = 80) -> Console:
    return Console(file=io.StringIO(), width=width, force_terminal=False, highlight=False)


class Typed:
    """Keys that were pressed at once, one after the other."""

    def __init__(self, *keys: str) -> None:
        self._keys = keys

    def read(self) -> tuple[str, ...]:
        keys, self._keys = self._keys, ()
        return keys


def printed(on: Console) -> str:
    assert isinstance(on.file, io.StringIO)
    return on.file.getvalue()


def test_time_level_and_peak_on_one_line() -> None:
    line, calm = meter_lines(meter(), 80, keys=True).plain.split("\n")
    assert line == "● 0:12 / 1:30  ━━━━━━━━━━━━━━━━━━━━─────┃──────  -23 dBFS"
    assert calm == ""


def test_a_pause_is_counted_calmly() -> None:
    _, calm = meter_lines(meter(pausing_s=3.2), 80, keys=True).plain.split("\n")
    assert calm == "pausing 3 s, press Enter when you are done"
    _, calm = meter_lines(meter(pausing_s=3.2), 80, keys=False).plain.split("\n")
    assert calm == "pausing 3 s, take your time"


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    for level in (-96.0, -30.0, 0.0):
        lines = meter_lines(meter(3599, level, 0, 99), width, keys=True).plain.split("\n")
        assert len(lines) == 2
        assert max(map(len, lines)) <= width


def test_in_a_narrow_window_nothing_is_cut_off() -> None:
    _, calm = meter_lines(meter(pausing_s=12.2), 40, keys=True).plain.split("\n")
    assert calm == "pausing 12 s, Enter when done"
    on = console(40)
    category = "a category of many words"
    LiveFace(on, Typed()).tell(Asked(12, 30, Question(id="q", category=category, question="Why?")))
    assert f"Question 12 of 30 · {category} · about 1:30" in " ".join(printed(on).split())


def test_a_plain_screen_has_sentences_only() -> None:
    on = console()
    face = PlainFace(on, Typed())
    face.tell(Asked(1, 3, small_bank().questions[0]))
    face.tell(Listening())
    face.tell(meter())
    assert printed(on).splitlines() == [
        "Question 1 of 3, c1, about 0:30: Question number 1?",
        "Listening. Press Enter when you are done, ? for all keys.",
    ]


def test_a_bank_cannot_colour_the_screen() -> None:
    hostile = Question(id="q", category="[red]", question="[bold]Why?[/bold] \x1b[31m")
    for kind in (PlainFace, LiveFace):
        on = console()
        kind(on).tell(Asked(1, 1, hostile))
        assert "[bold]Why?[/bold]" in printed(on)
        assert "[red]" in printed(on)
        assert "\x1b" not in printed(on)


def test_keys_become_commands_and_a_question_mark_lists_them() -> None:
    on = console()
    face = PlainFace(on, Typed("enter", "x", "?", "q", "1"))
    assert face.commands() == (Command.DONE, Command.FINISH)
    assert [line.split()[0] for line in printed(on).splitlines()] == ["Enter", "r", "a", "b", "s", "q", "?"]


def test_another_microphone_is_chosen_by_its_number_as_long_as_it_is_offered() -> None:
    on = console()
    face = PlainFace(on, Typed("2", "3"))
    face.tell(MicrophoneGone(NoMicrophone("It is gone.")))
    face.tell(MicrophonesOffered(("first", "second")))
    assert face.commands() == (UseMicrophone("second"),)
    face.tell(MicrophoneBack())
    assert printed(on).splitlines() == [
        "It is gone. What you said until then is kept.",
        "Plug it in or unmute it, and go on speaking. Enter: done. r: say it again. q: ",
        "finish.",
        "Or choose another by its number: 1: first. 2: second.",
        "The microphone is back: go on.",
    ]
    face = PlainFace(on, Typed("2"))
    assert face.commands() == (), "none is offered"


def test_a_command_to_copy_ends_its_line() -> None:
    on = console()
    PlainFace(on, None).tell(NotReadAloud(DeviceError(f"PortAudio is missing; {Step.INSTALL_SOUND}")))
    assert printed(on).splitlines() == [
        "PortAudio is missing; on Debian or Ubuntu run: sudo apt install libportaudio2",
        "The questions are shown: read them yourself.",
    ]


def test_where_nobody_presses_keys_none_is_offered() -> None:
    on = console()
    PlainFace(on, None).tell(MicrophonesOffered(("first", "second")))
    assert printed(on) == ""
