"""Every error that a user can meet. The command line prints its text once, in one line, without a traceback.

VoiceInterviewerError
├── BankError              a question bank cannot be used; its text names file, place and remedy
├── NotFound               no bank, question, session, model or file of that name
│   ├── CutShortNowhere    no interview is there to go on with
│   └── NothingToCorrect, WhichAnswer, NoSuchTake, NotTranscribedYet
├── SessionError           a session's folder cannot be read as it stands, or is in use
│   ├── SessionInUse       a living program holds an interview in it
│   └── GoneOnElsewhere    another program has continued the interview
├── ClipError              a sound file cannot be read
├── DiskError              a file cannot be written: disk full, folder gone, no permission
├── SettingsError          the file of settings, or a value in it, cannot be used
├── ModelError             Whisper's weights are missing, damaged or not allowed here
│   └── WrongLanguage      they are for English, and the answers are not
├── DeviceError
│   ├── NoMicrophone       there is none to begin with
│   ├── MicrophoneLost     it was there, and is gone or silent
│   │   └── OnlyZeros      it is there, but muted or not allowed
│   ├── SpeakerError       a clip cannot be played
│   └── VoiceError         a text cannot be spoken
├── RecogniserError        Whisper stopped, or gave no answer in time
└── WindowError            the page in the browser cannot be served

A text says what is wrong, names the thing, and ends with the next step.
"""

from collections.abc import Iterable
from pathlib import Path

MUTED = (
    "Your microphone is muted, or this program may not use it: only zeros arrive. macOS: System Settings, "
    "Privacy & Security, Microphone. Windows: Settings, Privacy & security, Microphone. Linux: unmute it in the "
    "sound settings."
)
"""What to do about zeros, whoever meets them."""


class VoiceInterviewerError(Exception):
    """Base of all told errors; `str()` is one sentence or two in a line, fit to be read by a person."""

    def __str__(self) -> str:
        return " ".join(super().__str__().splitlines())  # the name of a file may have anything in it


class BankError(VoiceInterviewerError):
    """A question bank cannot be used."""


class NotFound(VoiceInterviewerError):
    """Something was asked for by a name that nothing has."""


class CutShortNowhere(NotFound):
    """No interview in a folder has a question left."""

    def __init__(self, audio_dir: Path) -> None:
        super().__init__(f"No interview in {audio_dir} was cut short; start one: voice-interviewer practice")


class NothingToCorrect(NotFound):
    """No question of a session was answered, or not the one that was named."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The session {name} has no answer to correct; see: voice-interviewer show {name}")


class WhichAnswer(NotFound):
    """Several questions were answered, and none was named."""

    def __init__(self, first: int, last: int) -> None:
        super().__init__(
            f"Say which answer: --question {first} to {last}, or its id. See: voice-interviewer edit --help"
        )


class NoSuchTake(NotFound):
    """A question has no take of that number."""

    def __init__(self, number: int, question_number: int, name: str, count: int) -> None:
        super().__init__(f"Question {question_number} of {name} has takes 1 to {count}, and no {number}.")


class NotTranscribedYet(NotFound):
    """A take is to be corrected before it was written down."""

    def __init__(self, number: int, name: str) -> None:
        super().__init__(f"Take {number} is not transcribed yet; run: voice-interviewer transcribe {name}")


class SessionError(VoiceInterviewerError):
    """A session's folder cannot be read, or is in use."""


class SessionInUse(SessionError):
    """A living program holds an interview in this session."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The session {name} is in use by an interview; let that end first.")


class GoneOnElsewhere(SessionError):
    """Another program has continued, or finished, the interview meanwhile."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The interview {name} was continued in another window meanwhile; see: voice-interviewer sessions"
        )


class ClipError(VoiceInterviewerError):
    """A sound file cannot be read."""


class DiskError(VoiceInterviewerError):
    """A file or folder cannot be written."""


class SettingsError(VoiceInterviewerError):
    """The file of settings cannot be understood, or a value does not fit; then there is no path."""

    def __init__(self, path: Path | None, why: str) -> None:
        remedy = f"put {path} right, or remove it" if path else "see: voice-interviewer settings --help"
        super().__init__(f"The settings cannot be used ({' '.join(why.split())}); {remedy}.")


class ModelError(VoiceInterviewerError):
    """Whisper's weights cannot be used."""


class WrongLanguage(ModelError):
    """A model for English alone, and answers in another language."""

    def __init__(self, model: str, language: str) -> None:
        other = model.removesuffix(".en").removeprefix("distil-")
        super().__init__(
            f"The model {model} understands English only, and the language here is {language}: choose --model {other}, "
            "or --language en if you answer in English."
        )


class DeviceError(VoiceInterviewerError):
    """Something outside this program, at the laptop's edge, does not work."""


class NoMicrophone(DeviceError):
    """There is no microphone to begin with."""


class MicrophoneLost(DeviceError):
    """The microphone stopped delivering."""


class OnlyZeros(MicrophoneLost):
    """The microphone delivers nothing but exact zeros; `has_sounded` tells whether it ever delivered anything else."""

    def __init__(self, name: str, *, has_sounded: bool) -> None:
        super().__init__(
            f"{name} delivers only zeros: it is muted, or was unplugged." if has_sounded else MUTED
        )


class SpeakerError(DeviceError):
    """A clip cannot be played."""


class VoiceError(DeviceError):
    """A text cannot be spoken."""


class RecogniserError(VoiceInterviewerError):
    """Whisper stopped or gave no answer."""


class WindowError(VoiceInterviewerError):
    """The window, the page in the browser, cannot be served."""


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """The next step when nothing is called `wrong`: ` Did you mean "…"?`, or all that there is, or nothing.

    Begins with a space, so that it can be put after a sentence.
    """
    from difflib import get_close_matches

    names = list(known)
    close = get_close_matches(wrong[:100].casefold(), names, n=1)
    if close:
        return f' Did you mean "{close[0]}"?'
    return f" There are: {', '.join(names[:40])}{', …' if len(names) > 40 else ''}." if names else ""
