"""Which marks a page shows, so that its legend explains only those. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from voice_interviewer.review.report.view import AnswerView, TakeView

__all__ = ["Legend", "legend"]


@dataclass(frozen=True)
class Legend:
    """What the legend has to explain."""

    marks: frozenset[str]
    """The marks in transcripts, as class names of the stylesheet: filler, stumble, pause, unsure."""
    has_words: bool
    has_waveform_marks: bool


def legend(answers: Iterable[AnswerView]) -> Legend:
    """The legend for all takes of these answers, including earlier ones and follow-ups."""
    takes = [take for answer in answers for main in answer.takes for take in (main, *main.follow_ups)]
    waveforms = [take.waveform for take in takes if take.waveform]
    return Legend(
        frozenset(mark for take in takes for mark in _marks(take)),
        any(take.reading and take.reading.words for take in takes),
        any(waveform.pauses or waveform.fillers for waveform in waveforms),
    )


def _marks(take: TakeView) -> Iterator[str]:
    for paragraph in take.reading.paragraphs if take.reading else ():
        for word in paragraph:
            yield from word.marks.split()
            if word.pause_s:
                yield "pause"
