"""How quickly each of Whisper's weights writes down speech on this machine, as it was measured last."""

from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from voice_interviewer.devices.processor import Machine, this_machine
from voice_interviewer.devices.weights import Weights
from voice_interviewer.disk import cannot_write, replace_text
from voice_interviewer.errors import DiskError
from voice_interviewer.rehearsal.settings import settings_path

SPEECH_S = 10.0
"""Of so much speech it is told how long it takes: about what is left to write down when an answer ends."""
MOST_S = 2.5
"""Weights keep up if they take no longer for SPEECH_S. An answer is cut at its pauses from 12 s on, and so much may be
left when it ends: its words are then there after 3 s, and a follow-up waits for 4 s at most."""
BUSY_FROM = 0.7
"""If others had at least this share of the cores' time, nothing is told by what was measured. A program that keeps one
of two cores busy has 0.5; two such programs, beside Whisper, which gives way to others, had 0.85."""


class Pace(BaseModel):
    """How long some weights take for SPEECH_S of speech."""

    model_config = ConfigDict(frozen=True)

    model: str
    size_bytes: int
    """With their name it tells whether they are still the same."""
    took_s: float | None
    """None if they could not be used."""
    was_measured: bool = True
    """False if it was reckoned from what smaller ones took."""

    @property
    def keeps_up(self) -> bool:
        """Whether they write down an answer as it is spoken, with room."""
        return self.took_s is not None and self.took_s <= MOST_S


class Measured(BaseModel):
    """What was measured in one go, on which machine."""

    model_config = ConfigDict(frozen=True)

    format: Literal[1] = 1
    machine: Machine
    measured_at: datetime
    others_share: float
    """The share of the cores' time that other programs had meanwhile, 0 to 1."""
    paces: tuple[Pace, ...]

    @property
    def was_busy(self) -> bool:
        """Whether other programs kept the processor so busy that it should be measured another time."""
        return self.others_share >= BUSY_FROM

    def pace(self, weights: Weights) -> Pace | None:
        """The pace of these weights, if it is known."""
        wanted = (weights.name, weights.size_bytes)
        return next((each for each in self.paces if (each.model, each.size_bytes) == wanted), None)


def pace_path() -> Path:
    """Where it is kept: beside the settings. The file need not exist, and may be removed at any time."""
    return settings_path().with_name("pace.json")


def read_measured() -> Measured | None:
    """What was measured on this machine as it is now; None if nothing was, or on another."""
    try:
        found = Measured.model_validate_json(pace_path().read_bytes())
    except (OSError, ValidationError):
        return None
    return found if found.machine == this_machine() else None


def keep_measured(measured: Measured) -> None:
    """Keep it for every interview from now on. Raises DiskError."""
    path = pace_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DiskError(cannot_write(path.parent, error, None)) from error
    replace_text(path, measured.model_dump_json(indent=2) + "\n", None)
