"""Words as people write them: joins what Whisper splits at a hyphen, a point or a comma. Pure."""

from collections.abc import Iterable

TimedWord = tuple[str, float, float, float]
"""A word's text as Whisper writes it, with any space before it; when it begins and ends, in seconds; and its
probability, 0 to 1."""

_WITHOUT_SPACES = frozenset({"zh", "ja", "th", "lo", "my", "yue"})
"""Languages that faster-whisper splits after each character (faster_whisper/tokenizer.py)."""


def whole_words(found: Iterable[TimedWord], language: str) -> list[TimedWord]:
    """Join parts of words, such as "follow" and "-up", or "12" and ",000".

    The probability is that of the least certain part. Where a speaker began a word again, Whisper writes "I-I" or
    "app-appointment"; these stay two words, of which the first was broken off.

    Args:
        found: What Whisper wrote, in order.
        language: Its code: some languages have no spaces between words, and nothing is joined in them.
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
