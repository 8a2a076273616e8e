"""How long a thousand sessions take to be looked through: `progress`, `sessions`, and the choice of the next interview.

The commands as a person types them, start of Python included; the choice as `practice` makes it, in this one.
"""

import json
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from tests.e2e.terminal import COMMAND
from tests.speaking import heard
from voice_interviewer.bank import Bank, load_bank
from voice_interviewer.bank.choose import Wish, choose_interview
from voice_interviewer.review.facts import gather
from voice_interviewer.review.kept_comparisons import COMPARED_NAME
from voice_interviewer.review.kept_summaries import RENEW_S, SUMMARY_NAME, make_missing, summaries_at_once
from voice_interviewer.review.progress import practised
from voice_interviewer.session import Session, create_session
from voice_interviewer.session.answers import save_transcript
from voice_interviewer.session.record import RECORD_NAME, Take

SESSION_COUNTS = (250, 500, 1_000)
ANSWER_COUNT = 5
ANSWER_WORDS = 150
RUN_COUNT = 5
TARGET_S = 1.0
BANK = Path(__file__).parents[1] / "bank" / "general.toml"


def main() -> None:
    """Medians of RUN_COUNT for each of SESSION_COUNTS; the last one has the target."""
    bank = load_bank(BANK)
    with tempfile.TemporaryDirectory() as folder:
        audio_dir = Path(folder) / "audio"
        kept = _kept_of_each(Path(folder) / "template", bank)
        for before, count in zip((0, *SESSION_COUNTS), SESSION_COUNTS, strict=False):
            for number in range(before, count):
                _add_session(audio_dir, bank, number, *kept)
            made_s = _time_s(lambda: make_missing(audio_dir, lambda: True))
            print(
                f"{count:,} sessions of {ANSWER_COUNT} answers ({count - before:,} new summaries: {made_s:.1f} s)"
            )
            _print("progress", partial(_run, "progress", audio_dir))
            _print("sessions", partial(_run, "sessions", audio_dir))
            _print("the choice of the next interview", partial(_choose, audio_dir, bank))
        _by_other_rules(audio_dir)
        print(
            f"  progress, the first time after an update: {_time_s(partial(_run, 'progress', audio_dir)):.1f} s "
            f"({RENEW_S:.0f} s of it to compare the latest anew)"
        )


def add_sessions(audio_dir: Path, count: int) -> None:
    """So many sessions in an empty folder, as interviews leave them, summaries too, but for the sound itself."""
    bank = load_bank(BANK)
    with tempfile.TemporaryDirectory() as folder:
        kept = _kept_of_each(Path(folder), bank)
    for number in range(count):
        _add_session(audio_dir, bank, number, *kept)
    make_missing(audio_dir, lambda: True)


def _kept_of_each(folder: Path, bank: Bank) -> tuple[dict[str, bytes], bytes]:
    """What is kept of an answer to each question: the beginning of its example, spoken, with its sound; and the
    comparisons of them all, which in life each interview leaves after each answer."""
    session = create_session(folder, "general", bank, bank.questions, datetime.now(UTC))
    for number, question in enumerate(bank.questions, 1):
        save_transcript(
            session, _take(session, number), *heard(" ".join(question.example.split()[:ANSWER_WORDS]))
        )
    session.record = session.record.model_copy(
        update={"takes": tuple(_take(session, number) for number in session.numbers())}
    )
    gather(session)
    documents = {
        question.id: session.document(number, ".json").read_bytes()
        for number, question in enumerate(bank.questions, 1)
    }
    return documents, (session.folder / COMPARED_NAME).read_bytes()


def _take(session: Session, number: int) -> Take:
    file = f"{session.document(number, '.json').stem}_take1.wav"
    started_at = session.record.created_at + timedelta(minutes=2 * number)
    return Take(
        question_number=number, number=1, file=file, started_at=started_at, duration_s=80, ending="done"
    )


def _add_session(
    audio_dir: Path, bank: Bank, number: int, documents: dict[str, bytes], compared: bytes
) -> None:
    """One session as an interview leaves it, but for the sound itself."""
    count = len(bank.questions)
    asked = tuple(bank.questions[(number * ANSWER_COUNT + each) % count] for each in range(ANSWER_COUNT))
    when = datetime(2023, 1, 1, 9, tzinfo=UTC) + timedelta(days=number)
    session = create_session(audio_dir, "general", bank, asked, when)
    takes = tuple(_take(session, each) for each in session.numbers())
    record = session.record.model_copy(update={"takes": takes, "state": "finished"})
    (session.folder / RECORD_NAME).write_text(
        record.model_dump_json(indent=2, by_alias=True), encoding="utf-8"
    )
    for each, question in enumerate(asked, 1):
        session.document(each, ".json").write_bytes(documents[question.id])
    (session.folder / COMPARED_NAME).write_bytes(compared)


def _by_other_rules(audio_dir: Path) -> None:
    """As an earlier version of the program left them."""
    for name in (SUMMARY_NAME, COMPARED_NAME):
        for path in audio_dir.glob(f"*/{name}"):
            path.write_text(json.dumps({**json.loads(path.read_bytes()), "rules": "those of last year"}))


def _run(command: str, audio_dir: Path) -> None:
    arguments = [COMMAND, command, "--audio-dir", str(audio_dir)]
    subprocess.run(arguments, stdout=subprocess.DEVNULL, check=True)


def _choose(audio_dir: Path, bank: Bank) -> None:
    choose_interview(bank, Wish(), practised(summaries_at_once(audio_dir), "general"), 170)


def _print(what: str, look: Callable[[], object]) -> None:
    before = os.times()
    median_s = statistics.median(_time_s(look) for _ in range(RUN_COUNT))
    processor_s = sum(os.times()[:4]) - sum(before[:4])
    print(
        f"  {what}: {median_s:.2f} s, of which the processor worked {processor_s / RUN_COUNT:.2f} s "
        f"(target: under {TARGET_S:g} s)"
    )


def _time_s(look: Callable[[], object]) -> float:
    start_s = time.perf_counter()
    look()
    return time.perf_counter() - start_s


if __name__ == "__main__":
    main()
