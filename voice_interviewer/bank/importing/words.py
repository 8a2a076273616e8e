"""How interview guides say what a line is: the words that mark a question, guidance, an example or an advert.

Gathered from the ways careers pages are written; every pattern is anchored at the start of a line or sentence and
its repeats are bounded, so that a hostile line cannot make it slow.
"""

import re
from enum import Enum


class Field(Enum):
    """What a line is about."""

    QUESTION = "question"
    INTENT = "intent"
    ADVICE = "advice"
    EXAMPLE = "example"
    POINTS = "points"
    FOLLOW_UP = "follow-up"


MOST_QUESTION_WORDS = 70
"""A line with more words that ends in a question mark is prose with a question in it."""

_WHO = (
    r"(?:the |your |most |many |an? )?(?:interviewers?|employers?|hiring managers?|recruiters?|panels?|they)"
)
_THIS = r"(?: about)?(?: it| that| this)?(?: (?:interview )?question)?"

_LABELS = {
    Field.QUESTION: r"(?:interview )?question|q",
    Field.INTENT: rf"intent|purpose|why (?:do |does )?{_WHO}(?: \w+)? asks?{_THIS}|why (?:it|this) is asked|"
    rf"what (?:is |are |do |does )?{_WHO}(?:'re| are| is)? (?:(?:really )?(?:wants?|looks?|looking|after))"
    r"(?: for)?(?: to (?:know|hear|see))?|the reason behind the question",
    Field.ADVICE: r"advice|guidance|hints?|tips?|(?:pro|top|expert|quick|answering|interview) tips?|note|"
    rf"how (?:to|should you|do you|can you|you (?:can|should|might)) (?:answer|respond)(?: to)?{_THIS}|"
    r"what (?:to|you should) (?:say|include|mention)|how to approach (?:it|this)",
    Field.EXAMPLE: r"(?:(?:an? |the )?(?:example|sample|model|possible|suggested|good|strong|best) )?"
    r"(?:answer|response|reply)|my answer|example|sample|a",
    Field.POINTS: r"(?:key |main |talking )?points(?: to (?:cover|make|mention))?|what to cover|checklist",
    Field.FOLLOW_UP: r"(?:possible |likely )?follow[- ]?ups?(?: questions?)?",
}
_LABEL = re.compile(
    f"(?:{'|'.join(f'(?P<{field.name}>{words})' for field, words in _LABELS.items())})"
    r"(?: ?#?\d{1,3})?(?:\??\s{0,3}(?P<colon>[:：])|(?P<asked>\?\s)|(?P<stop>\.)\s|\s[-–—](?:\s|$)|\??$)\s*",
    re.IGNORECASE,
)
_NEEDS_COLON = frozenset({"q", "a", "note", "points", "purpose"})
"""Alone on a line these are too short to be a label."""

_NUMBER = re.compile(
    r"\(?(?:q(?:uestion)?\s?)?#?\d{1,3}\s?(?:[.):]|\s?[-–—]\s)\s*|q(?:uestion)?\s?[:.)]\s*", re.IGNORECASE
)
_IMPERATIVE = re.compile(
    r"(?:please )?(?:(?:can|could) you )?(?:tell (?:me|us)|(?:walk|talk) (?:me|us) through|describe|share|explain|"
    r"discuss|give (?:me |us )?(?:an?|one|some) |imagine|outline|name |introduce|summari[sz]e)\b",
    re.IGNORECASE,
)
_PLAINLY_ASKED = re.compile(
    r"(?:please )?(?:tell (?:me|us)|(?:walk|talk) (?:me|us) through|give (?:me|us) an example|"
    r"(?:describe|share|explain|give an example of) (?:a|any) (?:time|situation|occasion))\b",
    re.IGNORECASE,
)
_INTENT = re.compile(
    rf"(?:here,? |often,? )?{_WHO}\b[^.?!]{{0,40}}?\b(?:wants?|asks?|looks?|looking|needs? to|likes?|uses?|hopes?|"
    r"would like|trying|tests?|testing|checks?|checking|assess(?:es|ing)?|interested|keen|expects?|after)\b|"
    r"this (?:question|one)\b|(?:with|by asking) this\b|(?:the|its) (?:aim|purpose|goal)\b|it (?:tests|shows|checks)\b",
    re.IGNORECASE,
)
_STRONG_INTENT = re.compile(
    r"(?:the|your|most|many)? ?(?:interviewers?|employers?|hiring managers?|recruiters?)\b|this question\b",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"(?:to (?:answer|respond)|you(?:'ll| will)? (?:need|should|could|can|may|might|must|want to)|"
    r"your (?:answer|response|reply)|in your (?:answer|response|reply)|when (?:answering|you answer|responding)|"
    r"an? (?:good|strong|great|effective) (?:answer|response|reply)|(?:good|strong|the best) (?:answers?|candidates?)|"
    r"(?:try|aim) to|make sure|be sure|ensure|remember|think (?:of|about)|consider|focus on|mention|show|highlight|"
    r"emphasi[sz]e|avoid|demonstrate|use|talk about|speak about|explain|describe|include|give|provide|outline|"
    r"(?:start|begin|end|finish) (?:by|with)|keep|be|don't|do not|never|always|stress|prepare|choose|pick|reflect|"
    r"share|discuss|refer|research|state|identify|draw on|say|stay|listen|look|link|relate|bring|practi[sc]e|check|"
    r"tell|take|stick|quantify)\b",
    re.IGNORECASE,
)
_ON_THE_EXAMPLE = re.compile(
    r"(?:this|the) (?:answer|example|response|reply|candidate)\b|(?:why )?(?:this|it) works\b", re.IGNORECASE
)
_FIRST_PERSON = re.compile(r"\bI\b|\b(?:[Mm]y|[Mm]e|[Ww]e|[Oo]ur|[Uu]s|[Mm]yself)\b")
_ADVERT = re.compile(
    r"(?:advert(?:isement|ising)?|sponsored|promoted|(?:sign|log) (?:up|in)|subscribe|register (?:now|today|for)|"
    r"join (?:our|over|thousands|the newsletter)|newsletter|share (?:this|on|via)|follow us|read (?:more|next|also)|"
    r"see also|related (?:articles?|guides?|jobs?|posts?|content|reading)|you (?:may|might) also like|"
    r"more (?:articles|guides) |cookies?\b|(?:we|this site) uses? cookies|privacy|"
    r"accept (?:all|cookies)|terms (?:of|and|&)|©|copyright|"
    r"all rights reserved|download (?:our|the|your|now)|get (?:our|the app|weekly|job|your free|started)|"
    r"upload (?:your|a) (?:cv|resume)|create (?:an?|your) (?:account|cv|resume|job|free)|"
    r"(?:find|search|browse|view|see)(?: all| more| \d+| latest)* jobs?|job alerts?|career (?:guide|advice)$|"
    r"looking for (?:a|your)(?: \w+)? (?:job|role|career)|ready to (?:apply|find|take|land|start)|"
    r"menu$|home$|search$|skip to|back to (?:top|all)|print(?: this)?$|e-?mail (?:this|us)|tags? ?:|"
    r"(?:last )?(?:updated|posted|published|reviewed)(?: on| by|:| \d)|written by\b|by the\b.{0,40}team$|"
    r"\d{1,3} ?-?min(?:ute)?s? (?:read|to read)|(?:table of )?contents:?$|in this (?:article|guide)|"
    r"(?:\d+ )?comments?$|leave a (?:comment|reply)|was this .{0,20}helpful|(?:home|careers?|advice) ?[>»›/|])",
    re.IGNORECASE,
)
_MOST_ADVERT_WORDS = 25
_MOST_TITLE_WORDS = 15
_RELATED = re.compile(
    r"(?:related\b|you (?:may|might) also like|more (?:articles|guides|from)|read next|see also|"
    r"popular (?:articles|posts)|people also (?:ask|read|viewed)|recommended\b|explore more)",
    re.IGNORECASE,
)
_TIPS = re.compile(
    r"\b(?:research|prepar(?:e|ing|ation)|tips|before (?:the|your) interview)\b", re.IGNORECASE
)
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9“‘\"'(])")
_INLINE_EXAMPLE = re.compile(
    r"(?<=[.!?:”\"])\s+(?=(?:(?:Example|Sample|Model)(?: (?:answer|response|reply))?|Tip):\s)", re.IGNORECASE
)
_QUOTES = '"“”„'


def _plain(text: str) -> str:
    """For matching: straight apostrophes; as long as the text itself."""
    return text.replace("’", "'").replace("‘", "'").replace("\u2010", "-").replace("\u2011", "-")


def label(text: str) -> tuple[Field, str] | None:
    """The field that a line names at its start, as in "Sample answer: I …", and what follows it (may be "")."""
    found = _LABEL.match(_plain(text))
    if not found:
        return None
    field = next(field for field in Field if found[field.name] is not None)
    words = found[field.name].casefold()
    if found["stop"] and not text.startswith("A."):
        return None
    if (found["colon"] is None and not found["stop"] and words in _NEEDS_COLON) or (
        found["asked"] and " " not in words
    ):
        return None
    return field, text[found.end() :]


def question(text: str, is_heading: bool) -> str | None:
    """The question that a line asks, without its number and quotation marks, or None."""
    found = _NUMBER.match(text)
    bare = text[found.end() :] if found else text
    bare = bare.strip().strip(_QUOTES).strip()
    marked = bool(found) or is_heading
    if not bare or len(bare.split()) > MOST_QUESTION_WORDS:
        return None
    if bare.rstrip("\"”’')*_ ").endswith("?"):
        return bare if marked or not _is_guidance(bare) else None
    imperative = _IMPERATIVE if marked else _PLAINLY_ASKED
    return bare if imperative.match(bare) else None


def is_marked_question(text: str, is_heading: bool) -> bool:
    """True if the page itself marks it as one: numbered, or a heading."""
    return bool(_NUMBER.match(text) or is_heading) and question(text, is_heading) is not None


def _is_guidance(text: str) -> bool:
    plain = _plain(text)
    return bool(_INTENT.match(plain)) or bool(_ADVICE.match(plain) and not _IMPERATIVE.match(plain))


def guidance(sentence: str) -> Field | None:
    """INTENT or ADVICE if a sentence begins the way guides write these."""
    plain = _plain(sentence)
    if _INTENT.match(plain):
        return Field.INTENT
    return Field.ADVICE if _ADVICE.match(plain) else None


def is_strong_intent(text: str) -> bool:
    """True for a sentence about the interviewer or the question, which nobody says in an answer."""
    return bool(_STRONG_INTENT.match(_plain(text)) and _INTENT.match(_plain(text)))


def is_on_the_example(text: str) -> bool:
    """True for a remark about the example above it."""
    return bool(_ON_THE_EXAMPLE.match(_plain(text)))


def is_first_person(text: str) -> bool:
    return bool(_FIRST_PERSON.search(text))


def is_advert(text: str) -> bool:
    """True for menus, adverts and the small print of a page; long lines never are."""
    return bool(_ADVERT.match(_plain(text))) and len(text.split()) <= _MOST_ADVERT_WORDS


def is_related_heading(text: str) -> bool:
    """True for the line above a list of other pages."""
    return bool(_RELATED.match(text)) and len(text.split()) <= 6


def is_title(text: str) -> bool:
    """True for a short line about interviews that is no sentence, as stands at the top of a page."""
    short = len(text.split()) <= _MOST_TITLE_WORDS and not text.endswith((".", "!", "?", ":", ","))
    return short and bool(re.search(r"\b(?:interview|questions)\b", text, re.IGNORECASE))


def is_tip_title(text: str) -> bool:
    """True for a few words that are no sentence, as stand above each tip."""
    return len(text.split()) <= 6 and not text.endswith((".", "!", "?", ":", "”"))


def is_section(text: str) -> bool:
    """True for what heads a part of a guide, even where no empty line sets it apart."""
    return is_tips_heading(text) or bool(re.search(r"\bquestions$", text, re.IGNORECASE))


def is_tips_heading(text: str) -> bool:
    return bool(_TIPS.search(text)) and "question" not in text.casefold()


def sentences(text: str) -> list[str]:
    return _SENTENCES.split(text)


def apart(text: str) -> list[str]:
    """The line, cut before a label in its middle: guidance and example are often one paragraph."""
    return _INLINE_EXAMPLE.split(text)


def asked_in_a_list(text: str) -> str | None:
    """The question that one of a list of questions asks: there an order is one too, as in "Describe a conflict"."""
    return question(text, is_heading=True)


def without_number(text: str) -> str:
    found = _NUMBER.match(text)
    return text[found.end() :] if found else text


def opens_quote(text: str) -> bool:
    """True if the text begins with a quotation mark and its last word has none: it goes on in the next paragraph."""
    return text[:1] in _QUOTES and text[:1] != "" and not closes_quote(text)


def closes_quote(text: str) -> bool:
    return text.rstrip(".,!? ")[-1:] in {'"', "”"} and len(text) > 1


def unquoted(text: str) -> str:
    """Without the quotation marks around the whole, or before each of its paragraphs; marks inside keep them all."""
    paragraphs = text.split("\n")
    for opening, closing in ('""', "“”", "‘’"):
        if text.endswith(closing) and all(paragraph.startswith(opening) for paragraph in paragraphs):
            inner = "\n".join(paragraph[1:].strip() for paragraph in paragraphs)[:-1].strip()
            return inner if inner and not any(mark in inner for mark in _QUOTES + "‘") else text
    return text
