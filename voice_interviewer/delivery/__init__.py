"""How an answer was said: length, pace, pauses, fillers. Facts only; `feedback` says what is remarkable about them.

The facts come from the transcript's words and from what `sound` measured; the thresholds for remarks are here. Pitch is
not measured: none of the libraries that this program needs anyway measures it reliably.
"""

from dataclasses import dataclass

from voice_interviewer.clip import AUDIBLY_CLIPPED_SHARE
from voice_interviewer.delivery.pauses import Pause, Span
from voice_interviewer.delivery.slips import hedges, nearest, placed, repeats, restarts
from voice_interviewer.delivery.sound import Sound
from voice_interviewer.language.fillers import WordSpan, fillers, spoken_words
from voice_interviewer.transcript import Transcript, Word

COMFORTABLE_LENGTH_S = (60.0, 120.0)
"""For "tell me about a time"; an answer about facts may be shorter. This is advice (climbtheladder.com,
healthsystemcio.com); no controlled study was found. A question's own `suggested_s` takes precedence."""

COMFORTABLE_RATE_WPM = (110.0, 170.0)
"""Speech rate, pauses included. About 150 is the average of US English (National Center for Voice and Speech); Orai
found 120 to 145 too narrow; it varies with age and first language (Yuan et al., Interspeech 2006)."""

FINE_FILLERS_PER_MINUTE = 5.0
MANY_FILLERS_PER_MINUTE = 12.0
"""Of 0, 2, 5 and 12 a minute, 5 did no harm and 12 did (Laske & DiGennaro Reed 2024, doi 10.1002/jaba.1093)."""

PAUSE_FROM_S = 0.5
"""Pauses of at least this length are counted: 0.6 s sounds most natural (Front. Psychol. 2022, 778018)."""

LISTED_PAUSE_S = 2.0
"""A pause of at least this length is listed, without comment."""

REMARKED_PAUSE_S = 4.0
"""A pause of at least this length is worth a remark: after 4 s it is harder to follow (Lundholm Fors)."""

RATE_WINDOW_S = 15.0
"""Speech rate over time is measured in stretches of about this length: some 35 words, so that one word is 3 %."""


@dataclass(frozen=True)
class Delivery:
    """The facts of one take.

    Times are in seconds from the recording's start, rates in words a minute; fillers do not count as words. What cannot
    be known is None: for a take without words, nearly everything.
    """

    length_s: float
    """The whole recording."""
    suggested_s: float
    first_word_s: float | None
    """When the first word of the transcript, or the first "um", begins."""
    last_word_s: float | None
    """When the last one ends."""
    word_count: int
    speech_rate_wpm: float | None
    """From the first word to the last, pauses included."""
    articulation_rate_wpm: float | None
    """The same, leaving out pauses of at least 0.2 s, but not fillers."""
    rate_over_time: tuple[tuple[float, float], ...]
    """Start and speech rate of each stretch in turn, about RATE_WINDOW_S long."""
    pauses: tuple[Pause, ...]
    """Those of at least PAUSE_FROM_S between the first word and the last."""
    pause_share: float
    """The share of the time from the first word to the last that `pauses` take up, 0 to 1."""
    fillers: tuple[WordSpan, ...]
    """At least these: Whisper leaves some out."""
    fillers_per_minute: float | None
    """In the time from the first word to the last. Means little for an answer of a few seconds."""
    repeats: tuple[WordSpan, ...]
    restarts: tuple[WordSpan, ...]
    hedges: tuple[WordSpan, ...]
    level_dbfs: float
    """Of the speech alone."""
    level_spread_db: float
    clipped_share: float
    """The share of samples at full scale, 0 to 1."""

    @property
    def is_audibly_clipped(self) -> bool:
        """Whether it was too loud for the microphone, and distorted."""
        return self.clipped_share >= AUDIBLY_CLIPPED_SHARE

    @property
    def longest_pause(self) -> Pause | None:
        """The longest pause; the first of them if several are equally long."""
        return max(self.pauses, key=lambda pause: pause.duration_s, default=None)


def deliver(transcript: Transcript, sound: Sound, suggested_s: float) -> Delivery:
    """The facts of one take.

    Args:
        transcript: The take's words.
        sound: What was measured from its recording.
        suggested_s: The length that the question suggests.
    """
    words = placed(transcript.words, sound.speech)
    spoken = _spoken(words, sound.speech)
    silences = tuple(pause for pause in sound.pauses if _lies_in(pause, spoken))
    pauses = tuple(pause for pause in silences if pause.duration_s >= PAUSE_FROM_S)
    spoken_s = spoken.duration_s if spoken else 0.0
    count = sum(map(spoken_words, words))
    found = fillers(words)
    return Delivery(
        length_s=sound.duration_s,
        suggested_s=suggested_s,
        first_word_s=spoken.start_s if spoken else None,
        last_word_s=spoken.end_s if spoken else None,
        word_count=count,
        speech_rate_wpm=_a_minute(count, spoken_s),
        articulation_rate_wpm=_a_minute(count, spoken_s - _total_s(silences)),
        rate_over_time=_rate_over_time(words, spoken),
        pauses=pauses,
        pause_share=_total_s(pauses) / spoken_s if spoken_s else 0.0,
        fillers=found,
        fillers_per_minute=_a_minute(len(found), spoken_s),
        repeats=repeats(words),
        restarts=restarts(words),
        hedges=hedges(words),
        level_dbfs=sound.level_dbfs,
        level_spread_db=sound.level_spread_db,
        clipped_share=sound.clipped_share,
    )


def _spoken(words: tuple[Word, ...], speech: tuple[Span, ...]) -> Span | None:
    """From the first word to the last, as heard in the sound: a cough before it or a chair after it does not count.

    Whisper stretches a word into the silence beside it, so the end of the first word and the start of the last are its
    more reliable times.
    """
    if not words or not speech:
        return None
    first, last = sorted((nearest(speech, words[0].end_s), nearest(speech, words[-1].start_s)))
    return Span(speech[first].start_s, speech[last].end_s)


def _lies_in(pause: Pause, spoken: Span | None) -> bool:
    return spoken is not None and spoken.start_s <= pause.start_s and pause.end_s <= spoken.end_s


def _rate_over_time(words: tuple[Word, ...], spoken: Span | None) -> tuple[tuple[float, float], ...]:
    if spoken is None or not spoken.duration_s:
        return ()
    window_count = max(1, round(spoken.duration_s / RATE_WINDOW_S))
    window_s = spoken.duration_s / window_count
    counts = [0] * window_count
    for word in words:
        number = int(((word.start_s + word.end_s) / 2 - spoken.start_s) // window_s)
        counts[min(max(number, 0), window_count - 1)] += spoken_words(word)
    return tuple(
        (round(spoken.start_s + number * window_s, 3), 60 * count / window_s)
        for number, count in enumerate(counts)
    )


def _total_s(pauses: tuple[Pause, ...]) -> float:
    return sum(pause.duration_s for pause in pauses)


def _a_minute(count: int, duration_s: float) -> float | None:
    return 60 * count / duration_s if duration_s > 0 else None
