"""Sentences that say what is wanted the other way round: in the passive, as a warning, as what others failed to do.
Pure; each turns its sentence into an order."""

import re

from voice_interviewer.bank.proposing import grammar
from voice_interviewer.bank.proposing.verbs import base_of_participle, base_of_past

_DUTY = r"(?:should|must|ought to|needs? to|has to|have to|(?:is|are) expected to|(?:is|are) to)"
_ADVERBS = r"(?:(?:also|first|always|then|further|therefore|well|\w+ly) )*"
_PASSIVE = re.compile(
    rf"(?P<thing>(?:(?!\b(?:who|which|that|where|if|you)\b).)+?) (?P<be>{_DUTY} {_ADVERBS}(?:be|have "
    r"been)|(?:will|would|can) (?:have been|be)|is|are|was|were|has been|have been|gets?)"
    rf" (?P<no>not )?{_ADVERBS}(?P<done>[\w-]+)(?P<rest>(?:[ ,].*)?)",
    re.IGNORECASE,
)
_SOUGHT = re.compile(
    r"(?:expected|required|sought|wanted|needed|desired|welcomed?|valued|credited|rewarded|"
    r"appreciated|looked (?:for|at)|"
    r"listened for|hoped for|awarded|assessed|tested|scored|preferred)\b",
    re.IGNORECASE,
)
_WARNING = re.compile(
    r"(?:please |but |and |so )*(?:it(?:'s| is) (?:a (?:\w+ )?mistake|wrong|unwise|risky|bad form|"
    r"no use|not enough|no good) to|(?:do not|don't|never|no (?=(?!\w*thing)\w+ing\b))|"
    r"(?:you|candidates|applicants|they) "
    r"(?:should|must|need to|ought) ?(?:not|n't|never)(?: to)?|"
    r"(?:try|be careful|remember|it is (?:best|better|wise|important)|it's (?:best|better|wise)) not to|"
    r"(?:resist|avoid|beware of|steer clear of|stay away from)(?: the temptation to| the urge to)?) "
    r"(?:(?:ever|also|please) )?",
    re.IGNORECASE,
)
_CHEER = re.compile(
    r"(?:worry|panic|fear|feel|be (?:afraid|shy|nervous|alarmed|put off|scared|discouraged|"
    r"surprised|embarrassed|disheartened)|"
    r"need|have to|expect|let|forget|think|assume|mind|overthink|hesitate)\b",
    re.IGNORECASE,
)
_FEW = re.compile(
    r"(?:(?:very |too |so )?few|hardly (?:any|anyone|anybody|ever)|nobody|no one|none|not (?:many|"
    r"everyone|once|one|enough)|rarely|seldom|"
    r"(?:he|she|they) (?:never|didn't|did not|hadn't|couldn't)(?: once)?)\b(?P<who>(?: "
    r"[\w-]+){0,4}?) (?P<verb>"
    r"(?:think|thinks|thought|bother|bothers|bothered|stops?|stopped|gets?|got|managed?|remembers?|"
    r"remembered|take the trouble) to|"
    r"mentions?|mentioned|says?|said|tells?|told|explains?|explained|describes?|described|shows?|"
    r"showed|asks?|asked|gives?|gave|names?|named) "
    r"(?P<rest>.+)",
    re.IGNORECASE,
)


def passive(text: str) -> str | None:
    """ "A plan is agreed with the tenant" as "agree a plan with the tenant"; None where nothing is passive."""
    found = _PASSIVE.fullmatch(text)
    base = base_of_participle(found["done"]) if found else ""
    no = "do not " if found and found["no"] else ""
    return f"{no}{base} {_lower(found['thing'])}{found['rest']}" if found and base else None


def wanted_passive(text: str) -> str | None:
    """What a sentence in the passive wants, as an order or with "we look for"; "" if it wants nothing; None if it is
    no such sentence."""
    text = re.sub(r", as (?:is|are)\b.*|, wh(?:o|ich) [^,]+,", "", text)
    found = _PASSIVE.fullmatch(text)
    if not found:
        return None
    if not (base := base_of_participle(found["done"])):
        is_claim = re.match(_DUTY, found["be"], re.IGNORECASE)
        return f"show that {_lower(found['thing'])} is {found['done']}{found['rest']}" if is_claim else None
    done = f"{found['done']}{found['rest']}"
    thing, rest = found["thing"], found["rest"].strip()
    if sought := _SOUGHT.match(done):
        rest = done[sought.end() :].strip()
        if found["no"] or re.search(r"\b(?:cannot|can't|not|never)\b", found["be"]):
            return ""
        if re.match(r"of (?:the|you|candidates|applicants)\b", rest):
            rest = re.sub(r"^of (?:you|(?:the )?(?:candidates?|applicants?))\s?", "", rest)
        if re.fullmatch(r"(?:it|that)", thing, re.IGNORECASE):
            return f"we look for {rest}" if re.match(r"(?:that|to|how|what|why)\b", rest) else None
        if re.match(r"(?:applicants?|candidates?|you|learners?|they)\b", thing, re.IGNORECASE):
            return re.sub(r"^(?:to|for|on) ", "", rest) if re.match(r"(?:to|for|on) ", rest) else None
        evidence = re.match(
            r"(?:some |clear |any )?(?:evidence|proof|mention|examples?|signs?)$", thing, re.IGNORECASE
        )
        if evidence and rest.startswith("of "):
            return f"we look for {rest[3:]}"
        return f"we look for {_lower(thing)}"
    if not re.match(_DUTY, found["be"], re.IGNORECASE):
        return None
    if found["no"]:
        return ""
    if re.fullmatch(r"(?:it|this)", thing, re.IGNORECASE):
        clear = re.match(r"(?:clear|plain) ", rest)
        rest = rest[clear.end() :] if clear else rest
        return (
            f"{base if not clear else 'explain'} {rest}"
            if re.match(r"(?:that|how|what|why)\b", rest)
            else None
        )
    return f"{base} {_lower(thing)} {rest}".strip()


def warning(text: str) -> str | None:
    """What the sentence warns of: "Don't blame others" gives "blame others"; "" for a mere comfort; None if it warns
    of nothing."""
    if re.match(r"never \w+ing\b", text, re.IGNORECASE):
        return None
    found = _WARNING.match(text)
    if not found:
        return None
    rest = text[found.end() :]
    if re.match(r"(?:forget|omit|fail|neglect)\b", rest, re.IGNORECASE) and re.match(
        r"(?:do|ne)", text, re.IGNORECASE
    ):
        return None
    return "" if _CHEER.match(rest) else rest


def failure(text: str) -> str:
    """What others failed to do, as the order to do it: "Few say why" gives "say why"; else ""."""
    if (found := _FEW.match(text)) and not re.search(r"\b(?:you|i|we)\b", found["who"], re.IGNORECASE):
        verb = found["verb"].split()
        if verb[-1] == "to":
            return found["rest"]
        return f"{base_of_past(verb[0]) or grammar.as_order(verb[0])} {found['rest']}"
    return ""


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:] if not re.match(r"(?:I\b|[A-Z]{2})", text) else text
