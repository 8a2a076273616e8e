"""Emma and George for any English text. Quick to import: the first sound comes before everything else."""

import io
import json
import subprocess
from collections.abc import Callable
from concurrent.futures import Future, wait
from contextlib import suppress
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from voice_interviewer.child_process import start_module
from voice_interviewer.devices.natural import parts
from voice_interviewer.devices.natural.kept import kept_folder, kept_path, read_kept
from voice_interviewer.devices.recorded import RECORDED, recording_called
from voice_interviewer.errors import DiskError, VoiceError
from voice_interviewer.steps import Step

if TYPE_CHECKING:
    from voice_interviewer.clip import Clip
    from voice_interviewer.devices.protocols import Voice

PATIENCE_S = 1.5
"""How long somebody may wait in silence before the computer's own voice reads instead."""
LONGEST_S = 600.0
"""A process that makes no sound for this long hangs: 2,000 characters take half of it on a slow machine."""
_LOOK_S = 0.05


class Synthesiser:
    """The process that makes the sounds of both voices: started by the first text that was not kept."""

    def __init__(
        self,
        waited_s: Callable[[], float] = lambda: 0.0,
        start: "Callable[[], subprocess.Popen[bytes]] | None" = None,
    ) -> None:
        """Nothing is started yet.

        Args:
            waited_s: For how long somebody has been waiting in silence for a sound; 0.0 while nobody does.
            start: Starts the process; a stand-in in tests.
        """
        self.trouble: VoiceError | None = None
        """Why no sound can be made any more, once that is known."""
        self._waited_s = waited_s
        self._start = start or _start
        self._child: subprocess.Popen[bytes] | None = None
        self._asked: dict[str, tuple[int, Future[bytes | None]]] = {}
        self._lock = Lock()
        self._is_closed = False
        self.not_kept: DiskError | None = None
        """Why the last sound could not be kept for another time; None if it could."""

    def sound(self, text: str, recording: str) -> bytes | None:
        """The text as FLAC, kept or made now; None if it cannot be read, or not before somebody has waited too long.

        What is not ready in time is made all the same, and kept for the next time.
        """
        if content := kept(text, recording):
            return content
        if not can_read(text):
            return None
        made = self._ask(text, recording)
        for _ in range(round(LONGEST_S / _LOOK_S)):
            if wait([made], _LOOK_S).done or self._waited_s() > PATIENCE_S:
                break
        else:
            self._fail(
                VoiceError(f"The natural voice did not answer within {LONGEST_S:.0f} s; {Step.CHECK}.")
            )
        return made.result() if made.done() else None

    def prepare(self, text: str, recording: str) -> bool:
        """Have the text's sound made, if need be, and kept; returns whether it can be read at all.

        Raises:
            VoiceError: It cannot be made.
            DiskError: It cannot be kept.
        """
        if kept(text, recording):
            return True
        if not can_read(text):
            return False
        content = self._ask(text, recording).result()
        if self.trouble:
            raise self.trouble
        if self.not_kept:
            raise self.not_kept
        return content is not None

    def close(self) -> None:
        """End the process, in the middle of a sentence too. May be called twice."""
        with self._lock:
            self._is_closed = True
            child = self._child
        if child is not None:
            child.kill()

    def _ask(self, text: str, recording: str) -> "Future[bytes | None]":
        key = f"{recording}\0{text}"
        with self._lock:
            if key in self._asked:
                return self._asked[key][1]
            made: Future[bytes | None] = Future()
            if self.trouble or self._is_closed:
                made.set_result(None)
                return made
            number = len(self._asked)
            self._asked[key] = (number, made)
        request = {
            "number": number,
            "text": text,
            "recording": recording,
            "path": str(kept_path(kept_folder(), recording, text)),
        }
        try:
            requests = self._running().stdin
            assert requests is not None
            requests.write(json.dumps(request).encode() + b"\n")
            requests.flush()
        except OSError as error:
            self._fail(_stopped(error.strerror or str(error)))
        return made

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._child is None:
            self._child = self._start()
            Thread(target=self._listen, args=(self._child,), daemon=True, name="natural voice").start()
        return self._child

    def _listen(self, child: "subprocess.Popen[bytes]") -> None:
        assert child.stdout is not None
        with suppress(OSError, ValueError):
            while line := child.stdout.readline():
                reply: dict[str, Any] = json.loads(line)
                if "error" in reply:
                    self._fail(VoiceError(reply["error"]))
                    continue
                content = child.stdout.read(reply["length"])
                if len(content) < reply["length"]:
                    break
                why = reply["not_kept"]
                self.not_kept = (
                    DiskError(f"{kept_folder()} cannot be written ({why}); free some space.") if why else None
                )
                self._answer(reply["number"], content)
        self._fail(_stopped(f"its process ended with code {child.wait()}"))

    def _answer(self, number: int, content: bytes) -> None:
        with self._lock:
            made = next(made for each, made in self._asked.values() if each == number)
            self._asked = {key: asked for key, asked in self._asked.items() if asked[0] != number}
        made.set_result(content)

    def _fail(self, error: VoiceError) -> None:
        with self._lock:
            if self.trouble is None and not self._is_closed:
                self.trouble = error
            left, self._asked = self._asked, {}
        for _, made in left.values():
            made.set_result(None)


class NaturalVoice:
    """Says any English text as one of the recorded voices, and leaves to the next voice what it cannot in time."""

    def __init__(self, recording: str, synthesiser: Synthesiser, find_next: "Callable[[], Voice]") -> None:
        """Nothing is made yet.

        Args:
            recording: A key of RECORDED.
            synthesiser: Makes the sounds.
            find_next: Finds the voice for what cannot be made, or not in time; may raise VoiceError.
        """
        self.recording = recording
        self.name = RECORDED[recording]
        """Its own, followed by the next voice's once that has spoken."""
        self._synthesiser = synthesiser
        self._find_next = find_next
        self._next: Voice | None = None

    def synthesise(self, text: str) -> "Clip":
        """The text as sound. Called from one thread at a time. Raises VoiceError."""
        content = self._synthesiser.sound(text, self.recording)
        return decoded(content) if content else self._by_next(text)

    def _by_next(self, text: str) -> "Clip":
        if self._next is None:
            self._next = self._find_next()
        clip = self._next.synthesise(text)
        self.name = f"{RECORDED[self.recording]}, {self._next.name}"
        return clip


def check_installed(locale: str) -> None:
    """See whether the natural voice can read a text of this locale.

    Raises:
        VoiceError: It is not installed, or reads another language.
    """
    if not parts.is_installed():
        raise VoiceError(f"The natural voice is not installed; {Step.INSTALL_NATURAL}.")
    if not locale.casefold().startswith("en"):
        raise VoiceError(
            f"{' and '.join(RECORDED.values())} speak English, and this bank is for {locale}; {Step.CHOOSE_VOICE}."
        )


def recording_of(wanted: str) -> str:
    """The recorded voice called so; the first if nothing is wanted. Raises VoiceError."""
    recording = recording_called(wanted) if wanted else next(iter(RECORDED))
    if not recording:
        raise VoiceError(f"“{wanted}” cannot read ahead; choose {' or '.join(RECORDED.values())}.")
    return recording


def kept(text: str, recording: str) -> bytes | None:
    """The sound of a text that was made before, as FLAC; None if there is none."""
    return read_kept(kept_path(kept_folder(), recording, text))


def is_kept(text: str, recording: str) -> bool:
    """Whether the sound of a text lies where it is kept. It is not read: a damaged one counts, and is made again."""
    return kept_path(kept_folder(), recording, text).is_file()


def can_read(text: str) -> bool:
    """Whether there is anything in a text to be read aloud in English."""
    from voice_interviewer.devices.natural.reading import UnreadableError, in_words

    try:
        in_words(text)
    except UnreadableError:
        return False
    return True


def decoded(content: bytes) -> "Clip":
    """FLAC as a clip."""
    import soundfile

    from voice_interviewer.clip import Clip

    samples, rate_hz = soundfile.read(io.BytesIO(content), dtype="float32")
    return Clip(samples, int(rate_hz))


def _start() -> "subprocess.Popen[bytes]":
    return start_module(
        "voice_interviewer.devices.natural.process",
        below_normal=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _stopped(why: str) -> VoiceError:
    return VoiceError(f"The natural voice stopped ({why}); {Step.CHECK}.")
