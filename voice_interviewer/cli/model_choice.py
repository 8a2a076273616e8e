"""Which model an interview uses and why, as people read it; and how that is measured."""

from typing import TYPE_CHECKING

from voice_interviewer.cli.waiting import waiting
from voice_interviewer.rehearsal.models import Choice, Reason
from voice_interviewer.rehearsal.pace import SPEECH_S, Pace
from voice_interviewer.steps import Step

if TYPE_CHECKING:
    from voice_interviewer.rehearsal.measuring import Measuring


def measure(measuring: "Measuring", *, plain: bool, may_leave: str = "") -> bool:
    """Measure, showing progress; False if an interview began meanwhile, or is being held. Raises DiskError.

    Args:
        measuring: What measures.
        plain: Print sentences only, and redraw nothing.
        may_leave: How the person may leave, to be told with it.
    """
    with waiting(f"Measuring which models keep up with you{may_leave}", "measured", plain=plain) as tell:
        return measuring.measure(tell) is not None


def choice_sentence(choice: Choice) -> str:
    """Why this model is used; empty where the person chose it, and nothing is known of it."""
    return " ".join(filter(None, (_why(choice), _of_better(choice))))


def _why(choice: Choice) -> str:
    pace = f"writes down {taken(choice.pace)} here" if choice.pace and choice.pace.took_s is not None else ""
    match choice.reason:
        case Reason.WANTED:
            return f"It {pace}." if pace else ""
        case Reason.KEEPS_UP:
            return f"{choice.model}: {pace}."
        case Reason.ALONE:
            return (
                f"{choice.model}: {pace}; it is the only one here."
                if pace
                else f"{choice.model}: the only one here."
            )
        case Reason.NOT_MEASURED:
            return (
                f"{choice.model}: the smallest, until it is measured which keep up with you: "
                "voice-interviewer check --measure"
            )
        case Reason.BUSY:
            return (
                f"{choice.model}: the smallest, because other programs kept the processor busy as it was measured; "
                f"to {Step.MEASURE}"
            )
        case Reason.TOO_SLOW:
            return f"{choice.model}: the smallest; it {pace}, and none of the models here keeps up with you."


def _of_better(choice: Choice) -> str:
    if (slow := choice.too_slow) and slow.took_s is not None:
        about = "" if slow.was_measured else "about "
        return f"{slow.model} would take {about}{slow.took_s:.1f} s: too long to keep up with you."
    if (better := choice.worth_fetching) and better.took_s is not None:
        return (
            f"{better.model} hears better, and would keep up too ({better.took_s:.1f} s by what was measured): "
            f"voice-interviewer models fetch {better.model}"
        )
    return ""


def taken(pace: Pace) -> str:
    """How long it took to write down speech, such as "10 s of speech in 2.1 s"."""
    return f"{SPEECH_S:.0f} s of speech in {pace.took_s:.1f} s"
