"""A transcript to read: paragraphs of words, each word with its marks. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from voice_interviewer.delivery import LISTED_PAUSE_S, Delivery
from voice_interviewer.delivery.pauses import Pause
from voice_interviewer.delivery.placing import placed
from voice_interviewer.delivery.sound import Sound
from voice_interviewer.delivery.stumbles import repeats, restarts
from voice_interviewer.language.fillers import WordSpan, is_filler
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
