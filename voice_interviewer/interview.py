"""The loop: ask, listen, save the take, and on to the next question."""

import time
from collections.abc import Callable
from concurrent.futures import Future
from enum import Enum, auto
from typing import Protocol

from voice_interviewer.bank import Question
from voice_interviewer.devices.protocols import Microphone, Speaker, SpeechDetector
from voice_interviewer.errors import SpeakerError, VoiceError
from voice_interviewer.hearing import Heard
from voice_interviewer.recording import READ_TIMEOUT_S, Keyboard, Meter, Recording
from voice_interviewer.session import Ending, Session, Take
from voice_interviewer.speech_ahead import SpeechAhead
from voice_interviewer.turn import Due, Rules

KEYS = {
    "Enter": "done, or begin at once while the question is being read",
    "r": "say it again from the start (the earlier take is kept)",
    "a": "ask the question again (the take waits meanwhile)",
    "b": "back to the question before, for a new take",
    "s": "skip this question (what was said is kept)",
    "q": "finish the interview now (what was said is kept)",
    "?": "this list",
}


class Next(Enum):
    """What follows a take."""

    NEXT = auto()
    AGAIN = auto()


class Screen(Protocol):
    """Where the interview is seen."""

    def question(self, number: int, total: int, question: Question) -> None: ...

    def listening(self, number: int) -> None:
        """From now on every word is recorded."""
        ...

    def meter(self, meter: Meter) -> None: ...

    def kept(self, take: Take) -> None:
        """A take has ended and is on disk."""
        ...

    def say(self, sentence: str) -> None: ...

    def keys(self, keys: dict[str, str]) -> None: ...


class _Move(Enum):
    ASK = auto()
    LISTEN = auto()
    NEXT = auto()
    BACK = auto()
    QUIT = auto()


class Interview:
    """Asks the questions of a session, in order, and leaves the takes in its folder.

    `on_audio` is given all that a take hears, block by block, and must return at once; `after_take` is told that the
    take has ended, and says whether the person wants another. The interview knows nothing of what is behind them.
    """

    def __init__(
        self,
        session: Session,
        *,
        speech: SpeechAhead,
        speaker: Speaker,
        microphone: Microphone,
        keyboard: Keyboard,
        screen: Screen,
        detector: Future[SpeechDetector],
        rules: Rules,
        spoken: Callable[[str], str],
        on_audio: Callable[[Heard], None],
        after_take: Callable[[Take], Next],
    ) -> None:
        self._session = session
        self._speech = speech
        self._speaker = speaker
        self._microphone = microphone
        self._keyboard = keyboard
        self._screen = screen
        self._detector = detector
        self._rules = rules
        self._spoken = spoken
        self._on_audio = on_audio
        self._after_take = after_take
        self._told_voice_failure = False

    def run(self) -> None:
        """Ask every question. The microphone must be open.

        Raises MicrophoneLost, DiskError, KeyboardInterrupt; whatever was said until then is on disk, and the session's
        record says that it stopped.
        """
        try:
            finished = self._ask_all()
        except BaseException:
            self._session.end("stopped")
            raise
        self._session.end("finished" if finished else "stopped")

    def _ask_all(self) -> bool:
        number, total = 1, len(self._session.record.questions)
        while number <= total:
            move = self._ask(number, total)
            if move is _Move.QUIT:
                return False
            number += -1 if move is _Move.BACK else 1
        return True

    def _ask(self, number: int, total: int) -> _Move:
        question = self._session.question(number)
        self._screen.question(number, total, question)
        move = self._read_aloud(number)
        while move is _Move.LISTEN:
            move = self._listen(number)
        return move

    def _read_aloud(self, number: int) -> _Move:
        """Read the question, once or as often as they ask for it."""
        while (move := self._read_once(number)) is _Move.ASK:
            pass
        return move

    def _read_once(self, number: int) -> _Move:
        """Read the question until its end, or until a key. Sound that arrives meanwhile is the question's echo."""
        text = self._spoken(self._session.question(number).question)
        self._speech.prepare(text)
        while not self._speech.ready(text):
            if move := self._key_while_asking(number):
                return move
            time.sleep(READ_TIMEOUT_S / 5)
        try:
            return self._play(text, number)
        except (VoiceError, SpeakerError) as error:
            if not self._told_voice_failure:
                self._screen.say(f"{error} The questions are shown: read them yourself.")
                self._told_voice_failure = True
            return _Move.LISTEN

    def _play(self, text: str, number: int) -> _Move:
        playback = self._speaker.play(self._speech.clip(text))
        self._prepare_next(number)
        try:
            while not playback.finished():
                if move := self._key_while_asking(number):
                    return move
                time.sleep(READ_TIMEOUT_S / 5)
        finally:
            playback.stop()
        return _Move.LISTEN

    def _prepare_next(self, number: int) -> None:
        if number < len(self._session.record.questions):
            self._speech.prepare(self._spoken(self._session.question(number + 1).question))

    def _key_while_asking(self, number: int) -> _Move | None:
        self._microphone.discard()
        for key in self._keyboard.read():
            if move := {"enter": _Move.LISTEN, "a": _Move.ASK}.get(key) or self._elsewhere(key, number):
                return move
        return None

    def _elsewhere(self, key: str, number: int) -> _Move | None:
        """Where a key leads to, if it leads away from this question."""
        if key == "?":
            self._screen.keys(KEYS)
        elif key == "b" and number == 1:
            self._screen.say("This is the first question: there is none before it.")
        return {"s": _Move.NEXT, "q": _Move.QUIT, "b": _Move.BACK if number > 1 else None}.get(key)

    def _listen(self, number: int) -> _Move:
        """Record one take. Returns LISTEN if the person wants another."""
        self._let_echo_pass()
        question = self._session.question(number)
        self._microphone.cue(question.id)
        open_take = self._session.begin_take(number, self._microphone.rate_hz)
        ending: Ending = "interrupted"
        try:
            recording = Recording(
                open_take,
                self._microphone,
                self._detector.result(),
                self._rules,
                question.suggested_s,
                self._on_audio,
            )
            ending, move = self._record(recording, number)
            recording.finish()
        finally:
            take = self._session.end_take(open_take, ending)
            self._screen.kept(take)
        again = self._after_take(take) is Next.AGAIN
        return _Move.LISTEN if again and move is _Move.NEXT else move

    def _let_echo_pass(self) -> None:
        """What the microphone has heard but not yet delivered is the end of the question, not the answer."""
        until_s = time.monotonic() + self._microphone.latency_s
        self._microphone.discard()
        while time.monotonic() < until_s:
            time.sleep(READ_TIMEOUT_S / 5)
            self._microphone.discard()

    def _record(self, recording: Recording, number: int) -> tuple[Ending, _Move]:
        self._screen.listening(number)
        while True:
            now = recording.step()
            self._screen.meter(recording.meter)
            if now is Due.END_SILENCE:
                return "silence", _Move.NEXT
            if now is Due.END_LIMIT:
                return "limit", _Move.NEXT
            if now is Due.END_UNANSWERED:
                return "unanswered", _Move.NEXT
            if now is Due.ANNOUNCE_LIMIT:
                self._announce_limit()
            for key in ("a",) if now is Due.ASK_AGAIN else self._keyboard.read():
                if key == "enter":
                    return "done", _Move.NEXT
                if key == "r":
                    return "again", _Move.LISTEN
                move = self._ask_again(number) if key == "a" else self._elsewhere(key, number)
                if move:
                    return "left", move

    def _ask_again(self, number: int) -> _Move | None:
        """Read the question once more while the take waits; returns where a key led meanwhile, if it did."""
        self._screen.say("The question once more; the recording waits.")
        move = self._read_aloud(number)
        if move is not _Move.LISTEN:
            return move
        self._let_echo_pass()
        self._screen.listening(number)
        return None

    def _announce_limit(self) -> None:
        if self._rules.hands_free:
            self._screen.say(f"{self._rules.warning_s:.0f} seconds are left for this answer.")
        else:
            self._screen.say("A long answer by now. Take your time; press Enter when you are done.")
