"""The window against the terminal: how long a person waits, and what an interview costs.

On the virtual laptop, in headless Chromium, which is open before the command is given. The same interview of three
questions is held in the terminal and in the window by turns; sound is what a recorder at the speaker hears. A click is
timed by the page itself, so that what drives the browser does not count. Processor time and memory are those of the
program and of all that it starts, from the command to the end of the interview, without the browser.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks._processes import Watch
from benchmarks.history import add_sessions
from benchmarks.loop import ANSWER_S, SAMPLE, print_times, sound_after
from benchmarks.startup import compile_package
from tests.e2e.browser import Browser
from tests.e2e.laptop import Laptop
from tests.e2e.small_interview import practice, small_bank
from tests.e2e.terminal import ENTER
from tests.e2e.test_window import click_button, come_in, wait_for_phase, window
from voice_interviewer.clip import WavWriter, read_clip

RUN_COUNT = 5
QUESTIONS = ("Why here?", "Why you?", "Why now?")
REACTION_S = 0.5
"""Nobody clicks sooner after something has changed; the page takes such a click for one meant for what was there."""

PAGE_TARGET_S, NEXT_TARGET_S, HOME_TARGET_S = 2.0, 0.2, 1.0
COST_TARGET = 1.15
LEVELS_TARGET_PER_S, LEVEL_TARGET_S = 10.0, 0.15

RATE_HZ = 48_000
BURST_COUNT, BURST_S, LULL_S = 20, 0.5, 0.73
"""Noise that comes and goes, at another place between two looks each time."""
BURST_DBFS, LULL_DBFS = -20.0, -50.0
ONSET = 10 ** (-32 / 20)
"""No sample of a lull is so loud, and one of a burst is within a millisecond."""
LOUD_HEIGHT = 0.4
"""How full the bar on the page is at -36 dBFS."""

SESSION_COUNTS = (10, 1_000)

NOTE_CLICKS = """
addEventListener("click", (event) => { if (event.isTrusted) window.clickedMs = Date.now(); }, true);
"""
NOTE_LEVELS = """
const bar = document.getElementById("level");
window.levels = [];
new MutationObserver(() => window.levels.push([Date.now(), Number(bar.style.transform.slice(7, -1))]))
  .observe(bar, { attributes: true, attributeFilter: ["style"] });
"""
LOADED = """
const visit = performance.getEntriesByType("navigation")[0];
return visit.loadEventEnd && [performance.timeOrigin / 1000, visit.loadEventEnd / 1000];
"""


@dataclass(frozen=True)
class Held:
    """An interview: what a person waited for, and what it cost."""

    next_s: list[float]
    """From each Enter or click until the next question sounds."""
    written_s: float
    """From the last one until the last answer is written down."""
    cpu_s: float
    peak_mb: float
    page_s: float = 0.0
    """From the command until the first page is there."""


def main() -> None:
    """RUN_COUNT interviews in each, by turns; then the level, and the first page after many sessions."""
    compile_package()
    terminal: list[Held] = []
    page: list[Held] = []
    for _ in range(RUN_COUNT):
        for hold, held in ((_in_terminal, terminal), (_in_window, page)):
            with Laptop() as laptop, tempfile.TemporaryDirectory() as folder:
                held.append(hold(laptop, Path(folder)))
    print_times("command to the first page", [each.page_s for each in page], PAGE_TARGET_S)
    for what, of in (
        ("Enter or click to the next question's sound", lambda each: each.next_s),
        ("the last Enter or click to the last answer written down", lambda each: [each.written_s]),
    ):
        _print_both(what, "s", terminal, page, of)
    print(f"  (target: the next question sounds under {NEXT_TARGET_S:g} s after a click)")
    _print_both("processor time of an interview", "s", terminal, page, lambda each: [each.cpu_s])
    _print_both("memory at most", "MB", terminal, page, lambda each: [each.peak_mb])
    print(f"  (target: at most {COST_TARGET:g} times the terminal's)")
    _print_level()
    _print_home()


def _in_terminal(laptop: Laptop, folder: Path) -> Held:
    # Not the first interview in this folder: the microphone was checked before.
    (folder / "audio" / "earlier").mkdir(parents=True)
    (folder / "audio" / "earlier" / "session.json").write_text("{}")
    pressed_s = []
    with (
        laptop.record_speaker(folder / "speaker.wav") as recording_s,
        practice(laptop, folder, questions=QUESTIONS) as terminal,
        Watch(terminal.command.pid) as watch,
    ):
        for _ in QUESTIONS:
            terminal.wait_for("Listening")
            speaker = laptop.say(SAMPLE)
            time.sleep(ANSWER_S)
            pressed_s.append(time.time())
            terminal.press(ENTER)
            speaker.terminate()
        terminal.wait()
    return _held(folder, recording_s, pressed_s, watch)


def _in_window(laptop: Laptop, folder: Path) -> Held:
    (folder / "bank").mkdir()
    small_bank(folder / "bank", QUESTIONS)
    clicked_s = []
    with Browser() as browser, laptop.record_speaker(folder / "speaker.wav") as recording_s:
        started_s = time.time()
        with window(laptop, folder) as (page, program), Watch(program.pid) as watch:
            page_s = _come_in(browser, page) - started_s
            browser.click("a[href='/banks/small']")
            click_button(browser, "Practise now")
            click_button(browser, "Begin")
            for number, _ in enumerate(QUESTIONS):
                browser.wait_for(
                    "return document.getElementById('where')?.textContent.includes($[0])",
                    f"Question {number + 1} ",
                )
                wait_for_phase(browser, "listening")
                browser.ask(NOTE_CLICKS)
                speaker = laptop.say(SAMPLE)
                time.sleep(ANSWER_S)
                click_button(browser, "Done")
                clicked_s.append(browser.ask("return window.clickedMs") / 1000)
                speaker.terminate()
            wait_for_phase(browser, "ended")
    return _held(folder, recording_s, clicked_s, watch, page_s)


def _held(folder: Path, recording_s: float, acted_s: list[float], watch: Watch, page_s: float = 0.0) -> Held:
    """`acted_s`: when each answer was ended, as `time.time` counts."""
    heard = read_clip(folder / "speaker.wav")
    began_s = recording_s + time.time() - time.monotonic()
    written_s = max(path.stat().st_mtime for path in folder.glob("audio/2*/0*_q*.json"))
    return Held(
        [sound_after(heard, moment_s - began_s) for moment_s in acted_s[:-1]],
        written_s - acted_s[-1],
        watch.cpu_s,
        watch.peak_mb,
        page_s,
    )


def _come_in(browser: Browser, page: Path) -> float:
    """Returns when the first page was there, as `time.time` counts."""
    come_in(browser, page)
    origin_s, took_s = browser.wait_for(LOADED)
    return float(origin_s + took_s)


def _print_both(
    what: str, unit: str, terminal: list[Held], page: list[Held], of: Callable[[Held], list[float]]
) -> None:
    medians = []
    for where, held in (("terminal", terminal), ("window", page)):
        found = [figure for each in held for figure in of(each)]
        medians.append(statistics.median(found))
        print(
            f"{what}, {where}: median {medians[-1]:.2f} {unit}, worst of {len(found)} {max(found):.2f} {unit}"
        )
    print(f"  {medians[1] / medians[0]:.2f} times the terminal's")


def _print_level() -> None:
    """Noise comes and goes in the room: how often the bar moves, and how soon it shows that the noise has come."""
    with Laptop() as laptop, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "bank").mkdir()
        small_bank(folder / "bank", QUESTIONS[:1])
        with window(laptop, folder) as (page, _), Browser() as browser:
            come_in(browser, page)
            browser.driver.get(f"{browser.ask('return location.origin')}/ready?bank=small")
            click_button(browser, "Begin")
            wait_for_phase(browser, "listening")
            browser.ask(NOTE_LEVELS)
            with laptop.record_mic(folder / "mic.wav") as recording_s:
                laptop.say(_bursts(folder)).wait()
            levels = np.array(browser.ask("return window.levels"))
        heard = read_clip(folder / "mic.wav")
    began_s = recording_s + time.time() - time.monotonic()
    first_s = began_s + float(np.flatnonzero(np.abs(heard.samples) > ONSET)[0]) / heard.rate_hz
    moved_s, heights = levels[:, 0] / 1000, levels[:, 1]
    behind_s = []
    for number in range(BURST_COUNT):
        onset_s = first_s + number * (LULL_S + BURST_S)
        shown_s = moved_s[(moved_s > onset_s) & (heights > LOUD_HEIGHT)]
        behind_s.append(float(shown_s[0]) - onset_s)
    during = moved_s[(moved_s > first_s) & (moved_s < onset_s)]
    per_s = len(during) / (onset_s - first_s)
    print(
        f"the level on the page moves {per_s:.1f} times a second (target: at least {LEVELS_TARGET_PER_S:g})"
    )
    print_times("from a sound to the level that shows it", behind_s, LEVEL_TARGET_S)


def _bursts(folder: Path) -> Path:
    chance = np.random.default_rng(1)
    loud, quiet = (
        [chance.normal(0.0, 10 ** (level_dbfs / 20), round(length_s * RATE_HZ)) for _ in range(BURST_COUNT)]
        for level_dbfs, length_s in ((BURST_DBFS, BURST_S), (LULL_DBFS, LULL_S))
    )
    path = folder / "bursts.wav"
    with WavWriter(path, RATE_HZ) as file:
        for lull, burst in zip(quiet, loud, strict=True):
            file.write(lull.astype(np.float32))
            file.write(burst.astype(np.float32))
    return path


def _print_home() -> None:
    """The first page after few and after many sessions, loaded by turns."""
    with ExitStack() as stack:
        laptop = stack.enter_context(Laptop())
        homes = []
        for count in SESSION_COUNTS:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            add_sessions(folder / "audio", count)
            browser = stack.enter_context(Browser())
            started_s = time.time()
            page, _ = stack.enter_context(window(laptop, folder))
            print(
                f"command to the first page after {count:,} sessions: {_come_in(browser, page) - started_s:.2f} s"
            )
            homes.append((browser, browser.ask("return location.origin")))
        loaded_s: list[list[float]] = [[] for _ in homes]
        for _ in range(RUN_COUNT):
            for (browser, address), taken_s in zip(homes, loaded_s, strict=True):
                browser.driver.get(address)
                taken_s.append(browser.wait_for(LOADED)[1])
    for count, taken_s in zip(SESSION_COUNTS, loaded_s, strict=True):
        print_times(f"the first page after {count:,} sessions, loaded", taken_s, HOME_TARGET_S)
    few_s, many_s = map(statistics.median, loaded_s)
    print(f"  {many_s / few_s:.2f} times as long")


if __name__ == "__main__":
    main()
