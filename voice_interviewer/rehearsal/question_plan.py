"""Which questions a rehearsal asks: those of a new interview, or the rest of one that was cut short."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from voice_interviewer.bank import Question, Term, spoken
from voice_interviewer.bank.choose import OneWay, choose_interview, planned_s
from voice_interviewer.bank.library import find_bank
from voice_interviewer.errors import CutShortNowhere, DiskError, GoneOnElsewhere, SessionError
from voice_interviewer.language.small_talk import SmallTalk
from voice_interviewer.rehearsal.request import Request
from voice_interviewer.review.kept_summaries import summaries_at_once
from voice_interviewer.review.progress import practised
from voice_interviewer.session import Rest, Session, create_session, open_session
from voice_interviewer.session.finding import readable_sessions
from voice_interviewer.session.holding import held
from voice_interviewer.session.record import FollowUp, Manner


@dataclass(frozen=True)
class QuestionPlan:
    """Which questions are asked, and from which one on."""

    locale: str
    vocabulary: tuple[Term, ...]
    questions: tuple[Question, ...]
    first: int
    """The number of the question to begin with, counted from 1."""
    planned_s: float
    unwritten_count: int
    """How many questions of the bank were left out because they are still to be written."""
    one_way: OneWay | None
    """The times of a one-way interview; None for a conversation."""
    take_up: Callable[[ExitStack], Session]
    """Makes or opens the session's folder, and holds it until the stack is closed."""
    follow_up: FollowUp | None = None
    """What is asked first instead of the first question: the follow-up to it that was cut short."""

    @property
    def first_text(self) -> str:
        """What is asked first, as the bank has it."""
        question = self.questions[self.first - 1]
        return _probe(question, self.follow_up).question if self.follow_up else question.question

    def small_talk(self, request: Request) -> SmallTalk | None:
        """What is said besides the questions; None where nothing is, or nobody would hear it."""
        if request.small_talk is None or request.speaker == "none" or self.one_way:
            return None
        count = len(self.questions) - self.first + 1
        return request.small_talk(self.locale, count, self.planned_s, is_resumed=request.resume is not None)

    def of_second_voice(self) -> frozenset[str]:
        """In a panel, what the second voice says: every second question, and the follow-ups to it."""
        texts = (
            text
            for question in self.questions[1::2]
            for text in (question.question, *(point.follow_up for point in question.points))
        )
        return frozenset(map(self.spoken, texts))

    def spoken(self, text: str) -> str:
        """A text of the bank as a voice should say it."""
        return spoken(text, vocabulary=self.vocabulary)


@dataclass(frozen=True)
class CutShort:
    """An interview whose program died. Its folder has been repaired, unless `error` says why it cannot be."""

    session: Session
    rest: Rest | None
    """Where it goes on; None if all is answered, or it cannot be continued."""
    error: DiskError | None = None


def plan_questions(request: Request, audio_dir: Path, here: Path) -> QuestionPlan:
    """Choose the questions of a new interview, or find those left of the one to resume.

    Args:
        request: What the person asked for.
        audio_dir: The folder of all sessions: what was practised before counts in the choice.
        here: The folder whose `bank/` has the person's own banks.

    Raises:
        NotFound: There is no such bank, question or category.
        BankError: The bank cannot be used.
        SessionError: The session to resume cannot be read.
    """
    if request.resume:
        return _rest(open_session(request.resume), request)
    name, bank = find_bank(request.bank, here)
    # Nobody waits, however many interviews are not looked through yet.
    history = practised(summaries_at_once(audio_dir), name)
    chosen = choose_interview(bank, request.wish, history, request.voice_rate_wpm)

    def create(stack: ExitStack) -> Session:
        return create_session(
            audio_dir,
            name,
            bank,
            chosen.questions,
            datetime.now().astimezone(),
            is_demo=request.is_demo,
            one_way=request.wish.one_way,
            manner=request.manner,
            hold=lambda folder: stack.enter_context(held(folder)),
        )

    return QuestionPlan(
        bank.locale,
        bank.vocabulary,
        chosen.questions,
        1,
        chosen.planned_s,
        chosen.unwritten_count,
        request.wish.one_way,
        create,
    )


def _rest(session: Session, request: Request) -> QuestionPlan:
    record, rest = session.record, session.rest() or Rest(1)
    left = record.questions[rest.number - 1 :]
    left_s = sum(
        planned_s(each, request.voice_rate_wpm, follow_ups=request.rules.follow_ups, one_way=record.one_way)
        for each in left[1 if rest.follow_up else 0 :]
    )
    if rest.follow_up:
        left_s += planned_s(_probe(left[0], rest.follow_up), request.voice_rate_wpm)
    take_up = partial(go_on_with, session, manner=request.manner)
    return QuestionPlan(
        record.locale,
        record.vocabulary,
        record.questions,
        rest.number,
        left_s,
        0,
        record.one_way,
        take_up,
        rest.follow_up,
    )


def _probe(question: Question, follow_up: FollowUp) -> Question:
    return question.probing(question.points[follow_up.point_number - 1])


def latest_cut_short(audio_dir: Path) -> Session:
    """The latest unfinished interview that has a question left, repaired. Raises CutShortNowhere, DiskError."""
    for session in readable_sessions(audio_dir, latest_first=True):
        if session.record.state != "finished" and _has_rest(session) and (whole := _whole(session)):
            return whole
    raise CutShortNowhere(audio_dir)


def newly_cut_short(audio_dir: Path) -> tuple[CutShort, ...]:
    """The interviews whose program has died since the last call, repaired; those in use are left alone."""
    found = []
    for session in readable_sessions(audio_dir):
        if session.record.state != "running":
            continue
        try:
            whole = _whole(session)
        except DiskError as error:
            found.append(CutShort(session, None, error))
            continue
        if whole is not None:
            found.append(CutShort(whole, whole.rest() if _has_rest(whole) else None))
    return tuple(found)


def to_go_on(request: Request, session: Session, chosen: frozenset[str]) -> Request:
    """The request to go on with this interview, as it was held before; see `Studio.to_go_on`."""
    return replace(request, resume=session.folder).held_as(session.record.manner, chosen)


def go_on_with(session: Session, stack: ExitStack, manner: Manner | None = None) -> Session:
    """Continue an interview that was cut short; it is held until the stack is closed.

    It counts as running again, so that it will be found again if it is cut short once more.

    Args:
        session: As it was read.
        stack: Holds it.
        manner: How the person chose it to be held from now on; None for as before.

    Raises:
        GoneOnElsewhere: Another program has continued it since `session` was read.
        SessionError: Another program is using it, or it cannot be read.
        DiskError: Its folder cannot be written.
    """
    stack.enter_context(held(session.folder))
    if open_session(session.folder).record != session.record:
        raise GoneOnElsewhere(session.name)
    session.go_on(manner or session.record.manner)
    return session


def _has_rest(session: Session) -> bool:
    """Whether a person can continue it; a demonstration is nobody's interview."""
    return session.rest() is not None and not session.record.is_demo


def _whole(session: Session) -> Session | None:
    """The session as it is on disk now, repaired; None if a running program uses it. Raises DiskError."""
    try:
        with held(session.folder):
            now = open_session(session.folder)
            now.recover()
            return now
    except SessionError:
        return None
