"""The sentences of the window: about what happens in an interview, and what can be done on its pages."""

import sys
from collections.abc import Mapping

from voice_interviewer.bank import Fault as BankFault
from voice_interviewer.errors import MUTED, GoneOnElsewhere, SessionInUse
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
from voice_interviewer.readable import clock_text, ended
from voice_interviewer.rehearsal.device_checks import Listened, OfferedVoice, Verdict
from voice_interviewer.rehearsal.models import Choice, Reason
from voice_interviewer.rehearsal.pace import SPEECH_S
from voice_interviewer.rehearsal.protocol import (
    DiskNearlyFull,
    OnlyOneVoice,
    OtherVoice,
    SoundsNotKept,
    TooLateToFollowUp,
)
from voice_interviewer.session import Rest, Session
from voice_interviewer.steps import Step, reworded

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
UNMUTE = {
    "win32": (
        "Open Settings, Privacy & security, Microphone; turn on “Microphone access” and “Let desktop apps access your "
        "microphone”; see also whether the microphone has a switch of its own"
    ),
    "darwin": (
        "Open System Settings, Privacy & Security, Microphone; turn on the program that started Voice Interviewer, "
        "then start it again; see also the input level under Sound, Input"
    ),
}
"""By `sys.platform`: how a program is allowed to hear, and how a microphone is made to speak."""
UNMUTE_ELSEWHERE = (
    "Open the sound settings, Input: choose the microphone, unmute it and turn its level up; see also whether it has "
    "a switch of its own"
)
STEPS = {
    Step.UNMUTE: UNMUTE.get(sys.platform, UNMUTE_ELSEWHERE),
    Step.CHECK: "try it again before the next interview",
    Step.CHECK_AND_SPEAK: "try the microphone before the next interview",
    Step.CHECK_FIRST: "Try the microphone first",
    Step.PLUG_IN_MICROPHONE: "plug one in, and it is found within seconds",
    Step.PLUG_IN_SPEAKER: "plug one in, or choose “no sound” as the speaker",
    Step.OTHER_MICROPHONE: "choose one of them in the list of microphones",
    Step.OTHER_SPEAKER: "choose one of them in the list of speakers",
    Step.ANOTHER_MICROPHONE: "choose another in the list of microphones",
    Step.ANOTHER_SPEAKER: "choose another in the list of speakers",
    Step.CHECK_MICROPHONE_NAME: "choose another microphone in the settings",
    Step.NO_SPEAKER: "choose “no sound” as the speaker",
    Step.OTHER_VOICE: "choose another voice in the settings",
    Step.LIST_VOICES: "choose one in the settings",
    Step.CHOOSE_VOICE: "choose a voice in the settings",
    Step.ALLOW: "see who may write there",
    Step.OTHER_FOLDER: "see who may write there",
    Step.ALLOW_OR_OTHER_FOLDER: "see who may write there",
    Step.OTHER_PRACTICE: "see who may write there",
    Step.ALLOW_OR_OTHER_PRACTICE: "see who may write there",
    Step.OTHER_TO: "see who may write there",
    Step.ALLOW_OR_OTHER_TO: "see who may write there",
    Step.COPY_BANK: "see who may write there",
    Step.ALLOW_OR_COPY_BANK: "see who may write there",
    Step.OPTIONS: "choose it anew for each interview",
    Step.ALLOW_OR_OPTIONS: "see who may write there, or choose it anew for each interview",
    Step.OTHER_MODEL: "choose the model {name} in the settings",
    Step.MEASURE: "it is measured again while the window is open and idle",
    Step.FETCH: "fetch {name} again in the settings",
    Step.GET_DEFAULT_MODEL: "fetch {name} in the settings",
    Step.GET_MODEL: "fetch {name} in the settings",
    Step.REINSTALL_MODEL: "fetch another model in the settings, and choose it there",
    Step.INSTALL_NATURAL: "install Voice Interviewer with it",
    Step.GET_NATURAL: "install Voice Interviewer again with it",
    Step.REINSTALL_DETECTOR: "install Voice Interviewer again",
    Step.REINSTALL_SOUND: "install Voice Interviewer again",
    Step.INSTALL_SOUND: "the package to install is called libportaudio2 on Debian and Ubuntu, portaudio on Fedora",
    Step.UPGRADE: "install the newest version of Voice Interviewer",
    Step.WRITE_DOWN: "and can be written down from the interview's page in the history",
    Step.WRITE_DOWN_LATER: "it can be written down from the interview's page in the history",
    Step.WRITE_DOWN_NAMED: "use the button “Write down” on the interview's page",
    Step.WRITE_DOWN_LATEST: "use the button “Write down” on the interview's page",
    Step.LOOK_THROUGH: "that is done while the window is open and idle",
    Step.SHOW: "see its page in the history",
    Step.SESSIONS: "see the history",
    Step.START: "start one on the first page",
    Step.START_NEW: "start a new one on the first page",
    Step.WHICH_ANSWER: "choose one on the interview's page",
    Step.SETTINGS: "see the page of the settings",
    Step.BANKS: "the page of the banks shows those there are",
    Step.OTHER_NAME: "choose another name",
    Step.USE_BANK: "bring it on the page “Bring a guide”, which takes it as it is",
    Step.OPEN_WINDOW: "start Voice Interviewer again as you did before",
    Step.OTHER_PORT: "start Voice Interviewer again with another port, or none",
    Step.CORRECT: "To correct it, use “Correct the words” below the answer",
}
"""What the window says in the place of each next step."""
AT_THE_TOP = dict.fromkeys(
    (Step.WRITE_DOWN_NAMED, Step.WRITE_DOWN_LATEST), "use the button “Write down” at the top of this page"
)
"""What it says in their place on the interview's own page."""
WHILE_IN_USE = dict.fromkeys(AT_THE_TOP, "wait for the end of the interview")
"""The same while the interview goes on, when there is no such button."""
IF_UNREAD = dict.fromkeys(AT_THE_TOP, "read what it says at the top of this page")
"""The same where it is not known what is written down, and there is no such button either."""
OF_THIS_INTERVIEW: dict[type[Exception], str] = {
    SessionInUse: "This interview is still going on: finish it first.",
    GoneOnElsewhere: f"This interview has been continued in another window; {STEPS[Step.SESSIONS]}.",
}
"""What is said of an interview that the person sees before them, where the terminal names its folder."""
TITLE_TAKEN = "A bank has this name already: call this one something else."
INTERVIEW_RUNNING = "An interview is running; try again when it is over."
BUSY = "Answers are being written down, a model is being fetched or a voice prepared; try again when that is done."
VOICE_GAVE_WAY = "An interview began, so the voice is not prepared to the end: begin again when it is over."
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
            return f"{ended(str(error))} The questions are shown: read them yourself."
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
        case OtherVoice(error):
            return f"{ended(str(error))} Until then the computer's own voice asks what was not recorded."
        case SoundsNotKept(error):
            return f"{ended(str(error))} The questions are read all the same, and made anew another time."
        case TooLateToFollowUp():
            return "Your answer was not written down in time for a follow-up, so there is none."
    return ""


def model_sentence(choice: Choice) -> str:
    """What writes down the answers and why, and which model may be worth fetching."""
    pace = choice.pace
    taken = (
        f"; it takes {pace.took_s:.1f} seconds for {SPEECH_S:.0f} seconds of speech here"
        if pace and pace.took_s is not None
        else ""
    )
    match choice.reason:
        case Reason.WANTED:
            why = f"which you chose{taken}"
        case Reason.KEEPS_UP:
            why = f"the best that is here and keeps up with you{taken}"
        case Reason.ALONE:
            why = f"because no other that fits is here{taken}"
        case Reason.NOT_MEASURED:
            why = "the smallest, until it is known which keep up with you; that is measured while this computer is idle"
        case Reason.BUSY:
            why = (
                "the smallest, because other programs kept this computer busy as it was measured; "
                f"{STEPS[Step.MEASURE]}"
            )
        case Reason.TOO_SLOW:
            why = f"the smallest{taken}; none of those that are here keeps up with you"
    said = f"Your answers are written down by the model {choice.model}, {why}."
    if (slow := choice.too_slow) and slow.took_s is not None:
        said += f" {slow.model} would take {'' if slow.was_measured else 'about '}{slow.took_s:.1f} seconds: too long."
    if (better := choice.worth_fetching) and better.took_s is not None:
        said += (
            f" {better.model} hears better and would keep up too, in about {better.took_s:.1f} seconds: "
            f"{STEPS[Step.GET_MODEL].replace('{name}', better.model)}."
        )
    elif choice.reason is Reason.ALONE:
        said += " Others can be fetched in the settings: a larger one hears better, and takes longer."
    return said


def verdict(listened: Listened) -> str:
    """How well the microphone hears, in a sentence."""
    return VERDICTS[listened.verdict]


def voice_group(voice: OfferedVoice) -> str:
    """Below which words a voice stands in the list of them; empty for the first of all. Few want one of the last, and
    there may be over a hundred."""
    if voice.is_recorded:
        return ""
    return "This computer's own" if voice.is_english else "This computer's own, in other languages"


def goes_on_with(session: Session) -> str:
    """Where an interview that was cut short goes on: "question 2 of 3"."""
    rest = session.rest() or Rest(1)
    which = "the follow-up to " if rest.follow_up else ""
    return f"{which}question {rest.number} of {len(session.record.questions)}"


def fault_told(fault: BankFault) -> str:
    """A fault in a bank for the person who fills in its form, which has no lines and no quotes."""
    match fault.field:
        case "title" if fault.path == ("title",) and fault.wrong == "is empty":
            return "Give it a title."
        case "questions":
            return "There is no question yet: add one."
        case "suggested_s":
            return "Give the seconds in digits, from 5 to 3600."
    return f"It {fault.wrong}; {fault.remedy}." if fault.field else f"{fault.wrong}; {fault.remedy}."


def told_of(error: Exception) -> str:
    """An error for people, as the window says it: of a session, without the name of its folder."""
    return OF_THIS_INTERVIEW.get(type(error)) or in_window(str(error))


def in_window(text: str, steps: Mapping[Step, str] = STEPS) -> str:
    """A text for people, with the window's ways in the place of the terminal's."""
    return reworded(text, steps)
