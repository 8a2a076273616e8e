"""A transcript to read: paragraphs of words, each word with its marks, and the moments worth listening to. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from voice_interviewer.coverage.passages import Span
from voice_interviewer.coverage.story import Story
from voice_interviewer.delivery import LISTED_PAUSE_S, Delivery
from voice_interviewer.delivery.pauses import Pause
from voice_interviewer.delivery.slips import placed, repeats, restarts
from voice_interviewer.delivery.sound import Sound
from voice_interviewer.language.fillers import WordSpan, is_filler
from voice_interviewer.review.facts import TakeFacts
from voice_interviewer.transcript import Transcript, Word

UNSURE_BELOW = 0.5
"""Below this probability by Whisper's own estimate, a word is more likely wrong than right. Of the demonstration's 107
words, all written down correctly, none is below it except fillers, which always have a low probability."""

PARAGRAPH_WORDS = 70
"""A paragraph ends with the first sentence to end after this many words."""

_SENTENCE_END = (".", "?", "!", "…")


@dataclass(frozen=True)
class ReadWord:
    """One word. `marks` are class names of the stylesheet; `pause_s` is the length of a long pause before it, or 0."""

    text: str
    marks: str
    pause_s: float


@dataclass(frozen=True)
class Reading:
    """The whole transcript, ready to be shown."""

    paragraphs: tuple[tuple[ReadWord, ...], ...]
    words: tuple[Word, ...]
    """The same words with their times; fillers have the times at which they are heard."""
    times: str
    """For the page's script: start and end of each word, in order, in hundredths of a second."""
    stumbles: tuple[WordSpan, ...]
    """Repeats and restarts, in order."""

    def marked(self, mark: str) -> tuple[Word, ...]:
        """The words that have this mark."""
        shown = (word for paragraph in self.paragraphs for word in paragraph)
        return tuple(word for word, each in zip(self.words, shown, strict=True) if mark in each.marks.split())


def read(transcript: Transcript, sound: Sound | None, delivery: Delivery | None) -> Reading:
    """A transcript ready to be shown. Without `sound`, fillers keep Whisper's times, and no pauses are known."""
    words = placed(transcript.words, sound.speech) if sound else transcript.words
    found = (*delivery.repeats, *delivery.restarts) if delivery else (*repeats(words), *restarts(words))
    stumbles = tuple(sorted(found, key=lambda span: span.start_s))
    pauses = _before_words(words, sound.pauses if sound else ())
    read_words = [
        ReadWord(word.text, " ".join(_marks(word, stumbles)), pauses.get(number, 0.0))
        for number, word in enumerate(words)
    ]
    times = " ".join(f"{round(word.start_s * 100)},{round(word.end_s * 100)}" for word in words)
    return Reading(_paragraphs(read_words), words, times, stumbles)


def long_pauses(pauses: Sequence[Pause]) -> tuple[Pause, ...]:
    """The pauses that are listed; their length is rounded first, as it is shown."""
    return tuple(pause for pause in pauses if round(pause.duration_s, 1) >= LISTED_PAUSE_S)


def _before_words(words: tuple[Word, ...], pauses: Sequence[Pause]) -> dict[int, float]:
    """The lengths of the long pauses between words, by the index of the word after each.

    Whisper stretches words into the silence beside them, so only a word's middle is sure to be on the right side.
    """
    middles = [_middle_s(word) for word in words]
    found = {}
    for pause in long_pauses(pauses):
        middle_s = (pause.start_s + pause.end_s) / 2
        number = sum(each < middle_s for each in middles)
        if 0 < number < len(words):
            found[number] = pause.duration_s
    return found


def _marks(word: Word, stumbles: Sequence[WordSpan]) -> list[str]:
    if is_filler(word):
        return ["filler"]
    middle_s = _middle_s(word)
    marks = ["stumble"] if any(span.start_s <= middle_s <= span.end_s for span in stumbles) else []
    return [*marks, "unsure"] if word.probability < UNSURE_BELOW else marks


def _paragraphs(words: list[ReadWord]) -> tuple[tuple[ReadWord, ...], ...]:
    found: list[tuple[ReadWord, ...]] = []
    first = 0
    for number, word in enumerate(words, 1):
        is_long = number - first >= PARAGRAPH_WORDS and word.text.endswith(_SENTENCE_END)
        if is_long or number == len(words):
            found.append(tuple(words[first:number]))
            first = number
    return tuple(found)


def _middle_s(word: Word) -> float:
    return (word.start_s + word.end_s) / 2


@dataclass(frozen=True)
class Moment:
    """A part of a take that can be played, with its times in seconds."""

    text: str
    start_s: float
    end_s: float


@dataclass(frozen=True)
class Moments:
    """All moments of one kind, which are called `one` or `many` after their number."""

    one: str
    many: str
    found: tuple[Moment, ...]

    @property
    def title(self) -> str:
        """Number and kind, such as "1 filler" or "3 fillers"."""
        count = len(self.found)
        return f"{count} {self.one if count == 1 else self.many}"


@dataclass(frozen=True)
class StoryPart:
    """One part of a story: when it was told, if it was, and its place in a bar of 100 units."""

    name: str
    span: Moment | None
    x: float
    width: float

    @property
    def seconds(self) -> float:
        """How long this part took; 0 if it was not told."""
        return self.span.end_s - self.span.start_s if self.span else 0.0


def moments(facts: TakeFacts, reading: Reading) -> tuple[Moments, ...]:
    """Every kind of which there is at least one moment; those of the delivery come first."""
    delivery, coverage = facts.delivery, facts.coverage
    terms = [place for term in coverage.terms for place in term.places] if coverage else []
    kinds = (
        Moments("filler", "fillers", _said(reading.marked("filler"))),
        Moments("long pause", "long pauses", _silent(delivery.pauses if delivery else ())),
        Moments("repeat or restart", "repeats and restarts", _said(reading.stumbles)),
        Moments("softening phrase", "softening phrases", _said(delivery.hedges if delivery else ())),
        Moments(
            "word that may have been misheard",
            "words that may have been misheard",
            _said(reading.marked("unsure")),
        ),
        Moments("number you gave", "numbers you gave", _said(coverage.numbers if coverage else ())),
        Moments("job term", "job terms", _said(sorted(terms, key=lambda span: span.start_s))),
        Moments(
            "example of your own", "examples of your own", _said(coverage.own_material if coverage else ())
        ),
    )
    return tuple(kind for kind in kinds if kind.found)


def story_parts(story: Story) -> tuple[StoryPart, ...]:
    """Situation, task, action and result, in this order, whether told or not."""
    spans = {
        "Situation": story.situation,
        "Task": story.task,
        "Action": story.action,
        "Result": story.result,
    }
    whole_s = sum(span.end_s - span.start_s for span in spans.values() if span) or 1.0
    parts, x = [], 0.0
    for name, span in spans.items():
        width = 100 * (span.end_s - span.start_s) / whole_s if span else 0.0
        moment = Moment(span.text, span.start_s, span.end_s) if span else None
        parts.append(StoryPart(name, moment, round(x, 2), round(width, 2)))
        x += width
    return tuple(parts)


def _said(spans: Iterable[Span | WordSpan | Word]) -> tuple[Moment, ...]:
    return tuple(Moment(span.text.strip(",.;:"), span.start_s, span.end_s) for span in spans)


def _silent(pauses: Iterable[Pause]) -> tuple[Moment, ...]:
    return tuple(
        Moment(f"{pause.duration_s:.1f} s", pause.start_s, pause.end_s)
        for pause in long_pauses(tuple(pauses))
    )
