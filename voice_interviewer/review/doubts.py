"""Which words Whisper may have misheard or missed, so that people do not blame themselves for its mistakes. Pure."""

from voice_interviewer.language.fillers import is_filler, plain
from voice_interviewer.readable import clock_text
from voice_interviewer.steps import Step
from voice_interviewer.transcript import Transcript

MARK = "(?)"
"""Put after a doubtful word."""
LEGEND = f"{MARK} Whisper was not sure of this word. {Step.CORRECT}"

DOUBTED_BELOW = 0.4
"""A word with a lower probability is doubtful. On 15 tuning answers, clean and in noise at 20 and 10 dB, this marks 3
words in 100; 54 % of them are wrong, which is 31 % of all wrong words. At 0.5 it would mark 6 in 100, and fewer of them
would be wrong (45 %)."""

_LOOKED_BACK = 4


def doubted(transcript: Transcript) -> frozenset[int]:
    """The indices of the doubtful words.

    Fillers and words said twice are left out: Whisper tends to omit those, and always gives them a low probability.
    """
    words = transcript.words
    texts = [plain(word) for word in words]
    return frozenset(
        number
        for number, word in enumerate(words)
        if word.probability < DOUBTED_BELOW
        and not is_filler(word)
        and texts[number] not in texts[max(0, number - _LOOKED_BACK) : number]
    )


def not_understood(transcript: Transcript) -> tuple[str, ...]:
    """A sentence for each stretch of speech that has no words."""
    return tuple(
        f"{clock_text(span.start_s)} to {clock_text(span.end_s)}: not understood."
        for span in transcript.not_understood
    )


def marked_text(transcript: Transcript) -> str:
    """The transcript's text with a MARK after each doubtful word, which works without colour."""
    doubts = doubted(transcript)
    return " ".join(
        f"{word.text}{MARK}" if number in doubts else word.text
        for number, word in enumerate(transcript.words)
    )
