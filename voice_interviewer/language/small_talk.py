"""What an interviewer says besides the questions, in the language of the bank. Nothing in it praises or blames: nobody
has judged the answers yet. Pure."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class SmallTalk:
    """The words of one interview, ready to be spoken."""

    greeting: tuple[str, ...]
    """Sentences. The first is short, so that it sounds soon."""
    between: tuple[str, ...]
    """Said in turn after an answer, while the next question is being made ready."""
    goodbye: str


class Words(Protocol):
    """Finds the words for an interview."""

    def __call__(
        self, locale: str, question_count: int, planned_s: float, *, is_resumed: bool
    ) -> SmallTalk | None:
        """The words for an interview of so many questions; None if there are none in that language.

        Args:
            locale: The bank's, such as "en-GB".
            question_count: How many questions are still to come.
            planned_s: How long they are planned to take.
            is_resumed: It was begun another time, and goes on now.
        """
        ...


VOICE_SAYS = "This is the voice that will ask you questions."
"""What a voice says when it is tried."""

_NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_TO_THE_MINUTE = 12.5
_BETWEEN = ("Thank you.", "I see.", "Okay.", "Thanks for that.")
_GOODBYE = "That was my last question. Thank you for your time, and goodbye."


def small_talk(
    locale: str, question_count: int, planned_s: float, *, is_resumed: bool = False
) -> SmallTalk | None:
    """See `Words`. There are words in English only."""
    if locale.replace("_", "-").partition("-")[0].casefold() != "en":
        return None
    questions = _counted(question_count, "question")
    if is_resumed:
        verb = "is" if question_count == 1 else "are"
        greeting = ("Welcome back.", f"There {verb} {questions} left.")
    else:
        greeting = ("Hello, and thank you for coming in.", f"I have {questions} for you.")
    planned = f"That should take about {_counted(_about(planned_s / 60), 'minute')}."
    return SmallTalk((*greeting, planned, "Take all the time you need."), _BETWEEN, _GOODBYE)


def _about(minutes: float) -> int:
    """As people say it: not "about 23 minutes"."""
    return max(1, round(minutes)) if minutes < _TO_THE_MINUTE else round(minutes / 5) * 5


def _counted(count: int, noun: str) -> str:
    number = _NUMBERS[count - 1] if 1 <= count <= len(_NUMBERS) else str(count)
    return f"{number} {noun}{'' if count == 1 else 's'}"
