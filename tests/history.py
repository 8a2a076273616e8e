"""Sessions as interviews left them, without a microphone: what was said is given as text."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType

from tests.patience import PATIENCE_S
from tests.speaking import heard
from voice_interviewer.bank import Bank, KeyPoint, Question
from voice_interviewer.review.kept_summaries import summaries_within
from voice_interviewer.review.summary import SessionSummary
from voice_interviewer.session import Session, create_session, open_session
from voice_interviewer.session.answers import save_transcript
from voice_interviewer.session.record import RECORD_NAME, Ending, FollowUp, Take

BREAD = KeyPoint(text="Bakes the bread.", follow_up="Who bakes the bread?")
MILK = KeyPoint(text="Milks the goats.", follow_up="Who milks the goats?")
BAKES = (
    "Every morning I get up early and I bake the bread for the whole village, with my brother and his wife."
)
MILKS = "Then I walk over the hill in my old boots, and I milk the goats until the sun is up and my arms are tired."


def farm() -> Bank:
    """Two questions, with two points each."""
    questions = tuple(
        Question(
            id=name,
            category="farm",
            question=f"What do you do in the {name}?",
            points=(BREAD, MILK),
            suggested_s=20,
        )
        for name in ("morning", "evening")
    )
    return Bank(schema=1, title="Farm hand", questions=questions)


def held_session(
    audio_dir: Path,
    when: datetime,
    takes: Sequence[tuple[int, str | None]],
    *,
    bank: str = "farm",
    rate_wpm: float = 150,
    ending: Ending = "done",
    measured: bool = True,
    follow_ups: Mapping[int, int] = MappingProxyType({}),
) -> Session:
    """A session of the farm's questions; each take is a question's number and what was said, None if that was never
    written down. A minute lies between two takes. `follow_ups` says of takes, by their place among all from 1 on, which
    point they were asked about."""
    session = create_session(audio_dir, bank, farm(), farm().questions, when)
    heard_takes = []
    for at, (number, text) in enumerate(takes, 1):
        take_number = 1 + sum(other == number for other, _ in takes[: at - 1])
        transcript, sound = heard(text or "", rate_wpm)
        stem = session.document(number, ".json").stem
        point_number = follow_ups.get(at)
        take = Take(
            question_number=number,
            number=take_number,
            file=f"{stem}_take{take_number}.wav",
            started_at=when + timedelta(minutes=at),
            duration_s=sound.duration_s,
            ending=ending,
            follow_up=FollowUp(point_number=point_number) if point_number else None,
        )
        heard_takes.append((take, transcript if text is not None else None, sound if measured else None))
    facts = {"takes": tuple(take for take, _, _ in heard_takes), "state": "finished"}
    record = session.record.model_copy(update=facts)
    (session.folder / RECORD_NAME).write_text(record.model_dump_json(by_alias=True), encoding="utf-8")
    session = open_session(session.folder)
    for take, said, measurement in heard_takes:
        if said is not None:
            save_transcript(session, take, said, measurement)
    return session


def read_summaries(audio_dir: Path) -> tuple[SessionSummary, ...]:
    """A summary of every session in which somebody practised, as it is now, the earliest first."""
    found, missing_count = summaries_within(audio_dir, PATIENCE_S)
    assert not missing_count
    return tuple(each for each in found if not each.is_demo)
