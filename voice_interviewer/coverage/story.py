"""Where a story's situation, task, action and result lie. Pure.

Each sentence is scored by the cues of the four parts. The parts come in their order, each is a run of sentences and
may be missing; the cuts are those with the highest sum of cues.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from voice_interviewer.coverage.passages import Span, sentences, span_of
from voice_interviewer.transcript import Transcript

__all__ = ["Story", "story_of"]

_CUES = {
    "situation": r"""
        last_(?:year|month|week|winter|summer|spring|autumn) | (?:years?|months?|weeks?)_ago |
        one_(?:day|morning|afternoon|evening|night|monday|tuesday|wednesday|thursday|friday) | once |
        when_i_was | i_was_working | i_worked | at_the_time | there_was_an? | there_were | at_my_last |
        in_my_last | in_my_(?:previous|first) | we_had_an? | i_had_an? | came_(?:in|to) | used_to |
        it_was_a | i'd_been | i_remember | i'm_thinking_of
    """,
    "task": r"""
        (?:my|our|the)_(?:job|task|role|part|goal|aim|target|decision|challenge|problem)_(?:was|were|is) |
        i_(?:had|needed|was_asked)_to | we_(?:had|needed|wanted)_to |
        i_was_(?:responsible|in_charge) | it_was_up_to_me | the_idea_was | had_to_be | i_wanted_to |
        needed_to_be | by_(?:friday|monday|the_end) | what_was_needed | asked_me_to | i_had_to_decide |
        whether
    """,
    "action": r"""
        (?:so|then|first|next|after_that|and)_i\b |
        i_(?:asked|told|rang|phoned|called|spoke|listened|explained|took|went|made|wrote)\b |
        i_(?:put|checked|offered|arranged|sat|got|gave|showed|set|started|began|suggested)\b |
        i_(?:decided|moved|found|looked|walked|kept|stayed|apologised|tried|worked|drew)\b |
        i_(?:printed|booked|pressed|knocked|let|brought|followed|gathered|laid|sent|read)\b |
        i_(?:split|planned|counted|noticed|helped)\b |
        we_(?:agreed|tried|opened|went|decided|changed|moved)
    """,
    "result": r"""
        in_the_end | as_a_result | by_the_end | since_then | ever_since | turned_out | ended_up |
        thanked | thank_you | went_from | down_(?:to|from) | fell_(?:from|by|to) | dropped | halved |
        per_cent | percent | no_longer | nobody_(?:complained|left) | came_back |
        was_(?:fine|okay|ok|seen|happy) | were_(?:seen|happy|pleased) | (?:months?|weeks?|days?)_later |
        the_result | it_worked | it_held | still_in_use | still_going |
        by_(?:then|the_summer|christmas|easter) | after_(?:that|three|two) | improved | better | saved |
        i_learned | taught_me | what_i_took | resolved | sorted | hasn't_been | haven't_had |
        got_(?:a|their)_(?:card|letter) | she_had | he_had_a | all_clear | weight_off | hugged | squeezed | smiled |
        and_(?:she|he|they)_(?:came|stayed|passed|cried|left)\b | (?:was|were|is|are|been)_(?:all_)?fine | we_did_it |
        (?:is|'s|are)_still | still_(?:do|use|talk|got|have) | since_been | got_the_(?:job|contract|card) | i_passed |
        passed_first | nobody_(?:noticed|was|had|missed) | no_complaints | never_(?:happened|came|had)_ |
        caught_up | it_(?:went|ended|worked|paid|turned|all_went) | i_(?:learned|learnt) | lesson |
        gave_(?:me|us)_a | wrote_(?:to_say|a_card) | made_(?:it|up)_ | a_week_later | relieved | won_
    """,
}
"""What people say in each part: alternatives of a regular expression, with _ for a space."""
_PARTS = ("situation", "task", "action", "result")
_PATTERNS = {
    part: re.compile(rf"\b(?:{''.join(cues.split()).replace('_', ' ')})", re.IGNORECASE)
    for part, cues in _CUES.items()
}

_NO_DEED = "need|feed|indeed|speed|proceed|succeed|exceed|used|worked|liked|loved|wanted|hated|lived"
"""What ends like a past and is none, or is a state and no deed."""
_IRREGULAR = """
    went took told rang got said made sat gave ran spoke found wrote drew came saw knew thought left kept brought
    bought caught felt met led sent built began broke chose drove fell forgot heard hid lost paid rode rose sold stood
    stuck swore taught threw woke did
"""
_PAST = rf"(?:(?!(?:{_NO_DEED})\b)\w+ed|{'|'.join(_IRREGULAR.split())})\b"
_ADVERB = (
    r"(?:(?:just|then|also|actually|even|really|quickly|quietly|immediately|finally|both|all|sort of) )?"
)
_OWN_DEED = re.compile(
    rf"(?:(?<!\bif )\b(?:i|we|me and \w+) {_ADVERB}|(?:^|(?<=[.!?] ))){_PAST}", re.IGNORECASE
)
"""As in "I then rang them", or with nobody named: "Rang them at once."."""
_OTHERS_DEED = re.compile(rf"(?<!\bif )\b(?:she|he|they|it|that|who) (?:was|were|had|{_PAST})", re.IGNORECASE)
_ONE_DAY = re.compile(
    r"\b(one (day|morning|afternoon|evening|night|time|monday|tuesday|wednesday|thursday|friday|saturday)"
    r"|last (time|year|month|week|winter|summer|spring|autumn|christmas)|the other day"
    r"|(years?|months?|weeks?) ago|in (19|20)\d\d"
    r"|(there was|there were|i had|we had) (this|a|an|one|two|three|these)\b|i remember|this one|that day)\b",
    re.IGNORECASE,
)
_FILLER = re.compile(r",? ?\b(?:u+[mh]+|e+r+m*)\b,?(?= |$)|^(?:u+[mh]+|e+r+m*),? ", re.IGNORECASE)
LEAST_DEEDS = 2
"""Deeds in the past that make an account a story and not a habit ("I always ring them")."""


@dataclass(frozen=True)
class Story:
    """The four parts, each a run of sentences or None. `result` tells whether, and where, it came to something."""

    situation: Span | None
    task: Span | None
    action: Span | None
    result: Span | None
    result_sentence: str | None
    """The sentence of the result with most cues of one; the last of them."""

    @property
    def has_parts(self) -> bool:
        """Whether there is anything to divide: one part alone says nothing about how a story was told."""
        return sum(span is not None for span in (self.situation, self.task, self.action, self.result)) > 1


def _plain(text: str) -> str:
    """A passage as it is looked at here: straight apostrophes, without an "um"."""
    return _FILLER.sub("", text.replace("’", "'"))


def _own_deeds(text: str) -> int:
    """How often a passage says that the speaker did something, as in "I rang"; not "if I rang" or "I would ring"."""
    return len(_OWN_DEED.findall(_plain(text)))


def _tells_event(transcript: Transcript) -> bool:
    """Whether an answer tells something that happened, and not only what somebody does or would do. In doubt it does:
    two deeds are enough, or one on a certain day or beside what others did."""
    text = _plain(" ".join(word.text for word in transcript.words))
    deeds = _own_deeds(text)
    return deeds >= LEAST_DEEDS or (deeds > 0 and bool(_ONE_DAY.search(text) or _OTHERS_DEED.search(text)))


def story_of(transcript: Transcript) -> Story | None:
    """The story an answer tells, or None if it tells none."""
    cuts = sentences(transcript.words)
    spoken = [span_of(transcript, first, last).text for first, last in cuts]
    texts = [_plain(text) for text in spoken]
    if not _tells_event(transcript):
        return None
    runs = _runs(_parts([_scores(text, at / max(1, len(texts) - 1)) for at, text in enumerate(texts)]))
    spans = {part: span_of(transcript, cuts[first][0], cuts[last][1]) for part, (first, last) in runs.items()}
    first, last = runs.get("result", (0, -1))
    told = max(
        range(first, last + 1), key=lambda at: (len(_PATTERNS["result"].findall(texts[at])), at), default=None
    )
    situation, task, action, result = (spans.get(part) for part in _PARTS)
    return Story(situation, task, action, result, None if told is None else spoken[told])


def _scores(text: str, place: float) -> tuple[float, ...]:
    """A sentence's cues for each part; a result late in the answer, and a situation early, is likelier."""
    counts = [float(len(_PATTERNS[part].findall(text))) for part in _PARTS]
    counts[0] *= 1.5 - place
    counts[3] *= 0.5 + place
    counts[2] += 0.3 + (0.5 if _OWN_DEED.search(text) else 0)
    return tuple(counts)


def _parts(scores: Sequence[tuple[float, ...]]) -> list[int]:
    """The part of every sentence: never back to an earlier part, with the highest sum."""
    best = [0.0] * len(_PARTS)
    came_from: list[list[int]] = []
    for score in scores:
        sources = [max(range(part + 1), key=lambda one: (best[one], one)) for part in range(len(_PARTS))]
        best = [best[source] + score[part] for part, source in enumerate(sources)]
        came_from.append(sources)
    part = max(range(len(_PARTS)), key=lambda one: best[one])
    parts = [part]
    for sources in reversed(came_from[1:]):
        part = sources[part]
        parts.append(part)
    return parts[::-1]


def _runs(parts: Sequence[int]) -> dict[str, tuple[int, int]]:
    return {
        _PARTS[part]: (parts.index(part), len(parts) - 1 - parts[::-1].index(part))
        for part in sorted(set(parts))
    }
