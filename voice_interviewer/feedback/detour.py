"""Long stretches of an answer that belong to nothing of its question. Pure."""

from collections.abc import Iterator

from voice_interviewer.coverage.passages import Span
from voice_interviewer.coverage.story import own_deeds
from voice_interviewer.feedback.remark import Reply
from voice_interviewer.feedback.saying import is_supposed, strays
from voice_interviewer.feedback.telling import asks_why

LONG_S = 12.0
"""Some thirty words: a shorter aside is what makes an answer a person's own."""
LEAST_ASIDES = 2
BETWEEN_ASIDES = 2
"""In one stretch, and so many sentences at most between two of them. One alone may be an unusual example."""


def longest_detour(reply: Reply) -> tuple[Span, Span] | None:
    """First and last sentence of the longest stretch of asides, LONG_S or more, in which no point is made."""
    return max(_detours(reply), key=_length_s, default=None)


def scattered_asides(reply: Reply) -> tuple[Span, ...]:
    """The two longest asides that make no point, in order, wherever they are; none if there are fewer. Reasons may well
    lie with one's family."""
    if asks_why(reply.question.question):
        return ()
    strayed = [each for run in _between_points(reply) for each in run if _strays(reply, each)]
    found = sorted(strayed, key=_words, reverse=True)[:LEAST_ASIDES]
    return tuple(sorted(found, key=lambda each: each.first_word)) if len(found) == LEAST_ASIDES else ()


def longest_gap(reply: Reply) -> tuple[Span, Span] | None:
    """First and last sentence of the longest stretch in which no point is made, whatever else is said there."""
    return max(((run[0], run[-1]) for run in _between_points(reply)), key=_length_s, default=None)


def _detours(reply: Reply) -> Iterator[tuple[Span, Span]]:
    for run in _between_points(reply):
        for asides in _asides(reply, run):
            if len(asides) >= LEAST_ASIDES and _length_s((asides[0], asides[-1])) >= LONG_S:
                yield asides[0], asides[-1]


def _asides(reply: Reply, run: list[Span]) -> Iterator[list[Span]]:
    """The asides of a run that are near to each other, with nothing between them that was or would be done."""
    near: list[Span] = []
    between = 0
    for sentence in run:
        if _strays(reply, sentence):
            near.append(sentence)
            between = 0
        elif near:
            between += 1
            if between > BETWEEN_ASIDES or own_deeds(sentence.text) or is_supposed(sentence.text):
                yield near
                near = []
    yield near


def _between_points(reply: Reply) -> Iterator[list[Span]]:
    """The runs of sentences without a word of what covers a point."""
    run: list[Span] = []
    for sentence in reply.sentences:
        if not any(meets(sentence, point.first_word, point.last_word) for point in reply.covered):
            run.append(sentence)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _strays(reply: Reply, sentence: Span) -> bool:
    return strays(sentence.text, reply.question.question)


def _words(sentence: Span) -> int:
    return sentence.last_word - sentence.first_word


def _length_s(stretch: tuple[Span, Span]) -> float:
    first, last = stretch
    return last.end_s - first.start_s


def meets(sentence: Span, first_word: int | None, last_word: int | None) -> bool:
    """Whether a sentence has one of these words; nothing has the words of a missed point."""
    if first_word is None or last_word is None:
        return False
    return first_word <= sentence.last_word and sentence.first_word <= last_word
