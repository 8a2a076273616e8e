"""Example answers read aloud, as sound files that a browser plays: with its own buttons, to stop and to seek."""

import hashlib
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from starlette.responses import FileResponse, Response

from voice_interviewer.errors import DiskError, NotFound
from voice_interviewer.rehearsal.settings import read_settings
from voice_interviewer.web.answers import CONTENT_TYPES


class Aloud:
    """What was read aloud is kept until the program ends: Safari asks for a sound piece by piece."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._folder: TemporaryDirectory[str] | None = None

    def answer(self, text: str) -> Response:
        """The text as the voice of the settings says it. Raises NotFound without a text, VoiceError, DiskError."""
        from voice_interviewer.clip import WavWriter
        from voice_interviewer.rehearsal.device_checks import spoken

        if not text.strip():
            raise NotFound("There is no example to read aloud.")
        voice = read_settings().voice
        name = hashlib.sha256(f"{voice}\n{text}".encode()).hexdigest()
        with self._lock:
            try:
                self._folder = self._folder or TemporaryDirectory(prefix="voice-interviewer-")
            except OSError as error:
                raise DiskError(
                    f"No temporary file can be made ({error.strerror}); free some space."
                ) from error
            path = Path(self._folder.name, f"{name}.wav")
            if not path.exists():
                clip = spoken(voice, text)
                with WavWriter(path, clip.rate_hz) as writer:
                    writer.write(clip.samples)
        return FileResponse(path, media_type=CONTENT_TYPES[".wav"])
