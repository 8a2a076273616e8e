"""One thing to do before the next interview, from the remark that matters most, in at most 30 words. Pure."""

from voice_interviewer.delivery import COMFORTABLE_RATE_WPM
from voice_interviewer.feedback.remark import Remark, Reply, fits, named
from voice_interviewer.feedback.telling import least_likely, most_telling
from voice_interviewer.readable import clock_text
from voice_interviewer.steps import Step


def exercise(remark: Remark, reply: Reply, question_number: int) -> str:
    """What to practise after this remark on the answer to a question."""
    question = f"question {question_number}"
    again = f"Answer {question} again"
    match remark.topic:
        case "perhaps" if not least_likely(reply.perhaps):
            return f"{again}, and say that point in so many words that nobody could miss it."
        case "points" | "unmatched" | "perhaps":
            return _with_what_was_missing(reply, question)
        case "opposite":
            return f"{again}, and begin every sentence with what you do, not with what you don't."
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


def _with_what_was_missing(reply: Reply, question: str) -> str:
    wanted = most_telling(reply.missed) or least_likely(reply.perhaps)
    if wanted is None:
        return (
            f"Choose two key points of {question}, say each in one plain sentence, then answer it with both."
        )
    asked = f"“{wanted.follow_up}”" if wanted.follow_up else named(wanted)
    told = f"Say aloud, in one sentence: {asked} Then answer {question} again with it in place."
    plain = f"Say what was missing aloud, in one sentence. Then answer {question} again with it in place."
    return told if fits(told) else plain


def _at_a_better_pace(reply: Reply, question: str) -> str:
    low, high = COMFORTABLE_RATE_WPM
    rate_wpm = reply.delivery.speech_rate_wpm if reply.delivery else None
    if rate_wpm is not None and rate_wpm > high:
        until = f"until it shows under {high:.0f} words a minute"
        return f"Answer {question} again with a full breath after every sentence, {until}."
    return f"Note three keywords for {question} and answer from them until it shows over {low:.0f} words a minute."
