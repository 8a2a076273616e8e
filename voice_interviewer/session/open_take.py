"""A take while it is being recorded."""

from voice_interviewer.clip import Samples, WavWriter
from voice_interviewer.session.record import Take


class OpenTake:
    """A take that is being recorded. Every block is on disk when `write` returns."""

    def __init__(self, take: Take, writer: WavWriter) -> None:
        self.take = take
        self.rate_hz = writer.rate_hz
        self.masked: list[tuple[float, float]] = []
        """See `Take.masked`."""
        self._writer = writer

    @property
    def duration_s(self) -> float:
        """How much has been recorded."""
        return self._writer.duration_s

    def write(self, samples: Samples) -> None:
        """Add a block, shape (n,), at `rate_hz`. Raises DiskError; what was written before can still be read."""
        self._writer.write(samples)

    def close(self) -> None:
        """End the recording. Raises DiskError."""
        self._writer.close()
