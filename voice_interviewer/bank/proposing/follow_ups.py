"""The question that probes a proposed point, in the words of the point."""

import re

from voice_interviewer.bank.proposing.advice import Kind, Part

_HYPOTHETICAL = re.compile(r"\b(?:would|could|if)\b", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:an?|the last|any|one) (?:\w+ )?(?:time|situation|occasion|moment|example|mistake)\b", re.IGNORECASE
)
_YOURS = (
    (r"\bI'?m\b|\bI’m\b|\bI am\b", "you are"),
    (r"\bI was\b", "you were"),
    (r"\bI\b", "you"),
    (r"\bmy\b", "your"),
    (r"\bme\b", "you"),
    (r"\bmine\b", "yours"),
    (r"\bmyself\b", "yourself"),
)


def follow_up(part: Part, question: str) -> str:
    """What an interviewer asks where this was left out; `question` is what was asked, which sets the time."""
    text = part.text
    if part.kind is Kind.TELL:
        is_asked_so = re.match(r"(?:give|describe|name|list|show|outline|summari[sz]e|quote)\b", text)
        return f"Can you {text}?" if is_asked_so else f"Can you tell me about {part.thing}?"
    if part.kind is Kind.QUESTION:
        return f"Can you tell me {_lower(text)}?"
    if part.kind is Kind.THING:
        return f"What can you tell me about {_lower(text)}?"
    if part.kind is Kind.CLAIM:
        return f"Would you say that {_lower(text)}?"
    if part.kind is Kind.DONE:
        return f"Can you tell me more about how {text}?"
    if part.kind is Kind.STORY:
        for pattern, yours in _YOURS:
            text = re.sub(pattern, yours, text)
        return f"Can you tell me more about how {text}?"
    if re.match(r"(?:never|do not)\b", text):
        return f"Why would you {_lower(text).replace('do not', 'not')}?"
    if adjective := re.match(r"be (?P<how>.+)", text):
        return f"In what way are you {adjective['how']}?"
    helper = "would" if _HYPOTHETICAL.search(question) else "did" if _PAST.search(question) else "do"
    if re.match(r"have (?:\w+ly )?(?:\w+e[dn]|read|done|met|been|had|made|seen)\b", text):
        return f"Have you {text.removeprefix('have ')}?"
    if text.startswith("have "):
        return f"{'Would' if helper == 'would' else 'Do'} you {_lower(text)}?"
    return f"How {helper} you {_lower(text)}?"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:] if not re.match(r"(?:I\b|[A-Z]{2})", text) else text
