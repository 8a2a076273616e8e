"""What an example answer tells that its speaker did: the points of a question that has no advice."""

import re

from voice_interviewer.bank.proposing.advice import LONGEST, Kind, Part
from voice_interviewer.bank.stems import stems

_CUT = re.compile(
    r"(?<=[.!?])[\"”’)]*\s+|;\s+|,?\s+(?:and then|and|so|but|then)\s+(?=I\b)|,\s+(?=I\b)|"
    r",\s+(?:and|but|so)\s+(?=(?:he|she|they|we|it|the)\b)"
)
_OWN = re.compile(
    r"(?:[^.,]{0,40}?,\s+|(?:then|so|and|but|after that|first|in the end|"
    r"afterwards)\s+)?(?P<told>I(?:'ve|’ve|'d|’d|'m|’m)?\s.+)",
    re.DOTALL,
)
_FEELING = re.compile(
    r"I(?:'m|’m| am| was| think| thought| guess| believe| suppose| know| knew| feel| felt| would say|"
    r"'d say|’d say| hope| mean| remember| once)\b"
)


def told(example: str) -> list[Part]:
    """The clauses in which the speaker does something, each with two content words or more."""
    found = []
    for clause in _CUT.split(" ".join(example.split())):
        own = _OWN.match(clause.strip())
        text = own["told"].rstrip(".!?,; ") if own else ""
        if text and len(text) <= LONGEST and not _FEELING.match(text) and len(stems(text)) >= 2:
            found.append(Part(text, Kind.STORY))
    return found
