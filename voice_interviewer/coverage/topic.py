"""Whether an answer is about what its question asks. Pure."""

from collections.abc import Iterable

from voice_interviewer.bank import Question
from voice_interviewer.coverage.likeness import Likenesses
from voice_interviewer.coverage.wording import content_stem

__all__ = ["ENOUGH_WORDS", "is_elsewhere", "is_strange", "stems"]

ENOUGH_WORDS = 20
"""Different content words from which a topic can be judged."""
LEAST_SHARE = 0.2
"""The least share of an answer's content words that its question, points and example also use. Of the labelled answers
that were tuned on, those about something else had at most 0.19, complete ones at least 0.21."""
STAYS_WORDS = 35
"""Different content words with a fair share from which an answer stays on its topic, however far it wanders then."""
NEAR_FROM = -1.3
"""The nearness to its points, in logits, from which an answer is on its topic in words that its bank does not use. All
labelled answers about something else that share few words lie below it, but for one. Without it own words cost much: F1
0.80 instead of 0.88 on answers by a writer who did not know the bank's."""
ELSEWHERE_BELOW = -2.3
"""The nearness to its points, in logits, of an answer that makes none and is about something else: of 22 labelled ones
of ENOUGH_WORDS and more that lie below it 21 are."""


def is_strange(question: Question, texts: Iterable[str], like: Likenesses | None) -> bool:
    """Whether the answer's words are those of another topic, and what they say is not like any point either."""
    return _has_other_words(question, texts) and (like is None or like.nearness < NEAR_FROM)


def is_elsewhere(texts: Iterable[str], like: Likenesses | None, makes_a_point: bool) -> bool:
    """Whether an answer of some length makes no point and is like none."""
    if like is None or like.nearness >= ELSEWHERE_BELOW or makes_a_point:
        return False
    return len(stems(*texts)) >= ENOUGH_WORDS


def stems(*texts: str) -> set[str]:
    """The stems of all words that say something."""
    return {content_stem(word) for text in texts for word in text.split()} - {""}


def _has_other_words(question: Question, texts: Iterable[str]) -> bool:
    topic = stems(
        question.question,
        question.intent,
        question.advice,
        question.example,
        *(f"{point.text} {point.follow_up}" for point in question.points),
    )
    seen: set[str] = set()
    for text in texts:
        seen |= stems(text)
        if len(seen) >= STAYS_WORDS and len(seen & topic) >= LEAST_SHARE * len(seen):
            return False
    return len(seen) >= ENOUGH_WORDS and len(seen & topic) < LEAST_SHARE * len(seen)
