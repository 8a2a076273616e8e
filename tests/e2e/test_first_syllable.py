"""Whoever answers at once is heard from the first syllable, and the question's own echo is not taken for the answer."""

import time
from pathlib import Path

import numpy as np
import pytest

from tests.e2e.laptop import RATE_HZ, Laptop
from tests.e2e.small_interview import only_session, practice
from tests.e2e.terminal import ENTER
from tests.e2e.test_laptop import found, noise, write
from voice_interviewer.clip import Samples, read_clip

pytestmark = pytest.mark.e2e

QUESTIONS = ("Why here?", "Why you?", "And what would you say to somebody who has doubts about all of this?")
AT_ONCE_S = 0.25
"""Hardly anybody is quicker: most speakers leave 0.2 s between a question and its answer (Stivers et al. 2009).
Measured: 0.03 to 0.08 s, 0.16 s on a machine with ten times too much to do; 0.4 s is the first syllable."""
AUDIBLE = 0.001
SLACK_S = 0.04
"""The virtual cable from the speaker to the room keeps its latency only about: 0.015 s off on a busy machine."""


def sound_ends(recorded: Samples, quiet_s: float = 0.5) -> list[int]:
    """The last samples before each longer silence, and the last of all."""
    audible = np.flatnonzero(np.abs(recorded) > AUDIBLE)
    return [*audible[np.flatnonzero(np.diff(audible) > quiet_s * RATE_HZ)], audible[-1]]


def test_a_take_begins_where_the_question_ends(own_laptop: Laptop, tmp_path: Path) -> None:
    """The person makes a noise all the time, so that the take's first sample is found in what there was to hear."""
    own_laptop.pactl(
        "load-module", "module-loopback", "source=speaker.monitor", "sink=room", "latency_msec=20"
    )
    person = write(tmp_path / "person.wav", noise(60, seed=11))
    listened_s: list[float] = []
    with (
        own_laptop.record_mic(tmp_path / "room.wav") as room_began_s,
        own_laptop.record_speaker(tmp_path / "asked.wav"),
        practice(own_laptop, tmp_path, questions=QUESTIONS) as terminal,
    ):
        terminal.skip_microphone_check()
        speaking = own_laptop.say(person)
        for question in QUESTIONS:
            terminal.wait_for(question)
            if question == QUESTIONS[-1]:
                time.sleep(2.0)
                terminal.press(ENTER)  # in the middle of it
            terminal.wait_for("Listening")
            listened_s.append(time.monotonic() - room_began_s)
            time.sleep(1.2)
            terminal.press(ENTER)
            terminal.wait_for("Kept")
        speaking.kill()
        assert terminal.wait() == 0

    room, asked = read_clip(tmp_path / "room.wav").samples, read_clip(tmp_path / "asked.wav").samples
    ends = sound_ends(asked)
    first_question = asked[np.flatnonzero(np.abs(asked) > AUDIBLE)[0] : ends[0]]
    to_the_room = found(first_question, room)[0] - found(first_question, asked)[0]
    session = only_session(tmp_path)
    assert len(ends) == len(session.record.takes) == 3
    for end, take, appeared_s in zip(ends, session.record.takes, listened_s, strict=True):
        recorded = read_clip(session.recording(take)).resampled(RATE_HZ).samples
        start, likeness = found(recorded[:RATE_HZ], room)
        assert likeness > 0.8, "the take is not what there was to hear"
        after_the_question_s = (start - end - to_the_room) / RATE_HZ
        assert -SLACK_S < after_the_question_s < AT_ONCE_S
        assert start / RATE_HZ < appeared_s, "what is said when “Listening” appears belongs to the take"
