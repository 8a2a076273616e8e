"""Answers as text, told at a pace, and what is told about them. Points are found by their words (`judging`)."""

from dataclasses import dataclass
from pathlib import Path

from tests.speaking import heard
from voice_interviewer.bank import KeyPoint, Question
from voice_interviewer.coverage import cover
from voice_interviewer.delivery import deliver
from voice_interviewer.feedback import Feedback, Remark, give_feedback
from voice_interviewer.feedback.remark import Reply

ROOT = Path(__file__).parents[1]

KITCHEN = Question(
    id="clean-kitchen",
    category="kitchen",
    question="How do you keep a kitchen clean?",
    suggested_s=30,
    points=(
        KeyPoint(text="Washes hands.", follow_up="What do you do before you touch any food?"),
        KeyPoint(text="Checks the temperature.", follow_up="How do you know that the fridge is cold enough?"),
        KeyPoint(text="Scrubs boards and shelves.", follow_up="What happens at the end of a shift?"),
        KeyPoint(text="Says how it ended."),
    ),
)
HANDS = "The first thing in the morning, before the coffee even, I wash my hands up to the elbows."
FRIDGE = "Then I check the temperature of both fridges and of the big freezer in the yard."
SCRUB = "At night, when the last guest has gone, we scrub the boards and the shelves, all three of us."
END = "How it ended was that the inspector gave us five stars and my boss bought everybody a cake."
MAYBE = "Some of the boards were my uncle's, to be fair."
NEVER = "I never wash my hands for a sandwich."
FOOTBALL = (
    "I like football and my favourite team won on Saturday, and afterwards we all went for chips by the sea."
)
WHOLE = f"{HANDS} {FRIDGE} {SCRUB} {END}"


def reply_to(
    asked: Question, text: str, rate_wpm: float = 150, before_s: float = 0.8, *, measured: bool = True
) -> Reply:
    transcript, sound = heard(text, rate_wpm, before_s)
    delivery = deliver(transcript, sound, asked.suggested_s) if measured else None
    return Reply(asked, transcript, cover(asked, transcript, ()), delivery)


def feedback_on(reply: Reply) -> Feedback:
    return give_feedback(reply.question, reply.transcript, reply.coverage, reply.delivery)


def topics(remarks: tuple[Remark, ...]) -> list[str]:
    return [remark.topic for remark in remarks]


def with_fillers(text: str, every: int) -> str:
    words = text.split()
    return " ".join(f"um, {word}" if at % every == 1 else word for at, word in enumerate(words))


@dataclass(frozen=True)
class Case:
    """An answer, and the topics of what is told about it, in order."""

    text: str
    good: str
    work: str
    rate_wpm: float = 150
    before_s: float = 0.8

    @property
    def reply(self) -> Reply:
        return reply_to(KITCHEN, self.text, self.rate_wpm, self.before_s)


CASES = {
    "complete": Case(WHOLE, "points manner", "stretch"),
    "complete, fast": Case(WHOLE, "points points", "pace", rate_wpm=230),
    "complete, slow": Case(WHOLE, "points points", "pace length", rate_wpm=90),
    "complete, full of um": Case(with_fillers(WHOLE, 5), "points points", "fillers"),
    "complete, a few um": Case(with_fillers(WHOLE, 60), "points manner", "stretch"),
    "complete, one long silence": Case(WHOLE.replace(". ", ". [6] ", 1), "points points", "pauses"),
    "complete, a slow start": Case(WHOLE, "points manner", "start", before_s=7.0),
    "complete, then on and on": Case(f"{WHOLE} {FOOTBALL} {FOOTBALL} {FOOTBALL}", "points manner", "length"),
    "one point missing": Case(f"{HANDS} {FRIDGE} {END}", "points manner", "points"),
    "most missing, full of um": Case(with_fillers(f"{FRIDGE} {FOOTBALL}", 5), "points", "points fillers"),
    "one missing, one perhaps": Case(f"{HANDS} {MAYBE} {END}", "points manner", "points"),
    "one perhaps": Case(f"{HANDS} {MAYBE} {FRIDGE} {END}", "points manner", "points"),
    "nothing heard, one perhaps": Case(f"{FOOTBALL} {MAYBE}", "", "points perhaps"),
    "the opposite": Case(f"{NEVER} {FRIDGE} {SCRUB} {END}", "points manner", "opposite"),
    "about something else": Case(FOOTBALL, "", "points"),
    "about something else, full of um": Case(with_fillers(f"{FOOTBALL} {FOOTBALL}", 5), "", "points fillers"),
    "one word": Case("Yes.", "", "points"),
    "one word, late": Case("Yes.", "", "points start", before_s=9.0),
    "only um": Case("Um. Uh.", "", "nothing"),
    "silence": Case("", "", "nothing", before_s=12.0),
}
