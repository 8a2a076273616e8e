"""How long a bank of 2,000 questions takes to be checked, and an interview to be chosen from it.

`python -m benchmarks.bank` prints the times; `--schema` writes bank/schema.json again, after a change of the models.
"""

import json
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from voice_interviewer.bank import Bank, KeyPoint, Question, load_bank, remarks
from voice_interviewer.bank.choose import Practised, Wish, choose_interview
from voice_interviewer.bank.importing import bank_toml
from voice_interviewer.coverage.examples import left_out

QUESTION_COUNT = 2_000
RUN_COUNT = 5
TARGET_S = 1.0
SCHEMA = Path(__file__).parent.parent / "bank" / "schema.json"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.toml"
        path.write_text(bank_toml(large_bank(QUESTION_COUNT)), encoding="utf-8")
        times_s = [_measure(path) for _ in range(RUN_COUNT)]
        size_mb = path.stat().st_size / 1e6
    total_s = statistics.median(check_s + choice_s for check_s, choice_s in times_s)
    check_s = statistics.median(check_s for check_s, _ in times_s)
    print(f"bank check of {QUESTION_COUNT:,} questions ({size_mb:.1f} MB): {check_s:.2f} s")
    print(
        f"  and comparing its examples with their points: {_comparing_s():.1f} s (a line says so meanwhile)"
    )
    print(f"  and choosing an interview from it: {total_s:.2f} s together (target: under {TARGET_S:g} s)")


def large_bank(question_count: int) -> Bank:
    """Questions as full as the built-in ones: about 200 words of text and four points each."""
    return Bank(
        schema=1,
        title="Large",
        questions=tuple(_question(number) for number in range(question_count)),
    )


def _question(number: int) -> Question:
    sentence = f"Somebody says something of ordinary length about matter {number} here. "
    return Question(
        id=f"question-{number}",
        category=("motivation", "teamwork", "systems", "patients", "employer")[number % 5],
        question=f"What would you do about matter {number}, and why?",
        intent=sentence * 2,
        advice=sentence * 3,
        example=sentence * 15,
        points=tuple(KeyPoint(text=sentence, follow_up=sentence) for _ in range(4)),
    )


def _measure(path: Path) -> tuple[float, float]:
    """Seconds for reading with all checks, and for choosing."""
    start_s = time.perf_counter()
    bank = load_bank(path)
    remarks(bank)
    checked_s = time.perf_counter()
    history = {question.id: Practised(datetime.now(UTC), 0.5, 1) for question in bank.questions[::2]}
    choose_interview(bank, Wish(), history, 150)
    return checked_s - start_s, time.perf_counter() - checked_s


def _comparing_s() -> float:
    bank = large_bank(QUESTION_COUNT)
    start_s = time.perf_counter()
    left_out(bank)
    return time.perf_counter() - start_s


def write_schema() -> None:
    """Write the JSON Schema that editors read, from the models."""
    schema = json.dumps(Bank.model_json_schema(by_alias=True), indent=2, ensure_ascii=False)
    SCHEMA.write_text(schema + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_schema() if "--schema" in sys.argv else main()
