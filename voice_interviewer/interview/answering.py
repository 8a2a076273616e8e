"""One answer: a take is recorded until it ends, whatever happens meanwhile."""

import contextlib
from collections.abc import Callable

from voice_interviewer.ears.hearing import Audio
from voice_interviewer.errors import DiskError, MicrophoneLost
from voice_interviewer.interview.asking import let_echo_pass, read_aloud
from voice_interviewer.interview.mending import await_disk, await_microphone
from voice_interviewer.interview.recording import Recording
from voice_interviewer.interview.room import Asked, Move, Room
from voice_interviewer.interview.tone import Tone
from voice_interviewer.interview.turn import Due, Rules
from voice_interviewer.interview.zeros import Zeros
from voice_interviewer.session import Session
from voice_interviewer.session.open_take import OpenTake
from voice_interviewer.session.record import Ending, Take

_ENDINGS: dict[Due, Ending] = {
    Due.END_SILENCE: "silence",
    Due.END_LIMIT: "limit",
    Due.END_UNANSWERED: "unanswered",
}


class Answering:
    """Records the takes of a session's questions, one at a time."""

    def __init__(self, room: Room, session: Session, rules: Rules, on_audio: Callable[[Audio], None]) -> None:
        self._room = room
        self._session = session
        self._rules = rules
        self._on_audio = on_audio
        self._tone = Tone(room.speaker)
        self._zeros = Zeros()

    def answer(self, asked: Asked) -> tuple[Take | None, Move]:
        """Record one take of what is asked. Returns it, or None if the disk had no room to begin one, and where to go.

        LISTEN means another take of the same question. Raises MicrophoneLost and DiskError where nobody can press a
        key; what was said is on disk.
        """
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
        try:
            recording = Recording(
                open_take,
                self._room.microphone,
                self._room.detector.result(),
                self._rules,
                asked.question.suggested_s,
                self._on_audio,
                self._zeros,
            )
            ending, move = self._record(recording, asked)
            self._finish(recording)
        finally:
            take = self._session.end_take(open_take, ending)
            self._room.screen.kept(take)
        return take, move

    def _finish(self, recording: Recording) -> None:
        """The last syllable is still on its way when the key is pressed; a microphone lost now is no loss."""
        with contextlib.suppress(MicrophoneLost):
            recording.read_on()
        recording.finish()

    def _record(self, recording: Recording, asked: Asked) -> tuple[Ending, Move]:
        self._room.screen.listening()
        while True:
            now, keys = self._step(recording)
            if now in _ENDINGS:
                return _ENDINGS[now], Move.NEXT
            self._respond(now, recording)
            for key in ("a",) if now is Due.ASK_AGAIN else keys:
                if key == "enter":
                    return "done", Move.NEXT
                if key == "r":
                    return "again", Move.LISTEN
                move = self._ask_again(asked) if key == "a" else self._room.elsewhere(key, asked.number)
                if move:
                    return "left", move

    def _step(self, recording: Recording) -> tuple[Due, tuple[str, ...]]:
        """The next block, and the keys pressed. A lost microphone is waited for here."""
        self._tone.step(recording)
        try:
            now = recording.step()
        except MicrophoneLost as lost:
            keys = await_microphone(self._room, recording, lost, hands_free=self._rules.hands_free)
            return Due.NOTHING, keys
        self._room.screen.meter(recording.meter)
        if recording.fault:
            self._room.screen.say(recording.fault.value)
        return now, self._room.keyboard.read()

    def _respond(self, now: Due, recording: Recording) -> None:
        """What is only said or sounded, and changes nothing."""
        sentences = {
            Due.SAY_SUGGESTED: "That is about the suggested length. Take your time; Enter when you are done.",
            Due.SAY_LIMIT: "A long answer by now; press Enter when you are done.",
            Due.SAY_LIMIT_NEAR: f"{self._rules.warning_s:.0f} seconds are left for this answer.",
        }
        if now in sentences:
            self._room.screen.say(sentences[now])
        if now is Due.TONE:
            self._tone.sound(recording)

    def _ask_again(self, asked: Asked) -> Move | None:
        """Read the question once more while the take waits; returns where a key led meanwhile, if it did."""
        self._room.screen.say("The question once more; the recording waits.")
        move = read_aloud(self._room, asked.question.question, asked.number, next_question=None)
        if move is not Move.LISTEN:
            return move
        let_echo_pass(self._room)
        self._room.screen.listening()
        return None
