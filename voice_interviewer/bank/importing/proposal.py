"""What a lost question may have been, where its guidance tells it plainly."""

import re

from voice_interviewer.bank.importing import words

_CLAUSE = re.compile(
    r"\b(?P<clause>(?:how (?:well |often |much |comfortable |confident |familiar )?|why |what |where |when |which \w+ )"
    r"(?:you|your)\b[^.;:!?()]*)",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?P<clause>(?:a|any|the last) (?:time|situation|occasion|moment) (?:when|where|that) you\b[^.;:!?()]*)",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:about|describe|of|in|into|understand|assess(?:es)?|explore|gauge|evaluate) "
    r"(?P<clause>your (?!answer|response|reply|interview|example|own)[^.,;:!?()]{3,80})",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:,? (?:and|or|but|so that|because|which|in your (?:answer|response)|to (?:answer|show))\b.{0,200}|"
    r",[^,]{0,30})?$"
)
_MOST_WORDS = 25


def proposed(intent: str, advice: str) -> str:
    """A question in the words of the guidance: "You should say how you sleep" asks "Tell me how you sleep."; or "".

    Only clauses that need no change are used, so that it is never wrong in its grammar.
    """
    for pattern, texts in ((_TIME, (intent, advice)), (_CLAUSE, (intent, advice)), (_OWN, (intent, advice))):
        for text in texts:
            for sentence in words.sentences(text.replace("\n", " ")):
                if (found := pattern.search(sentence)) and (clause := _trimmed(found["clause"])):
                    return f"Tell me {'' if pattern is _CLAUSE else 'about '}{clause}."
    return ""


def _trimmed(clause: str) -> str:
    parts = clause.strip(" \"”’'").split()
    if len(parts) > _MOST_WORDS:
        clause = _TAIL.sub("", " ".join(parts[:_MOST_WORDS]))
        parts = clause.split()
    short = " ".join(parts)
    return short[:1].lower() + short[1:] if 3 <= len(parts) <= _MOST_WORDS else ""
