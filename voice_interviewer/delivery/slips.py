"""Slips in what was said: when each filler is heard, what was said twice or begun again, what weakens. Pure.

Whisper writes an "um" down but, if it stands between two pauses, misplaces it by up to 4 s. The rules for repeats and
restarts are simple, and would rather miss one than report one that was none. Words that weaken what was said ("sort
of") are shown but never judged: there is no evidence of how many are too many.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby

from voice_interviewer.delivery.pauses import Span
from voice_interviewer.language.fillers import WordSpan, is_filler, plain, span_of, word_set
from voice_interviewer.transcript import Word

_LONGEST_PHRASE = 4

_EMPHASIS = word_set(
    "very really so much many more far long too never always no yes yeah please well okay bye"
)
"""Said twice on purpose: "very, very busy"."""

_GRAMMAR = word_set("that had is was do in on you her")
"""Good English may have these twice in a row: "I said that that was wrong", "I log in in the morning". With a comma or
an "um" between the two it is a repeat."""

_NUMBERS = word_set("oh zero one two three four five six seven eight nine ten hundred thousand")
"""A telephone number may have the same digit twice."""

_LINKS = word_set("and by or to")
"""Phrases with these are repeated on purpose: "on and on and on", "step by step by step"."""

_CLAUSE_OPENERS = word_set(
    "what whatever who whoever which where wherever when whenever why how as if because than that though"
)
"""After one of these the same words may close one clause and open the next: "what I do, I do with care"."""

_PRONOUNS = word_set("i you he she it we they there")
_STARTS = _PRONOUNS | word_set("the a an my our this that")
_OPENERS = _STARTS | word_set("and but so to in on at for with of")

_HANGING = word_set(
    "the a an my our your his their and but or because to of with for from into by about very am was were would "
    "could should will must might i'm i've i'd i'll we've we'd we'll we're you're they're they've they'd it's he's "
    "she's that's there's"
)
"""No clause ends with one of these, so a speaker who stops there has broken off."""

_AUXILIARIES = word_set("am is are was were have has had do did will would could can")
_SAME_LETTERS = 3
_VERBS = word_set(
    "went/go going/go gone/go came/come saw/see did/do got/get gave/give made/make took/take told/tell said/say "
    "thought/think brought/bring left/leave felt/feel found/find knew/know kept/keep ran/run spoke/speak "
    "wrote/write met/meet held/hold"
)
_IRREGULAR = dict(pair.split("/") for pair in _VERBS)


def repeats(words: tuple[Word, ...]) -> tuple[WordSpan, ...]:
    """One to four words said again at once, with or without fillers in between: "I, I", "with a, um, with a".

    A third time belongs to the same repeat. A repeat does not cross the end of a sentence.
    """
    return tuple(_spans(words, _repeat_at))


def restarts(words: tuple[Word, ...]) -> tuple[WordSpan, ...]:
    """Beginnings that were broken off and begun again with the same word, and words that were broken off.

    The span includes the next word: "I was, I" (took), "we went, we" (were going), "appoint- the". A beginning counts
    only if it cannot stand alone, or if what follows has the same verb: "I listened, I asked" is good style.
    """
    return tuple(_spans(words, _restart_at))


class _Spoken:
    """The words without the fillers, and whether the speaker hesitates after each."""

    def __init__(self, words: tuple[Word, ...]) -> None:
        kept = [number for number, word in enumerate(words) if not is_filler(word)]
        self.words = tuple(words[number] for number in kept)
        self.plain = tuple(plain(word) for word in self.words)
        self._hesitates = [any(map(is_filler, words[number + 1 : number + 2])) for number in kept]

    def breaks_off(self, number: int) -> bool:
        """Whether a comma, a dash, dots or a filler follows this word."""
        marks = (",", "-", "–", "—", "…", "..")
        return self._hesitates[number] or self.words[number].text.endswith(marks)

    def is_one_sentence(self, start: int, end: int) -> bool:
        """Whether no sentence ends within words[start:end]; dots ("…") are a hesitation, not an end."""
        texts = (word.text.rstrip("\"'”’)") for word in self.words[start:end])
        return not any(text.endswith((".", "?", "!")) and not text.endswith("..") for text in texts)

    def before(self, number: int) -> str:
        """The word before this one, or "" for the first."""
        return self.plain[number - 1] if number else ""


def _spans(words: tuple[Word, ...], length_at: Callable[[_Spoken, int], int]) -> Iterator[WordSpan]:
    """All stumbles, none inside another; `length_at` tells how many words long the one at an index is, or 0."""
    spoken = _Spoken(words)
    number = 0
    while number < len(spoken.words):
        length = length_at(spoken, number)
        if length:
            yield span_of(spoken.words[number : number + length])
        number += max(1, length)


def _repeat_at(spoken: _Spoken, start: int) -> int:
    for size in range(1, _LONGEST_PHRASE + 1):
        if _is_on_purpose(spoken, start, size):
            continue
        end = start + size
        while _is_again(spoken, start, end, size):
            end += size
        if end > start + size:
            return end - start
    return 0


def _is_again(spoken: _Spoken, start: int, end: int, size: int) -> bool:
    """Whether the `size` words from `start` on, said again up to `end`, are said once more, in the same sentence."""
    return (
        spoken.plain[end : end + size] == spoken.plain[start : start + size]
        and all(spoken.plain[start : start + size])
        and spoken.is_one_sentence(end - size, end)
    )


def _is_on_purpose(spoken: _Spoken, start: int, size: int) -> bool:
    phrase = spoken.plain[start : start + size]
    if size > 1:
        is_saying = size == 2 and bool(_LINKS.intersection(phrase)) and not _STARTS.intersection(phrase)
        return len(set(phrase)) == 1 or is_saying or spoken.before(start) in _CLAUSE_OPENERS
    (word,) = phrase
    if word in _EMPHASIS | _NUMBERS or word.isdigit():
        return True
    return word in _GRAMMAR and not spoken.breaks_off(start)


def _restart_at(spoken: _Spoken, start: int) -> int:
    if _is_cut_word(spoken, start):
        return 2
    for size in (2, 3):
        if _is_broken_off(spoken, start, size):
            return size + 1
    return 0


def _is_cut_word(spoken: _Spoken, number: int) -> bool:
    """Whether a word was broken off, which Whisper writes with a hyphen: "appoint-".

    Not if it shares the end of a later word ("part- and full-time"), nor if it is said again, which is a repeat.
    """
    if not spoken.words[number].text.endswith("-") or number + 1 == len(spoken.words):
        return False
    return bool(spoken.plain[number]) and spoken.plain[number + 1] not in (
        "and",
        "or",
        "to",
        spoken.plain[number],
    )


def _is_broken_off(spoken: _Spoken, start: int, size: int) -> bool:
    """Whether the `size` words from `start` on were given up for another beginning with the same word."""
    again = start + size
    if again >= len(spoken.words) or spoken.plain[start] not in _OPENERS:
        return False
    begun, instead = spoken.plain[start:again], spoken.plain[again : again + size]
    if begun[0] != instead[0] or begun == instead or spoken.before(start) in _CLAUSE_OPENERS:
        return False
    if not spoken.breaks_off(again - 1) or not spoken.is_one_sentence(start, again):
        return False
    return begun[-1] in _HANGING or (size == 2 and _has_same_verb(begun, spoken.plain[again : again + 3]))


def _has_same_verb(begun: tuple[str, ...], instead: tuple[str, ...]) -> bool:
    """Whether two beginnings have the same verb: "we went" and "we were going", "I ask" and "I asked"."""
    if begun[0] not in _PRONOUNS:
        return False
    following = instead[2:3] if instead[1:2] and instead[1] in _AUXILIARIES else instead[1:2]
    return bool(following) and _verb(begun[1]) == _verb(following[0])


def _verb(word: str) -> str:
    return _IRREGULAR.get(word, word)[:_SAME_LETTERS]


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


_HEDGES = tuple(
    tuple(phrase.split())
    for phrase in (
        *("i think", "i guess", "i suppose", "sort of", "kind of", "or something"),
        *("maybe", "perhaps", "probably", "possibly", "hopefully"),
    )
)
"""Only a few, which nearly always weaken their sentence. "Might", "could", "usually" and "I'm not sure" are left out,
because they are often meant literally ("if I'm not sure, I ask")."""

_BEFORE_A_NOUN = word_set(
    "a an the this that these those what which any some every each all another same right other different certain "
    "one no best new my our"
)
"""After one of these, "kind of" and "sort of" are meant literally: "what kind of patient"."""

_REAL_THINKING_AFTER = word_set("about of through back ahead on over before first clearly carefully twice")
_REAL_THINKING_BEFORE = word_set("when whenever how what if before as while where do should that's")
"""Words after and before "I think" where it is meant literally: "I think about the patient", "that's how I think"."""


def hedges(words: tuple[Word, ...]) -> tuple[WordSpan, ...]:
    """Every hedge, in order, even if there are fillers inside it."""
    kept = tuple(word for word in words if not is_filler(word))
    texts = tuple(map(plain, kept))
    return tuple(
        span_of(kept[start : start + len(hedge)])
        for start in range(len(kept))
        for hedge in _HEDGES
        if texts[start : start + len(hedge)] == hedge and _weakens(kept, texts, start, len(hedge))
    )


def _weakens(words: tuple[Word, ...], texts: tuple[str, ...], start: int, length: int) -> bool:
    """Whether a phrase weakens its sentence here, as it usually does."""
    end = start + length
    before, following = set(texts[max(0, start - 1) : start]), set(texts[end : end + 1])
    if texts[end - 1] == "of":
        return not before & _BEFORE_A_NOUN
    if texts[end - 1] == "think":
        return not (before & _REAL_THINKING_BEFORE or following & _REAL_THINKING_AFTER)
    if texts[end - 1] == "something":  # "or something went wrong" is not a hedge
        return not following or "like" in following or not words[end - 1].text[-1].isalnum()
    return True
