"""All the questions of a bank said ahead, and kept, so that nobody waits for the voice in an interview."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from threading import Event as Signal

from voice_interviewer.bank import Bank, spoken
from voice_interviewer.bank.library import find_bank
from voice_interviewer.devices.natural.voice import (
    Synthesiser,
    can_read,
    check_installed,
    is_kept,
    recording_of,
)
from voice_interviewer.devices.recorded import recorded_texts, recording_called
from voice_interviewer.rehearsal.voices import MAIN, can_be_natural, name_of
from voice_interviewer.rehearsal.while_idle import giving_way


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
    left_count: int
    """How many are still to be said, because something more important came up."""


@dataclass(frozen=True)
class ToPrepare:
    """What a voice that can read ahead has still to say of a bank."""

    voice: str
    """What people call it."""
    text_count: int
    """How many texts of the bank it can read."""
    missing_count: int
    """How many of them have no sound yet."""
    unreadable: tuple[str, ...]
    """Those that it cannot read: the computer's own voice will say them."""


def to_prepare(bank: Bank, voice: str) -> ToPrepare | None:
    """See `Studio.to_prepare`."""
    recording = recording_called(voice) if voice else MAIN
    if not (recording and can_be_natural(bank.locale)):
        return None
    recorded = recorded_texts(recording)
    texts = dict.fromkeys(texts_of(bank))
    without = [text for text in texts if not (text in recorded or is_kept(text, recording))]
    unreadable = tuple(text for text in without if not can_read(text))
    return ToPrepare(
        name_of(recording), len(texts) - len(unreadable), len(without) - len(unreadable), unreadable
    )


def prepare_bank(
    wanted: str,
    voice: str,
    here: Path,
    audio_dir: Path,
    on_progress: Callable[[float], None],
    may_go_on: Callable[[], bool],
) -> Prepared:
    """See `Studio.prepare_bank`."""
    name, bank = find_bank(wanted, here)
    recording = recording_of(voice)
    texts = tuple(dict.fromkeys(texts_of(bank)))
    without = [text for text in texts if text not in recorded_texts(recording)]
    if without:
        check_installed(bank.locale)
    unreadable = []
    left_count = 0
    stopped = Signal()
    with closing(Synthesiser()) as synthesiser:

        def stop() -> None:
            stopped.set()
            synthesiser.close()

        with giving_way(audio_dir, may_go_on, stop):
            for count, text in enumerate(without):
                on_progress(count / len(without))
                if synthesiser.prepare(text, recording):
                    continue
                if stopped.is_set():
                    left_count = len(without) - count
                    break
                unreadable.append(text)
    ready_count = len(texts) - len(unreadable) - left_count
    return Prepared(name, name_of(recording), ready_count, tuple(unreadable), left_count)


def texts_of(bank: Bank) -> Iterator[str]:
    """The questions of a bank and its follow-up questions, as a voice is given them."""
    for question in bank.questions:
        for text in (question.question, *(point.follow_up for point in question.points)):
            if text:
                yield spoken(text, vocabulary=bank.vocabulary)
