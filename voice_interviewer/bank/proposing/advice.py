"""What a piece of advice wants an answer to have: its sentences, freed of the words that only advise, in parts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from voice_interviewer.bank.proposing import grammar
from voice_interviewer.bank.proposing.asking import asked
from voice_interviewer.bank.proposing.turning import failure, passive, wanted_passive, warning
from voice_interviewer.bank.proposing.verbs import base_form
from voice_interviewer.bank.stems import stems

LONGEST = 500
"""Characters of a sentence: nobody gives advice in a longer one, and it would be no point to compare with."""


class Kind(Enum):
    """What a part is, which decides how it is asked about."""

    DO = auto()
    """Something to have done: "listen without interrupting"."""
    TELL = auto()
    """Something to say: "name the systems you have worked with"."""
    QUESTION = auto()
    """A question to answer: "how you decide who comes first"."""
    THING = auto()
    """Something to speak of: "a calm voice"."""
    CLAIM = auto()
    """Something that is so: "it is everybody's responsibility"."""
    DONE = auto()
    """Something that was done: "you told somebody straight away"."""
    STORY = auto()
    """Something that an example tells: "I cancelled one of the two lines"."""


@dataclass(frozen=True)
class Part:
    """One thing that an answer should have, in the guide's words, without a full stop."""

    text: str
    kind: Kind
    thing: str = ""
    """Of something to say: what it is about, without the verb."""


_SUBJECT = (
    r"(?:you|we|they|people|(?:the |an? |your |any |all |most |many )?(?:[\w-]+ ){0,2}?"
    r"(?:candidates?|applicants?|interviewees?|answers?|responses?|repl(?:y|ies)|examples?))"
)
_GOOD = (
    r"(?:good|strong(?:er|est)?|great|better|best|ideal|excellent|top|effective|full|high-scoring|"
    r"winning|impressive|successful|convincing)"
)
_MODAL = (
    r"(?:(?:'ll|'d|will|would|should|must|can|could|may|might|shall|do|need|needs|have|has|ought|want|"
    r"wish|are expected|"
    r"is expected|be able|be sure|do well|be expected|like)(?: also| always| then| really| definitely|"
    r" certainly| probably| ideally)?(?: to)? )+"
)
_VALUED = (
    r"(?:(?:very |really |most |also |always |often |usually |particularly |especially )*"
    r"(?:important|best|better|helpful|useful|good|wise|worth|essential|vital|crucial|key|sensible|"
    r"worthwhile|fine|"
    r"necessary|a (?:good|great|nice|wise|smart) (?:idea|move|plan|thing|start)))"
)
_SEEKER = (
    r"(?:(?:the |an? |your |most |many |some |our )?(?:[\w-]+ )?(?:panels?|interviewers?|employers?|"
    r"recruiters?|managers?|"
    r"assessors?|scorers?|team|board|school|company|hiring managers?)|we|they|i)"
)
_LEAD = re.compile(
    r"(?:(?:and|so|but|or|then|also|finally|first(?:ly)?|second(?:ly)?|third(?:ly)?|next|lastly|"
    r"in addition|instead|ideally|"
    r"perhaps|maybe|above all|where (?:you can|possible)|if (?:you can|possible)|most of all|equally|"
    r"similarly|"
    r"as well|after that|at the end|to (?:begin|start|finish|end|close)(?: with)?|"
    r"here|always|please|(?:in|for|with|throughout) (?:your|the) (?:answer|response|reply)|"
    r"(?:when|while|in) (?:answering|you answer|responding)(?: this(?: question)?)?|"
    r"to answer(?: this)?(?: question)?(?: well)?)"
    r"(?:\s*[,:–—-]\s*|\s+))+",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"(?:if|when|where|unless|once|whenever|even if|since|because|as|although|though|"
    r"while)\b[^,.;]{3,120}?(?:,\s+|\s+(?=(?:you'll|you (?:will|should|must|need|can|could|may|might|"
    r"ought))\b))",
    re.IGNORECASE,
)
_FRAMES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_SUBJECT}(?<!\bwe)(?<!\bthey)\s?{_MODAL}",
        rf"they {_MODAL}",
        r"(?:it|this|that|these) (?:should|must|needs? to|ought to|could)(?: also| always| really)? ",
        (
            r"it(?:'s|’s| is| would be| can be| may be| might be| will be)? (?:also |always |"
            rf"really )*(?:helps?|pays?|counts)?(?:{_VALUED})?"
            r"(?: in your favour| here| a lot)? (?:to|that you(?: can| should| will)?|if you(?: can)?|"
            r"for candidates to|for you to|(?=(?!thing)[a-z]+ing\b)) ?"
        ),
        (
            r"(?:the|an?|your|another|one|what) (?:[\w'-]+ ){1,5}?(?:is|are|would be|matters is) "
            r"(?:simply |just |really |often )?(?:to|that you) "
        ),
        (
            r"(?:do not forget|don't forget|try|aim|remember|be (?:sure|ready|prepared|able|careful|"
            r"willing)|make (?:sure|certain)|feel free|take care|go on|move on|"
            r"look|seek|prepare|plan|learn|get ready) to "
        ),
        (
            r"(?:be sure|make (?:sure|certain|it clear|it plain|clear)|ensure|check|see|remember|be clear|"
            r"bear in mind|stress)(?: that)? "
            r"(?:you|they|your answer)(?:'re able to|'ve|'d| are able to| can| will| would| have|’ve)? "
        ),
        (
            r"(?:there (?:are|is) )?(?:extra |full |bonus |top |high )?(?:marks?|credit|points?|"
            r"scores?)(?: (?:is|are|will be|go|goes|can be|come|comes))?"
            r"(?: also)?(?: given| available| awarded| gained| earned)? (?:for|to) (?:candidates "
            r"who |anyone who |"
            r"those who |people who |answers that )?"
        ),
        (
            rf"(?:{_SEEKER}(?: |(?='d )))?(?:(?:is|are|am|'re|'m|will be|would|should|will|'d|then|also|really|particularly|"
            r"usually|often|mainly|always|just) )*"
            r"(?:look(?:s|ed|ing)?|listen(?:s|ed|ing)?|hop(?:e|es|ed|ing)|want(?:s|ed)?|expect(?:s|ed|ing)?|'d (?:have )?(?:like|liked|love)|(?:likes?|"
            r"loves?)(?= to\b)|need|needs|checks?|watch(?:es)?|keen|wait)"
            r"(?: out)?(?: to)?(?: (?:hear|see|know|be told|be shown|find))?(?: (?:about|of|for|that|"
            r"from you|a bit about))*"
            r"(?: (?:candidates?|people|someone|somebody|answers?) (?:who|that)(?: can| will)?)? "
        ),
    )
)
_SOUGHT = _FRAMES[-2:]
_EXAMPLE_TAIL = re.compile(
    r",\s+(?:perhaps|maybe|for example|for instance|such as|e\.g\.|say,|even if|if possible)\s.*$",
    re.IGNORECASE,
)
_REASON = re.compile(
    r",\s+(?:since|as|which|though|although|or)\s(?!well\b)[^,;]*(?=$|,)|,\s+(?:because|so that)\s(?!.*, and\b).*$", re.IGNORECASE
)
_LOST = re.compile(r"(?:marks?|points?|credit) (?:are|is|will be) (?:lost|deducted|taken)\b", re.IGNORECASE)
_BONUS = re.compile(
    r"(?:(?:an? )?(?:big |extra |real )?(?:bonus|plus)(?: points?| marks?)? (?:if|for|is)|"
    r"extra (?:marks?|credit|points?) (?:if|for)) (?:you(?:'ve| have| can)? )?",
    re.IGNORECASE,
)
_FAVOURITES = re.compile(
    rf"(?:the |my |our |all )?(?:[\w-]+ ){{0,2}}{grammar.PERSON}s (?:who do (?:well|best) "
    r")?(?=[a-z-]+,? .*,)",
    re.IGNORECASE,
)
_HARMLESS = re.compile(
    r"it(?:'s| is) (?:no|not an?|an?) [\w ]{3,20}? to |it [a-z]+ (?:\w+ ){1,3}(?:when|if) you |"
    r"it (?:also |always |never |does |won't |doesn't |will |can |no |not |do )*(?:harms?|hurts?) to ",
    re.IGNORECASE,
)
_I_WOULD = re.compile(r"i(?:'d| would)(?: always)? (?!like|love|want|expect|hope)(?=[a-z])", re.IGNORECASE)
_WHAT_IS = re.compile(
    rf"(?:what (?!you\b)[^,.;:]{{3,60}}? (?:is|are|was|were)|(?:an? |the )(?:much )?{_GOOD} (?:[\w-]+ ){{1,2}}(?:is|would be|might be)) (?!that\b|to\b|not\b)",
    re.IGNORECASE,
)
_IS_THAT = re.compile(
    r"(?:the|an?|what|all) [^,.;:]{3,60}? (?:is|are|was|were) (?=that (?:you|they|the|he|she)\b)", re.IGNORECASE
)
_WHO = re.compile(
    r"\b(?:someone|somebody|people|those|anyone|an? [\w -]{2,30}?|[\w-]+s|the [\w-]+) who (?=[a-z])",
    re.IGNORECASE,
)
_IS_GOOD = re.compile(
    rf"(?P<what>.{{6,120}}?) (?:is|are|will be|would be) (?:always |also |very |really )*"
    rf"(?:{_VALUED}|welcome|valued|a plus|a bonus|what (?:counts|matters|sets you apart|they (?:want|"
    r"like)))$",
    re.IGNORECASE,
)
_NOT_WHO = re.compile(
    r"\b(?:i|we|it|this|that|they|he|she|interviewers?|employers?|panels?|recruiters?|managers?|questions?|"
    r"everyone|everybody|nobody|who|what|there|jobs?|roles?|compan(?:y|ies))\b",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r"(?<=\w) (?:gets? the|gets? (?:hired|through|my)|wins?\b|will get|scores?\b|stands? out|goes? (?:through|far)|does (?:well|best)|impress(?:es)?|(?:is|are) hired).*$",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"(?:(?:he|she|they|(?:the|one|a|another|my|our) [^,.;:]{2,60}?) )?(?:(?:also|even|then|simply) )*(?:(?:told|showed|gave|walked) (?:me|us) (?:through |about |that |of )?|"
    r"(?:talked|spoke) (?:me |us )?(?:about|through) |mentioned |explained |described )(?!once\b)",
    re.IGNORECASE,
)
"""What a panel tells of an interview that it held."""

_SOMEBODY = re.compile(
    rf"\b(?:{_GOOD}|{grammar.PERSON}s?|colleagues?|nurses?|staff|\w+(?:er|or|ist|ian|ant|eur)s?)\b",
    re.IGNORECASE,
)
"""Who does the work, so that what they do is a model: "a secretary", "a good chef"."""

_GOOD_ANSWER = re.compile(
    rf"(?:the |an? |any |most |our |really |very )*{_GOOD} (?:[\w-]+ )?(?:candidates?|applicants?|"
    r"answers?|responses?|repl(?:y|ies)|examples?)"
    r"(?: here| to this(?: question)?)?,?\s+(?:(?:will|would|should|might|may|can|also|usually|often|"
    r"always|typically|then|tends? to) )*",
    re.IGNORECASE,
)
_NOT_WANTED = re.compile(
    r"(?:(?:please |try to |be careful to |it'?s best to )?(?:avoid|don't|don’t|do not|never|resist|"
    r"stay away|steer clear|beware|not )\b(?!.{0,3}forget)|"
    r"(?:the |an? )?(?:weak|weaker|poor|poorer|bad|vague|low-scoring)\b|try not to|(?:you|candidates|"
    r"they) (?:should|must|need|do|can)(?:n't|n’t| not|not)\b|"
    r"(?:it is|it's|it’s) (?:important |best |better |wise )?(?:that \w+ (?:do|should) not|not)\b|"
    r"no need\b|there(?:'s|’s| is) no\b|nobody\b|nothing\b|no one\b)",
    re.IGNORECASE,
)
_NOT_PARTS = re.compile(r"(?:avoid|not|don't|don’t|do not)\b", re.IGNORECASE)
_TELL = re.compile(
    r"(?:say|explain|mention|describe|show|demonstrate|(?:talk|speak)(?: to (?:them|us))?(?: a (?:bit|"
    r"little))?|tell (?:them|us|me|the (?:panel|interviewer|employer))|"
    r"convince (?:them|us|the (?:panel|interviewer|employer))|persuade them|reassure (?:them|the "
    r"(?:panel|interviewer|employer))|outline|discuss|highlight|emphasi[sz]e|stress|state|point out|"
    r"make (?:it )?clear|convey|express|prove|acknowledge|refer(?= to)|include|cover|illustrate|touch|"
    r"bring up|make the point|"
    r"name|list|share(?= (?:an?|your|one|some)\b)|(?:pick|choose|select|use|tell)(?= (?:an?|one|two|"
    r"the|your)\b.{0,40}\b(?:example|story|situation|occasion|time)\b)|give|set out|add|start|begin|"
    r"finish|end|close|conclude|open|lead|walk (?:them|us|the \w+)|go over|recall|identify|let "
    r"(?:them|us) know|be (?:clear|honest|open|specific|frank)|"
    r"recogni[sz]e|know|understand|think|reflect|focus|concentrate|draw|quote|back (?:it|this|"
    r"that) up|provide|offer evidence|summari[sz]e)\b\s*"
    r"(?:(?:about|through|on|to|by|with|of|out|off|up)\b\s*)?(?:(?:saying|explaining|describing|"
    r"telling (?:them|us)|mentioning|showing|stating|talking about|outlining)\b\s*)?",
    re.IGNORECASE,
)
_OWN_CLAUSE = re.compile(
    rf"(?:that )?(?:you|they|the {grammar.PERSON}|{grammar.PERSON}s)(?:'d|’d|'ll|’ll|'re|’re|'ve|’ve)?\b\s*"
    r"(?P<modal>(?:(?:would|will|can|could|should|do|did|have|are|were|always|also) )*)",
    re.IGNORECASE,
)
_FORM = re.compile(
    r"(?:keep|make|practi[sc]e|prepare|rehearse|structure|tailor|limit|plan|write|"
    r"use)\b.{0,20}\b(?:it|them|your (?:answer|response|reply|story|example)|the (?:answer|story)|"
    r"this|things)\b"
    r"(?!.{0,40}\b(?:back|right|good)\b)|(?:pick|choose|select|use|have|prepare|think of) (?:a|an|one|"
    r"two) (?:\w+ )?(?:one|story|stories|example|examples)(?: or two)?(?: ready| in mind)?$|slow down|"
    r"take your time|breathe|smile|relax$|"
    r"use the star\b|.*\b(?:before|during|at|in|for) (?:the|your) interview\b|(?:practi[sc]e|rehearse|"
    r"research|prepare)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:two|three|four|five|six|following|these|things|points|areas|steps|parts|elements|topics)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(
    r"(?<=[.!?])[\"”’)]*\s+(?=[A-ZÀ-Þ“\"'‘(]|[+-]?\d+(?:\s?[-–]\s?\d+)?(?:\s(?:points?|marks?|if|for)\b|:))"
)
_POINTLESS = re.compile(
    r"(?:it|this|that|them|these|one|so|anything|something|everything|you|us|yourself)(?: (?:well|here|clearly|briefly))?\.?$", re.IGNORECASE
)


_PROVEN = re.compile(
    r"(?:some |clear |any |good |an? )?(?:evidence|signs?|proof|examples?|instances?|way|habit|experience) of ", re.IGNORECASE
)
_BELIEVED = re.compile(
    r"(?:an? |some |any |your |their |the )?(?:[\w-]+ )?(?:understanding|awareness|recognition|sense|"
    r"belief|knowledge|acceptance|"
    r"evidence|signs?|proof|appreciation) that\s+",
    re.IGNORECASE,
)


def advised(advice: str) -> list[Part]:
    """What the advice wants an answer to have, in order; empty if it says nothing of that."""
    found: list[Part] = []
    is_unwanted = False
    for line in advice.replace("’", "'").split("\n"):
        bare = _BULLET.sub("", line).strip()
        is_item = bare != line.strip()
        if bare.endswith(":") and len(bare.split()) <= _LONGEST_HEADING:
            is_unwanted = bool(_UNWANTED.match(bare))
        elif is_unwanted and is_item:
            found += _unwanted(bare.rstrip(".!;"))
        else:
            is_unwanted = False
            for sentence, is_prose in _sentences(bare, is_item):
                found += _of_sentence(sentence, is_prose)
    return found


_SHORTEST_WARNING = 3
_SHORTEST_LEAD = 4
"""Words before a colon that say something of their own."""

_MANNER = re.compile(r"(?:ramble|waffle|recite|memori[sz]e|learn|read|rush|go on|speak|talk (?:too|for|over)|exceed|prepare|practi[sc]e|try|be too|use)\b", re.IGNORECASE)
"""How not to speak, of which no answer can be told to have it."""

_PLACED = re.compile(
    r"^(?:from|in|on|at|after|with|for|by|beyond|besides) (?!all\b)[^,]{2,50}, (?=(?:you|candidates|they|describe|explain|say|tell|mention|give|show|name)\b)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*(?:[-*•–·+✓✔]|\d{1,2}[.)])\s+")
_LONGEST_HEADING = 6
_UNWANTED = re.compile(
    r"(?:the |a |an |some |common |what |things )*(?:not|don'?ts?|avoid|never|poor|weak(?:er)?|bad|red flags?|warnings?|watch out|mistakes?|"
    r"minus|wrong|alarm bells|lose|loses|deduct|fails?|turn-?offs?|pitfalls?|beware|low)\b",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"(?:the |a |an |some |what |things )*(?:do|good|strong|great|best|green flags?|plus|look(?:ing)?(?: out)? for|listen(?:ing)? for|looks? like|key points?|"
    r"must|should|essential|desirable|say|to say|mention|cover|include|credit|evidence|expect|expected|ideal|full marks|"
    r"we want|wanted|tips?|pro tip|advice|hint|remember|bonus|also|indicators?|positives?)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"(?:probes?|follow-?ups?|prompts?|why|background|note|time|timing|ask|context|panel|then ask)\b", re.IGNORECASE)


def _unwanted(text: str) -> Iterator[Part]:
    """What stands under "Avoid" or "Poor answers": as something not to do, where it begins with a verb."""
    for piece in re.split(r"; |, (?=\w+(?:s|ing)\b)", text):
        verb = grammar.past_adverbs(piece)
        if (grammar.begins_with_verb(verb, surely=True) or grammar.is_gerund(verb)) and not _FORM.match(grammar.as_order(verb)):
            yield from _warned(verb)


def _sentences(line: str, is_item: bool) -> Iterator[tuple[str, bool]]:
    """Each sentence of a line, and whether it is one of running text and no item of a list."""
    each = [part.strip() for part in _SENTENCE_END.split(line) if part.strip() and len(part) <= LONGEST]
    yield from ((part, len(each) > 1 or not is_item) for part in each)


def _of_sentence(sentence: str, is_prose: bool) -> list[Part]:
    if sentence.startswith("(") or re.match(r'["“][^"”]*["”]?\W*$', sentence):
        return []  # an aside, or what somebody else said
    if sentence.endswith("?"):
        return [part for turned in asked(sentence) for part in _of_question(turned)]
    wanted = sentence.rstrip(".!?:; ")
    score = _SCORE.match(wanted)
    if score:
        if re.match(r"(?:0|zero|no)\b", wanted, re.IGNORECASE):
            return []
        return list(
            _scored(
                wanted[score.end() :], is_lost=bool(re.match(r"deduct|lose|minus|-", wanted, re.IGNORECASE))
            )
        )
    if label := re.match(r"(?P<label>[A-Za-z][\w '/-]{1,28})(?:\([^)]*\))?:\s+(?P<rest>\S.*)", wanted):
        if _UNWANTED.match(label["label"]):
            return list(_unwanted(label["rest"]))
        if _ASIDE.match(label["label"]):
            return []
        if _WANTED.match(label["label"]):
            return [part for piece in label["rest"].split("; ") for part in _of_label(piece)]
    return [part for clause in _clauses(wanted) for part in _of_clause(clause, is_prose)]


def _of_label(text: str) -> list[Part]:
    """What stands behind "Do:" or "Look for:", which need be no sentence."""
    if grammar.begins_with_verb(text) and not grammar.begins_with_verb(text, surely=True):
        return list(_listed(text))
    return [part for clause in _clauses(text) for part in _of_clause(clause, False)] or list(_listed(text))


_SCORE = re.compile(
    r"(?:(?:up to|add|award|give|deduct|lose|minus|plus|score|full|\+|-) ?)*(?:\d+|one|two|three|"
    r"four|five|half)"
    r"(?:\s?[-–/to]+\s?\d+)?(?: (?:points?|marks?|stars?|each))?"
    r"(?:\s*[:=]\s*| (?:more |extra )?(?:if|for|when|where)\s+)",
    re.IGNORECASE,
)
_ONE_MORE = re.compile(
    r",? and (?=(?:that |it |the |an? )[^,;]{0,60}?\b(?:should|must|ought to|needs? to) (?:also )?be )|"
    r";\s+(?!and\b|or\b)|,? but (?=(?:also|please|do|don't|you|they|he|she|we|I)\b)",
    re.IGNORECASE,
)


def _clauses(text: str) -> list[str]:
    """The sentence in pieces that each say something of their own; one with a colon holds a list and stays whole."""
    return [text] if ":" in text else [piece.strip(" ,") for piece in _ONE_MORE.split(text)]


def _of_question(turned: str) -> Iterator[Part]:
    if '"' in turned:
        return
    if grammar.is_question_clause(turned):
        yield from _worth(Part(turned[:1].lower() + turned[1:], Kind.QUESTION))
    else:
        yield from _clause(turned) if turned.startswith("you ") else _parts(turned)


def _scored(text: str, *, is_lost: bool) -> Iterator[Part]:
    """What a scoring sheet gives points for; or takes them for."""
    if re.search(r"\bbut\b.*\bnot\b|\bonly\b", text):
        return
    if (turned := passive(text)) is not None:
        text = turned
    else:
        text = re.sub(rf"^(?:the |an? |any )?{grammar.PERSON}s? (?:who )?", "", text)
    if is_lost:
        order = grammar.as_order(text)
        if order != text or grammar.begins_with_verb(text):
            yield from _worth(Part(f"do not {order}", Kind.DO))
        return
    for piece in grammar.parts(re.split(r", (?:for example|such as|whether)\b", text)[0]):
        bare = grammar.past_adverbs(piece.strip())
        if grammar.begins_with_past(bare):
            yield from _worth(Part(f"you {bare}", Kind.DONE))
        else:
            yield from _of_piece(piece.strip(), True)


def _of_clause(wanted: str, is_prose: bool) -> list[Part]:
    wanted = _without_lead(wanted)
    condition = _CONDITION.match(wanted)
    rest = _without_lead(wanted[condition.end() :]) if condition else wanted
    rest = _PLACED.sub("", rest)
    if re.match(r"do (?!not\b)", rest) and grammar.begins_with_verb(rest[3:]):  # "do ask"
        rest = rest[3:]
    if re.fullmatch(r"be [\w-]+", rest, re.IGNORECASE):  # cheer
        return []
    if " - " in rest or " – " in rest or " — " in rest:
        rest = re.split(r"\s[-–—]\s", rest)[0]
    if (warned := warning(rest)) is not None:
        return list(_warned(warned))
    if forgotten := failure(rest):
        return list(_parts(forgotten))
    if reported := _REPORTED.match(rest):
        return list(_reported(rest[reported.end() :]))
    if (turned := wanted_passive(rest)) is not None:
        return [] if not turned else list(_parts(turned))
    found = list(_parts(rest))
    if (
        is_prose
        and len(found) == 1
        and found[0].text.casefold() == rest.strip(' ,;:-–—"').casefold()
        and found[0].kind is Kind.THING
    ):
        found = []  # a sentence about something, of which nothing is asked
    told = _TELL.match(rest)
    is_to_say = told and _POINTLESS.match(rest[told.end() :]) or re.search(r"\b(?:say so|mention (?:it|this))$", rest)
    if condition and not found and is_to_say:
        so = re.sub(r"^(?:if|when|where)\b", "whether", condition.group().strip(" ,"), flags=re.IGNORECASE)
        return list(_worth(Part(so, Kind.QUESTION)))
    return found


def _reported(text: str) -> Iterator[Part]:
    """What somebody told in an interview, one thing after the other."""
    for piece in re.split(r",? and (?=(?:he|she|they|what|how|\w+ed (?:me|us))\b)|, (?:and )?", text):
        bare = re.sub(_REPORTED, "", piece.strip())
        bare = re.sub(r"^(?:he|she|they)(?:'d)? ", "they ", bare)
        if '"' not in bare and len(bare.split()) > 2:
            yield from _of_piece(bare, True)


def _warned(text: str) -> Iterator[Part]:
    """What not to do, unless the sentence says what to do instead."""
    instead = re.search(r", (?:but|and instead|so) (?!never|not|avoid)(.+)", text, re.IGNORECASE)
    if instead and grammar.begins_with_verb(instead[1]):
        yield from _parts(instead[1])
        return
    order = grammar.as_order(re.split(r", |; | - | – ", text)[0])
    if len(order.split()) >= _SHORTEST_WARNING and not _MANNER.match(order):
        yield from _worth(Part(f"do not {order}", Kind.DO))


def _without_lead(text: str) -> str:
    found = _LEAD.match(text)
    return text[found.end() :] if found and found.end() < len(text) else text


def _parts(text: str) -> Iterator[Part]:
    if ":" in text:
        lead, _, rest = text.partition(":")
        rest = _without_lead(rest.strip())
        if rest.startswith('"'):
            return  # what somebody might say
        is_list = grammar.is_gerund(rest) or grammar.begins_with_verb(rest, surely=True) or _COUNTED.search(lead)
        of_lead = [] if is_list or len(lead.split()) < _SHORTEST_LEAD else list(_parts(lead))
        of_lead = [part for part in of_lead if part.kind is not Kind.THING]
        yield from of_lead
        if len(rest.split()) > 2 and not _NOT_WHO.match(rest) and (not of_lead or grammar.is_question_clause(rest)):
            yield from _listed(rest)
        if of_lead or not grammar.begins_with_verb(lead) or is_list:
            return
    text = _REASON.sub("", _EXAMPLE_TAIL.sub("", text))
    if _LOST.match(text):
        return
    if _NOT_WANTED.match(text):
        if (
            instead := re.search(
                r"(?:, (?:but|and instead|so)|;|\. instead,?) (?!never|not|avoid)(.+)", text, re.IGNORECASE
            )
        ) and grammar.begins_with_verb(instead[1]):
            yield from _parts(instead[1])
        return
    wanted, is_sought = _framed(text)
    if not wanted:
        return
    pieces = grammar.parts(wanted)
    was_done = False
    for piece in pieces:
        bare = grammar.past_adverbs(piece.strip())
        if was_done and grammar.begins_with_past(bare):
            yield from _worth(Part(f"you {bare}", Kind.DONE))
            continue
        found = list(_of_piece(piece.strip(), is_sought))
        was_done = bool(found) and found[-1].kind is Kind.DONE
        yield from found


def _listed(text: str) -> Iterator[Part]:
    """What stands behind a colon, which need be no sentence."""
    if grammar.begins_with_verb(text, surely=True):
        yield from _parts(text)
        return
    for piece in grammar.parts(text):
        yield from _of_piece(piece.strip(), True)


def _framed(text: str) -> tuple[str, bool]:
    """What is wanted, without the words that say that it is; and whether it need not begin with a verb."""
    is_sought, was_framed = False, False
    for _ in range(3):
        for frame in (_GOOD_ANSWER, _FAVOURITES, _BONUS, _HARMLESS, _I_WOULD, _IS_THAT, _WHAT_IS, *_FRAMES):
            found = frame.match(text)
            if found and found.end() < len(text):
                text, was_framed = text[found.end() :], True
                is_sought = is_sought or frame in (*_SOUGHT, _WHAT_IS)
                text = _without_lead(text)
                break
        else:
            break
    if not was_framed and (good := _IS_GOOD.match(text)):
        return good["what"], True
    if not was_framed and grammar.is_gerund(text) and _has_verb(text):
        return "", False
    first = text.split(" ", 1)[0]
    is_order = grammar.begins_with_verb(text) and not re.match(r"(?:has|is|are|does)\b", text, re.IGNORECASE)
    if (
        is_order
        or is_sought
        or grammar.is_gerund(text)
        or (was_framed and (grammar.is_clause(text) or first.casefold().endswith("ed")))
    ):
        return text, is_sought
    if (
        (who := _WHO.search(text))
        and not text[who.end() :].startswith("only ")
        and grammar.begins_with_verb(_without_lead(text[who.end() :]))
    ):
        return _RESULT.sub("", _without_lead(text[who.end() :])), False
    if not was_framed and (rest := _of_somebody(text)):
        return rest, False
    if was_framed and len(grammar.parts(text)) > 1:
        return text, True
    if not was_framed and (_begins_a_thing(text) or grammar.is_question_clause(text)) and not _has_verb(text):
        return text, True
    return "", False


def _of_somebody(text: str) -> str:
    """What somebody does of whom the text speaks: "the learner names a tool" has "names a tool"; else ""."""
    words = text.split()
    words = [word for at, word in enumerate(words) if at == 0 or word not in {"also", "always", "often", "usually", "then"}]
    for at in range(1, min(8, len(words) - 1)):
        before, rest = " ".join(words[:at]), " ".join(words[at:])
        if _NOT_WHO.search(before):
            return ""
        if not _SOMEBODY.search(before):
            continue
        is_single = words[at].endswith("s") and not words[at - 1].endswith("s")
        is_many = not words[at].endswith("s") and words[at - 1].endswith("s")
        modal = re.match(r"(?:should|must|ought to|needs? to|can|could|will|would|may|might) ", rest)
        verb = rest[modal.end() :] if modal else rest
        if re.match(r"(?:is|are|was|were|has|have|do|does)\b", verb):
            return ""
        if grammar.begins_with_verb(verb, surely=not modal) and (modal or is_single or is_many):
            return verb if len(verb.split()) > 2 else ""
    return ""


def _begins_a_thing(text: str) -> bool:
    return 3 <= len(text.split()) <= 12 and not _NOT_WHO.match(text)


def _has_verb(text: str) -> bool:
    """True for a whole sentence about something else: it has a finite verb behind its subject."""
    head = re.split(r"\b(?:that|who|which|how|what|why|when|where|you|they)\b", text, maxsplit=1)[0]
    return bool(
        re.search(
            r"\b(?:is|are|was|were|will|can|has|have|does|do|doesn't|don't|isn't|should|must|may|might|would|'s|loves?|"
            r"likes?|wants?|tests?|shows?|means?)\b",
            head,
            re.IGNORECASE,
        )
    )


def _of_piece(piece: str, is_sought: bool) -> Iterator[Part]:
    is_no = grammar.denied(piece)
    bare = grammar.past_adverbs(piece)
    if _NOT_PARTS.match(bare) or _FORM.match(bare):
        return
    if grammar.is_clause(bare) or re.match(r"that\b", bare, re.IGNORECASE):
        yield from _clause(bare)
        return
    if grammar.is_question_clause(bare):
        yield from _worth(Part(bare, Kind.QUESTION))
        return
    order = grammar.as_order(bare)
    told = _TELL.match(order)
    rest = order[told.end() :].strip() if told else ""
    if told and rest:
        if grammar.is_question_clause(rest):
            yield from _worth(Part(rest, Kind.QUESTION))
        elif re.match(r"that\b", rest, re.IGNORECASE) or (grammar.is_clause(rest) and len(rest.split()) > 2):
            yield from _clause(rest)
        elif grammar.is_gerund(rest) and " " in rest:
            yield from _worth(Part(grammar.as_order(rest), Kind.DO))
        else:
            each = grammar.items(rest)
            each = each if len(each) > 1 else grammar.pair(rest)
            if len(each) > 1:
                for item in each:
                    yield from _thing(item)
            elif not _POINTLESS.match(rest):
                yield from _worth(Part(order, Kind.TELL, rest))
        return
    if told:
        return
    if grammar.begins_with_verb(bare, surely=is_sought and not bare.split(" ", 1)[0].endswith("s")) or grammar.is_gerund(bare):
        yield from _worth(Part(f"never {order}" if is_no else order, Kind.DO))
    elif is_sought:
        for item in grammar.items(bare):
            yield from _thing(item)


def _thing(text: str) -> Iterator[Part]:
    if believed := _BELIEVED.match(text):
        yield from _clause(text[believed.end() :])
    elif (proven := _PROVEN.match(text)) and grammar.is_gerund(text[proven.end() :]):
        yield from _worth(Part(grammar.as_order(text[proven.end() :]), Kind.DO))
    elif grammar.is_gerund(text) or (grammar.begins_with_verb(text, surely=True)):
        yield from _worth(Part(grammar.as_order(text), Kind.DO))
    elif grammar.is_question_clause(text):
        yield from _worth(Part(text, Kind.QUESTION))
    else:
        yield from _worth(Part(text, Kind.THING))


def _clause(text: str) -> Iterator[Part]:
    found = _OWN_CLAUSE.match(text)
    if not found:
        claim = re.sub(r"^that\s+", "", text)
        turned = passive(claim)
        yield from _worth(Part(turned, Kind.DO) if turned else Part(claim, Kind.CLAIM))
        return
    rest = text[found.end() :]
    if re.search(r"(?:'re|’re|\bare)\s*$", found.group()):
        yield from _worth(Part(f"be {rest}", Kind.DO))
        return
    plain = grammar.past_adverbs(rest)
    if grammar.begins_with_past(plain) and not found["modal"]:
        yield from _worth(Part(f"you {plain}", Kind.DONE))
    elif plain and not re.match(r"(?:'|is\b|was\b|were\b|had\b)", plain):
        no = "do not " if re.match(r"not\b|never\b", rest) or grammar.denied(rest) else ""
        yield from _worth(Part(no + plain, Kind.DO))
    else:
        yield from _worth(Part(re.sub(r"^that\s+", "", text), Kind.CLAIM))


def _worth(part: Part) -> Iterator[Part]:
    """Only what has content: a word of its own beside what all advice is made of."""
    text = _to_the_reader(part.text).strip(' ,;:-–—"')
    if part.kind is Kind.DO and grammar.surely_no_verb(text.split(" ", 1)[0]):
        return
    if len(text.split()) >= 2 and stems(text):
        yield replace(part, text=text, thing=_to_the_reader(part.thing))


def _to_the_reader(text: str) -> str:
    """The candidate of whom a panel reads is the person who prepares: "what the candidate does", "what you do"."""
    return _CANDIDATE.sub(_you, text)


def _you(found: re.Match[str]) -> str:
    if found["own"]:
        return "your "
    verb = found["verb"] or ""
    plain = {"was": "were"}.get(verb.casefold()) or (base_form(verb) if verb.endswith("s") else "") or verb
    return f"you {'are' if plain == 'be' else plain}"


_CANDIDATE = re.compile(
    rf"\bthe (?!person\b){grammar.PERSON}(?:(?P<own>'s\s+)|\s+(?P<verb>\w+))", re.IGNORECASE
)
