"""Answers as text, told at a pace, and what is told about them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.labelled import answers, looked_into_answers
from tests.speaking import heard
from voice_interviewer.bank import KeyPoint, Question, load_bank
from voice_interviewer.coverage import cover
from voice_interviewer.delivery import deliver
from voice_interviewer.feedback import Feedback, Remark, give_feedback
from voice_interviewer.feedback.remark import Reply

ROOT = Path(__file__).parents[1]


@cache
def question(name: str) -> Question:
    banks = [
        load_bank(ROOT / "bank" / f"{bank}.toml") for bank in ("general", "patient-services-coordinator")
    ]
    return next(each for bank in banks for each in bank.questions if each.id == name)


@cache
def reworded(name: str) -> str:
    """The example of a question, told by somebody else."""
    texts = tomllib.loads((ROOT / "tests" / "labelled" / "rewordings.toml").read_text(encoding="utf-8"))
    return str(texts[name]["text"])


def reply_to(
    asked: Question, text: str, rate_wpm: float = 150, before_s: float = 0.8, *, measured: bool = True
) -> Reply:
    transcript, sound = heard(text, rate_wpm, before_s)
    delivery = deliver(transcript, sound, asked.suggested_s) if measured else None
    return Reply(asked, transcript, cover(asked, transcript, ()), delivery)


def feedback_on(reply: Reply) -> Feedback:
    return give_feedback(reply.question, reply.transcript, reply.coverage, reply.delivery)


def text_of(feedback: Feedback) -> str:
    return "\n".join(remark.sentence for remark in (*feedback.strengths, *feedback.to_work_on))


def topics(remarks: tuple[Remark, ...]) -> list[str]:
    return [remark.topic for remark in remarks]


def with_fillers(text: str, every: int) -> str:
    words = text.split()
    return " ".join(f"um, {word}" if at % every == 1 else word for at, word in enumerate(words))


def some_sentences(text: str, count: int) -> str:
    return ". ".join(text.split(". ")[:count]) + "."


def example(name: str) -> str:
    return question(name).example


def looked_into(bank: str, answer_id: str) -> Reply:
    """An answer of the labelled ones by a writer who did not know the program."""
    return next(
        reply_to(asked, said.text) for said, asked in looked_into_answers()[bank] if said.id == answer_id
    )


def labelled(answer_id: str) -> Reply:
    """An answer of the labelled ones to the built-in bank."""
    told = next(answer for answer in answers() if answer.id == answer_id)
    return reply_to(question(told.question), told.text)


def small(example: str = "", points: tuple[KeyPoint, ...] = (), suggested_s: float = 20) -> Question:
    return Question(
        id="q", category="c", question="Why?", example=example, points=points, suggested_s=suggested_s
    )


FOOTBALL = (
    "I like football and my favourite team won on Saturday, it was lovely, and afterwards we all went for chips by the "
    "sea and sang until late. On Sunday I slept in and watched the television with the cat, who is very old by now."
)
DENTIST = (
    "Well, there was this one time at the dentist where I worked, a really busy practice with four dentists and two "
    "hygienists. There were two receptionists there, and they had been there for years, and they did not get on at all "
    "because of the lunch breaks, and everybody knew about it. It had been going on for months. I talked to them."
)
SORRY = "Sorry, I have never thought about that, so I don't really know what to say."
CALENDAR = "I keep my calendar and a list, and I block an hour in the morning for the calls."


@dataclass(frozen=True)
class Case:
    """An answer, the strengths and the things to work on that a fair listener would name, by topic, in order."""

    question: str
    text: str
    good: str
    work: str
    rate_wpm: float = 150
    before_s: float = 0.8

    @property
    def reply(self) -> Reply:
        return reply_to(question(self.question), self.text, self.rate_wpm, self.before_s)


CASES = {
    "an example itself": Case("about-you", example("about-you"), "points manner", "stretch"),
    "a complete answer in other words": Case(
        "busy-day", reworded("busy-day"), "points detail manner", "stretch"
    ),
    "a complete story": Case("mistake", example("mistake"), "points result detail", "stretch"),
    "complete, far too fast": Case(
        "confidentiality", reworded("confidentiality"), "points manner", "pace stretch", rate_wpm=205
    ),
    "complete, slow words": Case(
        "strengths", example("strengths"), "points detail manner", "pace length", rate_wpm=100
    ),
    "complete, slow because of pauses": Case(
        "busy-day", example("busy-day").replace(". ", ". [3.2] "), "points manner", "pace length"
    ),
    "complete, full of um": Case(
        "root-causes", with_fillers(reworded("root-causes"), 8), "points detail manner", "fillers stretch"
    ),
    "complete, a few um": Case(
        "root-causes", with_fillers(reworded("root-causes"), 60), "points detail manner", "stretch"
    ),
    "complete, some um": Case(
        "root-causes", with_fillers(reworded("root-causes"), 18), "points detail manner", "stretch"
    ),
    "complete, one long silence": Case(
        "data-accuracy",
        reworded("data-accuracy").replace(". ", ". [6] ", 1),
        "points manner",
        "pauses stretch",
    ),
    "complete, several long silences": Case(
        "data-accuracy",
        reworded("data-accuracy").replace(". ", ". [5] ", 3),
        "points manner",
        "pauses stretch",
    ),
    "complete, a slow start": Case(
        "urgent-tasks", reworded("urgent-tasks"), "points manner", "start stretch", before_s=7.0
    ),
    "complete, then twice as long": Case(
        "busy-day",
        f"{example('busy-day')} {FOOTBALL} {FOOTBALL} {FOOTBALL}",
        "points manner",
        "detour",
    ),
    "complete, told twice": Case(
        "busy-day", f"{example('busy-day')} {example('busy-day')}", "points manner", "length"
    ),
    "half of an example": Case(
        "about-you", some_sentences(example("about-you"), 5), "points manner", "points"
    ),
    "one sentence of an example": Case(
        "about-you", some_sentences(example("about-you"), 1), "points", "points"
    ),
    "half, with um": Case(
        "mistake",
        with_fillers(some_sentences(example("mistake"), 4), 6),
        "points detail manner",
        "points result fillers",
    ),
    "half, fast": Case(
        "helping-a-team",
        some_sentences(example("helping-a-team"), 4),
        "points",
        "points pace",
        rate_wpm=190,
    ),
    "terse and to the point": Case("busy-day", CALENDAR, "points", "points stretch"),
    "terse, after a long silence": Case("busy-day", CALENDAR, "points", "points start", before_s=6.0),
    "a story without an end": Case("team-conflict", DENTIST, "", "points result story", rate_wpm=165),
    "about something else": Case("about-you", FOOTBALL, "", "points detour"),
    "about something else, full of um": Case(
        "about-you", with_fillers(FOOTBALL, 6), "", "points detour fillers"
    ),
    "about something else, at length": Case(
        "confidentiality",
        f"{FOOTBALL} {DENTIST} {FOOTBALL} {FOOTBALL} {DENTIST}",
        "",
        "points",
    ),
    "the answer to another question": Case("salary", example("busy-day"), "", "points"),
    "an excuse": Case("mistake", SORRY, "", "event"),
    "one word": Case("about-you", "Yes.", "", "points"),
    "one word, late": Case("about-you", "Yes.", "", "points start", before_s=9.0),
    "only um": Case("about-you", "Um. Uh.", "", "nothing"),
    "silence": Case("about-you", "", "", "nothing", before_s=12.0),
    "a restarted answer": Case(
        "busy-day", f"I, I usually, I usually begin. {CALENDAR} {CALENDAR}", "points", "points stretch"
    ),
    "hedged": Case(
        "busy-day",
        "I guess I sort of maybe make a list, I think, and perhaps a calendar, I suppose.",
        "points",
        "points stretch",
    ),
    "only questions": Case(
        "why-this-role",
        "What do you mean? Can I ask you something? Is it full time? What is the pay?",
        "",
        "points",
    ),
}
