"""Which questions a rehearsal asks: those of a new interview, or the rest of one that was cut short."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from voice_interviewer.bank import Question, Term
from voice_interviewer.bank.choose import choose_interview, planned_s
from voice_interviewer.bank.library import find_bank
from voice_interviewer.cli.plan import Plan
from voice_interviewer.cli.unfinished import go_on_with, offer_unfinished, resumable
from voice_interviewer.review.progress import practised
from voice_interviewer.review.summaries import read_summaries
from voice_interviewer.session import Session, create_session
from voice_interviewer.session.holding import held


@dataclass(frozen=True)
class Programme:
    """Which questions are asked, by whose words, from which one on; `session` makes or opens their folder, and holds
    it."""

    locale: str
    vocabulary: tuple[Term, ...]
    questions: tuple[Question, ...]
    first: int
    planned_s: float
    unwritten_count: int
    session: Callable[[ExitStack], Session]


def programme_for(plan: Plan, audio_dir: Path) -> Programme:
    """A new interview, or the rest of one that was cut short."""
    if plan.resume:
        return _rest(resumable(audio_dir), plan)
    if unfinished := offer_unfinished(audio_dir, may_ask=plan.keys):
        return _rest(unfinished, plan)
    name, bank = find_bank(plan.bank, Path.cwd())
    history = read_summaries(audio_dir)
    chosen = choose_interview(bank, plan.wish, practised(history, name), plan.voice_rate_wpm)
    return Programme(
        bank.locale,
        bank.vocabulary,
        chosen.questions,
        1,
        chosen.planned_s,
        chosen.unwritten_count,
        lambda stack: create_session(
            audio_dir,
            name,
            bank,
            chosen.questions,
            datetime.now().astimezone(),
            is_demo=plan.is_demo,
            hold=lambda folder: stack.enter_context(held(folder)),
        ),
    )


def _rest(session: Session, plan: Plan) -> Programme:
    record, first = session.record, session.next_question() or 1
    left = record.questions[first - 1 :]
    left_s = sum(planned_s(each, plan.voice_rate_wpm, follow_ups=plan.rules.follow_ups) for each in left)
    take_up = partial(go_on_with, session)
    return Programme(record.locale, record.vocabulary, record.questions, first, left_s, 0, take_up)
