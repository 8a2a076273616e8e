"""What a piece of advice wants an answer to have: its sentences, freed of the words that only advise, in parts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from voice_interviewer.bank.proposing import grammar, wording
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


def advised(advice: str) -> list[Part]:
    """What the advice wants an answer to have, in order; empty if it says nothing of that.

    What it calls a tip stands beside that: it is read only where there is nothing else.
    """
    found: list[Part] = []
    tips: list[Part] = []
    is_unwanted = is_of_tips = False
    for line in advice.replace("’", "'").split("\n"):
        bare = wording.BULLET.sub("", line).strip()
        is_item = bare != line.strip()
        if bare.endswith(":") and len(bare.split()) <= wording.LONGEST_HEADING:
            is_unwanted = bool(wording.UNWANTED.match(bare))
            is_of_tips = bool(wording.TIP.match(bare))
        elif is_unwanted and is_item:
            found += _unwanted(bare.rstrip(".!;"))
        else:
            is_unwanted = False
            is_of_tips = is_of_tips and is_item
            sentences = list(_sentences(bare, is_item))
            # A line of many hints is no advice with a tip beside it, but the advice itself.
            has_one_tip = sum(bool(wording.TIP.match(sentence)) for sentence, _ in sentences) == 1
            is_tip = is_of_tips
            for sentence, is_prose in sentences:
                is_tip = is_tip or (has_one_tip and bool(wording.TIP.match(sentence)))
                (tips if is_tip else found).extend(_of_sentence(sentence, is_prose))
    return found or tips


def _unwanted(text: str) -> Iterator[Part]:
    """What stands under "Avoid" or "Poor answers": as something not to do, where it begins with a verb."""
    for piece in re.split(r"; |, (?=\w+(?:s|ing)\b)", text):
        verb = grammar.past_adverbs(piece)
        if (
            grammar.begins_with_verb(verb, surely=True) or grammar.is_gerund(verb)
        ) and not wording.FORM.match(grammar.as_order(verb)):
            yield from _warned(verb)


def _sentences(line: str, is_item: bool) -> Iterator[tuple[str, bool]]:
    """Each sentence of a line, and whether it is one of running text and no item of a list."""
    each = [
        part.strip() for part in wording.SENTENCE_END.split(line) if part.strip() and len(part) <= LONGEST
    ]
    yield from ((part, len(each) > 1 or not is_item) for part in _with_subjects(each))


_OF_CANDIDATE = re.compile(rf"(?:the |an? )?{grammar.PERSON} (?=\w+s\b)", re.IGNORECASE)


def _with_subjects(sentences: list[str]) -> Iterator[str]:
    """Notes on a candidate name them once: "Candidate stays calm. Listens first."."""
    subject = ""
    for sentence in sentences:
        first = sentence.split(" ", 1)[0].casefold()
        is_about = bool(subject) and first.endswith("s") and base_form(first) not in {"", first}
        found = _OF_CANDIDATE.match(sentence)
        subject = found.group() if found else subject if is_about else ""
        yield f"{subject}{sentence[:1].lower()}{sentence[1:]}" if is_about else sentence


def _of_sentence(sentence: str, is_prose: bool) -> list[Part]:
    if sentence.startswith("(") or re.match(r'["“][^"”]*["”]?\W*$', sentence):
        return []  # an aside, or what somebody else said
    if sentence.endswith("?"):
        return [part for turned in asked(sentence) for part in _of_question(turned)]
    wanted = sentence.rstrip(".!?:; ")
    score = wording.SCORE.match(wanted)
    if score:
        if re.match(r"(?:0|zero|no)\b", wanted, re.IGNORECASE):
            return []
        return list(
            _scored(
                wanted[score.end() :], is_lost=bool(re.match(r"deduct|lose|minus|-", wanted, re.IGNORECASE))
            )
        )
    if label := re.match(r"(?P<label>[A-Za-z][\w '/-]{1,28})(?:\([^)]*\))?:\s+(?P<rest>\S.*)", wanted):
        if wording.UNWANTED.match(label["label"]):
            return list(_unwanted(label["rest"]))
        if wording.ASIDE.match(label["label"]):
            return []
        if wording.WANTED.match(label["label"]):
            return [part for piece in label["rest"].split("; ") for part in _of_label(piece)]
        if not is_prose and not grammar.begins_with_verb(label["label"], surely=True):
            kind = Kind.QUESTION if grammar.is_question_clause(wanted) else Kind.THING
            return list(_worth(Part(wanted, kind)))  # a note with its details
    return [part for clause in _clauses(wanted) for part in _of_clause(clause, is_prose)]


def _of_label(text: str) -> list[Part]:
    """What stands behind "Do:" or "Look for:", which need be no sentence."""
    if grammar.begins_with_verb(text) and not grammar.begins_with_verb(text, surely=True):
        return list(_listed(text))
    return [part for clause in _clauses(text) for part in _of_clause(clause, False)] or list(_listed(text))


def _clauses(text: str) -> list[str]:
    """The sentence in pieces that each say something of their own; one with a colon holds a list and stays whole."""
    return [text] if ":" in text else [piece.strip(" ,") for piece in wording.ONE_MORE.split(text)]


def _of_question(turned: str) -> Iterator[Part]:
    if '"' in turned or (wording.POINTLESS.search(turned.split()[-1]) and len(turned.split()) < 4):
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
    condition = wording.CONDITION.match(wanted)
    rest = _without_lead(wanted[condition.end() :]) if condition else wanted
    first = rest.split(" ", 1)[0].casefold()
    if is_prose and base_form(first) not in {"", first} and first.endswith("s"):
        return []  # "Happens every month": a sentence that lost its subject, no order
    rest = re.sub(r"(?:^|(?<=, )|(?<=and ))by (?=(?:not )?\w+ing\b)", "", rest, flags=re.IGNORECASE)
    if wording.COMFORT.match(rest):
        return []
    if not is_prose:
        rest = re.sub(r"^(?:can|could|should|must|will|would|may) (?!you\b|not\b)", "", rest)
    if re.match(r"do (?!not\b)", rest) and grammar.begins_with_verb(rest[3:]):  # "do ask"
        rest = rest[3:]
    if re.fullmatch(r"be [\w-]+", rest, re.IGNORECASE):  # cheer
        return []
    if " - " in rest or " – " in rest or " — " in rest:
        named, _, detail = re.split(r"\s([-–—])\s", rest, maxsplit=1)
        if not is_prose and len(named.split()) < wording.SHORTEST_WARNING:
            return list(_worth(Part(f"{named}: {detail}", Kind.THING)))
        rest = named
    if (warned := warning(rest)) is not None:
        return list(_warned(warned))
    if re.match(r"(?:not|no) ", rest, re.IGNORECASE) and not is_prose:
        return []
    if forgotten := failure(rest):
        return list(_parts(forgotten))
    if reported := wording.REPORTED.match(rest):
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
    told = wording.TELL.match(rest)
    is_to_say = (told and wording.POINTLESS.match(rest[told.end() :])) or re.search(
        r"\b(?:say so|mention (?:it|this))$", rest
    )
    if condition and not found and is_to_say:
        so = re.sub(r"^(?:if|when|where)\b", "whether", condition.group().strip(" ,"), flags=re.IGNORECASE)
        return list(_worth(Part(so, Kind.QUESTION)))
    return found


def _reported(text: str) -> Iterator[Part]:
    """What somebody told in an interview, one thing after the other."""
    for piece in re.split(
        r",? and (?=(?:he|she|they|I|that|what|how|explained|mentioned|\w+ed (?:me|us))\b)|, (?:and )?", text
    ):
        bare = re.sub(wording.REPORTED, "", piece.strip())
        bare = re.sub(r"^(?:that )?(?:he|she|they|I)(?:'d)? ", "they ", bare)
        if '"' not in bare and len(bare.split()) > 2:
            yield from _of_piece(bare, True)


def _warned(text: str) -> Iterator[Part]:
    """What not to do, unless the sentence says what to do instead."""
    instead = re.search(r", (?:but|and instead|so) (?!never|not|avoid)(.+)", text, re.IGNORECASE)
    if instead and grammar.begins_with_verb(instead[1]):
        yield from _parts(instead[1])
        return
    order = grammar.as_order(re.split(r", |; | - | – ", text)[0])
    if len(order.split()) >= wording.SHORTEST_WARNING and not wording.MANNER.match(order):
        yield from _worth(Part(f"do not {order}", Kind.DO))


def _without_lead(text: str) -> str:
    found = wording.LEAD.match(text)
    return text[found.end() :] if found and found.end() < len(text) else text


def _parts(text: str) -> Iterator[Part]:
    if ":" in text:
        lead, _, rest = text.partition(":")
        rest = _without_lead(rest.strip())
        if rest.startswith('"'):
            return  # what somebody might say
        is_list = (
            grammar.is_gerund(rest) or grammar.is_clause(rest) or grammar.begins_with_verb(rest, surely=True)
        )
        of_lead = [] if is_list or len(lead.split()) < wording.SHORTEST_LEAD else list(_parts(lead))
        of_lead = [part for part in of_lead if part.kind is not Kind.THING]
        yield from of_lead
        if (
            len(rest.split()) > 2
            and (grammar.is_question_clause(rest) or not wording.NOT_WHO.match(rest))
            and (not of_lead or grammar.is_question_clause(rest))
        ):
            yield from _listed(rest)
        if of_lead or not grammar.begins_with_verb(lead) or is_list:
            return
    text = wording.REASON.sub("", wording.EXAMPLE_TAIL.sub("", text))
    if wording.NOT_WANTED.match(text):
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
        for frame in (
            wording.HARMLESS,
            wording.I_WOULD,
            wording.IS_THAT,
            wording.WHAT_IS,
            *wording.FRAMES,
        ):
            found = frame.match(text)
            if found and found.end() < len(text):
                text, was_framed = text[found.end() :], True
                is_sought = is_sought or frame in (*wording.SOUGHT, wording.WHAT_IS)
                text = _without_lead(text)
                break
        else:
            break
    if was_framed and (who := wording.WHO.match(text)):
        text = text[who.end() :]
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
        (who := wording.WHO.search(text))
        and not text[who.end() :].startswith("only ")
        and grammar.begins_with_verb(_without_lead(text[who.end() :]))
    ):
        return _without_lead(text[who.end() :]), False
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
    words = [
        word
        for at, word in enumerate(words)
        if at == 0 or word not in {"also", "always", "often", "usually", "then"}
    ]
    for at in range(1, min(8, len(words) - 1)):
        before, rest = " ".join(words[:at]), " ".join(words[at:])
        if wording.NOT_WHO.search(before):
            return ""
        if not wording.SOMEBODY.search(before):
            continue
        is_single = words[at].endswith("s") and not words[at - 1].endswith("s")
        is_many = not words[at].endswith("s") and words[at - 1].endswith("s")
        modal = re.match(r"(?:should|must|ought to|needs? to|can|could|will|would|may|might) ", rest)
        verb = rest[modal.end() :] if modal else rest
        if re.match(r"(?:is|are|was|were|has|have|do|does)\b", verb):
            return ""
        if grammar.begins_with_verb(verb, surely=not modal) and (modal or is_single or is_many):
            return verb if len(verb.split()) > 1 else ""
    return ""


def _begins_a_thing(text: str) -> bool:
    return 3 <= len(text.split()) <= 12 and not wording.NOT_WHO.match(text)


def _has_verb(text: str) -> bool:
    """True for a whole sentence about something else: it has a finite verb behind its subject."""
    head = re.split(r"\b(?:that|who|which|how|what|why|when|where|you|they)\b", text, maxsplit=1)[0]
    return bool(
        re.search(
            r"\b(?:is|are|was|were|will|can|has|have|does|do|doesn't|don't|isn't|should|must|may|"
            r"might|would|'s|loves?|"
            r"likes?|wants?|tests?|shows?|means?)\b",
            head,
            re.IGNORECASE,
        )
    )


def _of_piece(piece: str, is_sought: bool) -> Iterator[Part]:
    is_no = grammar.denied(piece)
    bare = grammar.past_adverbs(re.sub(r"^(?:or|and) ", "", piece))
    if wording.FORM.match(bare):
        return
    if grammar.is_clause(bare) or re.match(r"that\b", bare, re.IGNORECASE):
        yield from _clause(bare)
        return
    if grammar.is_question_clause(bare):
        yield from _worth(Part(bare, Kind.QUESTION))
        return
    order = re.sub(
        r"^(give|show|tell|ask) (?:them|us|me|her|him) (?=(?:an?|the|your|one|two|some|any) )",
        r"\1 ",
        grammar.as_order(bare),
    )
    told = wording.TELL.match(order)
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
            elif not wording.POINTLESS.match(rest):
                yield from _worth(Part(order, Kind.TELL, rest))
        return
    if told:
        return
    if grammar.begins_with_verb(
        bare, surely=is_sought and not bare.split(" ", 1)[0].endswith("s")
    ) or grammar.is_gerund(bare):
        yield from _worth(Part(f"never {order}" if is_no else order, Kind.DO))
    elif is_sought:
        for item in grammar.items(bare):
            yield from _thing(item)


def _thing(text: str) -> Iterator[Part]:
    if (proven := wording.PROVEN.match(text)) and grammar.is_gerund(text[proven.end() :]):
        yield from _worth(Part(grammar.as_order(text[proven.end() :]), Kind.DO))
    elif grammar.is_gerund(text) or (grammar.begins_with_verb(text, surely=True)):
        yield from _worth(Part(grammar.as_order(text), Kind.DO))
    elif grammar.is_question_clause(text):
        yield from _worth(Part(text, Kind.QUESTION))
    else:
        yield from _worth(Part(text, Kind.THING))


def _clause(text: str) -> Iterator[Part]:
    found = wording.OWN_CLAUSE.match(text)
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
    if len(text.split()) > wording.MOST_WORDS:
        text = re.split(r", |; | so that | because | - ", text)[0]
    if 2 <= len(text.split()) <= wording.MOST_WORDS and (stems(text) or len(text.split()) > 2):
        yield replace(part, text=text, thing=_to_the_reader(part.thing))


def _to_the_reader(text: str) -> str:
    """The candidate of whom a panel reads is the person who prepares: "what the candidate does", "what you do"."""
    return wording.CANDIDATE.sub(_you, text)


def _you(found: re.Match[str]) -> str:
    if found["own"]:
        return "your "
    verb = found["verb"] or ""
    plain = {"was": "were"}.get(verb.casefold()) or (base_form(verb) if verb.endswith("s") else "") or verb
    return f"you {'are' if plain == 'be' else plain}"
