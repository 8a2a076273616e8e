"""One thing to do before the next interview, from the remark that matters most, in at most 30 words. Pure."""

from voice_interviewer.coverage import PointCoverage
from voice_interviewer.delivery import COMFORTABLE_RATE_WPM
from voice_interviewer.feedback.remark import Remark, Reply, fits, fitted
from voice_interviewer.feedback.telling import gap, opposite
from voice_interviewer.readable import clock_text
from voice_interviewer.steps import Step

MOST_EXERCISE_WORDS = 30
"""It stands alone."""


def exercise(remark: Remark, reply: Reply, question_number: int) -> str:
    """What to practise after this remark on the answer to a question."""
    question = f"question {question_number}"
    again = f"Answer {question} again"
    match remark.topic:
        case "points" | "perhaps" | "unmatched":
            return _without_the_gap(reply, question)
        case "opposite":
            return _instead_of_the_opposite(reply, question)
        case "fillers":
            start = clock_text(remark.start_s or 0.0)
            return f"Play {question} from {start} and count along. Answer it again, silent wherever an “um” is coming."
        case "pauses":
            return f"{again}, and wherever you have to think say “let me think about that” first."
        case "pace":
            return _at_a_better_pace(reply, question)
        case "length":
            until = clock_text(reply.question.suggested_s)
            return f"{again} with a clock in view and stop at {until}, wherever you are."
        case "start":
            return f"Have {question} asked again, and begin at once with a sentence that wins you time."
        case "nothing":
            return f"{Step.CHECK_FIRST}, then answer {question} in one sentence; a second one may come."
        case _:  # what is recited breaks at the first question behind it (Kent & Medway's careers service)
            return f"{again} in other words than today's: what is learnt by heart breaks when somebody asks more."


def _without_the_gap(reply: Reply, question: str) -> str:
    """Asks what the bank asks, or for words that show the point, never for the point's own: those are said of a person
    ("Stays calm"), and nobody says them. Whoever said what may be missing is led on to what they cannot tick."""
    wanted = gap(reply.coverage)
    if wanted is None:
        return f"Tick the key points of {question} that you made. Then answer {question} again with one more."
    then = f"Then answer {question} again with it in place."
    if reply.coverage.from_example:
        return f"Think of one thing more that is true of you. {then}"
    if not wanted.is_surely_missed:
        then = f"If that was there, take a point you can't tick instead. Then answer {question} again."
    return _asking(wanted, "Find one true sentence that shows {point}.", then)


def _instead_of_the_opposite(reply: Reply, question: str) -> str:
    """What the bank asks leaves room to tell how it really was; nobody is told to find what they have just denied."""
    denied = opposite(reply.coverage)
    assert denied is not None
    then = f"Then answer {question} again with it in place."
    return _asking(denied, "Think what you can truly say for {point}.", then)


def _asking(point: PointCoverage, otherwise: str, then: str) -> str:
    """What the bank itself asks for a point, where it does and there is room for it."""
    if point.follow_up:
        told = f"Answer aloud: “{point.follow_up}” {then}"
        if fits(told, MOST_EXERCISE_WORDS):
            return told
    return fitted(f"{otherwise} {then}", point, most=MOST_EXERCISE_WORDS)


def _at_a_better_pace(reply: Reply, question: str) -> str:
    low, high = COMFORTABLE_RATE_WPM
    rate_wpm = reply.delivery.speech_rate_wpm if reply.delivery else None
    if rate_wpm is not None and rate_wpm > high:
        until = f"until it shows under {high:.0f} words a minute"
        return f"Answer {question} again with a full breath after every sentence, {until}."
    return f"Note three keywords for {question} and answer from them until it shows over {low:.0f} words a minute."
