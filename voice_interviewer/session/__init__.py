"""A session: the folder on disk where an interview leaves what was said, and where the review finds it.

The interview writes `session.json` and the recordings; the review writes one `.json` and one `.md` for each question.
"""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import ValidationError

from voice_interviewer.bank import Bank, Question
from voice_interviewer.disk import make_private_folder, replace_text
from voice_interviewer.errors import ClipError, DiskError, NotFound, SessionError
from voice_interviewer.session.record import (
    RECORD_NAME,
    SCHEMA_VERSION,
    Ending,
    FollowUp,
    Record,
    State,
    Take,
)

if TYPE_CHECKING:
    from voice_interviewer.session.open_take import OpenTake


class Session:
    """A session's folder and what its record says."""

    def __init__(self, folder: Path, record: Record) -> None:
        self.folder = folder
        self.record = record

    @property
    def name(self) -> str:
        return self.folder.name

    def question(self, number: int) -> Question:
        """The question with this number, counted from 1 as the person sees it."""
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
        """The question with this number, or the follow-up to it, if it has such a point."""
        question = self.question(number)
        if follow_up is None or follow_up.point_number > len(question.points):
            return question
        return question.probing(question.points[follow_up.point_number - 1])

    def takes_of(self, number: int) -> tuple[Take, ...]:
        """All takes of a question and of follow-ups to it, the earliest first."""
        return tuple(take for take in self.record.takes if take.question_number == number)

    def recording(self, take: Take) -> Path:
        return self.folder / take.file

    def document(self, number: int, suffix: Literal[".json", ".md"]) -> Path:
        """Where the review keeps what it learned about a question."""
        return self.folder / f"{self._stem(number)}{suffix}"

    def begin_take(self, question_number: int, rate_hz: int, follow_up: FollowUp | None = None) -> "OpenTake":
        """Open the next take of a question, or of a follow-up to it, for recording. Raises DiskError."""
        # Sound brings numpy in, which takes longer than reading a hundred sessions.
        from voice_interviewer.clip import WavWriter
        from voice_interviewer.session.open_take import OpenTake

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
            # The record first: killed between the two, a file that it does not know would be in the next one's way.
            self._save(takes=(*before.takes, take))
            return OpenTake(take, WavWriter(self.folder / take.file, rate_hz))
        except DiskError:
            self.record = before
            with suppress(DiskError):
                self._save()
            raise

    def end_take(self, open_take: "OpenTake", ending: Ending) -> Take:
        """Close a take and note how it ended. Raises DiskError; the recording is then readable all the same."""
        facts = {"duration_s": open_take.duration_s, "ending": ending, "masked": tuple(open_take.masked)}
        ended = open_take.take.model_copy(update=facts)
        try:
            open_take.close()
        finally:
            self._save(takes=tuple(ended if take == open_take.take else take for take in self.record.takes))
        return ended

    def renew_take(self, take: Take, now: Take) -> None:
        """Note what became of a take whose recording was replaced. Raises DiskError."""
        self._save(takes=tuple(now if each == take else each for each in self.record.takes))

    def end(self, state: State) -> None:
        """Note how the interview as a whole stands. Raises DiskError."""
        self._save(state=state)

    def next_question(self) -> int | None:
        """The number of the first question without a finished take; None if there is none."""
        unfinished = {"running", "interrupted", "again"}
        answered = {take.question_number for take in self.record.takes if take.ending not in unfinished}
        return next((number for number in self.numbers() if number not in answered), None)

    def recover(self) -> None:
        """Make whole what a killed program left: every recording readable, every take with an ending.

        Raises DiskError. A recording that is gone, or no recording, is left alone.
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
    hold: Callable[[Path], object] = lambda _: None,
) -> Session:
    """Make the folder of a new session; one of the same second gets a number behind its name.

    `hold` is given the folder before there is a record in it, by which others would find it. Raises DiskError.
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
    )
    # A bank given by its path may have any name; what goes into a folder's name is fit for every system, also one
    # that counts bytes.
    tidy_name = re.sub(r"[^\w-]+", "-", bank_name)[:60].encode()[:180].decode(errors="ignore").strip("-")
    name = f"{now:%Y-%m-%d_%H-%M-%S}_{tidy_name}"
    for attempt in range(1, 1000):
        folder = audio_dir / (name if attempt == 1 else f"{name}_{attempt}")
        try:
            make_private_folder(folder)
        except FileExistsError:
            continue
        hold(folder)
        session = Session(folder, record)
        session.end("running")
        return session
    raise DiskError(f"{audio_dir / name} is taken a thousand times; choose another folder with --audio-dir.")


def open_session(folder: Path) -> Session:
    """Read a session back. Raises SessionError if its record is missing, damaged or newer than this program."""
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
        return "it was written by a newer version: pip install --upgrade voice-interviewer"
    return f"it is damaged, but its recordings are in {folder}"
