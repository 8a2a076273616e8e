"""The forms of English verbs: regular ones by rule, the others by the table that every grammar has. Pure."""

import re
from functools import lru_cache

_IRREGULAR_ROWS = """
    arise arose arisen, bear bore borne, beat beat beaten, become became become, begin began begun, bend bent bent,
    bind bound bound, bite bit bitten, blow blew blown, break broke broken, bring brought brought, build built built,
    buy bought bought, catch caught caught, choose chose chosen, come came come, cost cost cost, cut cut cut,
    deal dealt dealt, dig dug dug, do did done, draw drew drawn, drink drank drunk, drive drove driven, eat ate eaten,
    fall fell fallen, feed fed fed, feel felt felt, fight fought fought, find found found, fly flew flown,
    forget forgot forgotten, forgive forgave forgiven, get got got, give gave given, go went gone, grow grew grown,
    hang hung hung, have had had, hear heard heard, hide hid hidden, hit hit hit, hold held held, hurt hurt hurt,
    keep kept kept, kneel knelt knelt, know knew known, lay laid laid, lead led led, leave left left, lend lent lent,
    let let let, lie lay lain, light lit lit, lose lost lost, make made made, mean meant meant, meet met met,
    overcome overcame overcome, pay paid paid, prove proved proven, put put put, read read read, ride rode ridden,
    ring rang rung, rise rose risen, run ran run, say said said, see saw seen, seek sought sought, sell sold sold,
    send sent sent, set set set, shake shook shaken, show showed shown, shut shut shut, sing sang sung, sit sat sat,
    sleep slept slept, speak spoke spoken, spend spent spent, split split split, spread spread spread,
    stand stood stood, steal stole stolen, stick stuck stuck, swear swore sworn, swim swam swum, take took taken,
    teach taught taught, tear tore torn, tell told told, think thought thought, throw threw thrown,
    understand understood understood, undertake undertook undertaken, wake woke woken, wear wore worn, win won won,
    withdraw withdrew withdrawn, write wrote written, rewrite rewrote rewritten, withhold withheld withheld
"""
_IRREGULAR = [tuple(row.split()) for row in _IRREGULAR_ROWS.split(",")]
_PAST = {base: past for base, past, _ in _IRREGULAR}
_BASE_OF_PAST = {past: base for base, past, _ in _IRREGULAR}
_BASE_OF_PARTICIPLE = {participle: base for base, _, participle in _IRREGULAR}

_DOUBLING_LIST = "admit commit refer prefer occur transfer omit permit regret control equip"
_DOUBLING = frozenset(_DOUBLING_LIST.split())
"""Verbs of more than one syllable that double their last letter."""

_VERB_LIST = """
    accept achieve acknowledge adapt add address adjust admit agree allow analyse analyze anticipate apologise
    apologize appear apply appreciate arrange arrive ask assess assist assure attend avoid be become begin
    believe bend bring build calculate calm cancel care carry cause check choose clarify clean collect combine
    come comfort commit communicate compare complain confirm connect consider consult contribute convey convince
    cook cooperate cope correct count create deal decide declare defend define delegate deliver demonstrate
    depend describe develop discourage discover discuss divide do draw earn eat educate empathise empathize
    emphasise emphasize employ empower enable encourage engage enjoy ensure enter escalate establish evaluate
    examine exceed expand expect explain explore express fall familiarise familiarize feed feel fetch fill find
    finish fit fix follow forgive gain gather generate get give go greet grow guarantee handle have hear hire
    hold identify ignore illustrate imagine implement improve include increase inform insist inspect inspire
    interpret interrupt introduce investigate invite involve join justify keep kneel know launch lay learn leave
    let lift list listen lock look lose maintain make manage mean measure meet mention monitor motivate move
    negotiate nod notify obey observe obtain occur offer omit operate organise organize outline overcome owe
    participate pause pay perform persist persuade pick pour practise prefer prepare preserve prevent prioritise
    prioritize produce promise promote prove provide pursue put quote reach react read realise realize rearrange
    reassure recognise recognize recommend reconcile recover reduce refer reflect refuse reinforce reject relate
    relax rely remain remember remind remove renew repair repeat rephrase replace reply resist resolve respect
    respond restate retain reveal revisit rotate save say see seek select sell send separate serve set settle
    share show sit solve speak spend stand stay step strengthen stress strive study submit succeed suggest
    summarise summarize tackle take talk teach tell thank think throw tidy translate treat try turn understand
    undertake unload update use value verify visit volunteer wait walk want warn wash watch wear welcome win
    wipe withdraw wonder write
"""
_ALSO_NOUNS_LIST = """
    advance aim alert answer approach back balance benefit bill block bond book call challenge change chat claim
    clear close coach comment concern contact control copy cover credit cut damage date delay demand design
    document dress drive drop dry end escort estimate exercise experience face fail feature file film focus form
    guard guess guide hand head help highlight hit hope host impact influence interest issue judge label lead
    level limit line link load log map mark match mentor mind model name need note open order own pace paint
    park pass phone plan play point praise present press print probe process project protect pull push question
    quiz rate record refund register rehearse remedy report request research rest result return review reward
    ring risk run schedule score search secure shift sign signal smile sort spot stack start state stop store
    structure supply support surprise survey tailor target tend test tick time touch trace track trade train
    transfer travel trust view voice weigh work worry
"""

VERBS = frozenset(_VERB_LIST.split()) | {base for base, *_ in _IRREGULAR}
"""Plain forms of common verbs that are seldom anything else."""

ALSO_NOUNS = frozenset(_ALSO_NOUNS_LIST.split())
"""Common verbs that are as often nouns or adjectives."""


@lru_cache(20_000)
def base_form(word: str) -> str:
    """The plain form of a verb that may end in -s or -ing; "" if it is no known verb."""
    return next((form for form in _bases(word.casefold()) if form in VERBS or form in ALSO_NOUNS), "")


@lru_cache(20_000)
def base_of_past(word: str) -> str:
    """The plain form of a verb in its past form: "told" has "tell"; "" if it is none."""
    bare = word.casefold()
    return _BASE_OF_PAST.get(bare) or _undone(bare)


@lru_cache(20_000)
def base_of_participle(word: str) -> str:
    """The plain form of a past participle: "written" has "write"; "" if it is none."""
    bare = word.casefold()
    return _BASE_OF_PARTICIPLE.get(bare) or _undone(bare)


def third(base: str) -> str:
    """What he or she does: "carry" gives "carries"."""
    if base in {"be", "have"}:
        return {"be": "is", "have": "has"}[base]
    if re.search(r"(?:[sxz]|[cs]h|o)$", base):
        return f"{base}es"
    return f"{base[:-1]}ies" if re.search(r"[^aeiou]y$", base) else f"{base}s"


def past(base: str) -> str:
    """What somebody did: "leave" gives "left"."""
    if base in _PAST:
        return _PAST[base]
    if base.endswith("e"):
        return f"{base}d"
    if re.search(r"[^aeiou]y$", base):
        return f"{base[:-1]}ied"
    if base in _DOUBLING or re.fullmatch(r"[^aeiou]*[aeiou][bdgklmnprt]", base):
        return f"{base}{base[-1]}ed"
    return f"{base}ed"


def _bases(word: str) -> tuple[str, ...]:
    if word in {"is", "are", "being"}:
        return ("be",)
    if word == "has":
        return ("have",)
    if word.endswith("ing"):
        stem = word[:-3]
        doubled = (stem[:-1],) if len(stem) > 2 and stem[-1] == stem[-2] else ()
        return (stem, f"{stem}e", *doubled, *((f"{stem[:-1]}ie",) if stem.endswith("y") else ()))
    if word.endswith("ies"):
        return (f"{word[:-3]}y",)
    if word.endswith("s") and not word.endswith("ss"):
        return (word[:-1], word[:-2])
    return (word,)


def _undone(word: str) -> str:
    """The plain form of a regular verb in -ed, known or not."""
    if not re.fullmatch(r"[a-z-]{2,}ed", word) or word.endswith("eed"):
        return ""
    stem = word[:-2]
    doubled = stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] else stem
    forms = (stem, f"{stem}e", doubled, f"{stem[:-1]}y" if stem.endswith("i") else stem)
    known = next((form for form in forms if form in VERBS or form in ALSO_NOUNS), "")
    if known or stem.endswith("i"):
        return known or forms[-1]
    return f"{stem}e" if re.search(r"(?:at|[iy][sz]|[cgvu]|[^aeiou]l)$", stem) else doubled
