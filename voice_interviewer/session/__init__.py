"""A session: the folder on disk where an interview leaves what was said, and where the review finds it.

The interview writes `session.json` and the recordings; the review adds a `.json` and a `.md` for each question.
"""

import json
import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import ValidationError

from voice_interviewer.bank import Bank, Question
from voice_interviewer.bank.choose import OneWay
from voice_interviewer.disk import make_private_folder, replace_text
from voice_interviewer.errors import ClipError, DiskError, NotFound, SessionError
from voice_interviewer.session.holding import is_held
from voice_interviewer.session.record import (
    RECORD_NAME,
    SCHEMA_VERSION,
    UNFINISHED,
    Asking,
    Ending,
    FollowUp,
    Manner,
    Record,
    State,
    Take,
)
from voice_interviewer.steps import Step

if TYPE_CHECKING:
    from voice_interviewer.clip import Samples, WavWriter


@dataclass(frozen=True)
class Rest:
    """Where an interview that was cut short goes on: with this question, or with this follow-up to it."""

    number: int
    """The question's, counted from 1."""
    follow_up: FollowUp | None = None


class OpenTake:
    """A take that is being recorded. Every block is on disk when `write` returns."""

    def __init__(self, take: Take, writer: "WavWriter") -> None:
        self.take = take
        self.rate_hz = writer.rate_hz
        self.masked: list[tuple[float, float]] = []
        """See `Take.masked`."""
        self._writer = writer

    @property
    def duration_s(self) -> float:
        """How much has been recorded."""
        return self._writer.duration_s

    def write(self, samples: "Samples") -> None:
        """Add a block, shape (n,), at `rate_hz`. Raises DiskError; what was written before can still be read."""
        self._writer.write(samples)

    def close(self) -> None:
        """End the recording. Raises DiskError."""
        self._writer.close()


class Session:
    """A session: its folder, and the record in it."""

    def __init__(self, folder: Path, record: Record) -> None:
        self.folder = folder
        self.record = record

    @property
    def name(self) -> str:
        """The folder's name, which is how a person refers to the session."""
        return self.folder.name

    def question(self, number: int) -> Question:
        """The question with this number, counted from 1 as people see it."""
        return self.record.questions[number - 1]

    def numbers(self, wanted: str = "") -> tuple[int, ...]:
        """The numbers of all questions, or of the one whose number or id is `wanted`. Raises NotFound."""
        ids = {question.id: number for number, question in enumerate(self.record.questions, 1)}
        if not wanted:
            return tuple(ids.values())
        number = ids.get(wanted) or (int(wanted) if wanted.isdecimal() else 0)
        if not 1 <= number <= len(ids):
            listed = ", ".join(f"{number} {name}" for name, number in ids.items())
            raise NotFound(f"The session {self.name} has no question “{wanted}”; it has: {listed}.")
        return (number,)

    def asked(self, number: int, follow_up: FollowUp | None) -> Question:
        """What was asked: the question with this number, or the follow-up to it if the question has such a point."""
        question = self.question(number)
        if follow_up is None or follow_up.point_number > len(question.points):
            return question
        return question.probing(question.points[follow_up.point_number - 1])

    def takes_of(self, number: int) -> tuple[Take, ...]:
        """All takes of a question and of its follow-ups, the earliest first."""
        return tuple(take for take in self.record.takes if take.question_number == number)

    def is_being_recorded(self, take: Take) -> bool:
        """Whether a take has no ending because the interview is just at it, and not because the program was killed."""
        return take.ending == "running" and is_held(self.folder)

    def recording(self, take: Take) -> Path:
        """The path of a take's recording, which somebody may have removed."""
        return self.folder / take.file

    def document(self, number: int, suffix: Literal[".json", ".marks.json", ".md"]) -> Path:
        """Where the review keeps what it learned about a question."""
        return self.folder / f"{self._stem(number)}{suffix}"

    def begin_take(self, question_number: int, rate_hz: int, follow_up: FollowUp | None = None) -> OpenTake:
        """Open the next take of a question, or of a follow-up to it, for recording at `rate_hz`. Raises DiskError."""
        # Imported here: numpy takes longer to import than a hundred sessions take to read.
        from voice_interviewer.clip import WavWriter

        number = len(self.takes_of(question_number)) + 1
        what = "_follow-up" if follow_up else ""
        take = Take(
            question_number=question_number,
            number=number,
            file=f"{self._stem(question_number)}_take{number}{what}.wav",
            started_at=datetime.now().astimezone(),
            duration_s=0,
            ending="running",
            follow_up=follow_up,
        )
        before = self.record
        try:
            # The record first: if the program is killed between the two, a file that the record does not know would
            # block the next take.
            self._save(takes=(*before.takes, take), asking=None)
            return OpenTake(take, WavWriter(self.folder / take.file, rate_hz))
        except DiskError:
            self.record = before
            with suppress(DiskError):
                self._save()
            raise

    def end_take(self, open_take: OpenTake, ending: Ending, *, went_back: bool = False) -> Take:
        """Close a take and note how it ended. Raises DiskError; even then the recording can be read."""
        facts = {
            "duration_s": open_take.duration_s,
            "ending": ending,
            "went_back": went_back,
            "masked": tuple(open_take.masked),
        }
        ended = open_take.take.model_copy(update=facts)
        try:
            open_take.close()
        finally:
            self._save(takes=tuple(ended if take == open_take.take else take for take in self.record.takes))
        return ended

    def renew_take(self, take: Take, now: Take) -> None:
        """Put `now` in the place of a take whose recording was replaced. Raises DiskError."""
        self._save(takes=tuple(now if each == take else each for each in self.record.takes))

    def go_on(self, manner: Manner | None) -> None:
        """Note that the interview is under way again, held in this manner. Raises DiskError."""
        self._save(state="running", ended_early=False, manner=manner)

    def note_follow_up(self, question_number: int, follow_up: FollowUp) -> None:
        """Note that a follow-up is being asked, until it has a take or is left. Raises DiskError."""
        self._save(asking=Asking(question_number=question_number, follow_up=follow_up))

    def leave_follow_up(self) -> None:
        """The person went on without an answer to it; what is saved next says so."""
        self.record = self.record.model_copy(update={"asking": None})

    def end(self, state: State, *, ended_early: bool = False) -> None:
        """Note the state of the interview as a whole, and whether it was `ended_early` on purpose. Raises DiskError."""
        self._save(state=state, ended_early=ended_early)

    def next_question(self) -> int | None:
        """The number of the first question without a finished take; None if every question has one.

        A take that was left for the question before is not finished, as the person was to come back.
        """
        finished = (
            take for take in self.record.takes if take.ending not in UNFINISHED and not take.went_back
        )
        answered = {take.question_number for take in finished}
        return next((number for number in self.numbers() if number not in answered), None)

    def rest(self) -> Rest | None:
        """Where the interview goes on; None if nothing is left of it.

        That is the question whose take was cut short, although an earlier take of it may be finished: the person had
        gone back to it. A follow-up that was cut short comes first, unless its question is to be asked again itself.
        """
        number, cut_short = self.next_question(), self._cut_short_follow_up()
        last = self.record.takes[-1] if self.record.takes else None
        if last and not last.follow_up and last.ending in UNFINISHED:
            number = min(number or last.question_number, last.question_number)
        if cut_short and (number is None or number > cut_short.question_number):
            return Rest(cut_short.question_number, cut_short.follow_up)
        return None if number is None else Rest(number)

    def _cut_short_follow_up(self) -> Asking | None:
        found = self.record.asking
        if found is None and self.record.takes:
            last = self.record.takes[-1]
            if last.follow_up and last.ending in UNFINISHED:
                found = Asking(question_number=last.question_number, follow_up=last.follow_up)
        if found is None or found.question_number > len(self.record.questions):
            return None
        is_there = found.follow_up.point_number <= len(self.question(found.question_number).points)
        return found if is_there else None

    def recover(self) -> None:
        """Repair what a killed program left: make every recording readable, and give every take an ending.

        A recording that is missing, or is not a sound file, is left alone. Raises DiskError.
        """
        takes = tuple(
            self._recovered(take) if take.ending == "running" else take for take in self.record.takes
        )
        self._save(takes=takes, state="stopped")

    def _recovered(self, take: Take) -> Take:
        from voice_interviewer.clip import mend_wav

        try:
            duration_s = mend_wav(self.recording(take)) if self.recording(take).is_file() else 0.0
        except ClipError:
            duration_s = 0.0
        return take.model_copy(update={"duration_s": duration_s, "ending": "interrupted"})

    def _stem(self, number: int) -> str:
        return f"{number:02d}_{self.question(number).id}"

    def _save(self, **changes: object) -> None:
        self.record = self.record.model_copy(update=changes)
        replace_text(self.folder / RECORD_NAME, self.record.model_dump_json(indent=2, by_alias=True) + "\n")


def create_session(
    audio_dir: Path,
    bank_name: str,
    bank: Bank,
    questions: tuple[Question, ...],
    now: datetime,
    *,
    is_demo: bool = False,
    one_way: OneWay | None = None,
    manner: Manner | None = None,
    hold: Callable[[Path], object] = lambda _: None,
) -> Session:
    """Make the folder of a new session, with its record.

    Args:
        audio_dir: The folder of all sessions.
        bank_name: How the person named the bank; it becomes part of the folder's name.
        bank: The bank that the questions come from.
        questions: The questions of this interview, in order.
        now: When the interview begins. If the same second has a session already, a number is added to the name.
        is_demo: Nobody practises: sample answers are the microphone.
        one_way: The times of a one-way interview; None for a conversation.
        manner: How the person chose it to be held.
        hold: Called with the new folder while it has no record yet, so that no other program can find it first.

    Raises:
        DiskError: The folder or the record cannot be written.
    """
    record = Record(
        schema_version=SCHEMA_VERSION,
        created_at=now,
        bank=bank_name,
        title=bank.title,
        locale=bank.locale,
        vocabulary=bank.vocabulary,
        tips=bank.tips,
        questions=questions,
        is_demo=is_demo,
        one_way=one_way,
        manner=manner,
    )
    # A bank given by its path may have any name. The folder's name has to suit every system, including those that
    # limit the number of bytes.
    tidy_name = re.sub(r"[^\w-]+", "-", bank_name)[:60].encode()[:180].decode(errors="ignore").strip("-")
    name = f"{now:%Y-%m-%d_%H-%M-%S}_{tidy_name}"
    for attempt in range(1, 1000):
        folder = audio_dir / (name if attempt == 1 else f"{name}_{attempt}")
        try:
            make_private_folder(folder)
        except FileExistsError:
            continue
        session = Session(folder, record)
        try:
            hold(folder)
            session.end("running")
        except BaseException:  # without a record nobody would know what the folder is
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return session
    raise DiskError(f"Every name like {audio_dir / name} is taken; {Step.OTHER_FOLDER}.")


def open_session(folder: Path) -> Session:
    """Read a session's record. Raises SessionError if it is missing, damaged or newer than this program."""
    path = folder / RECORD_NAME
    try:
        content = json.loads(path.read_bytes())
    except OSError as error:
        reason = error.strerror or str(error)
        raise SessionError(f"{path} cannot be read ({reason}); its recordings are in {folder}.") from error
    except ValueError:
        content = None
    try:
        return Session(folder, Record.model_validate(content))
    except ValidationError as error:
        raise SessionError(f"{path} cannot be understood; {_why(content, folder)}.") from error


def _why(content: object, folder: Path) -> str:
    schema = content.get("schema") if isinstance(content, dict) else None
    if isinstance(schema, int) and schema > SCHEMA_VERSION:
        return f"it was written by a newer version; {Step.UPGRADE}"
    return f"it is damaged, but its recordings are in {folder}"
