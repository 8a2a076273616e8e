"""An interview made for one job: the questions of banks that probe what its advert asks for, and new ones for the rest.

Likeness is by words: the stems of a requirement's content words, each weighed by how rare it is in the banks.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from voice_interviewer.bank import Bank, KeyPoint, Question, Term
from voice_interviewer.bank.importing import slug
from voice_interviewer.bank.stems import likeness, rarity, stems
from voice_interviewer.bank.tailoring.advert import Advert, Asked, Unused, Wanted, read_adverts
from voice_interviewer.bank.tailoring.questions import follow_up_for, question_for
from voice_interviewer.errors import BankError

__all__ = ["Advert", "Asked", "Served", "Tailored", "Unused", "Wanted", "read_adverts", "tailor"]

PROBES = 0.6
"""A bank's question probes a requirement if it has three fifths of its content, rare words counting more."""

_LEAST_SHARED = 2
_SAME = 0.5
"""A requirement is one of a question's points already if it shares half of its words."""
_POINT_SHARE = 0.8
"""What a word is worth that only the points have, not the question itself or its intent."""

MOST_POINTS = 20


@dataclass(frozen=True)
class Served:
    """A requirement with the question that serves it. `question_id` is "" if none does; `bank` is "" for a new
    question; `shared` are the words by which a bank's question was found."""

    wanted: Wanted
    question_id: str
    bank: str = ""
    shared: tuple[str, ...] = ()
    share: float = 0.0


@dataclass(frozen=True)
class Tailored:
    """The interview as a bank, what each line of the advert led to, and what was left out."""

    bank: Bank
    advert: Advert
    served: tuple[Served, ...]


@dataclass(frozen=True)
class _Candidate:
    bank: str
    question: Question
    asked: frozenset[str]
    probed: frozenset[str]


def tailor(advert: Advert, banks: Sequence[tuple[str, Bank]]) -> Tailored:
    """An interview for this advert out of these banks, each with its name.

    Duties are served where a question does so anyway; where an advert has no requirements, they count as such.
    Raises BankError if the advert asks for nothing that could be recognised.
    """
    requirements = [each for each in advert.wanted if each.kind in (Asked.ESSENTIAL, Asked.DESIRABLE)]
    duties = [each for each in advert.wanted if each.kind is Asked.DUTY]
    if not requirements:
        requirements, duties = duties, []
    values = [each for each in advert.wanted if each.kind is Asked.VALUE]
    if not requirements:
        raise BankError(
            "The advert has no requirements or duties that could be recognised; put each on a line of its own under "
            "a heading such as Essential, Desirable or Duties."
        )
    candidates = [
        _candidate(name, question) for name, bank in banks for question in bank.questions if question.question
    ]
    weights = rarity(
        " ".join(
            (each.question.question, each.question.intent, *(point.text for point in each.question.points))
        )
        for each in candidates
    )
    made = _Made()
    served = [made.motivation(value) for value in values]
    made.begin(advert)
    for wanted in requirements:
        found = _best(wanted, candidates, weights)
        served.append(made.asked(wanted, found) if found else made.new(wanted))
    for wanted in duties:
        served.append(made.duty(wanted, _best(wanted, candidates, weights), weights))
    bank = Bank(
        schema=1,
        title=(" – ".join(filter(None, (advert.title, advert.employer))) or "Interview for one job")[:300],
        role=advert.title[:300],
        vocabulary=_vocabulary(advert, banks),
        questions=tuple(made.questions()),
    )
    return Tailored(bank, advert, tuple(served))


def _candidate(name: str, question: Question) -> _Candidate:
    asked = frozenset(stems(f"{question.question} {question.intent}"))
    points = " ".join(f"{point.text} {point.follow_up}" for point in question.points)
    return _Candidate(name, question, asked, asked | frozenset(stems(points)))


def _best(
    wanted: Wanted, candidates: Iterable[_Candidate], weights: Mapping[str, float]
) -> tuple[_Candidate, float, tuple[str, ...]] | None:
    needed = frozenset(stems(wanted.text)) - _COMMON
    unknown = max(weights.values(), default=1.0)
    whole = sum(weights.get(stem, unknown) for stem in needed)
    best: tuple[_Candidate, float, tuple[str, ...]] | None = None
    for each in candidates:
        shared = needed & each.probed
        worth = sum(
            weights.get(stem, unknown) * (1.0 if stem in each.asked else _POINT_SHARE) for stem in shared
        )
        share = worth / whole if whole else 0.0
        is_enough = len(shared) >= min(_LEAST_SHARED, len(needed)) and shared & each.asked
        if is_enough and share >= PROBES and (best is None or share > best[1]):
            best = (each, share, _words(wanted.text, shared))
    return best


_COMMON = frozenset(
    stems(
        "experience experienced ability able skill skills knowledge understanding good excellent strong work working "
        "job role"
    )
)
"""What every requirement is made of, and tells nothing of what it is about."""


def _words(text: str, shared: frozenset[str]) -> tuple[str, ...]:
    found = (word for word in re.findall(r"[\w'’-]+", text) if shared & set(stems(word)))
    return tuple(dict.fromkeys(word.casefold() for word in found))


class _Made:
    """The interview as it grows: questions by id, in order."""

    def __init__(self) -> None:
        self._questions: dict[str, Question] = {}
        self._from: dict[tuple[str, str], str] = {}
        self._values: list[KeyPoint] = []

    def questions(self) -> list[Question]:
        return list(self._questions.values())

    def motivation(self, value: Wanted) -> Served:
        """A value is a point of the question why somebody wants this job."""
        text = value.text[:1].upper() + value.text[1:]
        self._values.append(
            KeyPoint(
                text=f"{text}."[:2_000],
                follow_up=f"What does this mean to you at work: {value.text}?"[:2_000],
            )
        )
        return Served(value, "why-this-job")

    def begin(self, advert: Advert) -> None:
        """Put the question first why somebody wants this job."""
        title = f"as {_article(advert.title)}{advert.title}" if advert.title else "in this job"
        place = f" with {advert.employer}" if advert.employer else ""
        self._questions["why-this-job"] = Question(
            id="why-this-job",
            category="motivation",
            question=f"Why would you like to work {title}{place}?"[:2_000],
            advice="Speak to the employer's values as the advert has them." if self._values else "",
            points=tuple(self._values[:MOST_POINTS]),
        )

    def asked(self, wanted: Wanted, found: tuple[_Candidate, float, tuple[str, ...]]) -> Served:
        """A bank's question, once, with the requirement as a point of its own unless it has it already."""
        candidate, share, shared = found
        key = (candidate.bank, candidate.question.id)
        if key not in self._from:
            name = self._free(candidate.question.id)
            self._from[key] = name
            self._questions[name] = candidate.question.model_copy(update={"id": name})
        name = self._from[key]
        question = self._questions[name]
        has_it = any(likeness(point.text, wanted.text) >= _SAME for point in question.points)
        if not has_it and len(question.points) < MOST_POINTS:
            self._questions[name] = question.model_copy(update={"points": (*question.points, _point(wanted))})
        return Served(wanted, name, candidate.bank, shared, round(share, 2))

    def new(self, wanted: Wanted) -> Served:
        """A question of its own."""
        name = self._free(slug(wanted.text, 40) or "requirement")
        self._questions[name] = Question(
            id=name,
            category=wanted.kind.value,
            question=question_for(wanted)[:2_000],
            intent=f"The advert asks for this ({wanted.kind.value}): {wanted.text}",
            points=(_point(wanted),),
        )
        return Served(wanted, name)

    def duty(
        self,
        wanted: Wanted,
        found: tuple[_Candidate, float, tuple[str, ...]] | None,
        weights: Mapping[str, float],
    ) -> Served:
        """A duty is served by a question that is there already; no other is added for it."""
        if found and (name := self._from.get((found[0].bank, found[0].question.id))):
            return Served(wanted, name, found[0].bank, found[2], round(found[1], 2))
        here = [_candidate("", question) for question in self.questions()]
        near = _best(wanted, here, weights)
        if near:
            return Served(wanted, near[0].question.id, "", near[2], round(near[1], 2))
        return Served(wanted, "")

    def _free(self, name: str) -> str:
        number, free = 2, name
        while free in self._questions:
            free, number = f"{name}-{number}", number + 1
        return free


def _point(wanted: Wanted) -> KeyPoint:
    text = wanted.text[:1].upper() + wanted.text[1:]
    return KeyPoint(
        text=(text if text.endswith(".") else f"{text}.")[:2_000], follow_up=follow_up_for(wanted)[:2_000]
    )


def _article(title: str) -> str:
    return "an " if title[:1].casefold() in "aeio" else "a "


_TERM = re.compile(r"\b(?:[A-Z]{2,}[A-Za-z0-9]*|[A-Z][a-z]+[A-Z]\w*|[A-Za-z]+\d\w*)\b")


def _vocabulary(advert: Advert, banks: Sequence[tuple[str, Bank]]) -> tuple[Term, ...]:
    """The advert's abbreviations and names, and the banks' terms that it uses, these with how they are spoken."""
    text = "\n".join(each.text for each in advert.wanted)
    known = {term.term: term for _, bank in reversed(banks) for term in bank.vocabulary}
    used = [term for name, term in known.items() if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
    names = [name for name in dict.fromkeys(_TERM.findall(text)) if name not in known]
    return (*used, *(Term(term=name[:100]) for name in names))
