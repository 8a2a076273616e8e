"""Which words Whisper may have misheard, and what it did not hear: its slips, that nobody shall be blamed for. Pure."""

from voice_interviewer.clock import clock_text
from voice_interviewer.language.fillers import is_filler, plain
from voice_interviewer.transcript import Transcript

MARK = "(?)"
LEGEND = f"{MARK} Whisper was not sure of this word. Put it right with: voice-interviewer edit"

DOUBTED_BELOW = 0.4
"""Over 15 tuning answers, clean, at 20 and at 10 dB: 3 words in 100 are marked, 54 % of these are wrong, and they are
31 % of all that are. At 0.5 it would be 6 in 100, and fewer of them wrong (45 %)."""

_LOOKED_BACK = 4


def doubted(transcript: Transcript) -> frozenset[int]:
    """The numbers of these words. Not fillers, and not a word said again: Whisper, which would leave them out, always
    thinks them improbable."""
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
    """The transcript's text with a MARK behind each of them; it needs no colour."""
    doubts = doubted(transcript)
    return " ".join(
        f"{word.text}{MARK}" if number in doubts else word.text
        for number, word in enumerate(transcript.words)
    )
