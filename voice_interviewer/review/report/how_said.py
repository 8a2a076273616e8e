"""How an answer was said, as a few facts for people, each with something to compare it with. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from voice_interviewer.delivery import COMFORTABLE_RATE_WPM, REMARKED_PAUSE_S, Delivery
from voice_interviewer.readable import clock_text

VERY_QUIET_DBFS = -50.0
"""Speech quieter than this makes an interview ask the person to come closer to the microphone."""


@dataclass(frozen=True)
class Told:
    """One fact, such as Pace, "165", "words a minute", with a note in smaller type."""

    title: str
    value: str
    unit: str = ""
    note: str = ""


def manner(delivery: Delivery) -> tuple[Told, ...]:
    """The facts about an answer in which something was said."""
    return (
        _spoken(delivery),
        *_slow_start(delivery),
        *_pace(delivery),
        _pauses(delivery),
        _fillers(delivery),
        _loudness(delivery),
    )


def _spoken(delivery: Delivery) -> Told:
    """The time from the first word to the last, as in the remarks; the player shows the recording's length."""
    spoken_s = (delivery.last_word_s or 0.0) - (delivery.first_word_s or 0.0)
    return Told("Spoken", clock_text(spoken_s), note=f"suggested {clock_text(delivery.suggested_s)}")


def _slow_start(delivery: Delivery) -> Iterator[Told]:
    if delivery.first_word_s is not None and delivery.first_word_s >= REMARKED_PAUSE_S:
        yield Told("First word", f"after {delivery.first_word_s:.1f} s")


def _pace(delivery: Delivery) -> Iterator[Told]:
    if delivery.speech_rate_wpm:
        low, high = COMFORTABLE_RATE_WPM
        comfortable = f"comfortable: {low:.0f} to {high:.0f}"
        yield Told("Pace", f"{delivery.speech_rate_wpm:.0f}", "words a minute", comfortable)


def _pauses(delivery: Delivery) -> Told:
    longest = delivery.longest_pause
    note = f"longest {longest.duration_s:.1f} s" if longest else ""
    return Told("Pauses", str(len(delivery.pauses)) if longest else "none", note=note)


def _fillers(delivery: Delivery) -> Told:
    if not delivery.fillers:
        return Told("Fillers", "none heard")
    often = round(delivery.fillers_per_minute or 0)
    note = f"about {often} a minute" if often else ""
    return Told("Fillers", f"{len(delivery.fillers)} or more", note=note)


def _loudness(delivery: Delivery) -> Told:
    if delivery.is_audibly_clipped:
        return Told("Loudness", "distorted", "too loud for the microphone")
    return Told("Loudness", "very quiet" if delivery.level_dbfs < VERY_QUIET_DBFS else "good")
