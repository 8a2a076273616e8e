"""Which voice asks. Quick to import: the first sound comes before everything else."""

from typing import TYPE_CHECKING

from voice_interviewer.devices.panel import PanelVoice
from voice_interviewer.devices.recorded import (
    RECORDED,
    RecordedVoice,
    called,
    recorded_texts,
    recording_called,
)
from voice_interviewer.devices.voice import Pyttsx3Voice

if TYPE_CHECKING:
    from collections.abc import Callable

    from voice_interviewer.devices.natural.voice import Synthesiser
    from voice_interviewer.devices.protocols import Voice
    from voice_interviewer.rehearsal.question_plan import QuestionPlan
    from voice_interviewer.rehearsal.request import Request

MAIN, SECOND = RECORDED
"""The recorded voice with all sounds, and the one that takes turns with it."""


def asking_voice(plan: "QuestionPlan", request: "Request", natural: "Synthesiser | None" = None) -> "Voice":
    """The voice, or the two of a panel, for an interview.

    Unless another is wanted, a recorded voice asks where it can say all the questions, or any text (`natural`): nobody
    should have to listen to an interviewer whose voice changes from one question to the next.
    """
    recording = recording_called(request.voice)
    if not request.voice and (
        natural or all(plan.spoken(each.question) in recorded_texts(MAIN) for each in plan.questions)
    ):
        recording = MAIN
    wanted = "" if recording else request.voice
    system = Pyttsx3Voice(plan.locale, wanted, request.voice_rate_wpm)
    first = recorded(recording, lambda: system, natural) if recording else system
    if not request.panel:
        return first
    if not recording:
        return PanelVoice(first, system.second, plan.of_second_voice())
    if not recorded_texts(SECOND):
        return PanelVoice(first, lambda: system, plan.of_second_voice())
    other = recorded(SECOND if recording == MAIN else MAIN, lambda: system.second() or system, natural)
    return PanelVoice(first, lambda: other, plan.of_second_voice())


def recorded(
    recording: str, find_system: "Callable[[], Voice]", natural: "Synthesiser | None" = None
) -> RecordedVoice:
    """A recorded voice. What it has no sound for is made, where `natural` is there and in time; else MAIN says it, and
    what MAIN has none for the system's voice."""
    find_next = find_system if recording == MAIN else lambda: RecordedVoice(MAIN, find_system, name_of(MAIN))
    if natural is None:
        return RecordedVoice(recording, find_next, name_of(recording))
    from voice_interviewer.devices.natural.voice import NaturalVoice

    made = NaturalVoice(recording, natural, find_next)
    return RecordedVoice(recording, lambda: made, made.name)


def can_be_natural(locale: str) -> bool:
    """Whether the recorded voices can say any text of this locale: the extra is installed, and reads English alone."""
    if locale.replace("_", "-").partition("-")[0].casefold() != "en":
        return False
    from voice_interviewer.devices.natural.parts import is_installed

    return is_installed()


def name_of(recording: str) -> str:
    """What people call a recorded voice on this computer."""
    return called(recording, says_any_text=can_be_natural("en"))


def name_here(wanted: str) -> str:
    """What people call on this computer the voice that somebody chose by this name.

    A recorded voice may have been chosen before the extra came or went, by the name that it had then; others are called
    as they were chosen.
    """
    recording = recording_called(wanted)
    return name_of(recording) if recording else wanted
