"""Example answers read aloud, as sound files that a browser plays: with its own buttons, to stop and to seek."""

import hashlib
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from starlette.responses import FileResponse, Response

from voice_interviewer.bank import Term, spoken
from voice_interviewer.errors import DiskError, NotFound
from voice_interviewer.rehearsal.settings import read_settings
from voice_interviewer.web.answers import CONTENT_TYPES


class Aloud:
    """What was read aloud is kept until the program ends: Safari asks for a sound piece by piece."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._folder: TemporaryDirectory[str] | None = None

    def answer(self, example: str, locale: str, vocabulary: tuple[Term, ...]) -> Response:
        """An example as the voice of the settings says it, with the locale and the terms of its bank. Raises NotFound
        without an example, VoiceError, DiskError."""
        from voice_interviewer.clip import WavWriter
        from voice_interviewer.rehearsal import device_checks

        if not example.strip():
            raise NotFound("There is no example to read aloud.")
        settings = read_settings()
        said = settings.voice, spoken(example, vocabulary), locale, settings.voice_rate
        name = hashlib.sha256(repr(said).encode()).hexdigest()
        with self._lock:
            try:
                self._folder = self._folder or TemporaryDirectory(prefix="voice-interviewer-")
            except OSError as error:
                raise DiskError(
                    f"No temporary file can be made ({error.strerror}); free some space."
                ) from error
            path = Path(self._folder.name, f"{name}.wav")
            if not path.exists():
                clip = device_checks.spoken(*said)
                unfinished = path.with_suffix(".part")  # a full disk must not leave half an example
                with WavWriter(unfinished, clip.rate_hz) as writer:
                    writer.write(clip.samples)
                unfinished.replace(path)
        return FileResponse(path, media_type=CONTENT_TYPES[".wav"])
