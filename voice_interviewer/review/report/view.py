"""Facts as the page's templates need them: takes with their drawings, words and moments, and the legend. Pure."""

import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from voice_interviewer.bank import Question
from voice_interviewer.coverage import Coverage, PointCoverage
from voice_interviewer.coverage.passages import Span
from voice_interviewer.delivery import PAUSE_FROM_S
from voice_interviewer.review.comparison_markdown import replaced_text, title_of
from voice_interviewer.review.doubts import not_understood
from voice_interviewer.review.facts import AnswerFacts, SessionFacts, TakeFacts
from voice_interviewer.review.report.charts import PaceChart, pace_chart
from voice_interviewer.review.report.how_said import Told, manner
from voice_interviewer.review.report.reading import Moments, Reading, StoryPart, moments, read, story_parts
from voice_interviewer.review.report.waveform import Waveform, draw
from voice_interviewer.session.record import Take
from voice_interviewer.steps import Step
from voice_interviewer.transcript import Transcript

__all__ = [
    "AnswerView",
    "Legend",
    "Recording",
    "TakeView",
    "Whole",
    "answer_views",
    "example_in_pieces",
    "legend",
    "take_key",
    "whole",
]


@dataclass(frozen=True)
class Recording:
    """A recording as the page plays it. `source` is its address or a data URI; `peaks` is from `waveform.peaks`."""

    source: str
    duration_s: float
    peaks: tuple[float, ...]


@dataclass(frozen=True)
class TakeView:
    """One take. `fault` is a sentence about what is missing or wrong, or empty."""

    facts: TakeFacts
    key: str
    """The take's id in the page."""
    title: str
    recording: Recording | None
    original: str
    """What Whisper had heard, if the person corrected it; else empty."""
    waveform: Waveform | None
    reading: Reading | None
    manner: tuple[Told, ...]
    pace: PaceChart | None
    moments: tuple[Moments, ...]
    story: tuple[StoryPart, ...]
    fault: str
    not_understood: tuple[str, ...]
    """A sentence for each stretch of speech that has no words."""
    follow_ups: "tuple[TakeView, ...]"
    mark_command: str
    """How a person begins to say in a terminal that they made one of this take's points."""

    @property
    def asked_afterwards(self) -> "dict[int, TakeView]":
        """The latest answer to each follow-up, by the number of the point that it asks about."""
        asked = [(each.facts.take.follow_up, each) for each in self.follow_ups]
        return {follow_up.point_number: each for follow_up, each in asked if follow_up}

    @property
    def asked_about(self) -> PointCoverage | None:
        """If this take answers a follow-up: the point asked about, once it is known whether that was covered."""
        points = self.facts.coverage.points if self.facts.coverage else ()
        return points[0] if self.facts.take.follow_up and points else None


@dataclass(frozen=True)
class Sentence:
    """A piece of the example; `says` are the numbers of the points that it says, with spaces between them."""

    text: str
    says: str


@dataclass(frozen=True)
class AnswerView:
    """A question with all its takes; `others` has those that do not count, the latest first."""

    number: int
    question: Question
    latest: TakeView | None
    is_left_out: bool
    others: tuple[TakeView, ...]
    example: tuple[tuple[Sentence, ...], ...]
    """The example answer, a tuple for each paragraph."""

    @property
    def takes(self) -> tuple[TakeView, ...]:
        """All takes, the earliest first."""
        shown = (*self.others, *((self.latest,) if self.latest else ()))
        return tuple(sorted(shown, key=lambda take: take.facts.take.number))


@dataclass(frozen=True)
class Whole:
    """The session in a few numbers. Only the points of each question's latest take are counted."""

    answered_count: int
    question_count: int
    recorded_s: float
    covered_count: int
    perhaps_count: int
    point_count: int


def whole(facts: SessionFacts) -> Whole:
    """A session's answers and points, counted."""
    latest = [answer.latest for answer in facts.answers if answer.latest]
    points = [point for take in latest if take.coverage for point in take.coverage.points]
    return Whole(
        answered_count=len(latest),
        question_count=len(facts.answers),
        recorded_s=sum(take.duration_s for take in facts.session.record.takes),
        covered_count=sum(point.covered for point in points),
        perhaps_count=sum(take.coverage.perhaps_count for take in latest if take.coverage),
        point_count=len(points),
    )


def answer_views(
    facts: SessionFacts, recordings: Mapping[str, Recording], originals: Mapping[str, Transcript]
) -> tuple[AnswerView, ...]:
    """Every question, ready for the page. See `page.page_html` for the parameters."""
    return tuple(_answer(answer, facts.session.name, recordings, originals) for answer in facts.answers)


def take_key(question_number: int, take_number: int) -> str:
    """A take's id in the page."""
    return f"q{question_number}t{take_number}"


def _answer(
    answer: AnswerFacts,
    session: str,
    recordings: Mapping[str, Recording],
    originals: Mapping[str, Transcript],
) -> AnswerView:
    latest = answer.latest
    is_only = not answer.others
    says = latest.example_says if latest else ()
    return AnswerView(
        answer.number,
        answer.question,
        _take(latest, session, recordings, originals, is_only=is_only) if latest else None,
        answer.is_left_out,
        tuple(_take(take, session, recordings, originals) for take in reversed(answer.others)),
        example_in_pieces(answer.question.example, says),
    )


def example_in_pieces(text: str, says: Sequence[Span | None]) -> tuple[tuple[Sentence, ...], ...]:
    """The paragraphs of an example in pieces: each sentence that says a point, and what stands between those."""
    points = [
        frozenset(
            number for number, span in enumerate(says, 1) if span and span.first_word <= at <= span.last_word
        )
        for at in range(len(text.split()))
    ]
    found, at = [], 0
    for words in filter(None, map(str.split, text.split("\n"))):
        numbered = zip(words, points[at : at + len(words)], strict=True)
        pieces = groupby(numbered, key=lambda each: each[1])
        found.append(
            tuple(
                Sentence(" ".join(word for word, _ in piece), " ".join(map(str, sorted(numbers))))
                for numbers, piece in pieces
            )
        )
        at += len(words)
    return tuple(found)


def _take(
    facts: TakeFacts,
    session: str,
    recordings: Mapping[str, Recording],
    originals: Mapping[str, Transcript],
    *,
    is_only: bool = False,
) -> TakeView:
    recording, original = recordings.get(facts.take.file), originals.get(facts.take.file)
    reading = read(facts.transcript, facts.sound, facts.delivery) if facts.transcript else None
    delivery = facts.delivery
    return TakeView(
        facts=facts,
        key=take_key(facts.take.question_number, facts.take.number),
        title=title_of(facts, is_only=is_only),
        recording=recording,
        original=original.text if original and facts.transcript and original != facts.transcript else "",
        waveform=_waveform(facts, recording),
        reading=reading,
        manner=manner(delivery) if delivery and delivery.word_count else (),
        pace=pace_chart(delivery.rate_over_time, delivery.last_word_s or 0.0) if delivery else None,
        moments=moments(facts, reading) if reading else (),
        story=_story(facts.coverage),
        fault=_fault(facts, recording, session),
        not_understood=not_understood(facts.transcript) if facts.transcript else (),
        follow_ups=tuple(_take(each, session, recordings, originals) for each in facts.follow_ups),
        mark_command=_mark_command(facts.take, session),
    )


def _mark_command(take: Take, session: str) -> str:
    return f"voice-interviewer mark {shlex.quote(session)} --question {take.question_number} --take {take.number}"


def _story(coverage: Coverage | None) -> tuple[StoryPart, ...]:
    story = coverage.story if coverage else None
    return story_parts(story) if story and story.has_parts else ()


def _fault(facts: TakeFacts, recording: Recording | None, session: str) -> str:
    is_written = facts.transcript is not None
    if facts.is_being_recorded:
        return ""  # the title says so
    if facts.recording is None:
        kept = (
            "What was written down from it is kept."
            if is_written
            else _unread(facts, session) or "Nothing had been written down from it."
        )
        return f"The recording was removed. {kept}"
    if recording is None:
        return f"The recording {facts.take.file} cannot be read: it is damaged, or empty."
    if unread := _unread(facts, session):
        return unread
    if facts.transcript is None:
        return f"Not written down yet; {Step.WRITE_DOWN_NAMED.format(name=session)}"
    if replaced := replaced_text(facts):
        return f"{replaced} {session}"
    return "" if facts.transcript.words or facts.transcript.not_understood else "No speech was heard."


def _unread(facts: TakeFacts, session: str) -> str:
    """Without the file's path, which is nobody's business who is sent the page."""
    if not facts.unread:
        return ""
    return f"What was written down cannot be read; to see why, {Step.WRITE_DOWN_NAMED.format(name=session)}"


def _waveform(facts: TakeFacts, recording: Recording | None) -> Waveform | None:
    if recording is None or not recording.peaks:
        return None
    speech = facts.sound.speech if facts.sound else ()
    pauses = [
        pause for pause in (facts.sound.pauses if facts.sound else ()) if pause.duration_s >= PAUSE_FROM_S
    ]
    fillers = facts.delivery.fillers if facts.delivery else ()
    return draw(recording.peaks, recording.duration_s, speech, pauses, fillers)


@dataclass(frozen=True)
class Legend:
    """What the legend has to explain."""

    marks: frozenset[str]
    """The marks in transcripts, as class names of the stylesheet: filler, stumble, pause, unsure."""
    has_words: bool
    has_waveform_marks: bool


def legend(answers: Iterable[AnswerView]) -> Legend:
    """The legend for all takes of these answers, including earlier ones and follow-ups."""
    takes = [take for answer in answers for main in answer.takes for take in (main, *main.follow_ups)]
    waveforms = [take.waveform for take in takes if take.waveform]
    return Legend(
        frozenset(mark for take in takes for mark in _marks(take)),
        any(take.reading and take.reading.words for take in takes),
        any(waveform.pauses or waveform.fillers for waveform in waveforms),
    )


def _marks(take: TakeView) -> Iterator[str]:
    for paragraph in take.reading.paragraphs if take.reading else ():
        for word in paragraph:
            yield from word.marks.split()
            if word.pause_s:
                yield "pause"
