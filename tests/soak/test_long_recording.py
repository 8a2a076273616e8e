"""A long answer is recorded without a gap while Whisper has both cores: a steady tone is followed through all of it."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from tests.e2e.hearing_back import SAMPLES
from tests.e2e.laptop import Laptop
from tests.e2e.small_interview import only_session, practice, skip_to_answer
from tests.e2e.terminal import ENTER, Terminal
from voice_interviewer.clip import read_blocks, read_clip
from voice_interviewer.devices.whisper import Whisper
from voice_interviewer.errors import RecogniserError

TONE_HZ = 443
"""No block, of 30 ms or of anything usual, holds a whole number of its waves: a lost one shows in the phase."""
WINDOW_S = 0.02
PHASE_TOLERANCE = 0.3
"""Radians between two windows; the room's hiss makes up 0.01, a lost block of 30 ms 1.8."""
CLOCK_TOLERANCE = 0.001
BLOCKS_S = 0.25
"""How far the file may be behind, or catch up, at either measurement."""
MEMORY_BYTES = 20_000_000
MINUTES = float(os.environ.get("SOAK_MINUTES", "30"))


@contextmanager
def busy_whispers(count: int) -> Iterator[None]:
    """So many of them that write down the same half minute again and again."""
    samples = read_clip(SAMPLES / "team-conflict.flac").resampled(16_000).samples[: 30 * 16_000]
    whispers = [Whisper() for _ in range(count)]
    ending = threading.Event()

    def work(whisper: Whisper) -> None:
        try:
            while not ending.is_set():
                whisper.recognise(samples, "")
        except RecogniserError:
            assert ending.is_set()

    threads = [threading.Thread(target=work, args=(whisper,)) for whisper in whispers]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        ending.set()
        for whisper in whispers:
            whisper.close()
        for thread in threads:
            thread.join()


@pytest.mark.parametrize(
    ("seconds", "whisper_count"),
    [
        pytest.param(60.0, 0, marks=[pytest.mark.e2e]),
        pytest.param(MINUTES * 60, os.cpu_count() or 1, marks=[pytest.mark.soak]),
    ],
)
def test_a_long_answer_is_recorded_without_a_gap(
    seconds: float,
    whisper_count: int,
    own_laptop: Laptop,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    own_laptop.pactl("load-module", "module-sine", "sink=room", f"frequency={TONE_HZ}")
    own_laptop.pactl("set-sink-volume", "room", "30%")
    with practice(own_laptop, tmp_path) as terminal:
        skip_to_answer(terminal)
        (path,) = only_session(tmp_path).folder.glob("*.wav")
        with busy_whispers(whisper_count):
            time.sleep(5.0)  # until everything is loaded
            began_s, began_bytes, began_memory = time.monotonic(), path.stat().st_size, memory_bytes(terminal)
            time.sleep(seconds)
            took_s, grown_bytes = time.monotonic() - began_s, path.stat().st_size - began_bytes
            grown_memory = memory_bytes(terminal) - began_memory
        terminal.press(ENTER)
        terminal.wait_for("Why you?")
        terminal.press("q")
        assert terminal.wait() == 0
    (take,) = only_session(tmp_path).record.takes
    recorded_s = grown_bytes / 2 / read_rate_hz(path)
    largest, window_count = largest_phase_jump(path)
    with capsys.disabled():
        print(
            f"\n{took_s:.2f} s by the clock, {recorded_s:.2f} s recorded; largest jump of phase {largest:.3f} rad "
            f"in {window_count} windows; memory grew by {grown_memory / 1e6:.1f} MB"
        )
    assert take.duration_s > seconds
    assert abs(recorded_s - took_s) < CLOCK_TOLERANCE * took_s + BLOCKS_S
    assert largest < PHASE_TOLERANCE
    assert grown_memory < MEMORY_BYTES


def memory_bytes(terminal: Terminal) -> int:
    """What the command, without its children, has in memory."""
    pages = Path(f"/proc/{terminal.command.pid}/statm").read_text().split()[1]
    return int(pages) * os.sysconf("SC_PAGESIZE")


def read_rate_hz(path: Path) -> int:
    return next(read_blocks(path)).rate_hz


def largest_phase_jump(path: Path) -> tuple[float, int]:
    """The largest change of the tone's phase from one window to the next, in radians, and how many windows there are.

    The tone's true pitch is found first: what is left of it makes the phase turn steadily.
    """
    phases: list[float] = []
    rest, at = np.zeros(0, np.float32), 0
    for block in read_blocks(path):
        rate_hz = block.rate_hz
        length = round(WINDOW_S * rate_hz)
        samples = np.concatenate([rest, block.samples])
        whole = len(samples) // length * length
        time_s = np.arange(at, at + whole) / rate_hz
        turned = samples[:whole] * np.exp(-2j * np.pi * TONE_HZ * time_s)
        phases += np.angle(turned.reshape(-1, length).sum(axis=1)).tolist()
        rest, at = samples[whole:], at + whole
    turns = np.diff(np.unwrap(phases))
    return float(np.abs(turns - np.median(turns)).max()), len(phases)
