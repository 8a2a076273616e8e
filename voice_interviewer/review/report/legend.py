"""Which marks there are on a page, so that its legend explains no others. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from voice_interviewer.review.report.view import AnswerView, TakeView

__all__ = ["Legend", "legend"]


@dataclass(frozen=True)
class Legend:
    """What its transcripts and its waveforms show."""

    marks: frozenset[str]
    """Names of classes in the stylesheet: filler, stumble, pause, unsure."""
    has_words: bool
    has_waveform_marks: bool


def legend(answers: Iterable[AnswerView]) -> Legend:
    """Of all takes, follow-ups and earlier ones among them."""
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
