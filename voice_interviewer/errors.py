"""Every error that a user can meet. The command line prints its text once, on one line, without a traceback.

VoiceInterviewerError
├── BankError              a question bank cannot be used; its text names file, place and remedy
├── NotFound               no bank, question, session, model or file of that name
│   ├── CutShortNowhere    there is no unfinished interview to continue
│   └── NothingToCorrect, WhichAnswer, NoSuchTake, NoSuchPoint,
│       NotTranscribedYet
├── SessionError           a session's folder cannot be read, or is in use
│   ├── SessionInUse       a running program is holding an interview in it
│   └── GoneOnElsewhere    another program has continued the interview
├── AnswerError            a written answer cannot be read
├── ClipError              a sound file cannot be read
├── DiskError              a file cannot be written: disk full, folder gone, no permission
├── SettingsError          the file of settings, or a value in it, cannot be used
├── ModelError             Whisper's weights are missing, damaged or unsuitable
│   └── WrongLanguage      they are for English, and the answers are in another language
├── DeviceError
│   ├── NoMicrophone       none was found, or none can be opened
│   ├── MicrophoneLost     it worked, and has gone or fallen silent
│   │   └── OnlyZeros      it is there, but muted or not allowed
│   ├── SpeakerError       a clip cannot be played
│   └── VoiceError         a text cannot be spoken
├── RecogniserError        Whisper stopped, or gave no answer in time
└── WindowError            the page in the browser cannot be served

A text says what is wrong, names the thing, and ends with the next step.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from voice_interviewer.steps import Step

MUTED = (
    f"Your microphone is muted, or this program may not use it: it delivers complete silence. {Step.UNMUTE}."
)
"""What to do if the microphone delivers nothing but zeros."""


class VoiceInterviewerError(Exception):
    """Base of all errors meant for a person. `str()` gives one or two sentences on a single line."""

    def __str__(self) -> str:
        return " ".join(super().__str__().splitlines())  # a file's name may even hold line breaks


class BankError(VoiceInterviewerError):
    """A question bank cannot be used."""


class NotFound(VoiceInterviewerError):
    """Nothing has the name that was asked for."""


class CutShortNowhere(NotFound):
    """No interview in a folder was cut short, or none that was has a question left."""

    def __init__(self, audio_dir: Path) -> None:
        super().__init__(f"No interview in {audio_dir} was cut short; {Step.START_NEW}")


class NothingToCorrect(NotFound):
    """No question of the session was answered, or not the one that was named."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The session {name} has no answer to correct; {Step.SHOW.format(name=name)}")


class WhichAnswer(NotFound):
    """Several questions were answered, and none was named."""

    def __init__(self, first: int, last: int) -> None:
        super().__init__(f"Several questions were answered, {first} to {last}; {Step.WHICH_ANSWER}.")


class NoSuchTake(NotFound):
    """A question has no take of that number."""

    def __init__(self, number: int, question_number: int, name: str, count: int) -> None:
        super().__init__(
            f"Question {question_number} of {name} has no take {number}, only takes 1 to {count}."
        )


class NoSuchPoint(NotFound):
    """A question has no key point of that number."""

    def __init__(self, number: int, question_number: int, points: Sequence[str]) -> None:
        listed = "; ".join(f"{each} {text.rstrip('.')}" for each, text in enumerate(points, 1))
        told = f"only these: {listed}." if points else "it has none at all."
        super().__init__(f"Question {question_number} has no point {number}, {told}")


class NotTranscribedYet(NotFound):
    """A take can be neither corrected nor marked before it has been transcribed."""

    def __init__(self, number: int, name: str) -> None:
        super().__init__(f"Take {number} is not transcribed yet; {Step.WRITE_DOWN_NAMED.format(name=name)}")


class SessionError(VoiceInterviewerError):
    """A session's folder cannot be read, or is in use."""


class SessionInUse(SessionError):
    """A running program is holding an interview in this session."""

    def __init__(self, name: str, by: str = "an interview") -> None:
        super().__init__(f"The session {name} is in use by {by}; finish that one first.")


class GoneOnElsewhere(SessionError):
    """Another program has continued or finished the interview in the meantime."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The interview {name} has been continued in another window; {Step.SESSIONS}")


class AnswerError(VoiceInterviewerError):
    """A written answer cannot be read."""


class ClipError(VoiceInterviewerError):
    """A sound file cannot be read."""


class DiskError(VoiceInterviewerError):
    """A file or folder cannot be written."""


class SettingsError(VoiceInterviewerError):
    """The settings file cannot be understood (`path` names it), or a new value does not fit (`path` is None)."""

    def __init__(self, path: Path | None, why: str) -> None:
        remedy = f"put {path} right, or remove it" if path else Step.SETTINGS
        super().__init__(f"The settings cannot be used ({' '.join(why.split())}); {remedy}.")


class ModelError(VoiceInterviewerError):
    """Whisper's weights cannot be used."""


class WrongLanguage(ModelError):
    """The model is for English only, and the answers are in another language."""

    def __init__(self, model: str, language: str) -> None:
        other = model.removesuffix(".en").removeprefix("distil-")
        super().__init__(
            f"The model {model} understands English only, and the language here is {language}: "
            f"{Step.OTHER_MODEL.format(name=other)}."
        )


class DeviceError(VoiceInterviewerError):
    """A device, or what drives it, does not work: microphone, speaker or voice."""


class NoMicrophone(DeviceError):
    """No microphone was found, or none can be opened."""


class MicrophoneLost(DeviceError):
    """The microphone stopped delivering."""


class OnlyZeros(MicrophoneLost):
    """The microphone delivers nothing but exact zeros; `has_sounded` tells whether it ever delivered anything else."""

    def __init__(self, name: str, *, has_sounded: bool) -> None:
        super().__init__(
            f"{name} delivers complete silence: it is muted, or was unplugged." if has_sounded else MUTED
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
    """What to add to an error when nothing is called `wrong`.

    ` Did you mean "…"?` if one of the `known` names is close, else a list of them, else nothing. Begins with a space,
    to follow a sentence.
    """
    from difflib import get_close_matches

    names = list(known)
    close = get_close_matches(wrong[:100].casefold(), names, n=1)
    if close:
        return f' Did you mean "{close[0]}"?'
    return f" There are: {', '.join(names[:40])}{', …' if len(names) > 40 else ''}." if names else ""
