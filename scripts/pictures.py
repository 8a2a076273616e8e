"""`make pictures`: the README's four pictures of the window, taken of the real program on the virtual laptop.

Somebody has practised three times before; then the first question of an interview is answered by a sample answer. What
earlier answers said is made up out of the bank's own examples: a little more of them each time.
"""

import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.e2e.browser import Browser
from tests.e2e.hearing_back import sample_answer
from tests.e2e.laptop import Laptop
from tests.e2e.terminal import PATIENCE_S
from tests.e2e.test_window import click_button, come_in, wait_for_phase, window
from tests.speaking import heard
from voice_interviewer.bank import load_bank
from voice_interviewer.review.kept_summaries import read_summaries
from voice_interviewer.session import create_session
from voice_interviewer.session.answers import save_transcript
from voice_interviewer.session.record import RECORD_NAME, Take

CLONE = Path(__file__).parents[1]
DOCS = CLONE / "docs"
BANK = "patient-services-coordinator"
ANSWERED = "unhappy-patient"
"""A question of that bank; a sample answer of the same name is said."""
WIDTH, HEIGHT, INTERVIEW_HEIGHT = 1200, 960, 780
EARLIER = ((9, 30), (6, 45), (2, 60))
"""How many days ago each time was, and how many words each answer had."""
QUESTIONS_EACH = 3
SPOKEN_S = 9.0
"""How far the answer has come in the picture of the interview."""


def main() -> int:
    with TemporaryDirectory() as name, Laptop() as laptop:
        folder = Path(name)
        for days, words in EARLIER:
            _practised(folder / "audio", datetime.now(UTC) - timedelta(days=days), words)
        read_summaries(folder / "audio")  # an interview leaves its own
        with window(laptop, folder) as (page, _), Browser(WIDTH, HEIGHT) as browser:
            come_in(browser, page)
            address = browser.ask("return location.origin")
            _take(browser, "home")
            browser.driver.get(f"{address}/banks/{BANK}")
            _take(browser, "guide")
            browser.driver.get(f"{address}/ready?bank={BANK}&question={ANSWERED}")
            click_button(browser, "Begin")
            wait_for_phase(browser, "listening")
            speaking = laptop.say(sample_answer(ANSWERED).path)
            time.sleep(SPOKEN_S)
            browser.resize(WIDTH, INTERVIEW_HEIGHT)
            _take(browser, "interview")
            browser.resize(WIDTH, HEIGHT)
            speaking.wait()
            click_button(browser, "Done")
            wait_for_phase(browser, "ended")
            click_button(browser, "Listen back and compare")
            browser.wait_for(
                "return document.querySelectorAll('section.take .w').length > 5", timeout_s=PATIENCE_S
            )
            # A busy machine mishears: then there may be no point to be shown beside the example.
            browser.ask("document.querySelector('section.take .mirror summary')?.click()")
            browser.ask("document.querySelector('section.take').scrollIntoView({behavior: 'instant'})")
            _take(browser, "review")
    return 0


def _practised(audio_dir: Path, when: datetime, word_count: int) -> None:
    """An interview that somebody held: each answer is so many words of the bank's example."""
    bank = load_bank(CLONE / "bank" / f"{BANK}.toml")
    session = create_session(audio_dir, BANK, bank, bank.questions[:QUESTIONS_EACH], when)
    takes, said = [], []
    for number in session.numbers():
        transcript, sound = heard(" ".join(session.question(number).example.split()[:word_count]), 140)
        file = f"{session.document(number, '.json').stem}_take1.wav"
        began_at = when + timedelta(minutes=number)
        take = Take(
            question_number=number,
            number=1,
            file=file,
            started_at=began_at,
            duration_s=sound.duration_s,
            ending="done",
        )
        takes.append(take)
        said.append((take, transcript, sound))
    session.record = session.record.model_copy(update={"takes": tuple(takes), "state": "finished"})
    (session.folder / RECORD_NAME).write_text(session.record.model_dump_json(by_alias=True), encoding="utf-8")
    for take, transcript, sound in said:
        save_transcript(session, take, transcript, sound)


def _take(browser: Browser, name: str) -> None:
    path = DOCS / f"window-{name}.webp"
    browser.screenshot(path)
    print(f"{path.relative_to(CLONE)}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    sys.exit(main())
