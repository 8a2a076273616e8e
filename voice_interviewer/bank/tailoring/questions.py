"""A new question for a requirement, in the form that panels use, in the requirement's own words."""

import re

from voice_interviewer.bank.proposing import grammar
from voice_interviewer.bank.tailoring.advert import Asked, Wanted

_LEAD = re.compile(
    r"(?:(?:you(?:'ll|’ll| will|'d| would)? (?:must |should |need to |also )*(?:have|need|bring|"
    r"possess|show|be)|you(?:'re|’re| are)|"
    r"we(?:'re|’re| are) (?:looking for|seeking)|(?:we )?(?:need|want)|must (?:have|be)|ideally,?|"
    r"previous|proven|demonstrable|some|recent|relevant|solid|"
    r"significant|at least|a minimum of|strong|excellent|good|clear|sound|basic|an?|the) )*(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
_TAIL = re.compile(
    r",? (?:(?:is|are) (?:essential|required|needed|desirable|a must|an advantage|a bonus|a plus|"
    r"vital)|would be .+|desirable)$",
    re.IGNORECASE,
)
_EXPERIENCE = re.compile(
    r"(?:(?:(?:previous|proven|some|recent|relevant|\w+ years?['’]?|hands-on|practical|work|working) "
    r"(?:of )?)*experience(?:d)?)\s+(?:of|in|with|as|at|using)\s+(?P<what>.+)",
    re.IGNORECASE,
)
_KNOWLEDGE = re.compile(
    r"(?:(?:[\w-]+ ){0,2}(?:and )?(?:knowledge|understanding|awareness|appreciation|grasp|"
    r"familiarity))\s+(?:of|about|with)\s+(?P<what>.+)",
    re.IGNORECASE,
)
_ABILITY = re.compile(
    r"(?:(?:(?:proven |demonstrated )?(?:ability|capability|capacity|confidence|commitment|skills?|"
    r"aptitude)|able|confident enough|ready|committed|keen|"
    r"have the (?:ability|confidence)) to|(?:you )?can) (?P<what>.+)",
    re.IGNORECASE,
)
_WILLING = re.compile(
    r"(?:(?:a )?(?:willingness|flexibility|availability)|willing|flexible enough|prepared|happy|"
    r"available) to (?P<what>.+)",
    re.IGNORECASE,
)
_SKILLS = re.compile(
    r"(?P<what>.+?\b(?:skills?|manner|attitude|approach|nature|personality|ethic|eye|temperament|"
    r"judgement|attention to detail))\b(?P<tail>.*)",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"\b(?:gcses?|a[- ]levels?|nvqs?|btec|degree|diploma|certificate|licen[cs]e|qualifi\w+|dbs|"
    r"right to work|registration|registered|"
    r"level \d|educated to|accreditation|grade [a-c4-9])\b",
    re.IGNORECASE,
)


def question_for(wanted: Wanted) -> str:
    """What a panel asks to have this requirement shown."""
    text = _TAIL.sub("", wanted.text.replace("’", "'")).strip(" .")
    core = _core(text)
    if _PAPER.search(text):
        return f"Which of your qualifications meet this requirement, and how have they helped you: {text}?"
    if found := _EXPERIENCE.match(core) or _EXPERIENCE.match(text):
        return f"What experience do you have of {found['what']}?"
    if found := _KNOWLEDGE.match(core) or _KNOWLEDGE.match(text):
        return f"What is your understanding of {found['what']}?"
    if found := _WILLING.match(core) or _WILLING.match(text):
        return f"This job asks you to {found['what']}. How would you manage that?"
    if found := _ABILITY.match(core) or _ABILITY.match(text):
        return f"Tell me about a time when you had to {found['what']}."
    if wanted.kind is Asked.DUTY and (grammar.begins_with_verb(text) or grammar.is_gerund(text)):
        return f"How would you {_mid(grammar.as_order(text))}?"
    if grammar.is_gerund(core) and " " in core:
        return f"Tell me about a time when you had to {grammar.as_order(core)}."
    if _SKILLS.match(core):
        article = "an " if core[:1].casefold() in "aeiou" else "a "
        needs = not re.search(r"skills\b|detail\b|judgement\b", core, re.IGNORECASE)
        return f"Tell me about a time when you needed {article if needs else ''}{_mid(core)}."
    if grammar.begins_with_verb(core, surely=True):
        return f"How would you {_mid(grammar.as_order(core))}?"
    return f"The advert asks for this: {text}. What can you tell us about yourself there?"


def follow_up_for(wanted: Wanted) -> str:
    """What is asked if the requirement was left out."""
    return (
        f"And how do you meet this one: {wanted.text}?"
        if wanted.kind is not Asked.DUTY
        else f"And how would you go about this: {wanted.text}?"
    )


def _core(text: str) -> str:
    found = _LEAD.match(text)
    return found["rest"] if found else text


def _mid(text: str) -> str:
    """As it stands inside a sentence: a first capital goes unless the word is a name or an abbreviation."""
    word = text.split(" ", 1)[0]
    return (
        text if any(letter.isupper() for letter in word[1:]) or word == "I" else text[:1].lower() + text[1:]
    )
