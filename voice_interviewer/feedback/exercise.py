"""One thing to do before the next interview, from the remark that matters most. Pure."""

from voice_interviewer.delivery import COMFORTABLE_RATE_WPM
from voice_interviewer.feedback.remark import Remark, Reply, listed, named
from voice_interviewer.readable import clock_text
from voice_interviewer.steps import Step

MOST_SENTENCES = 3
"""So many new sentences can be prepared at once."""


def exercise(remark: Remark, reply: Reply, question_number: int) -> str:
    """What to practise after this remark on the answer to a question, in a sentence or two."""
    question = f"question {question_number}"
    match remark.topic:
        case "points":
            return _sentences_for(reply, question)
        case "event":
            return (
                f"For {question} write down one day: when it was, who was there, what you did, what came of it. Then "
                "tell it aloud, from those four lines."
            )
        case "refusal" | "worry":
            return f"Answer {question} again, and begin every sentence with what you do."
        case "detour":
            start, end = (clock_text(each or 0.0) for each in (remark.start_s, remark.end_s))
            return f"Play {question} and skip what lies from {start} to {end}. Then answer it again without that."
        case (
            "stretch"
        ):  # what is recited breaks at the first question behind it (Kent & Medway's careers service)
            return (
                f"Nothing stands out to mend. Answer {question} again in other words than today's, with this step in "
                "it: what is learnt by heart breaks at the first question that probes it."
            )
        case "result":
            ending = "three times, in one sentence, what was different afterwards"
            return f"Take {question} again, but only its ending: {ending}."
        case "fillers":
            return (
                f"Play {question} from {clock_text(remark.start_s or 0.0)} on and count along. Then answer it again, "
                "and be silent wherever an “um” is coming: hearing one's own and pausing instead more than halved "
                "them in a small study."
            )
        case "pauses":
            return f"Answer {question} again, and wherever you have to think say “let me think about that” first."
        case "pace":
            return _at_a_better_pace(reply, question)
        case "length":
            return (
                f"Answer {question} again with a clock in view and stop at {clock_text(reply.question.suggested_s)}, "
                "wherever you are. Then see what you miss: only that was cut too much."
            )
        case "story":
            return f"Answer {question} again and begin with what you did; put in only as much situation as it needs."
        case "start":
            return f"Have {question} asked again, and begin at once with a sentence that wins you time, whatever it is."
        case _:
            return f"{Step.CHECK_FIRST}, then answer {question} in one sentence; a second one may come."


def _sentences_for(reply: Reply, question: str) -> str:
    wanted = reply.missed[:MOST_SENTENCES]
    asked = [f"“{point.follow_up}”" if point.follow_up else named(point) for point in wanted]
    each, all_of_it = ("this", "it") if len(wanted) == 1 else ("each of these", "all of it")
    return (
        f"Answer {each} aloud in one sentence, without recording: {listed(asked)} "
        f"Then answer {question} again, with {all_of_it} in place."
    )


def _at_a_better_pace(reply: Reply, question: str) -> str:
    low, high = COMFORTABLE_RATE_WPM
    rate_wpm = reply.delivery.speech_rate_wpm if reply.delivery else None
    if rate_wpm is not None and rate_wpm > high:
        until = f"until it shows under {high:.0f} words a minute"
        return f"Answer {question} again with a full breath after every sentence, {until}."
    until = f"until it shows over {low:.0f} words a minute"
    return f"Note three keywords for {question}, nothing else, and answer from them {until}."
