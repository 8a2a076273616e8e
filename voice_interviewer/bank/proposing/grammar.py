"""As much of English grammar as it takes to cut advice into its parts: which word is a verb, in which form, and where
a list of things to do goes on. Pure."""

import re

from voice_interviewer.bank.proposing.verbs import ALSO_ADJECTIVES, VERBS, base_form, base_of_past

_SIGNS_LIST = """
    the a an your their his her its our my this that these those any some each every all no what who how why when
    where which whom whether them him it you us me yourself themselves everyone everybody people others up out down
    off away back
    something someone somebody one two three more
"""
_SIGNS = frozenset(_SIGNS_LIST.split())
"""What follows a verb and seldom a noun."""

_AFTER_STATE_LIST = "and or but under in with at during throughout even when while if"
_AFTER_STATE = frozenset(("", *_AFTER_STATE_LIST.split()))
"""What follows a state and seldom a verb: "calm under pressure"."""

_ADVERB = re.compile(
    r"(?:(?:also|then|always|never|not|first|next|finally|ideally|perhaps|maybe|even|once|just|simply|"
    r"really|still|"
    r"clearly|briefly|calmly|politely|quickly|carefully|honestly|actively|ideally|only|to|afterwards|"
    r"lastly|"
    r"secondly|thirdly|firstly|will|would|should|must|can|could|may|might|if possible|where possible|"
    r"(?!(?:early|daily|weekly|monthly|friendly|orderly|timely|likely|elderly|costly|family|reply|"
    r"supply|apply|"
    r"rely|comply|multiply|assembly|bully)\b)\w{3,}ly)\s+)+",
    re.IGNORECASE,
)
_WH = re.compile(
    r"(?:(?:for )?(?:how|what|why|who|when|where|whom|whose|whether)|(?:about |in |on )?which)\b",
    re.IGNORECASE,
)
PERSON = (
    r"(?:candidate|applicant|interviewee|learner|student|trainee|apprentice|person|employee|post-?holder)"
)
"""Who answers, as guides call them."""

_CLAUSE = re.compile(
    rf"(?:that |because )?(?:you|they|he or she|the {PERSON}|{PERSON}s)\b",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(
    r"\s*[,;]\s+(?:and then|and|then|plus|but|or)\s+|\s*[,;]\s+|\s+(?:and then|and|then)\s+", re.IGNORECASE
)


def past_adverbs(text: str) -> str:
    """The text without adverbs before its first verb or noun, but for "never" and "not"."""
    found = _ADVERB.match(text)
    return text[found.end() :] if found else text


def denied(text: str) -> bool:
    """True if those adverbs say no."""
    found = _ADVERB.match(text)
    return bool(found and re.search(r"\b(?:never|not)\b", found.group(), re.IGNORECASE))


def is_gerund(text: str) -> bool:
    """True if it begins with a verb in -ing: "checking who is asking"."""
    word = _first(past_adverbs(text))
    return word.casefold().endswith("ing") and bool(base_form(word)) and base_form(word) != word.casefold()


def is_question_clause(text: str) -> bool:
    """True if it begins like "how you …", "what they …"."""
    return bool(_WH.match(past_adverbs(text)))


def is_clause(text: str) -> bool:
    """True if it begins with the person who answers: "that you …", "they …"."""
    return bool(_CLAUSE.match(text))


def surely_no_verb(word: str) -> bool:
    """True for an article, a preposition and the like."""
    return word.casefold() in _SIGNS or word.casefold() in {
        "in",
        "on",
        "at",
        "of",
        "for",
        "with",
        "just",
        "from",
        "as",
        "by",
        "after",
        "before",
        "and",
        "or",
        "but",
        "outside",
        "so",
    }


def begins_with_past(text: str) -> bool:
    """True if it begins with a verb in a past form: "told somebody"."""
    return bool(base_of_past(_first(text)))


def begins_with_verb(text: str, *, surely: bool = False) -> bool:
    """True if it begins with a verb in its plain form or in -s. `surely`: words that may be nouns need a sign."""
    words = past_adverbs(text).split()
    if not words or _first(words[0]).casefold().endswith("ing"):
        return False
    word = _first(words[0]).casefold()
    base = base_form(word)
    if words[0].endswith(",") and (word != base or base not in VERBS):
        return False  # "permits, signed and dated"
    if denied(text) and len(words) > 1 and re.match(r"[a-z]+$", words[0]) and not surely_no_verb(words[0]):
        return True
    following = _first(words[1]).casefold() if len(words) > 1 else ""
    if surely and word in ALSO_ADJECTIVES and following in _AFTER_STATE:
        return False
    if base in VERBS and not (word != base and following in {"", "of"}):
        return True
    return bool(base) and (not surely or following in _SIGNS or following.endswith("ly"))


def _first(text: str) -> str:
    found = re.match(r"[A-Za-z]+(?:['’-][A-Za-z]+)*", text)
    return found.group() if found else ""


def parts(text: str) -> list[str]:
    """A list of things to do, ways to do them or questions to answer, cut where the next one begins."""
    cuts: list[tuple[int, int]] = []
    start, follows_verb = 0, False
    for found in _BOUNDARY.finditer(text):
        left, right = text[start : found.start()], text[found.end() :]
        is_joined = "," not in found.group() and ";" not in found.group()
        if _inside_brackets(text, found.start()) or not left.strip() or not right.strip():
            continue
        if ":" in left:  # details of what stands before it
            continue
        if " or" in found.group() and not is_question_clause(right):
            continue
        is_verb = begins_with_verb(right, surely=not follows_verb)
        goes_on = (
            is_verb
            or (is_gerund(right) and _has_gerund_head(left))
            or (begins_with_past(past_adverbs(right)) and _is_past(left))
            or (
                is_question_clause(right)
                and (is_joined or found.group().strip(" ,;") or _may_follow(right, left))
            )
            or (is_clause(right) and is_clause(_after_telling(left)))
            or ((is_joined or " and " in found.group()) and right.startswith("that "))
        )
        if goes_on:
            cuts.append((found.start(), found.end()))
            start, follows_verb = found.end(), is_verb
    pieces, start = [], 0
    for end, begin in _without_lone_words(text, cuts):
        pieces.append(text[start:end])
        start = begin
    return [*pieces, text[start:]]


def _without_lone_words(text: str, cuts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A single word after "and" stays with what it was joined to: alone it says too little, and would be lost."""
    kept: list[tuple[int, int]] = []
    end_of_piece = len(text)
    for end, begin in reversed(cuts):
        is_joined = not re.search("[,;]", text[end:begin])
        if is_joined and len(text[begin:end_of_piece].split()) == 1:
            continue
        kept.insert(0, (end, begin))
        end_of_piece = end
    return kept


def items(text: str) -> list[str]:
    """Three or more things in a row: "a calm voice, clear rules and fair consequences"; else the whole."""
    found = re.fullmatch(r"(?P<head>[^;]+,[^;]*?),?\s+(?:and|or|plus)\s+(?P<last>[^,;]+)", text)
    if not found or "(" in text:
        return [text]
    each = [part.strip() for part in [*found["head"].rstrip(" ,").split(","), found["last"]]]
    if any(
        not part or len(part.split()) > 12 or re.match(r"(?:for example|such as|like|which|who)\b", part)
        for part in each
    ):
        return [text]
    return each


_MEMBER = r"(?:the|your|an?|one|some|any|their|its)"


def pair(text: str) -> list[str]:
    """Two things with an article or the like each, as long as a clause: "the signs you saw, the person you told"."""
    found = re.fullmatch(
        rf"(?P<one>{_MEMBER}\s[^\s,]+(?: [^\s,]+){{0,8}}?)(?:,\s+|,?\s+and\s+)(?P<two>{_MEMBER}\s[^,]+)",
        text,
        re.IGNORECASE,
    )
    return [found["one"].strip(), found["two"].strip()] if found else [text]


def _inside_brackets(text: str, at: int) -> bool:
    before = text[:at]
    return (
        before.count("(") > before.count(")")
        or before.count("“") > before.count("”")
        or before.count('"') % 2 == 1
    )


def _has_gerund_head(left: str) -> bool:
    return is_gerund(left) or is_gerund(_after_telling(left))


def _may_follow(right: str, left: str) -> bool:
    """After a comma alone, "who" and "where" may say more of the word before."""
    is_asked = is_question_clause(left) or is_question_clause(_after_telling(left))
    return is_asked or bool(re.match(r"(?:how|what|why)\b", past_adverbs(right), re.IGNORECASE))


def _is_past(left: str) -> bool:
    told = re.sub(r"^.*?\b(?:you|they|the candidate)\s+", "", left, count=1, flags=re.IGNORECASE)
    return begins_with_past(past_adverbs(told))


_TELLING = re.compile(
    r"(?:to )?[a-z]+(?:ing|s)? (?:(?:them|us|me|it|the \w+|your \w+|sure|clear|out) ){0,2}(?:(?:about|"
    r"for|to|of|through|on|by|with) )?",
    re.IGNORECASE,
)


def _after_telling(text: str) -> str:
    """What follows a verb of telling: "talk about checking …" has "checking …"."""
    found = _TELLING.match(past_adverbs(text))
    return past_adverbs(text)[found.end() :] if found else text


_LAST_GERUND = re.compile(r"(?<= and )[a-z]+ing$", re.IGNORECASE)


def as_order(text: str) -> str:
    """The same beginning with the plain form of its verb: "checking who asks" and "checks who asks" give "check who
    asks"; what begins with no verb stays."""
    no = "never " if denied(text) else ""
    bare = past_adverbs(text)
    word = _first(bare)
    base = base_form(word)
    if not base or not (is_gerund(bare) or begins_with_verb(bare)):
        return text
    rest = bare[len(word) :]
    if is_gerund(bare) and (last := _LAST_GERUND.search(rest)):
        rest = f"{rest[: last.start()]}{base_form(last.group()) or last.group()}"
    return f"{no}{base}{rest}"
