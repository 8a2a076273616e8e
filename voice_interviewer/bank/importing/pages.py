"""What stands around the questions of a page: titles, sections, tips, menus, adverts."""

import re

from voice_interviewer.bank.importing.labels import plain

_ADVERT = re.compile(
    r"(?:advert(?:isement|ising)?\b|sponsored\b|promoted\b|(?:sign|log) (?:up|in)\b|subscribe|register (?:now|"
    r"today|for)|"
    r"join (?:our|over|thousands|the newsletter|now)|newsletter|share (?:this|on|via)|follow us|read (?:more|"
    r"next|also)|"
    r"see also|related (?:articles?|guides?|jobs?|posts?|content|reading)|you (?:may|might) also like|"
    r"more (?:articles|guides) |cookies?\b|(?:we|this site) uses? cookies|privacy|"
    r"accept (?:all|cookies)|terms (?:of|and|&)|©|copyright|"
    r"all rights reserved|download (?:our|the|your|now)|get (?:our|the app|weekly|job|your free|started)|"
    r"upload (?:your|a) (?:cv|resume)|create (?:an?|your) (?:account|cv|resume|job|free)|"
    r"(?:find|search|browse|view|see)(?: all| more| \d+| latest)* jobs?|job alerts?|career (?:guide|advice)$|"
    r"looking for (?:a|your)(?: \w+)? (?:job|role|career)|ready to (?:apply|find|take|land|start)|"
    r"(?:ready|want|looking|hungry|need) (?:for |to )?(?:\w+ ){0,4}more\b|try (?:our|the)\b|"
    r"(?:start|try|apply|buy|learn|click|join|unlock|book|download) (?:(?:it|here|more) )?(?:now|today|here|"
    r"free|for free)\b|"
    r"menu$|home$|search$|skip to|back to (?:top|all)|print(?: this)?$|e-?mail (?:this|us)|tags? ?:|"
    r"(?:last )?(?:updated|posted|published|reviewed)(?: on| by|:| \d)|written by\b|by the\b.{0,40}team$|"
    r"\d{1,3} ?-?min(?:ute)?s? (?:read|to read)|(?:table of )?contents:?$|in this (?:article|guide)|"
    r"page \d+(?: of \d+)?$|"
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
    r"\b(?:research|prepar(?:e|ing|ation)|tips|before (?:the|your) interview|tipps|vorbereitung|conseils|"
    r"consejos|consigli|"
    r"dicas|porady|советы)\b",
    re.IGNORECASE,
)
_BRIDGE = re.compile(
    r"(?:get|try|explore|check|see|view|keep|read|practi[sc]e|prepare|learn|find|discover|start|continue|let's|"
    r"here|ready|"
    r"want|need|still|now|next|go|click|unlock|boost|improve|master|even|more|other|additional|further|bonus)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"interview|\bquestions?\b|\bfragen\b|vorstellungsgespräch|bewerbungsgespräch|entretien|entrevista|"
    r"colloquio|sollicitatie|"
    r"собеседовани|співбесід|面接|面试|면접|rozmow",
    re.IGNORECASE,
)
_ITS_WORDS_LIST = """
    interview interviews question questions answer answers sample example examples vorstellungsgespräch
    fragen frage antworten entretien entrevista preguntas respuestas réponses colloquio domande
"""
_ITS_WORDS = frozenset(_ITS_WORDS_LIST.split())
_JOINING = frozenset(
    {"about", "the", "and", "with", "for", "top", "on", "your", "common", "some", "of", "a", "to", "in"}
)
_SENTENCE_END = (".", "!", "?", ":", ",")


def is_advert(text: str) -> bool:
    """True for menus, adverts and the small print of a page; long lines never are."""
    return bool(_ADVERT.match(plain(text))) and len(text.split()) <= _MOST_ADVERT_WORDS


def is_related_heading(text: str) -> bool:
    """True for the line above a list of other pages."""
    return bool(_RELATED.match(text)) and len(text.split()) <= 6


def is_title(text: str) -> bool:
    """True for a short line about interviews that is no sentence, as stands at the top of a page."""
    short = len(text.split()) <= _MOST_TITLE_WORDS and not text.endswith(_SENTENCE_END)
    return short and bool(_TITLE.search(text))


def is_tip_title(text: str) -> bool:
    """True for a few words that are no sentence, as stand above each tip."""
    return len(text.split()) <= 6 and not text.endswith((*_SENTENCE_END, "”"))


def is_section(text: str) -> bool:
    """True for what heads a part of a guide, even where no empty line sets it apart."""
    return is_tips_heading(text) or bool(re.search(r"\b(?:questions|fragen)$", text, re.IGNORECASE))


def is_bridge(text: str) -> bool:
    """True for a line that leads on to the next part and names none: "Get ready with more questions"."""
    return bool(_BRIDGE.match(plain(text)))


def is_tips_heading(text: str) -> bool:
    return bool(_TIPS.search(text)) and "question" not in text.casefold()


def category(heading: str) -> str:
    """What a section is called, without the words that all guides have; "" if nothing is left, or too much."""
    names = [name for name in "".join(_word_letters(heading)).casefold().split() if not name.isdigit()]
    names = [name for name in names if name not in _ITS_WORDS]
    while names and names[0] in _JOINING:
        names.pop(0)
    while names and names[-1] in _JOINING:
        names.pop()
    name = "-".join(names)
    return name if len(name) <= _MOST_CATEGORY else ""


_MOST_CATEGORY = 60


def _word_letters(text: str) -> list[str]:
    return [letter if letter.isalnum() else "" if letter in "'’" else " " for letter in text]
