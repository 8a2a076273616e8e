"""The voice: pyttsx3, with a child process for each utterance (voice_process.py says why).

Quick to import: one of its processes is started before all else.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from voice_interviewer.child_process import start_module
from voice_interviewer.devices.voice_names import VoiceName, choose_voice, second_voice, tidy_locale
from voice_interviewer.errors import ClipError, VoiceError
from voice_interviewer.steps import Step

if TYPE_CHECKING:
    from voice_interviewer.clip import Clip

__all__ = ["Pyttsx3Voice", "VoiceName", "choose_voice", "list_voices", "make_ready", "shortest_plausible_s"]

TIMEOUT_S = 20.0
"""How long to wait. An utterance takes 0.1 to 0.4 s here, and never longer than it lasts, unless the engine hangs."""


_spare: "subprocess.Popen[bytes] | None" = None
_turn = Lock()


class Pyttsx3Voice:
    """The computer's own voice, through pyttsx3: espeak-ng on Linux, SAPI 5 on Windows, NSSpeechSynthesizer on macOS.

    Only Linux has been tried; the rest follows pyttsx3's source.
    """

    def __init__(
        self, locale: str = "en-GB", wanted: str = "", rate_wpm: int = 170, timeout_s: float = TIMEOUT_S
    ) -> None:
        """Nothing is started yet.

        Args:
            locale: Such as "en-GB"; chooses the voice if none is wanted.
            wanted: The voice's name or id, or a part of it.
            rate_wpm: Its pace, in words a minute.
            timeout_s: How long one utterance may take.
        """
        self.name = wanted or f"the voice for {tidy_locale(locale)}"
        """What was asked for, and the voice's own name once it has spoken."""
        self.rate_wpm = rate_wpm
        self._locale = locale
        self._wanted = wanted
        self._timeout_s = timeout_s

    def synthesise(self, text: str) -> "Clip":
        """The text as sound. May be called from any thread. Raises VoiceError."""
        shortest_s = shortest_plausible_s(text, self.rate_wpm)
        for _ in range(2):  # a clip may be cut short by one of the engine's races; a second try is complete
            clip = self._speak(text)
            if clip.duration_s >= shortest_s and len(clip.samples):
                return clip
        raise VoiceError(f"The voice said only {clip.duration_s:.1f} s of “{text[:40]}”; {Step.OTHER_VOICE}.")

    def second(self) -> "Pyttsx3Voice | None":
        """Another voice for the language, at the same pace; None if this computer has no other. Raises VoiceError."""
        voices = list_voices()
        other = second_voice(voices, choose_voice(voices, self._wanted, self._locale))
        return Pyttsx3Voice(self._locale, other.id, self.rate_wpm, self._timeout_s) if other else None

    def _speak(self, text: str) -> "Clip":
        try:
            temporary = tempfile.TemporaryDirectory(prefix="voice-interviewer-")
        except OSError as error:
            raise VoiceError(f"No temporary file can be made ({error.strerror}); free some space.") from error
        with temporary as folder:
            # macOS writes AIFF, whatever the file's name; read_clip goes by the content.
            path = Path(folder, "utterance.aiff" if sys.platform == "darwin" else "utterance.wav")
            reply = _ask(
                {
                    "text": text,
                    "path": str(path),
                    "wanted": self._wanted,
                    "locale": self._locale,
                    "rate_wpm": self.rate_wpm,
                },
                self._timeout_s,
            )
            self.name = str(reply["voice"])
            from voice_interviewer.clip import (
                read_clip,
            )  # imports numpy, so not before the voice has finished

            try:
                return read_clip(path)
            except ClipError as error:
                raise VoiceError(f"The voice left no sound file; {Step.OTHER_VOICE}.") from error


def list_voices() -> tuple[VoiceName, ...]:
    """Every voice that this computer has. Raises VoiceError."""
    return tuple(VoiceName(*voice) for voice in _ask({}, TIMEOUT_S)["voices"])


def shortest_plausible_s(text: str, rate_wpm: int) -> float:
    """The length below which a clip must lack part of its text: 0.4 of the time that the words take at this rate.

    Complete clips of espeak-ng (11 sentences, three voices, rates from 120 to 260) took 0.80 to 1.5 of that time.
    """
    return 0.4 * len(text.split()) * 60.0 / rate_wpm


def make_ready() -> None:
    """Start a process for the next utterance: its start is most of the wait for a first sentence. Raises VoiceError."""
    global _spare
    with _turn:
        if _spare is None:
            _spare = _start()


def _ask(request: dict[str, Any], timeout_s: float) -> dict[str, Any]:
    """Have a process answer one request; it ends afterwards.

    Args:
        request: See voice_process.py; empty to list the voices.
        timeout_s: How long the process may take.

    Raises:
        VoiceError: It could not be started, failed, or took too long.
    """
    global _spare
    with _turn:
        child, _spare = _spare, None
    child = child or _start()
    message = json.dumps({**request, "timeout_s": timeout_s}) + "\n"
    try:
        stdout, _ = child.communicate(message.encode(), timeout_s)
    except subprocess.TimeoutExpired as error:
        child.kill()
        child.communicate()
        raise VoiceError(f"The voice did not answer within {timeout_s:.0f} s; {Step.OTHER_VOICE}.") from error
    return _reply(stdout, child.returncode)


def _start() -> "subprocess.Popen[bytes]":
    try:
        return start_module(
            "voice_interviewer.devices.voice_process",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise VoiceError(f"The voice cannot be started ({error.strerror or error}); {Step.CHECK}.") from error


def _reply(stdout: bytes, exit_code: int) -> dict[str, Any]:
    lines = stdout.decode(errors="replace").strip().splitlines()
    try:
        reply: dict[str, Any] = json.loads(lines[-1])
    except (IndexError, ValueError) as error:
        raise VoiceError(
            f"The voice does not work (its process ended with code {exit_code}); {Step.CHECK}."
        ) from error
    if "error" in reply:
        raise VoiceError(reply["error"])
    return reply
