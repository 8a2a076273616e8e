"""Voices that were recorded: they say the built-in banks' questions, and an interviewer's courtesies, at once.

Each is one file of Ogg Opus, sound after sound, and an index of what is said where; `scripts/voice` makes both.
Quick to import: the first sound of an interview comes from here.
"""

import io
import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voice_interviewer.clip import Clip
    from voice_interviewer.devices.protocols import Voice

FOLDER = Path(__file__).parent / "sounds"
RECORDED = {"emma": "Emma", "george": "George"}
"""The recorded voices, by the name of their files: what people call them. The first is the one that has all sounds."""
ONLY_RECORDED = " (recorded)"
"""Follows the name of one that says nothing else."""

LEFT_OUT_S = 0.13
"""Of the 0.15 s of silence that each sound begins with: nobody is to wait for it."""


class RecordedVoice:
    """Says a text from its sound, and leaves every text without one to the next voice."""

    def __init__(self, recording: str, find_next: "Callable[[], Voice]", name: str = "") -> None:
        """Nothing is read yet.

        Args:
            recording: A key of RECORDED.
            find_next: Finds the voice for the other texts when the first comes; may take a while, and raise VoiceError.
            name: What people call it; see `called`.
        """
        self.recording = recording
        self._own_name = name or called(recording)
        self.name = self._own_name
        """Its own, followed by the next voice's once that has spoken."""
        self._find_next = find_next
        self._next: Voice | None = None

    def synthesise(self, text: str) -> "Clip":
        """The text as sound. Called from one thread at a time. Raises VoiceError."""
        return self._recorded(text) or self._by_next(text)

    def _recorded(self, text: str) -> "Clip | None":
        place = recorded_texts(self.recording).get(text)
        if place is None:
            return None
        import soundfile

        from voice_interviewer.clip import Clip

        start, length = place
        try:
            with (FOLDER / f"{self.recording}.opus").open("rb") as file:
                file.seek(start)
                content = io.BytesIO(file.read(length))
            samples, rate_hz = soundfile.read(content, dtype="float32")
        except (OSError, soundfile.SoundFileError):  # a system's own libsndfile may be without Opus
            return None
        return Clip(samples[round(LEFT_OUT_S * rate_hz) :], int(rate_hz))

    def _by_next(self, text: str) -> "Clip":
        if self._next is None:
            self._next = self._find_next()
        clip = self._next.synthesise(text)
        self.name = ", ".join(dict.fromkeys((self._own_name, *self._next.name.split(", "))))
        return clip


def called(recording: str, *, says_any_text: bool = False) -> str:
    """What people call a recorded voice, which may have no more than its recordings."""
    return RECORDED[recording] + ("" if says_any_text else ONLY_RECORDED)


@cache
def recorded_texts(recording: str) -> Mapping[str, tuple[int, int]]:
    """What a recorded voice says: each text, where its sound begins in the file, and how long it is in bytes."""
    index: dict[str, tuple[int, int]] = json.loads((FOLDER / f"{recording}.json").read_text(encoding="utf-8"))
    return index


def says_all_of(bank: str) -> bool:
    """Whether the first recorded voice has every question of the built-in bank called so; "" is the default bank."""
    banks: list[str] = json.loads((FOLDER / "banks.json").read_text(encoding="utf-8"))
    return bank in banks


def recording_called(wanted: str) -> str:
    """The key in RECORDED of the voice called so, with or without "(recorded)"; "" if there is none with sounds."""
    folded = wanted.strip().casefold().removesuffix(ONLY_RECORDED)
    return next((key for key in RECORDED if folded == key and recorded_texts(key)), "")
