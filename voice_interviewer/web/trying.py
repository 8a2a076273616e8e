"""Tries before an interview: a level that stands as long as the page for getting ready is open, a sentence to say and
to hear played back, the voice."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from threading import Event as Flag
from threading import Lock, Thread
from typing import TYPE_CHECKING, Literal

from voice_interviewer.clip import Clip, Samples, peak_dbfs, rms_dbfs
from voice_interviewer.errors import MUTED, VoiceInterviewerError
from voice_interviewer.interview.protocol import Meter
from voice_interviewer.rehearsal.request import FILE
from voice_interviewer.rehearsal.settings import read_settings
from voice_interviewer.web.words import in_window, verdict

if TYPE_CHECKING:
    from voice_interviewer.devices.protocols import Microphone

STAYS_S = 0.5
"""How long it goes on listening after the last page for getting ready has gone: a reloaded page comes back sooner."""
RETRY_S = 2.0
"""How often a microphone that cannot be opened, or has gone, is looked for."""
ZEROS_S = 2.0
"""So long nothing but zeros: a room is never silent, so it is muted or not allowed."""
CLOSING_S = 2.0
"""How long each try may take to end, and the microphone to close, before an interview begins all the same."""
_FRAME_S = 0.05


@dataclass(frozen=True)
class Tried:
    """What is being tried now, and how the last tries went: of the microphone, and of voice and speaker."""

    now: Literal["", "listening", "playing", "speaking"] = ""
    microphone: str = ""
    """The name of the microphone that is listening; empty while none is."""
    trouble: str = ""
    """What is wrong with the microphone, and how to mend it; empty if all is well."""
    heard: str = ""
    """How the last sentence was heard; empty before the first try."""
    heard_well: bool = False
    can_play: bool = False
    spoken: str = ""
    spoken_well: bool = False


@dataclass
class _Sentence:
    """A sentence that is being said."""

    blocks: list[Samples] = field(default_factory=list)
    length_s: float = 0.0


class Trying:
    """The microphone's level, and one try at a time. `tried` and `meter` may be read at any time."""

    def __init__(self, is_free: Callable[[], bool], sound: Lock) -> None:
        """`is_free` tells whether no interview needs the microphone; `sound` is held while one is opened."""
        self.tried = Tried()
        self.meter: Meter | None = None
        self._is_free = is_free
        self._sound = sound
        self._clip: Clip | None = None
        self._lock = Lock()
        self._thread: Thread | None = None
        self._listener: Thread | None = None
        self._until_s = 0.0
        self._anew = Flag()
        self._sentence: _Sentence | None = None
        self._over = Flag()
        self._is_let_go = False

    @property
    def is_busy(self) -> bool:
        """Whether something is being tried; the level alone does not count."""
        return self._sentence is not None or (self._thread is not None and self._thread.is_alive())

    @property
    def is_listening(self) -> bool:
        """Whether the microphone may be open for its level."""
        return self._listener is not None and self._listener.is_alive()

    def stand_by(self) -> None:
        """Go on listening for STAYS_S: a page for getting ready asks for it as long as it is open."""
        self._until_s = time.monotonic() + STAYS_S
        with self._lock:
            if not self.is_listening and not self._is_let_go:
                self._listener = Thread(target=self._listen_on, name="level", daemon=True)
                self._listener.start()

    def open_anew(self) -> None:
        """Listen to the microphone of the settings, which have changed."""
        self._anew.set()

    @contextmanager
    def let_go(self) -> Iterator[None]:
        """End what is being tried, and close the microphone: an interview is about to begin. Nothing is tried, and no
        level shown, while the `with` lasts."""
        with self._lock:
            self._is_let_go = True
            self._over.set()
            under_way = [thread for thread in (self._thread, self._listener) if thread is not None]
        self._anew.set()
        try:
            for thread in under_way:
                thread.join(CLOSING_S)
            yield
        finally:
            self._is_let_go = False

    def microphone(self, wanted: str) -> bool:
        """Listen to a sentence of three seconds; False if something else is being tried."""
        with self._lock:
            if self.is_busy or self._is_let_go:
                return False
            if self.tried.microphone and self.is_listening:
                self.tried = replace(self.tried, now="listening")
                self._sentence = _Sentence()
                return True
        return self._begin("listening", lambda over: self._listen(wanted, over))

    def play_back(self, speaker: str) -> bool:
        """Play what was heard last; False if nothing was, or if something else is being tried."""
        return self._clip is not None and self._begin("playing", lambda over: self._play(speaker, over))

    def voice(self, wanted: str, speaker: str) -> bool:
        """Have the voice say a sentence; False if something else is being tried."""
        return self._begin("speaking", lambda over: self._speak(wanted, speaker, over))

    def _begin(self, now: Literal["listening", "playing", "speaking"], act: Callable[[Flag], Tried]) -> bool:
        """`act` is given a flag of its own: once that is set, it ends as soon as it can."""
        with self._lock:
            if self.is_busy or self._is_let_go:
                return False
            self.tried = replace(self.tried, now=now)
            self._over = over = Flag()

            def run() -> None:
                tried = self.tried
                try:
                    tried = act(over)
                finally:
                    listening = self.tried  # the level has gone on meanwhile
                    self.tried = replace(
                        tried, now="", microphone=listening.microphone, trouble=listening.trouble
                    )

            self._thread = Thread(target=run, name="try", daemon=True)
            self._thread.start()
            return True

    @property
    def _is_wanted(self) -> bool:
        return time.monotonic() < self._until_s and self._is_free() and not self._is_let_go

    def _listen_on(self) -> None:
        try:
            while self._is_wanted:
                self._anew.clear()
                try:
                    self._open_and_follow()
                except VoiceInterviewerError as error:
                    self._stop(in_window(str(error)))
                    self._anew.wait(RETRY_S)
        finally:
            self._stop("")

    def _open_and_follow(self) -> None:
        from voice_interviewer.rehearsal.device_checks import open_to_try

        wanted = read_settings().microphone
        if wanted.startswith(FILE):  # nobody speaks, and it has no level until it is played
            self._anew.wait(STAYS_S)
            return
        with self._sound:
            if not self._is_wanted:
                return
            microphone = open_to_try(wanted)
        try:
            self._follow(microphone)
        finally:
            microphone.close()

    def _follow(self, microphone: "Microphone") -> None:
        self.tried = replace(self.tried, microphone=microphone.name, trouble="")
        silent_s = 0.0
        while self._is_wanted and not self._anew.is_set():
            block = microphone.read(_FRAME_S)
            if block is None:
                continue
            length_s = len(block) / microphone.rate_hz
            self.meter = Meter(0.0, 0.0, rms_dbfs(block), peak_dbfs(block), pausing_s=0.0)
            silent_s = 0.0 if block.any() else silent_s + length_s
            trouble = in_window(MUTED) if silent_s >= ZEROS_S else ""
            if trouble != self.tried.trouble:
                self.tried = replace(self.tried, trouble=trouble)
            self._hear(block, length_s, microphone.rate_hz)

    def _hear(self, block: Samples, length_s: float, rate_hz: int) -> None:
        """Take the block into the sentence that is being said, if one is."""
        from voice_interviewer.rehearsal.device_checks import LISTENING_S

        sentence = self._sentence
        if sentence is None:
            return
        sentence.blocks.append(block)
        sentence.length_s += length_s
        if sentence.length_s >= LISTENING_S:
            self.tried = replace(self._judged(sentence, rate_hz), now="")
            self._sentence = None

    def _judged(self, sentence: _Sentence, rate_hz: int) -> Tried:
        import numpy as np

        from voice_interviewer.rehearsal.device_checks import judge

        listened = judge(Clip(np.concatenate(sentence.blocks), rate_hz))
        self._clip = listened.clip
        return replace(
            self.tried, heard=in_window(verdict(listened)), heard_well=listened.will_do, can_play=True
        )

    def _stop(self, trouble: str) -> None:
        """The microphone is not open any more."""
        self.meter = None
        now = self.tried.now if self._sentence is None else ""
        self._sentence = None
        self.tried = replace(self.tried, now=now, microphone="", trouble=trouble)

    def _listen(self, wanted: str, over: Flag) -> Tried:
        """Open the microphone for one sentence: a sound file, for example, which does not stand by."""
        from voice_interviewer.rehearsal.device_checks import check_microphone

        found = check_microphone(wanted, self._tell, lambda: (over,) if over.is_set() else ())
        self.meter = None
        if over.is_set():
            return self.tried
        if found.listened is None:
            self._clip = None
            return replace(self.tried, heard=in_window(str(found.error)), heard_well=False, can_play=False)
        self._clip = found.listened.clip
        return replace(
            self.tried,
            heard=in_window(verdict(found.listened)),
            heard_well=found.listened.will_do,
            can_play=True,
        )

    def _tell(self, meter: Meter) -> None:
        self.meter = meter

    def _play(self, speaker: str, over: Flag) -> Tried:
        from voice_interviewer.rehearsal.device_checks import play

        assert self._clip is not None, "there is something to play"
        try:
            name = play(self._clip, speaker, lambda: not over.is_set())
            return replace(self.tried, spoken=f"Played on {name}.", spoken_well=True)
        except VoiceInterviewerError as error:
            return replace(self.tried, spoken=in_window(str(error)), spoken_well=False)

    def _speak(self, wanted: str, speaker: str, over: Flag) -> Tried:
        from voice_interviewer.rehearsal.device_checks import check_speaker, check_voice

        voice = check_voice(wanted)
        if over.is_set():
            return self.tried
        played = check_speaker(speaker, voice.clip, lambda: not over.is_set()) if voice.clip else voice
        said = in_window(str(played.error)) if played.error else f"{voice.name}, on {played.name}."
        return replace(self.tried, spoken=said, spoken_well=played.error is None)
