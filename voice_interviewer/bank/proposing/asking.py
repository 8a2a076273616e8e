"""Questions that a guide puts in place of advice, turned round: "What did you leave out?" asks for "what you left out".
Pure."""

import re

from voice_interviewer.bank.proposing import grammar
from voice_interviewer.bank.proposing.verbs import base_form, base_of_participle, past, third

_AUXILIARY = r"(?:do|does|did|is|are|was|were|have|has|had|can|could|will|would|should|must|might)(?:n't)?"
_PRONOUN = (
    r"(?:you|they|it|he|she|there|this|that|these|those|somebody|someone|anybody|anyone|anything|something|"
    r"everybody|everyone|people|candidates)"
)
_ASKED = re.compile(
    r"(?P<what>(?:(?:to|for|with|from|about|in|on|by|at) )?(?:how|what|which|who|whom|whose|where|"
    r"when|why)\b"
    rf"(?:(?!\b{_AUXILIARY}\b)[^?:;])*?) (?P<aux>{_AUXILIARY}) (?P<rest>.+)",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(rf"(?P<aux>{_AUXILIARY}) (?P<rest>.+)", re.IGNORECASE)
_NEXT = re.compile(
    rf",? (?:and|or) (?={_AUXILIARY} |(?:how|what|which|who|whom|where|when|why) \w)", re.IGNORECASE
)
_BEFORE = re.compile(
    rf"(?:(?:and|so|but|or|then|now|next|also|finally|lastly|first)\b,? )+|"
    rf"(?:[^,:?]{{3,80}}[,:] )(?=(?:(?:how|what|which|who|whom|where|when|why|{_AUXILIARY})\b))",
    re.IGNORECASE,
)
_OF_THE_ASKER = re.compile(r"\b(?:we|I|us|me|really)\b")


def asked(question: str) -> list[str]:
    """What the question asks for, each as an order ("ask why"), a clause of what was done ("you asked why") or one
    that begins with "how", "whether" and the like; empty where nothing is asked of the candidate."""
    text = question.rstrip("? ")
    while before := _BEFORE.match(text):
        text = text[before.end() :]
    text = re.split(r"[:;(]| - | – | — ", text)[0].strip(" ,")
    if len(text.split()) < 3 or _OF_THE_ASKER.search(re.sub(r'"[^"]*"', "", text)):
        return []
    return [turned for part in _NEXT.split(text) if (turned := _turned(part.strip(" ,")))]


def _turned(text: str) -> str:
    if found := _YES_OR_NO.fullmatch(text):
        return _yes_or_no(found["aux"].casefold(), re.sub(r",? or .*", "", found["rest"]))
    if (found := _ASKED.fullmatch(text)) and (said := _in_order(found["aux"].casefold(), found["rest"])):
        return f"{found['what']} {said}"
    return text if grammar.is_question_clause(text) else ""


def _yes_or_no(aux: str, rest: str) -> str:
    own = re.match(r"you (?:(?:also|ever|actually|then|always|first) )*", rest, re.IGNORECASE)
    if own and (verb := _verb_at(rest[own.end() :])):
        if aux == "did":
            return f"you {past(verb)}{rest[own.end() + len(verb) :]}"
        if aux in {"do", "can", "could", "would", "will", "should"}:
            return rest[own.end() :]
    if own and aux in {"have", "are"}:
        return f"you {aux} {rest[own.end() :]}"
    said = _in_order(aux, rest)
    return f"whether {said}" if said else ""


def _in_order(aux: str, rest: str) -> str:
    """Subject and verb in the order of a statement; "" where no subject is found."""
    found = re.match(
        rf"{_PRONOUN}\b ?|(?:the|an?|your|their|his|her|its|any|both|each) ", rest, re.IGNORECASE
    )
    if not found:
        return ""
    words = rest.split()
    least = 1 if re.match(rf"{_PRONOUN}$", words[0], re.IGNORECASE) else 2
    if aux in {"do", "does", "did"}:
        for at in range(least, len(words)):
            verb = _verb_at(words[at].strip(",")) or (words[at] if least == 1 and at == 1 else "")
            if verb:
                told = {"do": verb, "does": third(verb), "did": past(verb)}[aux]
                return " ".join([*words[:at], told + words[at][len(verb) :], *words[at + 1 :]])
        return ""
    if least == 1:
        return " ".join([words[0], aux, *words[1:]])
    for at in range(least, len(words)):
        word = words[at].strip(",")
        if (
            word in {"in", "on", "at", "for", "with", "from", "by", "to"}
            or words[at - 1].endswith(",")
            or (base_of_participle(word) or word.endswith("ing"))
        ):
            return " ".join([*words[:at], aux, *words[at:]]).replace(f", {aux}", f" {aux},")
    return f"{rest} {aux}"


def _verb_at(text: str) -> str:
    word = text.split(" ", 1)[0].casefold() if text else ""
    return word if base_form(word) == word else ""
