"""What was heard: words with their time in the recording."""

from dataclasses import dataclass

SPOKEN_WORD_S = 0.4
"""150 words a minute, about the average of spoken US English (National Center for Voice and Speech)."""
CERTAIN_FROM = 0.5
"""Measured in `terms`: from this probability up, one of 123 terms had not been said; at 0.4 it was 4 of 137."""


@dataclass(frozen=True)
class Word:
    """One word as Whisper wrote it, with its punctuation and without surrounding spaces.

    Times are seconds from the start of the recording. `probability` is Whisper's own, 0 to 1. `prompted` tells that
    it came from a decode that was given a prompt, which makes Whisper write fillers and biases it towards the
    bank's terms. `probability` is not so biased: the words are weighed by their sound without the prompt.
    `confirmed` tells that a decode without a prompt wrote this word too; only doubtful terms are decoded twice.
    """

    text: str
    start_s: float
    end_s: float
    probability: float
    prompted: bool = True
    confirmed: bool = False

    @property
    def is_certain(self) -> bool:
        """Whether it was heard without the prompt's help, so that a term made of such words counts as said."""
        return self.confirmed or not self.prompted or self.probability >= CERTAIN_FROM


@dataclass(frozen=True)
class NotUnderstood:
    """Speech for which there are no words. Seconds from the start of the recording."""

    start_s: float
    end_s: float


@dataclass(frozen=True)
class Transcript:
    """All that was heard in one take, and what heard it. No words, and nothing not understood, means that there was no
    speech."""

    words: tuple[Word, ...]
    duration_s: float
    model: str
    language: str
    not_understood: tuple[NotUnderstood, ...] = ()

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def as_spoken(text: str) -> Transcript:
    """A written text as if it had been said evenly and heard without a doubt."""
    words = tuple(
        Word(word, at * SPOKEN_WORD_S, (at + 1) * SPOKEN_WORD_S, 1.0, prompted=False)
        for at, word in enumerate(text.split())
    )
    return Transcript(words, len(words) * SPOKEN_WORD_S, model="", language="")
