"""Every error that a user can meet. The command line prints its text once, in one line, without a traceback.

VoiceInterviewerError
├── BankError              a question bank cannot be used; its text names file, place and remedy
├── NotFound               no bank, question, session, model or file of that name
├── SessionError           a session's folder cannot be read as it stands
├── AnswerError            a written answer cannot be read
├── ClipError              a sound file cannot be read
├── DiskError              a file cannot be written: disk full, folder gone, no permission
├── ModelError             Whisper's weights are missing, damaged or not allowed here
├── DeviceError
│   ├── NoMicrophone       there is none to begin with
│   ├── MicrophoneLost     it was there, and is gone or silent
│   ├── SpeakerError       a clip cannot be played
│   └── VoiceError         a text cannot be spoken
└── RecogniserError        Whisper stopped, or gave no answer in time

A text says what is wrong, names the thing, and ends with the next step.
"""

from collections.abc import Iterable


class VoiceInterviewerError(Exception):
    """Base of all told errors; `str()` is one sentence or two, fit to be read by a person."""


class BankError(VoiceInterviewerError):
    """A question bank cannot be used."""


class NotFound(VoiceInterviewerError):
    """Something was asked for by a name that nothing has."""


class SessionError(VoiceInterviewerError):
    """A session's folder cannot be read."""


class AnswerError(VoiceInterviewerError):
    """A written answer cannot be read."""


class ClipError(VoiceInterviewerError):
    """A sound file cannot be read."""


class DiskError(VoiceInterviewerError):
    """A file or folder cannot be written."""


class ModelError(VoiceInterviewerError):
    """Whisper's weights cannot be used."""


class DeviceError(VoiceInterviewerError):
    """Something outside this program, at the laptop's edge, does not work."""


class NoMicrophone(DeviceError):
    """There is no microphone to begin with."""


class MicrophoneLost(DeviceError):
    """The microphone stopped delivering."""


class SpeakerError(DeviceError):
    """A clip cannot be played."""


class VoiceError(DeviceError):
    """A text cannot be spoken."""


class RecogniserError(VoiceInterviewerError):
    """Whisper stopped or gave no answer."""


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
