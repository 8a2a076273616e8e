"""Words as people write them: what Whisper splits at a hyphen, a point or a comma is one word again. Pure."""

from collections.abc import Iterable

TimedWord = tuple[str, float, float, float]
"""Its text, as Whisper writes it: with the space before it, if there is one; when it begins and ends, in seconds; and
its probability, 0 to 1."""

_WITHOUT_SPACES = frozenset({"zh", "ja", "th", "lo", "my", "yue"})
"""Languages that faster-whisper splits after each character (faster_whisper/tokenizer.py)."""


def whole_words(found: Iterable[TimedWord], language: str) -> list[TimedWord]:
    """Join "follow" and "-up", "12" and ",000"; the probability is that of the most doubtful part.

    Whoever begins a word anew is written "I-I" or "app-appointment": those are two words, of which the first is broken
    off.
    """
    words: list[TimedWord] = []
    for text, start_s, end_s, probability in found:
        if not words or text.startswith(" ") or language in _WITHOUT_SPACES:
            words.append((text, start_s, end_s, probability))
            continue
        before, before_s, before_end_s, before_probability = words[-1]
        if _begins_anew(before, text):
            words[-1] = f"{before}-", before_s, before_end_s, before_probability
            words.append((f" {text[1:]}", start_s, end_s, probability))
        else:
            words[-1] = f"{before}{text}", before_s, end_s, min(before_probability, probability)
    return words


def _begins_anew(before: str, text: str) -> bool:
    head, tail = before.strip().casefold(), text.casefold()
    return tail.startswith(f"-{head}") and head.isalpha()
