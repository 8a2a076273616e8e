"""Where a story's situation, task, action and result lie. Pure.

Each sentence is scored by the cues of the four parts. The parts come in their order, each is a run of sentences and may be
missing; the cuts are those with the highest sum of cues.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from voice_interviewer.passages import Span, sentences, span_of
from voice_interviewer.transcript import Transcript

__all__ = ["Story", "story_of"]

_CUES = {
    "situation": r"""last (?:year|month|week|winter|summer|spring|autumn)|(?:years?|months?|weeks?) ago|one (?:day|morning|afternoon
        |evening|night|monday|tuesday|wednesday|thursday|friday)|once|when i was|i was working|i worked|at the time|there was an?|there were
        |at my last|in my last|in my (?:previous|first)|we had an?|i had an?|came (?:in|to)|used to|it was a|i'd been|i remember|i'm thinking of""",
    "task": r"""(?:my|our|the) (?:job|task|role|part|goal|aim|target|decision|challenge|problem) (?:was|were|is)|i (?:had|needed|was asked) to
        |we (?:had|needed|wanted) to|i was (?:responsible|in charge)|it was up to me|the idea was|had to be|i wanted to|needed to be|by (?:friday|monday|the end)
        |what was needed|asked me to|i had to decide|whether""",
    "action": r"""(?:so|then|first|next|after that|and) i\b|i (?:asked|told|rang|phoned|called|spoke|listened|explained|took|went|made|wrote|put|checked
        |offered|arranged|sat|got|gave|showed|set|started|began|suggested|decided|moved|found|looked|walked|kept|stayed|apologised|tried|worked|drew|printed
        |booked|pressed|knocked|let|brought|followed|gathered|laid|sent|read|split|planned|counted|noticed|helped)\b|we (?:agreed|tried|opened|went|decided|changed|moved)""",
    "result": r"""in the end|as a result|by the end|since then|ever since|turned out|ended up|thanked|thank you|went from|down (?:to|from)|fell (?:from|by|to)
        |dropped|halved|per cent|percent|no longer|nobody (?:complained|left)|came back|was (?:fine|okay|ok|seen|happy)|were (?:seen|happy|pleased)
        |(?:months?|weeks?|days?) later|the result|it worked|it held|still in use|still going|by (?:then|the summer|christmas|easter)|after (?:that|three|two)
        |improved|better|saved|i learned|taught me|what i took|resolved|sorted|hasn't been|haven't had|got (?:a|their) (?:card|letter)|she had|he had a""",
}
_PARTS = ("situation", "task", "action", "result")
_PATTERNS = {
    part: re.compile(r"\b(?:" + re.sub(r"\s*\n\s*", "", cues) + ")", re.IGNORECASE) for part, cues in _CUES.items()
}

_OWN_PAST = re.compile(
    r"\b(?:i|we|she|he|they) (?:\w+ed|was|were|had|went|took|told|rang|got|said|made|came|saw|knew|thought|found|sat|gave|put|ran|spoke)\b",
    re.IGNORECASE,
)
_OWN_ACTION = re.compile(r"\b(?:i|we) (?!was\b|were\b|had\b|would\b)(?:\w+ed|went|took|told|rang|got|said|made|sat|gave|put|ran|spoke|found|wrote|drew)\b", re.IGNORECASE)
LEAST_PAST_VERBS = 3
"""People's deeds in the past that make an account a story and not a habit ("I always ring them")."""
LEAST_ACTIONS = 1


@dataclass(frozen=True)
class Story:
    """The four parts, each a run of sentences or None. `result` tells whether, and where, it came to something."""

    situation: Span | None
    task: Span | None
    action: Span | None
    result: Span | None

    def seconds(self, part: str) -> float:
        """How long "situation", "task", "action" or "result" took; 0 if it is missing."""
        span: Span | None = getattr(self, part)
        return 0.0 if span is None else span.end_s - span.start_s

    @property
    def result_sentence(self) -> str | None:
        return None if self.result is None else self.result.text


def story_of(transcript: Transcript) -> Story | None:
    """The story an answer tells, or None if it tells none."""
    cuts = sentences(transcript.words)
    texts = [span_of(transcript, first, last).text.replace("’", "'") for first, last in cuts]
    whole = " ".join(texts)
    if len(_OWN_PAST.findall(whole)) < LEAST_PAST_VERBS or len(_OWN_ACTION.findall(whole)) < LEAST_ACTIONS:
        return None
    runs = _runs(_parts([_scores(text, at / max(1, len(texts) - 1)) for at, text in enumerate(texts)]))
    spans = {part: span_of(transcript, cuts[first][0], cuts[last][1]) for part, (first, last) in runs.items()}
    return Story(**{part: spans.get(part) for part in _PARTS})


def _scores(text: str, place: float) -> tuple[float, ...]:
    """A sentence's cues for each part; a result late in the answer, and a situation early, is likelier."""
    counts = [float(len(_PATTERNS[part].findall(text))) for part in _PARTS]
    counts[0] *= 1.5 - place
    counts[3] *= 0.5 + place
    counts[2] += 0.3 + (0.5 if _OWN_ACTION.search(text) else 0)
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
        _PARTS[part]: (parts.index(part), len(parts) - 1 - parts[::-1].index(part)) for part in sorted(set(parts))
    }
