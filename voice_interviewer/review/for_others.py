"""What a file says that is sent to somebody else, who has neither the program nor its commands. Pure."""

from voice_interviewer.steps import Step, reworded

_STEPS = {
    Step.CHECK_AND_SPEAK: "try the microphone before the next interview",
    Step.CHECK_FIRST: "Try the microphone first",
    Step.WRITE_DOWN_NAMED: "go back to the computer that recorded it",
    Step.WRITE_DOWN_LATEST: "go back to the computer that recorded it",
}
"""In the place of each step that a review may name."""


def for_others(text: str) -> str:
    """A text of a review without commands."""
    # Asked first because a recording is text too, of some megabytes; base64 has no hyphen.
    return reworded(text, _STEPS) if "voice-interviewer" in text else text
