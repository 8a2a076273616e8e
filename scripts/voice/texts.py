"""What the recorded voices can say: every text that an interview with one of their banks may need."""

from collections.abc import Container, Iterator

from voice_interviewer.bank import Bank, load_bank, spoken
from voice_interviewer.bank.library import DEFAULT_BANK
from voice_interviewer.language.small_talk import VOICE_SAYS, small_talk
from voice_interviewer.places import builtin_folder
from voice_interviewer.rehearsal.preparing import texts_of

BANKS = ("general", "patient-services-coordinator")
MOST_QUESTIONS = 30
LONGEST_MINUTES = 90
"""All questions of the longer bank with all follow-ups, read slowly, are planned for less."""


def all_texts(voice: str) -> tuple[str, ...]:
    """What one of the voices can say, as a voice is given it: George asks the questions, Emma says all there is."""
    banks = [load_bank(builtin_folder("bank") / f"{name}.toml") for name in BANKS]
    if voice == "george":
        return tuple(dict.fromkeys(text for bank in banks for text in main_questions(bank)))
    texts = [text for bank in banks for text in texts_of(bank)]
    return tuple(dict.fromkeys([*texts, *courtesies(), VOICE_SAYS]))


def main_questions(bank: Bank) -> tuple[str, ...]:
    """The questions of a bank, without follow-ups."""
    return tuple(spoken(each.question, vocabulary=bank.vocabulary) for each in bank.questions)


def complete_banks(recorded: Container[str]) -> tuple[str, ...]:
    """The banks all of whose questions are recorded; also "" if the default bank is one of them."""
    complete = [
        name
        for name in BANKS
        if all(
            text in recorded for text in main_questions(load_bank(builtin_folder("bank") / f"{name}.toml"))
        )
    ]
    return (*([""] if DEFAULT_BANK in complete else []), *complete)


def courtesies() -> Iterator[str]:
    """What is said besides the questions, in every interview that these banks can be asked in."""
    for count in range(1, MOST_QUESTIONS + 1):
        for minutes in range(1, LONGEST_MINUTES + 1):
            for is_resumed in (False, True):
                words = small_talk("en-GB", count, minutes * 60, is_resumed=is_resumed)
                if words:
                    yield from (*words.greeting, *words.between, words.goodbye)
