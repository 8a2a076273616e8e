"""From one piece of sound to its words: what Whisper is told beforehand, and when it is not believed."""

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import count, groupby, takewhile

import numpy as np
from numpy.typing import NDArray

from voice_interviewer.devices.protocols import Recogniser
from voice_interviewer.language.fillers import is_filler
from voice_interviewer.language.terms import confirm, doubtful, places
from voice_interviewer.listening.endpoint import SPEECH_FROM, SPEECH_HELD
from voice_interviewer.listening.foreground import AGREED_WELL, LIKELY, agreement_needed
from voice_interviewer.listening.hearing import FRAME_S
from voice_interviewer.listening.pieces import Piece
from voice_interviewer.transcript import CERTAIN_FROM, NotUnderstood, Word

GATE_S = 0.25
"""A piece without so much speech in a row is not decoded: on silence, noise, clicks and breath Whisper
invented up to 11 words without this gate, and none with it."""

LOOP_RATIO = 2.0
"""A text that zlib shrinks to less than half of its length repeats itself; the sample answers reach 1.5."""

FILLERS_IN_A_ROW = 4
"""So many at once are Whisper's stutter, not the person's."""

UNTIMED_IN_A_ROW = 4
"""So many words at one and the same moment were not said: where Whisper repeats a sentence, it finds no sound for it.
Seen with a question of six words that was written twice, the second time within no time at all. At the end of a piece
two are enough if they say again what was just said: "Alright, thanks. Alright, thanks." it wrote of one."""

LOST_SPEECH_S = 1.5
"""If no word begins for so much speech, Whisper has skipped something: a prompt makes it do that now and
then, most often where a piece begins in the middle of a sentence. In the sample answers words begin at most
1.0 s of speech apart. At 2.5 the end of a sentence could be missing, 1.95 s of it."""

NOT_UNDERSTOOD_S = 1.0
"""So much speech without a word is told of; a long "um" or the end of a drawn-out word lasts less."""

PARROTED_IN_A_ROW = 6
PARROTED_UNSURE_IN_A_ROW = 4
"""So many words of the prompt in a row, or so many of which it is not sure, and Whisper repeats what it was told: on
noise it has nothing better to say."""

PHRASES_IN_A_ROW = 4
SAME_WORDS_IN_A_ROW = 7
"""The same two words or more so often in a row, or one word, are Whisper's too, where the text is too short to tell by
its LOOP_RATIO: "I think, I think, I think, I think, I think" it wrote of babble. People say a word again and again when
they are moved."""

LEAST_INVENTED, SPEECH_OF_A_WORD_S = 3, 0.1
"""A last sentence of so many words was not said if Whisper is not sure of it and there is less speech for each word:
nobody speaks ten words a second. In pauses, in rain and before a café, it wrote "Thank you for watching." and "And then
we need to add some."."""

HARDLY_HEARD = 0.03
"""Of 26 fillers that two voices said the least likely had 0.07; one that tiny.en wrote instead of "on the" had 0.00. Of
18 that people said two had 0.01 and 0.02: where nothing else was heard in its place a filler is kept all the same."""

_WORDS_BEFORE = 20

SAME_WORD_S = 0.6
"""Two decodes of the same sound time a word no further apart."""

_JOINED_AT = 12
"""Words at the end of a piece among which one is sought that the next piece has too: some 4 s."""

_ALONE_COUNTS_LESS = 3
"""A word that both have counts as if it stood so many words earlier, unless the one before it is the same in both too:
an "and" is soon found."""


def prompt_for(vocabulary: tuple[str, ...]) -> str:
    """What Whisper is made to believe it has just heard: somebody who hesitates, and uses the bank's terms.

    It writes on in that manner. Without any prompt it wrote none of 14 human "um"s, with one like this 13.
    One word is repeated, so that repeats are written: without that "I keep, I keep" came out once. A
    prompt that stutters more made Whisper loop on 4 of 7 pieces of fluent speech; this one on none.
    """
    work = f"use {', '.join(vocabulary)}" if vocabulary else "help people"
    return f"Okay. So, um, at work we, we {work} every day, and, uh, I really liked it. Um, what else?"


def has_speech(speech: NDArray[np.float32]) -> bool:
    """Whether these frames, shape (n,), hold GATE_S of speech in a row, by the endpoint's own thresholds."""
    run = 0
    for probability in speech.tolist():
        run = run + 1 if probability >= SPEECH_FROM or (run and probability > SPEECH_HELD) else 0
        if run * FRAME_S >= GATE_S:
            return True
    return False


def write_down(
    piece: Piece,
    recogniser: Recogniser,
    prompt: str,
    before: tuple[Word, ...] = (),
    terms: tuple[str, ...] = (),
    *,
    twice: bool = False,
) -> tuple[Word, ...]:
    """The piece's own words, timed from the take's start. `before` is what was said before it; a piece
    that begins in the middle of speech is decoded in its light, and goes on where those words end. Where one of the
    `terms` is doubtful, a second decode without a prompt confirms it or does not; where words are missing, or cannot be
    believed, it fills in its own. What goes round is never written, nor a last sentence that there was no time to say,
    nor what two decodes hear differently where nobody stands out of the room. If it may be heard `twice`, the words are
    those without a prompt, with the hesitations and the terms that the prompt brings out. Raises as
    `Recogniser.recognise` does."""
    needed = agreement_needed(piece)
    if needed > 1.0:
        return ()
    if piece.goes_on:
        unheard = [word.text for word in before if _middle_s(word) < piece.start_s]
        prompt = " ".join([prompt, *unheard[-_WORDS_BEFORE:]])
    words = _own(recogniser.recognise(piece.samples, prompt), piece, before)
    believed = () if parrots(words, prompt) else before_going_round(words)
    went_wrong = len(believed) < len(words)
    believed = _without_invented_end(believed, piece)
    gaps = lost_speech(believed, piece)
    if not (went_wrong or gaps or needed or twice or doubtful(believed, terms)):
        return believed
    plain = _own(recogniser.recognise(piece.samples, ""), piece, before)
    plain = _without_invented_end(before_going_round(plain), piece)
    if needed and not _are_heard_alike(believed, _outside(plain, gaps if believed else []), needed):
        return ()
    if twice and _is_sure(plain):
        return _together(plain, confirm(believed, plain, terms), piece, terms)
    if went_wrong:
        if not any(is_filler(word) for word in believed):
            return plain if _is_sure(plain) else believed
        gaps = [*gaps, (believed[-1].end_s, float("inf"))]
    return confirm(filled(believed, plain, gaps), plain, terms)


def _together(
    plain: tuple[Word, ...], prompted: tuple[Word, ...], piece: Piece, terms: tuple[str, ...]
) -> tuple[Word, ...]:
    """The words without a prompt, with what only the prompt brings out.

    On 31 human clips base with five beams had 162 of 1,941 words wrong with the prompt and 139 without it; the prompt
    is good for fillers and for terms, and makes "triage station" of a train station.
    """
    whole = filled(plain, prompted, lost_speech(plain, piece))
    return with_hesitations(_brought_out(whole, prompted, terms), prompted)


def _brought_out(
    words: tuple[Word, ...], prompted: tuple[Word, ...], terms: tuple[str, ...]
) -> tuple[Word, ...]:
    """These words, and where the prompted ones have something else instead that the prompt is there for, that: a term,
    if it is certain or no less likely; or nothing but fillers ("Um," without a prompt became "Yum,")."""
    of_terms = {number for _, start, end in places(prompted, terms) for number in range(start, end)}
    whole: list[Word] = []
    matcher = SequenceMatcher(a=_letters(_texts(words)), b=_letters(_texts(prompted)), autojunk=False)
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        kept, other = words[start:end], prompted[other_start:other_end]
        if tag != "replace":
            whole += kept
            continue
        found = [prompted[number] for number in range(other_start, other_end) if number in of_terms]
        is_better = all(word.is_certain for word in found) or _likeliness(found) >= _likeliness(kept)
        are_fillers = all(is_filler(word) for word in other) and len(kept) <= len(other)
        whole += other if (found and is_better) or are_fillers else kept
    return tuple(whole)


def _likeliness(words: Sequence[Word]) -> float:
    return float(np.mean([word.probability for word in words]))


def _are_heard_alike(words: tuple[Word, ...], plain: tuple[Word, ...], needed: float) -> bool:
    """Whether two decodes agree on so much; if it must be well, they must be sure of it too."""
    is_likely = needed < AGREED_WELL or not plain or _likeliness(plain) >= LIKELY
    return is_likely and _agreement(words, plain) >= needed


def _agreement(words: tuple[Word, ...], plain: tuple[Word, ...]) -> float:
    """How much of the longer of these two both have, fillers aside: 0 to 1."""
    one, other = (_letters(word.text for word in each if not is_filler(word)) for each in (words, plain))
    blocks = SequenceMatcher(a=one, b=other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / max(len(one), len(other)) if one or other else 1.0


def _outside(words: tuple[Word, ...], gaps: list[tuple[float, float]]) -> tuple[Word, ...]:
    """Those of the words that do not begin in one of these spans, in seconds of the take."""
    return tuple(
        word for word in words if not any(from_s < word.start_s < until_s for from_s, until_s in gaps)
    )


def lost_speech(words: tuple[Word, ...], piece: Piece) -> list[tuple[float, float]]:
    """Where no word of the piece's begins for LOST_SPEECH_S of speech: from when to when, in seconds of the take."""
    first_s = max(piece.start_s, piece.from_s)
    last_s = first_s + len(piece.speech) * FRAME_S
    edges_s = [first_s, *(word.start_s for word in words), last_s]
    frames = np.clip((np.array(edges_s) - first_s) / FRAME_S, 0, len(piece.speech)).astype(int)
    spoken = np.concatenate([[0], np.cumsum(piece.speech >= SPEECH_FROM)])[
        frames
    ]  # frames of speech before each
    lengths_s = (np.diff(spoken) - 1) * FRAME_S  # of the frames at both ends a part is others'
    return [
        (edges_s[number], edges_s[number + 1])
        for number in np.flatnonzero(lengths_s >= LOST_SPEECH_S).tolist()
    ]


def not_understood(words: tuple[Word, ...], piece: Piece) -> list[NotUnderstood]:
    """Where the piece holds speech and these words, all that could be made of it, leave it uncovered."""
    first_s = max(piece.start_s, piece.from_s)
    found = []
    for from_s, until_s in lost_speech(words, piece):
        said_until_s = max((word.end_s for word in words if word.start_s <= from_s), default=from_s)
        frames = np.arange(*(round((each_s - first_s) / FRAME_S) for each_s in (said_until_s, until_s)))
        spoken = frames[piece.speech[frames] >= SPEECH_FROM]
        if len(spoken) * FRAME_S >= NOT_UNDERSTOOD_S:
            start_s, end_s = first_s + spoken[0] * FRAME_S, first_s + (spoken[-1] + 1) * FRAME_S
            found.append(NotUnderstood(round(float(start_s), 3), round(float(end_s), 3)))
    return found


def filled(
    words: tuple[Word, ...], plain: tuple[Word, ...], gaps: list[tuple[float, float]]
) -> tuple[Word, ...]:
    """These words, and in the gaps what the plain decode has there instead; so the others keep their fillers."""

    def is_missing(block: tuple[Word, ...]) -> bool:
        middles_s = [_middle_s(word) for word in block]
        return any(from_s <= middle_s < until_s for from_s, until_s in gaps for middle_s in middles_s)

    whole: list[Word] = []
    matcher = SequenceMatcher(a=_letters(_texts(words)), b=_letters(_texts(plain)), autojunk=False)
    for tag, start, end, plain_start, plain_end in matcher.get_opcodes():
        kept, other = words[start:end], plain[plain_start:plain_end]
        if tag != "equal" and is_missing(other):
            kept = tuple(sorted((*_fillers(kept), *other), key=lambda word: word.start_s))
        whole += kept
    return tuple(whole)


def with_hesitations(words: tuple[Word, ...], first: tuple[Word, ...]) -> tuple[Word, ...]:
    """These words, with the fillers and the repeats that only the `first` words have: what was heard once was said.

    On six tuning answers base with five beams heard 9 of 11 repeats, and 10 with those of tiny.en's first look; on
    words read aloud it changes nothing. Where nothing is believed any more, no hesitation is.
    """
    if not words:
        return ()
    letters = _letters(_texts(first))
    spoken = [number for number, word in enumerate(first) if not is_filler(word)]

    def is_repeat(start: int, end: int) -> bool:
        """Whether these words are said again just after or just before, fillers aside."""
        own = [letters[number] for number in spoken if start <= number < end]
        after = [letters[number] for number in spoken if number >= end][: len(own)]
        ahead = [letters[number] for number in spoken if number < start][-len(own) :]
        return bool(own) and own in (after, ahead)

    whole: list[Word] = []
    matcher = SequenceMatcher(a=_letters(_texts(words)), b=letters, autojunk=False)
    for tag, start, end, first_start, first_end in matcher.get_opcodes():
        kept, other = words[start:end], first[first_start:first_end]
        if tag == "insert":  # in whose place nothing else was heard
            kept = other if is_repeat(first_start, first_end) else tuple(filter(is_filler, other))
        elif tag == "replace" and not any(is_filler(word) for word in kept):
            kept = tuple(sorted((*kept, *_fillers(other)), key=lambda word: word.start_s))
        whole += kept
    return tuple(whole)


def _fillers(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Those that were heard, where something else of what the same decode wrote is not believed."""
    return tuple(word for word in words if is_filler(word) and word.probability >= HARDLY_HEARD)


def parrots(words: tuple[Word, ...], prompt: str) -> bool:
    """Whether so many of these words in a row are the prompt's."""
    told, texts = f" {' '.join(_letters(prompt.split()))} ", _letters(_texts(words))

    def is_told(start: int, count: int) -> bool:
        return start + count <= len(texts) and f" {' '.join(texts[start : start + count])} " in told

    return any(
        is_told(start, PARROTED_IN_A_ROW)
        or (
            is_told(start, PARROTED_UNSURE_IN_A_ROW)
            and not _is_sure(words[start : start + PARROTED_UNSURE_IN_A_ROW])
        )
        for start in range(len(texts))
    )


def before_going_round(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """All of these words, unless Whisper got stuck: then those before, if they are any better than guesses."""
    words = _written_once(words)
    if not goes_round(words):
        return words
    while goes_round(words):
        words = words[: _stuck_from(words)]
    return words if _is_sure(words) else ()


def _without_invented_end(words: tuple[Word, ...], piece: Piece) -> tuple[Word, ...]:
    """Without a last sentence that there was no time to say."""
    first_s = max(piece.start_s, piece.from_s)
    spoken = piece.speech >= SPEECH_FROM
    ends = [
        number for number, word in enumerate(words, 1) if word.text.rstrip("\"'”’)")[-1:] in (".", "?", "!")
    ]
    for start in ends:
        last = words[start:]
        if len(last) < LEAST_INVENTED or _is_sure(last):
            continue
        from_frame, until_frame = (
            max(0, round((time_s - first_s) / FRAME_S)) for time_s in (last[0].start_s, last[-1].end_s)
        )
        if spoken[from_frame:until_frame].sum() * FRAME_S < SPEECH_OF_A_WORD_S * len(last):
            return words[:start]
    return words


def _written_once(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Without what was written once in its time and once within none. What follows it was said."""
    letters, untimed = _letters(_texts(words)), _untimed(words)
    in_time = {text for text, is_untimed in zip(letters, untimed, strict=True) if not is_untimed}
    kept: list[int] = []
    for is_untimed, row in groupby(range(len(words)), key=untimed.__getitem__):
        numbers = [*row]
        own = [letters[number] for number in numbers]
        is_again = len(own) >= UNTIMED_IN_A_ROW and in_time.issuperset(own)
        is_end_again = (
            len(own) > 1 and numbers[-1] == len(words) - 1 and own == letters[: numbers[0]][-len(own) :]
        )
        kept += [] if is_untimed and (is_again or is_end_again) else numbers
    return tuple(words[number] for number in kept)


def _untimed(words: tuple[Word, ...]) -> list[bool]:
    return [word.end_s - word.start_s < 0.01 for word in words]


def _is_sure(words: tuple[Word, ...]) -> bool:
    return bool(words) and _likeliness(words) >= CERTAIN_FROM


def goes_round(words: tuple[Word, ...]) -> bool:
    """Whether Whisper got stuck: the same over and over, words without time for them, or a row of fillers."""
    return _stuck_from(words) < len(words)


def _stuck_from(words: tuple[Word, ...]) -> int:
    """The number of the first word of what goes round; if nothing does, how many words there are."""
    text = " ".join(word.text for word in words).encode()
    is_repeating = len(text) > LOOP_RATIO * len(zlib.compress(text))
    return min(
        _row_from(_untimed(words), UNTIMED_IN_A_ROW),
        _row_from([is_filler(word) for word in words], FILLERS_IN_A_ROW),
        _repeated_from(_letters(_texts(words)), is_looping=is_repeating),
    )


def _row_from(marks: list[bool], count: int) -> int:
    """Where the first row of so many marks begins."""
    number = 0
    for is_marked, row in groupby(marks):
        length = len(tuple(row))
        if is_marked and length >= count:
            return number
        number += length
    return number


def _repeated_from(texts: list[str], *, is_looping: bool) -> int:
    """Where what is repeated for longest begins; if it is not looping anyway, only what is too often in a row."""
    longest, start = 0, 0 if is_looping else len(texts)
    for period in range(1, len(texts) // 2 + 1):
        least = SAME_WORDS_IN_A_ROW if period == 1 else PHRASES_IN_A_ROW
        least = (
            2 if is_looping else least
        ) * period - period  # so many words that are as the one a period before
        number = 0
        for is_same, row in groupby(one == other for one, other in zip(texts, texts[period:], strict=False)):
            length = len(tuple(row))
            if is_same and length >= max(least, longest + 1):
                longest, start = length, number
            number += length
    return start


def _texts(words: tuple[Word, ...]) -> list[str]:
    return [word.text for word in words]


def _letters(texts: Iterable[str]) -> list[str]:
    return [re.sub(r"[^\w']", "", text.casefold()) for text in texts]


def _own(words: tuple[Word, ...], piece: Piece, before: tuple[Word, ...]) -> tuple[Word, ...]:
    """Those of the words, timed from the take's start, that are the piece's own."""
    placed = tuple(
        replace(
            word, start_s=round(word.start_s + piece.start_s, 3), end_s=round(word.end_s + piece.start_s, 3)
        )
        for word in words
    )
    if piece.goes_on:
        placed = _after(before, placed, piece.from_s)
        return tuple(word for word in placed if _middle_s(word) < piece.until_s)
    return tuple(word for word in placed if piece.from_s <= _middle_s(word) < piece.until_s)


def _after(before: tuple[Word, ...], words: tuple[Word, ...], from_s: float) -> tuple[Word, ...]:
    """What follows `before` in these words, which hear the end of it once more: what comes after the last word that
    both have, if that is the last of all; otherwise what begins from `from_s` on."""
    last = before[-_JOINED_AT:]
    ends, texts = _letters(_texts(last)), _letters(_texts(words))
    shared = [
        (at, number)
        for number, word in enumerate(words)
        for at, other in enumerate(last)
        if texts[number] == ends[at] and abs(_middle_s(word) - _middle_s(other)) <= SAME_WORD_S
    ]

    def rank(match: tuple[int, int]) -> tuple[int, int]:
        at, number = match
        row = takewhile(lambda each: (at - each, number - each) in shared, count())
        length = sum(1 for _ in row)
        return (at if length > 1 else at - _ALONE_COUNTS_LESS, length)

    at, number = max(shared, key=rank, default=(-1, -1))
    is_joined = bool(last) and at == len(last) - 1
    if is_joined:
        return words[number + 1 :]
    own = tuple(word for word in words[number + 1 :] if _middle_s(word) >= from_s)
    return own[_heard_before(last, own) :]


def _heard_before(last: tuple[Word, ...], words: tuple[Word, ...]) -> int:
    """How many of these words, from the first, end `last` too, at the same moments."""

    def is_same(count: int) -> bool:
        pairs = [*zip(last[-count:], words[:count], strict=True)]
        near = (abs(_middle_s(one) - _middle_s(other)) <= SAME_WORD_S / 2 for one, other in pairs)
        return _letters(_texts(last[-count:])) == _letters(_texts(words[:count])) and all(near)

    return max(filter(is_same, range(1, min(len(last), len(words)) + 1)), default=0)


def _middle_s(word: Word) -> float:
    return (word.start_s + word.end_s) / 2
