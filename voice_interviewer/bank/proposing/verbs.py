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
    abandon accept accompany accuse achieve acknowledge acquire adapt add address adjust admit adopt agree
    allocate allow amend analyse analyze announce anticipate apologise apologize appear apply appoint appreciate
    approve argue arrange arrive ask assemble assess assign assist assume assure attach attend attract avoid await
    be become begin behave believe bend blame boast bother bring build bully calculate calm cancel care carry
    cause cease chase check choose cite clarify clean collect combine come comfort commit communicate compare
    complain comply conceal concentrate confess confirm confuse connect conserve consider console consult contain
    contribute convert convey convince cook cooperate cope correct count create criticise criticize deal debug
    decide declare deduct defend defer define delegate deliver demonstrate deny depend deploy describe despatch
    detect determine develop devise diagnose disagree disclose discourage discover discuss dismiss dispose
    distinguish distract distribute disturb divide do donate draw dwell earn eat educate embarrass embrace
    empathise empathize emphasise emphasize employ empower enable encourage enforce engage enhance enjoy ensure
    enter escalate establish evacuate evaluate exaggerate examine exceed expand expect explain explore express
    extend fall familiarise familiarize fasten feed feel fetch fill finalise find finish fit fix follow forgive
    fulfil gain gather generate get give go greet grow guarantee handle have hear hesitate hire hold humiliate
    hurry identify ignore illustrate imagine implement imply impose improve include increase inform insist inspect
    inspire install insult integrate interfere interpret interrupt introduce invent investigate invite involve
    isolate join justify keep kneel know launch lay learn leave let liaise lift list listen lock look lose
    maintain make manage mean measure meet mention mislead monitor motivate move neglect negotiate nod nominate
    notify obey observe obtain occur offend offer omit operate organise organize outline overcome overlook owe
    participate pause pay perform persist persuade pick pour practise predict prefer prepare preserve pretend
    prevent prioritise prioritize procure produce promise promote prove provide pursue put quantify quit quote
    raise ramble reach react read realise realize rearrange reassure recall recite recognise recognize recommend
    reconcile recover recruit rectify redo reduce refer reflect refuse regulate reinforce reject relate relax rely
    remain remember remind remove renew reorder repair repeat rephrase replace reply reschedule resist resolve
    respect respond restate restock restore restrict retain retrain reveal revise revisit rinse rotate rush
    sanitise sanitize save say scan scold see seek select sell send separate serve set settle share shout show
    sigh sit skip solve soothe speak specify spend stand stay steer step sterilise strengthen stress strive study
    submit substitute succeed suggest summarise summarize supervise swap sweep tackle take talk teach tell thank
    think throw tidy tie tolerate translate treat trim try turn unblock understand undertake unload unlock unpack
    update upgrade urge use vary verify visit volunteer wait walk want warn wash watch wear welcome weld
    whisper win wipe withdraw wonder write
"""
_ALSO_NOUNS_LIST = """
    advance aim alert answer approach audit back balance benefit bill block bond book brief call challenge change
    chat claim clear close coach code comment concern conduct contact control copy counsel cover credit cross cut
    damage date debate delay demand design detail display document dress drive drop dry ease edit end escort
    estimate excuse exercise exit experience face fail feature file film focus form forward freeze gossip guard
    guess guide hand head help highlight hit hope host impact influence interest interview invoice issue judge
    label lead level limit line link load log lower map mark market match mentor mind model name need note open
    order own pace pack paint park pass phase phone pitch plan play point polish praise present press print probe
    process project prompt protect pull push question quiz rank rate record refund register rehearse remedy report
    request rescue research reserve reset rest result return review reward ring risk run schedule score search
    secure shadow shape shift sign signal slow smile sort spell spot stack start state stir stop store strip
    structure supply support surprise survey switch tag tailor target taste tend test tick time total touch trace
    track trade train transfer travel trust value view voice waste water weigh work worry
"""

VERBS = frozenset(_VERB_LIST.split()) | {base for base, *_ in _IRREGULAR}
"""Plain forms of common verbs that are seldom anything else."""

ALSO_NOUNS = frozenset(_ALSO_NOUNS_LIST.split())
"""Common verbs that are as often nouns or adjectives."""

_ALSO_ADJECTIVES_LIST = "calm clean correct fit separate tidy trim welcome"
ALSO_ADJECTIVES = frozenset(_ALSO_ADJECTIVES_LIST.split())
"""Those of `VERBS` that are as often adjectives: "stays polite and calm"."""

_LINKING_LIST = "appear be become feel get keep leave look make prove remain seem sound stay turn"
LINKING = frozenset(_LINKING_LIST.split())
"""Verbs that are followed by what somebody or something is."""


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
