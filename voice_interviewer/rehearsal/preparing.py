"""All the questions of a bank said ahead, and kept, so that nobody waits for the voice in an interview."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from voice_interviewer.bank import Bank, spoken
from voice_interviewer.bank.library import find_bank
from voice_interviewer.devices.natural.voice import Synthesiser, check_installed, recording_of
from voice_interviewer.devices.recorded import recorded_texts
from voice_interviewer.rehearsal.voices import name_of


@dataclass(frozen=True)
class Prepared:
    """What a voice can say of a bank without anybody waiting for it."""

    bank: str
    voice: str
    """What people call it."""
    ready_count: int
    """How many texts have their sound now."""
    unreadable: tuple[str, ...]
    """Those that it cannot read, such as one without a word: the computer's own voice will say them."""


def prepare_bank(wanted: str, voice: str, here: Path, on_progress: Callable[[float], None]) -> Prepared:
    """See `Studio.prepare_bank`."""
    name, bank = find_bank(wanted, here)
    recording = recording_of(voice)
    texts = tuple(dict.fromkeys(texts_of(bank)))
    without = [text for text in texts if text not in recorded_texts(recording)]
    if without:
        check_installed(bank.locale)
    unreadable = []
    with closing(Synthesiser()) as synthesiser:
        for count, text in enumerate(without):
            on_progress(count / len(without))
            if not synthesiser.prepare(text, recording):
                unreadable.append(text)
    return Prepared(name, name_of(recording), len(texts) - len(unreadable), tuple(unreadable))


def texts_of(bank: Bank) -> Iterator[str]:
    """The questions of a bank and its follow-up questions, as a voice is given them."""
    for question in bank.questions:
        for text in (question.question, *(point.follow_up for point in question.points)):
            if text:
                yield spoken(text, vocabulary=bank.vocabulary)
