"""When each filler is said. Pure.

Whisper writes an "um" down but, if it stands between two pauses, misplaces it by up to 4 s.
"""

from dataclasses import replace
from itertools import groupby

from voice_interviewer.delivery.pauses import Span
from voice_interviewer.language.fillers import is_filler
from voice_interviewer.transcript import Word

LONGEST_FILLER_S = 2.0
"""A longer stretch of speech without a word is no filler, but something that Whisper did not understand. (A person's
"um" lasts 0.35 to 0.6 s.)"""

SHORTEST_TO_HEAR_S = 0.4
"""Whisper gives many fillers no length at all. Then this much before the end is played."""


def nearest(speech: tuple[Span, ...], time_s: float) -> int:
    """The index of the stretch of speech that a time lies in or is nearest to."""
    away_s = [max(span.start_s - time_s, time_s - span.end_s, 0.0) for span in speech]
    return away_s.index(min(away_s))


def placed(words: tuple[Word, ...], speech: tuple[Span, ...]) -> tuple[Word, ...]:
    """The same words, with each filler at the time when it is heard.

    Fillers between two words belong to the stretches of speech that lie between those of the two words. If there are no
    such stretches, the fillers run on into their neighbours, and Whisper's times are good enough (23 of 23 within
    0.15 s). Of 29 synthesised fillers between pauses, this places all 29 within 0.15 s; at Whisper's own times only 3
    could be heard.
    """
    found: list[Word] = []
    for are_fillers, run in groupby(words, key=is_filler):
        group = tuple(run)
        if are_fillers and speech:
            following = words[len(found) + len(group) :][:1]
            group = _in_places(group, _between(tuple(found[-1:]), following, speech))
        found.extend(group)
    return tuple(found)


def _between(
    before: tuple[Word, ...], following: tuple[Word, ...], speech: tuple[Span, ...]
) -> tuple[Span, ...]:
    """The stretches of speech between that of the word before and that of the following word.

    Whisper stretches a word into the silence beside it. So the end of the word before and the start of the following
    one cannot be relied on; the start of the former and the end of the latter can.
    """
    first = nearest(speech, before[0].start_s) + 1 if before else 0
    last = nearest(speech, following[0].end_s) if following else len(speech)
    return tuple(span for span in speech[first:last] if span.duration_s <= LONGEST_FILLER_S)


def _in_places(fillers: tuple[Word, ...], places: tuple[Span, ...]) -> tuple[Word, ...]:
    if not places:
        return tuple(
            replace(word, start_s=round(max(0.0, min(word.start_s, word.end_s - SHORTEST_TO_HEAR_S)), 3))
            for word in fillers
        )
    longest = sorted(places, key=lambda span: -span.duration_s)[: len(fillers)]  # shorter ones are clicks
    chosen = sorted(longest, key=lambda span: span.start_s)
    # Two fillers in one breath share a place.
    spans = [chosen[min(number, len(chosen) - 1)] for number in range(len(fillers))]
    return tuple(
        replace(word, start_s=span.start_s, end_s=span.end_s)
        for word, span in zip(fillers, spans, strict=True)
    )
