"""`make pictures`: the README's four pictures of the window, taken of the real program on the virtual laptop.

Somebody has practised three times before; then they hold an interview of the five questions for which there are sample
answers, and say of one answer which points they made. What earlier answers said is made up out of the bank's own
examples: a little more of them each time.
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
from voice_interviewer.bank.importing.draft import bank_toml
from voice_interviewer.review.kept_summaries import make_missing
from voice_interviewer.session import create_session
from voice_interviewer.session.answers import save_transcript
from voice_interviewer.session.record import RECORD_NAME, Take

CLONE = Path(__file__).parents[1]
DOCS = CLONE / "docs"
BANK = "patient-services-coordinator"
ANSWERED = ("why-this-role", "busy-day", "confidentiality", "team-conflict", "unhappy-patient")
"""Questions of that bank; sample answers of the same names are said."""
SHOWN_NUMBER = 2
"""The question in the picture of the interview."""
REVIEWED, MADE = "confidentiality", (1, 2, 3, 5)
"""The answer in the picture of the review, and the points that it makes; the fourth it does not."""
WIDTH, HEIGHT, INTERVIEW_HEIGHT = 1200, 960, 780
EARLIER = ((9, 30), (6, 45), (2, 60))
"""How many days ago each time was, and how many words each answer had."""
QUESTIONS_EACH = 3
SPOKEN_S = 8.0
"""How far the answer has come in the picture of the interview, at least."""
LOUD = 0.4
"""How full the bar is there, at least."""


def main() -> int:
    reviewed = 0
    with TemporaryDirectory() as name, Laptop() as laptop:
        folder = Path(name)
        for days, words in EARLIER:
            _practised(folder / "audio", datetime.now(UTC) - timedelta(days=days), words)
        make_missing(folder / "audio", lambda: True)  # an interview leaves its own
        with window(laptop, folder) as (page, _), Browser(WIDTH, HEIGHT) as browser:
            come_in(browser, page)
            address = browser.ask("return location.origin")
            _take(browser, "home")
            browser.driver.get(f"{address}/banks/{BANK}")
            _take(browser, "guide")
            _put_bank(folder / "bank")
            browser.driver.get(f"{address}/ready?bank={BANK}")
            click_button(browser, "Begin")
            for number in range(1, len(ANSWERED) + 1):
                browser.wait_for(
                    "return document.getElementById('where')?.textContent === $[0]",
                    f"Question {number} of {len(ANSWERED)}",
                    timeout_s=PATIENCE_S,
                )
                wait_for_phase(browser, "listening")
                question = _question_on(browser)
                reviewed = number if question == REVIEWED else reviewed
                speaking = laptop.say(sample_answer(question).path)
                if number == SHOWN_NUMBER:
                    _take_listening(browser)
                speaking.wait()
                click_button(browser, "Done")
            wait_for_phase(browser, "ended")
            click_button(browser, "Listen back and compare")
            browser.wait_for(
                "return document.querySelectorAll('section.take .w').length > 5", timeout_s=PATIENCE_S
            )
            _mark(browser, f"#q{reviewed}")
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


def _put_bank(folder: Path) -> None:
    """In the place of the built-in bank one with the same questions, as far as there are sample answers."""
    bank = load_bank(CLONE / "bank" / f"{BANK}.toml")
    answered = tuple(question for question in bank.questions if question.id in ANSWERED)
    folder.mkdir()
    text = bank_toml(bank.model_copy(update={"questions": answered}))
    (folder / f"{BANK}.toml").write_text(text, encoding="utf-8")


def _question_on(browser: Browser) -> str:
    """The id of the question that is asked."""
    text = browser.ask("return document.getElementById('question').textContent")
    bank = load_bank(CLONE / "bank" / f"{BANK}.toml")
    return next(question.id for question in bank.questions if question.question == text)


def _take_listening(browser: Browser) -> None:
    """In the midst of an answer, when the bar stands high: not in a pause for thought."""
    time.sleep(SPOKEN_S)
    browser.resize(WIDTH, INTERVIEW_HEIGHT)
    browser.wait_for(
        "return new DOMMatrix(getComputedStyle(document.getElementById('level')).transform).a >= $[0]", LOUD
    )
    _take(browser, "interview")
    browser.resize(WIDTH, HEIGHT)


def _mark(browser: Browser, answer: str) -> None:
    """The person says which points they made, and opens the first beside the example."""
    for point in MADE:
        item = f"{answer} li[data-point='{point}']"
        browser.wait_for("return document.querySelector($[0])?.querySelector('button')", item)
        # What was heard for certain needs no word of theirs.
        browser.ask(
            "[...document.querySelector($[0]).querySelectorAll('button')]"
            ".find((each) => each.textContent === 'I did say that')?.click()",
            item,
        )
        browser.wait_for("return document.querySelector($[0])?.matches('.covered:not(.perhaps)')", item)
    browser.ask(
        "document.querySelector($[0]).click()", f"{answer} li[data-point='{MADE[0]}'] .mirror > summary"
    )
    browser.ask("document.querySelector($[0]).scrollIntoView({behavior: 'instant'})", answer)


def _take(browser: Browser, name: str) -> None:
    if told := browser.ask(
        "return [...document.querySelectorAll('#notices p')].map((each) => each.textContent)"
    ):
        sys.exit(f"No picture of {name}, for it shows a notice: {' '.join(told)}")
    path = DOCS / f"window-{name}.webp"
    browser.screenshot(path)
    print(f"{path.relative_to(CLONE)}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    sys.exit(main())
