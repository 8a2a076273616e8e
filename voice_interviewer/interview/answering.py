"""One answer: a take is recorded until it ends, whatever goes wrong in between."""

import contextlib
from collections.abc import Callable, Iterable

from voice_interviewer.errors import DiskError, MicrophoneLost
from voice_interviewer.interview.asking import let_echo_pass, read_aloud
from voice_interviewer.interview.dropouts import Dropouts
from voice_interviewer.interview.protocol import (
    Asked,
    BadInput,
    Command,
    Event,
    Kept,
    Listening,
    LongAnswer,
    SuggestedTimeReached,
    TimeNearlyUp,
    UseMicrophone,
)
from voice_interviewer.interview.recording import Recording
from voice_interviewer.interview.recovery import await_disk, await_microphone
from voice_interviewer.interview.room import Move, Room
from voice_interviewer.interview.tone import Tone
from voice_interviewer.interview.turn import Due, Rules
from voice_interviewer.listening.hearing import Audio
from voice_interviewer.session import OpenTake, Session
from voice_interviewer.session.record import Ending, Take

_ENDINGS: dict[Due, Ending] = {
    Due.END_SILENCE: "silence",
    Due.END_LIMIT: "limit",
    Due.END_UNANSWERED: "unanswered",
}


class Answering:
    """Records the takes of a session's questions, one at a time."""

    def __init__(self, room: Room, session: Session, rules: Rules, on_audio: Callable[[Audio], None]) -> None:
        """`on_audio` is given every block of every take, and must return at once."""
        self._room = room
        self._session = session
        self._rules = rules
        self._on_audio = on_audio
        self._tone = Tone(room.speaker)
        self._zeros = Dropouts()

    def answer(self, asked: Asked) -> tuple[Take | None, Move]:
        """Record one take of an answer to `asked`.

        Returns:
            The take, or None if the disk had no room to begin one; and where to go next. LISTEN means another take of
            the same question.

        Raises:
            MicrophoneLost: Hands-free, no microphone came back. What was said is on disk.
            DiskError: Hands-free, the disk is full. What was said is on disk, as far as it had room.
        """
        self._room.hush()
        let_echo_pass(self._room)
        self._room.microphone.cue(asked.cue)
        open_take: OpenTake | None = None
        try:
            open_take = self._session.begin_take(asked.number, self._room.microphone.rate_hz, asked.follow_up)
            return self._take(open_take, asked)
        except DiskError as full:
            if self._rules.hands_free:
                raise
            kept = self._session.takes_of(asked.number)[-1] if open_take else None
            return kept, await_disk(self._room, full)

    def _take(self, open_take: OpenTake, asked: Asked) -> tuple[Take, Move]:
        ending: Ending = "interrupted"
        went_back = False
        try:
            recording = Recording(
                open_take,
                self._room.microphone,
                self._room.detector,
                self._rules,
                asked.question.suggested_s,
                self._on_audio,
                self._zeros,
            )
            ending, move = self._record(recording, asked)
            went_back = move is Move.BACK
            self._finish(recording)
        finally:
            take = self._session.end_take(open_take, ending, went_back=went_back)
            self._room.face.tell(Kept(take))
        return take, move

    def _finish(self, recording: Recording) -> None:
        """Take in the last syllable, still on its way when the key is pressed. A microphone lost now does no harm."""
        with contextlib.suppress(MicrophoneLost):
            recording.read_on()
        recording.finish()

    def _record(self, recording: Recording, asked: Asked) -> tuple[Ending, Move]:
        self._room.face.tell(Listening())
        while True:
            now, commands = self._step(recording)
            if now in _ENDINGS:
                return _ENDINGS[now], Move.NEXT
            self._respond(now, recording)
            for command in (Command.ASK_AGAIN,) if now is Due.ASK_AGAIN else commands:
                if command is Command.DONE:
                    return "done", Move.NEXT
                if command is Command.AGAIN:
                    return "again", Move.LISTEN
                if command is Command.ASK_AGAIN:
                    move = self._ask_again(asked)
                else:
                    move = self._room.elsewhere(command, asked.number)
                if move:
                    return "left", move

    def _step(self, recording: Recording) -> tuple[Due, Iterable[Command | UseMicrophone]]:
        """Take in the next block; returns what is due, and the person's commands. Waits here for a lost microphone."""
        self._tone.step(recording)
        try:
            now = recording.step()
        except MicrophoneLost as lost:
            commands = await_microphone(self._room, recording, lost, hands_free=self._rules.hands_free)
            return Due.NOTHING, commands
        self._room.face.tell(recording.meter)
        if recording.fault:
            self._room.face.tell(BadInput(recording.fault))
        return now, self._room.face.commands()

    def _respond(self, now: Due, recording: Recording) -> None:
        """Give those remarks and tones that do not change the course of the interview."""
        remarks: dict[Due, Event] = {
            Due.SAY_SUGGESTED: SuggestedTimeReached(),
            Due.SAY_LIMIT: LongAnswer(),
            Due.SAY_LIMIT_NEAR: TimeNearlyUp(self._rules.near_s),
        }
        if now in remarks:
            self._room.face.tell(remarks[now])
        if now is Due.TONE:
            self._tone.sound(recording)

    def _ask_again(self, asked: Asked) -> Move | None:
        """Read the question again while the take waits. Returns where a command led, or None to continue the take."""
        move = read_aloud(
            self._room, asked.question.question, asked.number, next_question=None, once_more=True
        )
        if move is not Move.LISTEN:
            return move
        let_echo_pass(self._room)
        self._room.face.tell(Listening())
        return None
