"""Which questions an interview has, in what order. Pure: the same bank, history and seed give the same."""

import heapq
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import get_args

from voice_interviewer.bank import Bank, Question, Stage
from voice_interviewer.errors import BankError, NotFound, did_you_mean

OPENERS = frozenset({"motivation", "background"})
"""An interviewer begins with the person: why they are here, or what they have done. Where a question has a stage, that
says whether it can open."""
STAGES: tuple[Stage, ...] = tuple(each for each in get_args(Stage) if each)
"""The stages of an interview, in their order."""
UNSAID: Stage = "experience"
"""The stage of a question that names none: the middle, where most of an interview is."""

CHANGEOVER_S = 5.0
"""From one question's end to the next, apart from reading and answering: the key pressed, a breath taken."""

FIRST_INTERVAL_DAYS = 1.0
MOST_DOUBLINGS = 6
"""Spaced repetition at its simplest, after Leitner's box of cards: see `due_s`. At most 64 days go by."""

_DAY_S = 86_400.0


@dataclass(frozen=True)
class Practised:
    """How a question stands: its last attempt's time and the share of its points covered then, 0 to 1 (None if that
    is not known), and how many attempts there were in all."""

    when: datetime
    covered_share: float | None
    attempts: int


@dataclass(frozen=True)
class OneWay:
    """An interview as many employers record them: each question is asked once and answered once, in a fixed time."""

    prepare_s: float = 30.0
    """From the end of the question to the beginning of the recording."""
    limit_s: float = 90.0
    """An answer is cut off here."""


@dataclass(frozen=True)
class Wish:
    """What the user asked for. None means no limit; `ids` beat everything else; a seed implies shuffling."""

    question_count: int | None = 5
    minutes: float | None = 10
    ids: tuple[str, ...] = ()
    category: str = ""
    shuffle: bool = False
    seed: int | None = None
    follow_ups: bool = False
    """Whether a question may be followed by another one, which takes its time too."""
    one_way: OneWay | None = None
    """None for a conversation."""


@dataclass(frozen=True)
class Chosen:
    """At least one question. `unwritten_count` were left out because their text is still to be written."""

    questions: tuple[Question, ...]
    planned_s: float
    unwritten_count: int


def planned_s(
    question: Question, voice_rate_wpm: int, *, follow_ups: bool = False, one_way: OneWay | None = None
) -> float:
    """Seconds for reading it aloud, a comfortable answer, and going on; then for the longest follow-up, if any.

    In a one-way interview: for reading, preparing, as much of a comfortable answer as is allowed, and going on.
    """
    reading_s = len(question.question.split()) * 60 / max(1, voice_rate_wpm)
    if one_way:
        return reading_s + one_way.prepare_s + min(question.suggested_s, one_way.limit_s) + CHANGEOVER_S
    alone_s = reading_s + question.suggested_s + CHANGEOVER_S
    probes = [question.probing(point) for point in question.points if point.follow_up] if follow_ups else []
    return alone_s + max((planned_s(probe, voice_rate_wpm) for probe in probes), default=0.0)


def choose_interview(
    bank: Bank, wish: Wish, practised: Mapping[str, Practised], voice_rate_wpm: int
) -> Chosen:
    """An opener, then stage by stage a mix of categories, never the same twice in a row where that can be avoided.

    The stages only say when a question is asked, not whether: questions never practised come first, then those that
    are due first by `due_s` (`practised` goes by question id). The smaller of count and minutes wins; one that no
    longer fits is passed over for one that does.

    Raises NotFound for an unknown id or category, BankError if no question that was asked for is written yet.
    """

    def cost_s(question: Question) -> float:
        return planned_s(question, voice_rate_wpm, follow_ups=wish.follow_ups, one_way=wish.one_way)

    if wish.ids:
        return _chosen(_named(bank, wish.ids), 0, cost_s)
    within = _in_category(bank, wish.category)
    written = [question for question in within if question.question]
    if not written:
        raise BankError(
            f'In the bank "{bank.title}" every question here is still to be written; '
            "fill in the empty question texts, or choose another bank."
        )
    most_due = _by_urgency(written, wish, practised)
    costs_s = {question.id: cost_s(question) for question in most_due}
    picked = _pick(most_due, costs_s, wish) or [min(most_due, key=lambda question: costs_s[question.id])]
    return _chosen(_arrange(picked), len(within) - len(written), cost_s)


def _chosen(
    questions: Sequence[Question], unwritten_count: int, cost_s: Callable[[Question], float]
) -> Chosen:
    return Chosen(tuple(questions), sum(map(cost_s, questions)), unwritten_count)


def _named(bank: Bank, ids: tuple[str, ...]) -> list[Question]:
    """These, in this order; an id given twice counts once."""
    known = {question.id: question for question in bank.questions}
    for name in ids:
        if name not in known:
            raise NotFound(f'The bank "{bank.title}" has no question "{name}".{did_you_mean(name, known)}')
        if not known[name].question:
            raise BankError(f'The question "{name}" is still to be written; fill in its text in the bank.')
    return [known[name] for name in dict.fromkeys(ids)]


def _in_category(bank: Bank, category: str) -> list[Question]:
    wanted = category.strip().casefold()
    if not wanted:
        return list(bank.questions)
    found = [question for question in bank.questions if question.category.casefold() == wanted]
    if not found:
        names = ", ".join(dict.fromkeys(question.category for question in bank.questions))
        raise NotFound(f'The bank "{bank.title}" has no category "{category}". There are: {names}.')
    return found


def due_s(practised: Practised) -> float:
    """When a question is due again, as a POSIX time: FIRST_INTERVAL_DAYS after its last attempt, doubled once for
    every attempt by as much of it as was covered.

    So a question of which nothing was covered comes back after a day, however often it was tried; one that was
    complete after 2, 4, 8 days. A share that is not known counts as none.
    """
    doublings = min(practised.attempts, MOST_DOUBLINGS) * (practised.covered_share or 0.0)
    return practised.when.timestamp() + FIRST_INTERVAL_DAYS * _DAY_S * 2**doublings


def _by_urgency(questions: list[Question], wish: Wish, practised: Mapping[str, Practised]) -> list[Question]:
    """Never practised first. Shuffling keeps that, and otherwise leaves all to chance."""
    if wish.shuffle or wish.seed is not None:
        shuffled = list(questions)
        Random(wish.seed).shuffle(shuffled)
        return sorted(shuffled, key=lambda question: question.id in practised)

    def urgency(question: Question) -> float:
        found = practised.get(question.id)
        return due_s(found) if found else float("-inf")

    return sorted(questions, key=urgency)


def _pick(most_due: list[Question], costs_s: Mapping[str, float], wish: Wish) -> list[Question]:
    """The opener first, then always from the category that has the fewest so far. Empty if nothing fits."""
    most = len(most_due) if wish.question_count is None else max(1, wish.question_count)
    left_s = float("inf") if wish.minutes is None else wish.minutes * 60
    is_opener = [question for question in most_due if _opens(question)]
    opener = next((question for question in is_opener if costs_s[question.id] <= left_s), None)
    picked = [opener] if opener else []
    left_s -= sum(costs_s[question.id] for question in picked)
    taken = Counter(question.category for question in picked)
    for question in _mixed([question for question in most_due if question is not opener], taken):
        if len(picked) == most:
            break
        if costs_s[question.id] <= left_s:
            left_s -= costs_s[question.id]
            taken[question.category] += 1
            picked.append(question)
    return picked


def _opens(question: Question) -> bool:
    return question.stage == STAGES[0] if question.stage else question.category.casefold() in OPENERS


def _mixed(most_due: list[Question], taken: Mapping[str, int]) -> Iterator[Question]:
    """The most due of the category that has the fewest in `taken`, which the caller keeps counting."""
    queues: defaultdict[str, deque[tuple[int, Question]]] = defaultdict(deque)
    for rank, question in enumerate(most_due):
        queues[question.category].append((rank, question))
    order = [(taken[category], queue[0][0], category) for category, queue in queues.items()]
    heapq.heapify(order)
    while order:
        category = heapq.heappop(order)[2]
        queue = queues[category]
        yield queue.popleft()[1]
        if queue:
            heapq.heappush(order, (taken[category], queue[0][0], category))


def _arrange(picked: list[Question]) -> list[Question]:
    """Stage by stage, and within each of them apart by category. The first of the first stage stays first."""
    ordered: list[Question] = []
    for stage in STAGES:
        rest = [question for question in picked if (question.stage or UNSAID) == stage]
        ordered += _apart(rest, ordered[-1].category if ordered else None)
    return ordered


def _apart(rest: list[Question], last: str | None) -> list[Question]:
    """In order, always the next one that is of another category than the last; without a last, the first as it is.

    A category that makes up more than half of what is left goes now, or its questions would meet at the end.
    """
    rest = list(rest)
    ordered = [] if last is not None else rest[:1]
    del rest[: len(ordered)]
    left = Counter(question.category for question in rest)
    while rest:
        last = ordered[-1].category if ordered else last
        most, most_count = left.most_common(1)[0]
        must = most if most_count * 2 > len(rest) and most != last else None
        fits = (
            index
            for index, question in enumerate(rest)
            if (question.category == must if must else question.category != last)
        )
        question = rest.pop(next(fits, 0))
        left[question.category] -= 1
        ordered.append(question)
    return ordered
