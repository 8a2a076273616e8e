"""The loop: ask a question, listen, save the take, go on to the next question."""

import contextlib
from collections.abc import Callable
from enum import Enum, auto

from voice_interviewer.bank import Question
from voice_interviewer.errors import DiskError
from voice_interviewer.interview.answering import Answering
from voice_interviewer.interview.asking import read_aloud
from voice_interviewer.interview.one_way import OnceOnly, let_prepare
from voice_interviewer.interview.protocol import Asked
from voice_interviewer.interview.room import Move, Room
from voice_interviewer.interview.small_talk import Talk
from voice_interviewer.interview.turn import Rules
from voice_interviewer.listening.hearing import Audio
from voice_interviewer.session import Session
from voice_interviewer.session.record import FollowUp, Take

_ANSWERED = frozenset({"done", "silence", "limit"})
"""How a take ends when the person has answered, and stays at this question until the next."""
_DEALT_WITH = _ANSWERED | {"unanswered"}
"""The same, or hands-free the time for it is over: what follows an answer has followed then."""


class Next(Enum):
    """What follows a take."""

    NEXT = auto()
    AGAIN = auto()
    QUIT = auto()


class Interview:
    """Asks the questions of a session, in order, and leaves the takes in its folder."""

    def __init__(
        self,
        session: Session,
        room: Room,
        rules: Rules,
        *,
        on_audio: Callable[[Audio], None],
        after_take: Callable[[Take], Next | FollowUp],
        after_passing_by: Callable[[int], Next] = lambda _: Next.NEXT,
        talk: Talk | None = None,
    ) -> None:
        """Nothing is asked before `run`.

        Args:
            session: The questions to ask, and where the takes go.
            room: Devices and face.
            rules: When an answer ends.
            on_audio: Given everything that a take hears, block by block. Must return at once.
            after_take: Given each take that has ended. Returns what follows: the next question, another take, or a
                follow-up question.
            after_passing_by: Given the number of a question, counted from 1, whose follow-up the person skipped.
                Returns what follows, which after the answer itself gave way to the follow-up.
            talk: What is said besides the questions; None if nothing is.
        """
        self._session = session
        self._room = room
        if rules.one_way:
            room.face = OnceOnly(room.face)
        self._answering = Answering(room, session, rules, on_audio)
        self._rules = rules
        self._after_take = after_take
        self._after_passing_by = after_passing_by
        self._talk = talk or Talk(None, None)

    def run(self, first: int = 1, follow_up: FollowUp | None = None) -> None:
        """Ask every question, beginning with number `first`, counted from 1, or with this follow-up to it alone. The
        microphone must be open.

        Whatever is raised, all that was said is on disk by then, and the session's record says that it stopped.

        Raises:
            MicrophoneLost: Hands-free, no microphone came back.
            DiskError: Hands-free, the disk is full; or the session's record cannot be written.
            KeyboardInterrupt: The person ended the interview with Ctrl-C.
        """
        try:
            finished = self._ask_all(first, follow_up)
        except BaseException as error:
            if self._session.record.state != "finished":
                with contextlib.suppress(
                    DiskError
                ):  # why the interview ended is what the person needs to know
                    self._session.end("stopped", ended_early=isinstance(error, KeyboardInterrupt))
            raise
        finally:
            self._room.hush()
        if not finished:
            self._session.end("stopped", ended_early=True)

    def _ask_all(self, number: int, follow_up: FollowUp | None) -> bool:
        """Whether it was gone through to its end, which the session's record then says."""
        total = len(self._session.record.questions)
        move = self._talk.greet(self._room, number, self._session.asked(number, follow_up).question)
        while move is not Move.QUIT:
            if move is not None:
                number += -1 if move is Move.BACK else 1
            if number <= total:
                move = self._ask(number, total, follow_up if move is None else None)
            else:
                self._session.end("finished")  # whatever becomes of the goodbye
                if self._talk.say_goodbye(self._room, total) is not Move.BACK:
                    return True
                self._session.end("running")
                move = Move.BACK
        return False

    def _ask(self, number: int, total: int, follow_up: FollowUp | None) -> Move:
        """`follow_up`: ask this instead; the question itself was answered before the interview was cut short."""
        asked = Asked(number, total, self._session.question(number))
        self._room.face.tell(asked)
        move = self._follow_up(asked, follow_up) if follow_up else self._read(asked)
        while move is Move.LISTEN:
            self._prepare_follow_ups(asked.question)
            move = self._listen(asked)
        return move

    def _read(self, asked: Asked) -> Move:
        number = asked.number
        following = self._session.question(number + 1).question if number < asked.total else None
        move = read_aloud(self._room, asked.question.question, number, following)
        if move is Move.LISTEN and self._rules.one_way:
            return let_prepare(self._room, self._rules.one_way.prepare_s, number)
        return move

    def _prepare_follow_ups(self, question: Question) -> None:
        for point in question.points if self._rules.follow_ups else ():
            if point.follow_up:
                self._room.speech.prepare(self._room.spoken(point.follow_up))

    def _listen(self, asked: Asked) -> Move:
        """Record one take, and find out what follows it. Returns LISTEN if the person wants another take."""
        self._talk.prepare(is_last=asked.number == asked.total and not self._rules.follow_ups)
        take, move = self._answering.answer(asked)
        if take is None:
            return move
        if take.ending in _ANSWERED and self._takes_time(asked):
            self._talk.fill(self._room)
        following = self._after_take(take)
        if move is not Move.NEXT:
            return move
        if isinstance(following, FollowUp):
            return self._follow_up(asked, following)
        return {Next.NEXT: Move.NEXT, Next.AGAIN: Move.LISTEN, Next.QUIT: Move.QUIT}[following]

    def _takes_time(self, asked: Asked) -> bool:
        """Whether there is a wait before the next question: for a follow-up's choice, or for the voice."""
        if self._rules.follow_ups or asked.number == asked.total:
            return self._rules.follow_ups
        text = self._room.spoken(self._session.question(asked.number + 1).question)
        self._room.speech.prepare(text)
        return not self._room.speech.ready(text)

    def _follow_up(self, main: Asked, follow_up: FollowUp) -> Move:
        """Ask the follow-up and record the answer. Returns LISTEN for another take of the main question."""
        number = main.number
        with contextlib.suppress(DiskError):  # the take, which follows, tells of a full disk
            self._session.note_follow_up(number, follow_up)
        asked = Asked(number, main.total, self._session.asked(number, follow_up), follow_up)
        self._room.face.tell(asked)
        move = read_aloud(self._room, asked.question.question, number, next_question=None)
        following: Next | FollowUp | None = None
        passed_by = True
        while move is Move.LISTEN:
            take, move = self._answering.answer(asked)
            if take is not None:
                following = self._after_take(take)
            passed_by = take is None or take.ending not in _DEALT_WITH
        if move is not Move.QUIT:
            self._session.leave_follow_up()
        if move is not Move.NEXT:
            return move
        if passed_by:
            following = self._after_passing_by(number)
        if following is Next.AGAIN:
            self._room.face.tell(main)
            return Move.LISTEN
        return Move.QUIT if following is Next.QUIT else Move.NEXT
