"""An interview in a window without a sound system: stand-ins that keep real time, and wait where a test wants to look.

    stage = SlowStage()
    put_on(stage, monkeypatch)      # from now on every window's interview is held on it
    stage.question_ends.set()       # the interviewer has read the question

Everything else is the real thing: server, guard, the interview's thread, its loop, the session's folder.
"""

import time
from pathlib import Path
from threading import Event as Flag
from typing import Any

import numpy as np
import pytest

from tests.fake_devices import BLOCK_S, LOUD, QUIET, RATE_HZ, Stage, StageMicrophones, sound
from tests.patience import PATIENCE_S
from voice_interviewer.clip import Clip, Samples
from voice_interviewer.errors import ModelError
from voice_interviewer.rehearsal.device_checks import OfferedVoice

REHEARSING = "voice_interviewer.rehearsal.rehearsing"


class SlowStage(Stage):
    """A microphone that delivers sound as time goes by, and a speaker that reads until it is told to end."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.question_ends = Flag()
        """Set while questions are read in no time; else they are read until it is set, or the person begins."""
        self.question_ends.set()
        self.is_silent = False
        """Whether the person says nothing."""
        self.reads_s: list[float] = []
        """When each block was asked for, by `time.monotonic`."""
        self._next_s = 0.0
        self._is_playing = False

    def play(self, clip: Clip) -> "SlowStage":
        super().play(clip)
        self._is_playing = True
        return self

    def finished(self) -> bool:
        time.sleep(0.01)
        return self.question_ends.is_set() or not self._is_playing

    def stop(self) -> None:
        self._is_playing = False

    def discard(self) -> None:
        self._next_s = time.monotonic() + BLOCK_S

    def read(self, timeout_s: float) -> Samples | None:
        now_s = time.monotonic()
        self.reads_s.append(now_s)
        wait_s = self._next_s - now_s
        if wait_s > timeout_s:
            time.sleep(timeout_s)
            return None
        time.sleep(max(0.0, wait_s))
        self._next_s = max(self._next_s, now_s - 1.0) + BLOCK_S
        super().read(timeout_s)
        return sound(BLOCK_S, QUIET if self.is_silent else LOUD)

    @property
    def longest_gap_s(self) -> float:
        """The longest time in which the interview did not come for its sound."""
        return float(np.diff(self.reads_s).max()) if len(self.reads_s) > 1 else 0.0


class SlowReview:
    """Stands in for Whisper: writes nothing down, and takes until it is told to end."""

    def __init__(self) -> None:
        self.ends = Flag()
        self.ends.set()

    def on_audio(self, audio: object) -> None: ...

    def take_ended(self, take: object) -> None: ...

    def close(self) -> None: ...

    def progress(self) -> float:
        return 0.4

    def comparison(self, take: object, timeout_s: float) -> None:
        return None

    def wait(self, timeout_s: float) -> bool:
        return self.ends.wait(timeout_s)

    def failures(self) -> tuple[BaseException, ...]:
        return ()


def put_on(stage: SlowStage, monkeypatch: pytest.MonkeyPatch, review: SlowReview | None = None) -> None:
    """Have every interview held on this stage, with this review, or with none as if there were no model."""
    from voice_interviewer.rehearsal.studio import Studio

    def no_weights(*_: object) -> tuple[None, ModelError | None]:
        return None, None if review else ModelError("There is no model here.")

    monkeypatch.setattr(f"{REHEARSING}.open_microphone", lambda _: stage)
    monkeypatch.setattr(f"{REHEARSING}.open_speaker", lambda _: stage)
    monkeypatch.setattr(f"{REHEARSING}.ListedMicrophones", lambda _: StageMicrophones(stage))
    monkeypatch.setattr(f"{REHEARSING}._detector", lambda: stage)
    monkeypatch.setattr(f"{REHEARSING}.Rehearsal._open_review", lambda _: review)
    monkeypatch.setattr("voice_interviewer.rehearsal.voices.asking_voice", lambda *_: stage)
    monkeypatch.setattr(Studio, "weights_or_why", no_weights)
    monkeypatch.setattr(Studio, "make_ready", lambda *_, **__: None)
    monkeypatch.setattr(Studio, "make_voice_ready", lambda *_: None)
    monkeypatch.setattr(Studio, "devices", lambda *_, **__: (("first", "second"), ("loudspeaker",)))
    monkeypatch.setattr(Studio, "voices", lambda _: VOICES)
    monkeypatch.setattr(Studio, "languages_of_panels", lambda _: ("en",))


VOICES = (
    OfferedVoice("Emma", is_recorded=True),
    OfferedVoice("George", is_recorded=True),
    OfferedVoice("Daniel", "en-GB"),
    OfferedVoice("English (America)", "en-US"),
    OfferedVoice("Anna", "de-DE"),
    OfferedVoice("Norwegian Bokmål", "nb"),
    OfferedVoice("Odd", ""),
)


def wait_until_recorded(path: Path, seconds: float) -> None:
    """Wait until a recording has grown to this length."""
    deadline_s = time.monotonic() + PATIENCE_S
    while not path.exists() or path.stat().st_size < seconds * RATE_HZ * 2:
        assert time.monotonic() < deadline_s, f"{path.name} does not grow"
        time.sleep(0.02)
