"""A session as documents for a coach or a careers service: Markdown to read, CSV to calculate with. Pure.

They say nothing about this computer, neither folders nor devices nor commands; recordings are given by file name only.
"""

import csv
import io
from collections.abc import Iterable, Iterator

from voice_interviewer.coverage import Coverage
from voice_interviewer.delivery import Delivery
from voice_interviewer.feedback import Remark
from voice_interviewer.readable import clock_text, markdown, visible
from voice_interviewer.review.comparison_markdown import (
    replaced_text,
    spoken_text,
    title_of,
    unanswered_text,
)
from voice_interviewer.review.doubts import not_understood
from voice_interviewer.review.facts import AnswerFacts, SessionFacts, TakeFacts
from voice_interviewer.review.for_others import for_others

COLUMNS = (
    *(
        "session",
        "date",
        "question_number",
        "question_id",
        "question",
        "take",
        "follow_up",
        "recording",
        "length_s",
        "ending",
    ),
    *(
        "transcript",
        "points_covered",
        "points_in_all",
        "covered",
        "perhaps",
        "missed",
        "by_own_word",
        "words",
        "words_per_minute",
    ),
    *("fillers_at_least", "fillers_per_minute", "pauses", "longest_pause_s", "pause_share", "first_word_s"),
    *("strengths", "to_work_on"),
)
"""The columns of the CSV. A cell is empty if its value is not known; a list in a cell has an item on each line."""

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def handout_csv(facts: SessionFacts) -> str:
    """A table with one row for each take. It begins with a byte order mark: without it Excel would misread UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for answer in facts.answers:
        for take in (each for main in answer.takes for each in (main, *main.follow_ups)):
            row = _row(facts, answer, take)
            writer.writerow([_cell(row.get(column)) for column in COLUMNS])
    return "\ufeff" + text.getvalue()


def _row(facts: SessionFacts, answer: AnswerFacts, take: TakeFacts) -> dict[str, object]:
    row: dict[str, object] = {
        "session": facts.session.name,
        "date": take.take.started_at.isoformat(timespec="seconds"),
        "question_number": answer.number,
        "question_id": answer.question.id,
        "question": answer.question.question,
        "take": take.take.number,
        "follow_up": take.question.question if take.take.follow_up else "",
        "recording": take.take.file,
    }
    if not take.is_being_recorded:
        row |= {"length_s": round(take.take.duration_s, 2), "ending": take.take.ending}
    if take.transcript:
        row["transcript"] = take.transcript.text
    if take.coverage:
        row |= _coverage_cells(take.coverage)
    if take.delivery:
        row |= _delivery_cells(take.delivery)
    if take.feedback:
        row["strengths"] = _lines(for_others(remark.sentence) for remark in take.feedback.strengths)
        row["to_work_on"] = _lines(for_others(remark.sentence) for remark in take.feedback.to_work_on)
    return row


def _coverage_cells(coverage: Coverage) -> dict[str, object]:
    return {
        "points_covered": coverage.covered_count,
        "points_in_all": len(coverage.points),
        "covered": _lines(point.text for point in coverage.points if point.covered),
        "perhaps": _lines(point.text for point in coverage.points if point.verdict == "perhaps"),
        "missed": _lines(point.text for point in coverage.points if point.verdict == "not-heard"),
        "by_own_word": _lines(point.text for point in coverage.points if point.mark),
    }


def _delivery_cells(delivery: Delivery) -> dict[str, object]:
    longest = delivery.longest_pause
    return {
        "words": delivery.word_count,
        "words_per_minute": _rounded(delivery.speech_rate_wpm, 1),
        "fillers_at_least": len(delivery.fillers),
        "fillers_per_minute": _rounded(delivery.fillers_per_minute, 1),
        "pauses": len(delivery.pauses),
        "longest_pause_s": longest.duration_s if longest else None,
        "pause_share": round(delivery.pause_share, 3),
        "first_word_s": _rounded(delivery.first_word_s, 2),
    }


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(texts)


def _cell(value: object) -> object:
    """A value that a spreadsheet shows but never evaluates: a bank's "=HYPERLINK(…)" would be a formula there."""
    if not isinstance(value, str):
        return value
    text = visible(value)
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text


def handout_markdown(facts: SessionFacts) -> str:
    """The session's feedback; then for each question what was said, covered and missed, how, and the remarks."""
    record = facts.session.record
    day = f"{record.created_at:%A} {record.created_at.day} {record.created_at:%B %Y, %H:%M}"
    parts = [f"# {markdown(record.title)}", f"A practice interview of {day}.", *_session_parts(facts)]
    for answer in facts.answers:
        parts += _answer_parts(answer)
    parts.append(
        "*Made by Voice Interviewer from the recordings. The words were written down by a machine: if one looks odd, "
        "trust the recording. There may have been more fillers.*"
    )
    return "\n\n".join(parts) + "\n"


def _session_parts(facts: SessionFacts) -> Iterator[str]:
    feedback = facts.feedback
    yield from _remarks("## Strengths", feedback.strengths)
    yield from _remarks("## To work on", feedback.to_work_on)
    yield "## Next"
    yield markdown(for_others(feedback.exercise))


def _answer_parts(answer: AnswerFacts) -> Iterator[str]:
    yield f"## {answer.number}. {markdown(answer.question.question)}"
    if answer.latest is None:
        yield unanswered_text(answer)
    for take in reversed(answer.takes):
        yield f"### {markdown(title_of(take))} ({markdown(take.take.file)})"
        yield from _take_parts(take)
        for follow_up in take.follow_ups:
            yield f"#### Follow-up: {markdown(follow_up.question.question)} ({markdown(follow_up.take.file)})"
            yield from _take_parts(follow_up)


def _take_parts(take: TakeFacts) -> Iterator[str]:
    if take.transcript is None:
        yield "What was written down cannot be read." if take.unread else "Not written down yet."
        return
    said = [markdown(text) for text in (spoken_text(take), *not_understood(take.transcript)) if text]
    yield "\n>\n".join("\n".join(f"> {line}" for line in text.split("\n")) for text in said)
    if replaced := replaced_text(take):
        yield markdown(for_others(replaced))
    if take.coverage and take.coverage.points:
        yield _points(take.coverage)
    if take.delivery and take.delivery.word_count:
        yield _manner(take.delivery)
    if take.feedback:
        yield from _remarks("Strengths:", take.feedback.strengths)
        yield from _remarks("To work on:", take.feedback.to_work_on)


def _points(coverage: Coverage) -> str:
    whose = "sentences of the example" if coverage.from_example else "points"
    lines = [f"{coverage.covered_count} of {len(coverage.points)} {whose} covered:", ""]
    for point in coverage.points:
        verdict = {"heard": "covered", "perhaps": "perhaps", "not-heard": "missed"}[point.verdict]
        timed = point.start_s is not None
        quote = f" “{markdown(point.quote)}” ({clock_text(point.start_s or 0.0)})" if timed else ""
        word = " (their own word)" if point.mark else ""
        lines.append(f"- {verdict}{word}: {markdown(point.text)}{quote}")
    return "\n".join(lines)


def _manner(delivery: Delivery) -> str:
    told = [f"{delivery.word_count} words"]
    if delivery.speech_rate_wpm is not None:
        told.append(f"{delivery.speech_rate_wpm:.0f} words a minute")
    told.append(f"at least {len(delivery.fillers)} fillers" if delivery.fillers else "no filler noticed")
    if delivery.longest_pause:
        longest = delivery.longest_pause
        told.append(f"longest pause {longest.duration_s:.1f} s, at {clock_text(longest.start_s)}")
    return f"How: {', '.join(told)}."


def _remarks(title: str, remarks: tuple[Remark, ...]) -> Iterator[str]:
    if remarks:
        yield title
        yield "\n".join(f"- {markdown(for_others(remark.sentence))}" for remark in remarks)
