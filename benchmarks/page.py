"""How long the review page of a long interview takes to be built, how large it is, and when Chromium is ready for it.

`python -m benchmarks.page`: 30 answers of 3 minutes, recorded at 48 kHz as most laptops do; and one take of an hour.
"""

import statistics
import tempfile
import time
from pathlib import Path

from tests.e2e.browser import Browser
from tests.pages import BANK, QUESTION, Asked, Said, spoken_session
from voice_interviewer.review.keeping import write_comparisons
from voice_interviewer.review.report.writing import write_page
from voice_interviewer.session import Session

ANSWER_COUNT = 30
ANSWER_S, HOUR_S = 180.0, 3_600.0
RATE_HZ = 48_000
RUN_COUNT = 5

SENTENCE = "At the front desk I listened first, um, and then I told them what would happen next. | "


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, Browser() as browser:
        long = spoken_session(Path(folder) / "long", _answers(ANSWER_COUNT, ANSWER_S), BANK)
        _report(browser, long, f"{ANSWER_COUNT} answers of 3 minutes", "2 s, 3 MB, 1 s")
        hour = spoken_session(Path(folder) / "hour", _answers(1, HOUR_S), BANK)
        _report(browser, hour, "one take of an hour", "none")


def _answers(count: int, answer_s: float) -> tuple[Asked, ...]:
    sentence_s = Said(SENTENCE * 2).words[-1].end_s - Said(SENTENCE).words[-1].end_s
    said = Said(SENTENCE * round(answer_s / sentence_s), rate_hz=RATE_HZ)
    questions = (QUESTION.model_copy(update={"id": f"question-{number}"}) for number in range(count))
    return tuple(Asked(question, (said,)) for question in questions)


def _report(browser: Browser, session: Session, what: str, target: str) -> None:
    start_s = time.perf_counter()
    write_comparisons(session)  # during an interview this is done after each answer, behind the next one
    print(f"{what}: compared with their questions in {time.perf_counter() - start_s:.1f} s, once")
    built = [_build(session) for _ in range(RUN_COUNT)]
    page = session.folder / "review.html"
    ready = [_ready_s(browser, page) for _ in range(RUN_COUNT)]
    spoken_min = sum(take.duration_s for take in session.record.takes) / 60
    start_s = time.process_time()
    write_page(session)
    worked_s = time.process_time() - start_s
    print(
        f"{what} ({spoken_min:.0f} min): built in {statistics.median(built):.2f} s (worst {max(built):.2f} s;"
    )
    print(f"  {worked_s:.2f} s of it at work, where others use the machine too),")
    print(f"  {page.stat().st_size / 1e6:.2f} MB, interactive in Chromium after")
    print(f"  {statistics.median(ready):.2f} s (worst {max(ready):.2f} s); targets: {target}")


def _build(session: Session) -> float:
    start_s = time.perf_counter()
    write_page(session)
    return time.perf_counter() - start_s


def _ready_s(browser: Browser, page: Path) -> float:
    """From the beginning of the navigation until everything is laid out, painted once, and the script idles."""
    browser.open(page)
    idle_ms: float = browser.ask(
        "return new Promise((done) =>"
        " requestAnimationFrame(() => requestIdleCallback(() => done(performance.now()))))"
    )
    loaded_ms: float = browser.ask("return performance.getEntriesByType('navigation')[0].loadEventEnd")
    return min(idle_ms, loaded_ms + 1_000) / 1_000


if __name__ == "__main__":
    main()
