"""The sentences of the window about what happens in an interview."""

from voice_interviewer.errors import MUTED
from voice_interviewer.interview.input_watch import Fault
from voice_interviewer.interview.protocol import (
    BadInput,
    DiskFull,
    Event,
    Kept,
    LongAnswer,
    MicrophoneBack,
    MicrophoneGone,
    MicrophoneRefused,
    NoQuestionBefore,
    NotReadAloud,
    OnlyOnce,
    ReadingAloud,
    SuggestedTimeReached,
    TimeNearlyUp,
)
from voice_interviewer.readable import clock_text
from voice_interviewer.rehearsal.device_checks import Listened, Verdict
from voice_interviewer.rehearsal.protocol import DiskNearlyFull, OnlyOneVoice, TooLateToFollowUp

FAULTS = {
    Fault.ZEROS: MUTED,
    Fault.QUIET: "You are very quiet: come closer to the microphone, or turn its level up in the sound settings.",
    Fault.CLIPPING: (
        "You are too loud for the microphone: move back a little, or turn its level down in the sound settings."
    ),
}
VERDICTS = {
    Verdict.GOOD: "Good: it hears you well.",
    Verdict.NOISY: "It hears you barely better than the noise around you: speak up, or find a quieter place.",
    Verdict.QUIET: FAULTS[Fault.QUIET],
    Verdict.CLIPPING: FAULTS[Fault.CLIPPING],
    Verdict.ZEROS: MUTED,
}
RECORDED_ANYWAY = "The interview is recorded all the same, and can be written down later."


def sentence(event: Event) -> str:
    """What to say about an event, in a sentence or two; empty where the page shows it anyway."""
    match event:
        case ReadingAloud(once_more=True):
            return "The question once more; the recording waits."
        case Kept(take):
            again = f" (take {take.number})" if take.number > 1 else ""
            return f"Kept{again}: {clock_text(take.duration_s)}."
        case SuggestedTimeReached():
            return "That is about the suggested length. Take your time."
        case LongAnswer():
            return "This is a long answer by now."
        case TimeNearlyUp(left_s):
            return f"{left_s:.0f} seconds are left for this answer."
        case OnlyOnce():
            return "Not in a one-way interview: each question is asked once, and answered once."
        case NoQuestionBefore():
            return "This is the first question: there is none before it."
        case BadInput(fault):
            return FAULTS[fault]
        case NotReadAloud(error):
            return f"{error} The questions are shown: read them yourself."
        case MicrophoneGone(error):
            return f"{error} What you said until then is kept. Plug it in or unmute it, and go on speaking."
        case MicrophoneRefused(error):
            return str(error)
        case MicrophoneBack():
            return "The microphone is back: go on."
        case DiskFull(error):
            return f"{error} What fitted is kept. Free some space, then say this answer again; or skip it, or finish."
        case DiskNearlyFull(folder, free_bytes, needed_bytes):
            free, needed = (f"{each / 1e6:.0f} MB" for each in (free_bytes, needed_bytes))
            return f"The disk of {folder} has only {free} left, and this interview may need {needed}: free some space."
        case OnlyOneVoice():
            return "This computer has no second voice for this language: one interviewer asks everything."
        case TooLateToFollowUp():
            return "Your answer was not written down in time for a follow-up, so there is none."
    return ""


def verdict(listened: Listened) -> str:
    """How well the microphone hears, in a sentence."""
    return VERDICTS[listened.verdict]
