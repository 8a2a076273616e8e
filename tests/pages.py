"""Sessions to make pages from: recordings that were spoken by a sine, and transcripts that say just when."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from voice_interviewer.bank import Bank, KeyPoint, Question, Tip
from voice_interviewer.delivery.pauses import Span
from voice_interviewer.delivery.sound import Sound
from voice_interviewer.session import Session, create_session
from voice_interviewer.session.answers import save_transcript
from voice_interviewer.session.record import FollowUp, Take
from voice_interviewer.transcript import Transcript, Word

RATE_HZ = 16_000
WORD_S, GAP_S = 0.3, 0.1
LEAD_S = 0.5
"""Silence before the first word, and after the last one."""

SAID = (
    "Um, I listen first, and I let them finish. | Then I, I say what I can do about it, uh, and what I cannot. "
    "Last year a patient rang back to thank me."
)
"""A bar is a pause of 2.5 s."""


@dataclass(frozen=True)
class Said:
    """One take to be: its words, and whether what became of it is there."""

    text: str = SAID
    is_transcribed: bool = True
    is_measured: bool = True
    is_removed: bool = False
    unsure: frozenset[str] = frozenset()
    rate_hz: int = RATE_HZ
    probes: int = 0
    """The number of the point that was asked about, in a follow-up to the take before; 0: the question itself."""
    level_dbfs: float = -20.0

    @property
    def words(self) -> tuple[Word, ...]:
        found, at_s = [], LEAD_S
        for text in self.text.split():
            if text == "|":
                at_s += 2.5 - GAP_S
                continue
            found.append(
                Word(text, round(at_s, 3), round(at_s + WORD_S, 3), 0.3 if text in self.unsure else 0.95)
            )
            at_s += WORD_S + GAP_S
        return tuple(found)


QUESTION = Question(
    id="unhappy-patient",
    category="patients",
    question="A patient is unhappy. What do you do?",
    intent="They look for calm.",
    advice="Begin with listening.",
    example="I listen to the whole story.\n\nThen I say what happens next, and I ring back.",
    suggested_s=60,
    points=(
        KeyPoint(text="Listens first and lets them finish.", follow_up="How do you show that you listen?"),
        KeyPoint(text="Names the complaints procedure.", follow_up="Who else would you tell?"),
    ),
)

BANK = Bank(
    schema=1,
    title="Small",
    tips=(Tip(title="Their website", text="Read it the day before."),),
    questions=(QUESTION,),
)


@dataclass(frozen=True)
class Asked:
    """A question with the takes it got."""

    question: Question = QUESTION
    takes: tuple[Said, ...] = field(default_factory=lambda: (Said(),))


def spoken_session(
    audio_dir: Path,
    asked: tuple[Asked, ...] = (Asked(),),
    bank: Bank = BANK,
    *,
    name: str = "small",
    now: datetime = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
) -> Session:
    """A finished session on disk."""
    session = create_session(audio_dir, name, bank, tuple(each.question for each in asked), now)
    for number, each in enumerate(asked, 1):
        for said in each.takes:
            _record(session, number, said)
    session.end("finished")
    return session


def _record(session: Session, number: int, said: Said) -> Take:
    words = said.words
    duration_s = (words[-1].end_s if words else 1.0) + LEAD_S
    samples = np.zeros(round(duration_s * said.rate_hz), np.float32)
    for word in words:
        start, end = round(word.start_s * said.rate_hz), round(word.end_s * said.rate_hz)
        samples[start:end] = 0.4 * np.sin(2 * np.pi * 220 / said.rate_hz * np.arange(end - start))
    follow_up = FollowUp(point_number=said.probes) if said.probes else None
    open_take = session.begin_take(number, said.rate_hz, follow_up)
    open_take.write(samples)
    take = session.end_take(open_take, "done")
    if said.is_transcribed:
        sound = Sound(duration_s, speech_of(words), said.level_dbfs, 1.0, 0.0) if said.is_measured else None
        save_transcript(session, take, Transcript(words, duration_s, "tiny.en", "en"), sound)
    if said.is_removed:
        session.recording(take).unlink()
    return take


def speech_of(words: tuple[Word, ...]) -> tuple[Span, ...]:
    """Words with less than a brief pause between them are one stretch."""
    spans: list[Span] = []
    for word in words:
        if spans and word.start_s - spans[-1].end_s < 0.2:
            spans[-1] = Span(spans[-1].start_s, word.end_s)
        else:
            spans.append(Span(word.start_s, word.end_s))
    return tuple(spans)
