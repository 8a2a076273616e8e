"""Everything known about a session's answers: the only source for the terminal, Markdown, JSON and the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from voice_interviewer.bank import Mark, Question
from voice_interviewer.coverage import Coverage, PointCoverage, marked
from voice_interviewer.coverage.passages import Range, Span, sentences, span_of
from voice_interviewer.delivery import Delivery, deliver
from voice_interviewer.delivery.sound import Sound
from voice_interviewer.errors import SessionError
from voice_interviewer.feedback import Feedback, Reviewed, SessionFeedback, give_feedback, sum_up
from voice_interviewer.feedback.remark import Reply
from voice_interviewer.review.kept_comparisons import KeptComparisons
from voice_interviewer.review.summary import QuestionSummary, SessionSummary, TakeSummary
from voice_interviewer.session import Session
from voice_interviewer.session.answers import read_second_looks, read_sounds, read_transcripts
from voice_interviewer.session.marks import read_marks
from voice_interviewer.session.record import SecondLook, Take, other_length_s
from voice_interviewer.transcript import Transcript, as_spoken


@dataclass(frozen=True)
class TakeFacts:
    """One take. Coverage and feedback need a transcript; delivery needs the measured sound as well."""

    take: Take
    recording: Path | None
    """None if the file has been removed."""
    transcript: Transcript | None
    sound: Sound | None
    delivery: Delivery | None
    coverage: Coverage | None
    feedback: Feedback | None
    question: Question
    """What was asked: the question itself, or the follow-up to it."""
    follow_ups: "tuple[TakeFacts, ...]" = ()
    """The answers to follow-ups asked after this take, each compared with the one point that it was asked about."""
    example_says: tuple[Span | None, ...] = ()
    """For each point the sentence of the example that says it, or comes nearest; None where none does. Empty without
    an example, and for follow-ups."""
    replaced_s: float | None = None
    """How long the recording plays now, if it has been cut or replaced since it was written down; else None."""
    second_look: SecondLook | None = None
    """Whether it is still to be heard again, as well as the machine can, or has been."""
    unread: str = ""
    """Why it is not known whether there is a transcript: a sentence, where the file of the answers cannot be read."""
    is_being_recorded: bool = False
    """Whether the interview is just at this take, which is no answer yet."""

    @property
    def is_left_out(self) -> bool:
        """Whether the person went on without a word: no answer, so there is nothing to compare and nothing missed."""
        return self.transcript is not None and self.coverage is None


@dataclass(frozen=True)
class AnswerFacts:
    """One question, its number in the interview, and the takes that answer it, the earliest first."""

    number: int
    question: Question
    takes: tuple[TakeFacts, ...]

    @property
    def latest(self) -> TakeFacts | None:
        """The latest take that is not left out, which is the one that counts; None if the question was not answered.

        A take that is still being recorded does not count: until it ends, an earlier one does.
        """
        ended = (take for take in reversed(self.takes) if not take.is_being_recorded)
        return next((take for take in ended if not take.is_left_out), None)

    @property
    def others(self) -> tuple[TakeFacts, ...]:
        """The takes that do not count, the earliest first."""
        return tuple(take for take in self.takes if take is not self.latest)

    @property
    def is_left_out(self) -> bool:
        """Whether it was asked, and the person went on without a word."""
        return bool(self.takes) and all(take.is_left_out for take in self.takes)


@dataclass(frozen=True)
class SessionFacts:
    """A session, one answer for each of its questions, and the feedback on all of them together."""

    session: Session
    answers: tuple[AnswerFacts, ...]
    feedback: SessionFeedback


def gather(session: Session) -> SessionFacts:
    """Everything known about a session. Whatever is missing or damaged is None; this never raises."""
    answers = _answers(session)
    reviewed = (_reviewed(answer) for answer in answers)
    return SessionFacts(session, answers, sum_up(each for each in reviewed if each is not None))


def gather_answer(session: Session, number: int) -> AnswerFacts:
    """Everything known about the answers to the question with this number. This never raises either."""
    compared = KeptComparisons(session)
    answer = _answer(session, number, compared)
    compared.keep()
    return answer


def _answers(session: Session, *, with_examples: bool = True) -> tuple[AnswerFacts, ...]:
    compared = KeptComparisons(session)
    numbers = session.numbers()
    found = tuple(_answer(session, each, compared, with_examples=with_examples) for each in numbers)
    compared.keep()
    return found


def _answer(
    session: Session, number: int, compared: KeptComparisons, *, with_examples: bool = True
) -> AnswerFacts:
    question = session.question(number)
    transcripts, sounds, looks, unread = _read(session, number)
    marks = _read_marks(session, number)
    takes: list[TakeFacts] = []
    for take in session.takes_of(number):
        found = _take_facts(
            session,
            take,
            transcripts.get(take.number),
            sounds.get(take.number),
            marks.get(take.number, {}),
            compared,
        )
        found = replace(
            found,
            second_look=looks.get(take.number),
            unread=unread,
            is_being_recorded=session.is_being_recorded(take),
        )
        if take.follow_up and takes:
            takes[-1] = replace(takes[-1], follow_ups=(*takes[-1].follow_ups, found))
        else:
            takes.append(found)
    says = _example_says(question, compared) if with_examples and takes else ()
    return AnswerFacts(number, question, tuple(replace(take, example_says=says) for take in takes))


def _example_says(question: Question, compared: KeptComparisons) -> tuple[Span | None, ...]:
    if not question.example or not question.points:
        return ()
    example = as_spoken(question.example)
    whole = sentences(example.words)
    return tuple(
        None
        if point.first_word is None or point.last_word is None
        else span_of(example, *_most_of(point, whole))
        for point in compared.cover(question, example).points
    )


def _most_of(point: PointCoverage, whole: Sequence[Range]) -> Range:
    """The sentence that most of the point's words stand in."""

    def common(sentence: Range) -> int:
        return min(sentence[1], point.last_word or 0) - max(sentence[0], point.first_word or 0)

    return max(whole, key=common)


def _read(
    session: Session, number: int
) -> tuple[dict[int, Transcript], dict[int, Sound], dict[int, SecondLook], str]:
    try:
        return (
            read_transcripts(session, number),
            read_sounds(session, number),
            read_second_looks(session, number),
            "",
        )
    except SessionError as error:
        return {}, {}, {}, str(error)


def _read_marks(session: Session, number: int) -> dict[int, dict[str, Mark]]:
    try:
        return read_marks(session, number)
    except SessionError:
        return {}


def _take_facts(
    session: Session,
    take: Take,
    transcript: Transcript | None,
    sound: Sound | None,
    marks: Mapping[str, Mark],
    compared: KeptComparisons,
) -> TakeFacts:
    question = session.asked(take.question_number, take.follow_up)
    recording = session.recording(take)
    found = recording if recording.is_file() else None
    if transcript is None:
        return TakeFacts(take, found, None, sound, None, None, None, question)
    delivery = deliver(transcript, sound, question.suggested_s) if sound else None
    replaced_s = other_length_s(recording, take.duration_s)
    is_silent = not (transcript.words or transcript.not_understood)
    if take.ending == "left" and is_silent and not marks:
        return TakeFacts(
            take, found, transcript, sound, delivery, None, None, question, replaced_s=replaced_s
        )
    coverage = marked(compared.cover(question, transcript), marks)
    feedback = None if take.follow_up else give_feedback(question, transcript, coverage, delivery)
    return TakeFacts(
        take, found, transcript, sound, delivery, coverage, feedback, question, replaced_s=replaced_s
    )


def _reviewed(answer: AnswerFacts) -> Reviewed | None:
    latest = answer.latest
    if latest is None or latest.transcript is None or latest.coverage is None or latest.feedback is None:
        return None
    reply = Reply(answer.question, latest.transcript, latest.coverage, latest.delivery)
    return Reviewed(answer.number, latest.take.number, reply, latest.feedback)


def summary_of(session: Session) -> SessionSummary:
    """Compare whatever is not compared yet, and take from it what a summary tells. Raises SessionError."""
    record = session.record
    takes = [
        _take_summary(facts)
        for answer in _answers(session, with_examples=False)
        for main in answer.takes
        for facts in (main, *main.follow_ups)
    ]
    return SessionSummary(
        name=session.name,
        bank=record.bank,
        title=record.title,
        created_at=record.created_at,
        state=record.state,
        is_demo=record.is_demo,
        questions=tuple(QuestionSummary(id=each.id, question=each.question) for each in record.questions),
        takes=tuple(sorted(takes, key=lambda take: take.started_at.timestamp())),
    )


def _take_summary(facts: TakeFacts) -> TakeSummary:
    taken = {**facts.take.model_dump(exclude={"masked"}), "second_look": facts.second_look}
    if facts.transcript is None or facts.coverage is None:
        known = {"word_count": 0, "is_left_out": True} if facts.is_left_out else {}
        return TakeSummary(**taken, **known)
    reply = Reply(facts.question, facts.transcript, facts.coverage, facts.delivery)
    measured = reply.measured
    return TakeSummary(
        **taken,
        word_count=len(facts.transcript.words),
        expected=facts.coverage.expected_count,
        points=len(facts.coverage.points),
        spoken_s=round(reply.spoken_s, 2),
        speech_rate_wpm=measured.speech_rate_wpm if measured else None,
        fillers_per_minute=measured.fillers_per_minute if measured else None,
        pause_share=measured.pause_share if measured else None,
    )
