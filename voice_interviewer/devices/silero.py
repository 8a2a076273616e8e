"""Silero's speech detector, frame by frame: the model that comes with faster-whisper, run by onnxruntime
alone."""

import os
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from voice_interviewer.child_process import NO_TELEMETRY
from voice_interviewer.errors import ModelError
from voice_interviewer.steps import Step

_MODEL = Path("assets", "silero_vad_v6.onnx")
_CONTEXT_LENGTH = 64  # samples of the frame before that the model wants to see again
_STATE_SHAPE = (1, 1, 128)


class Silero:
    """A SpeechDetector. Equals faster-whisper's batch detection frame by frame, because it carries the
    state that a call of faster-whisper's own class would begin anew (and does not write into the caller's
    samples as that does)."""

    frame_length = 512

    def __init__(self) -> None:
        """Load the model, about 0.1 s. Raises ModelError if faster-whisper's file is not there."""
        os.environ |= NO_TELEMETRY
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # frames are tiny
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 4
        self._session = onnxruntime.InferenceSession(
            str(_model_file()), sess_options=options, providers=["CPUExecutionProvider"]
        )
        self.reset()

    def reset(self) -> None:
        """Forget what was heard."""
        self._h = self._c = np.zeros(_STATE_SHAPE, np.float32)
        self._context = np.zeros(_CONTEXT_LENGTH, np.float32)

    def probabilities(self, frames: NDArray[np.float32]) -> NDArray[np.float32]:
        """Shape (n, 512) at 16 kHz, following the last call's; returns (n,), 0 to 1."""
        if not len(frames):
            return np.zeros(0, np.float32)
        ends = frames[:, -_CONTEXT_LENGTH:]
        contexts = np.concatenate([self._context[np.newaxis], ends[:-1]])
        seen = {"input": np.concatenate([contexts, frames], axis=1), "h": self._h, "c": self._c}
        speech, self._h, self._c = self._session.run(None, seen)
        self._context = ends[-1].copy()
        return np.asarray(speech, np.float32).reshape(-1)


def _model_file() -> Path:
    """Found without importing faster_whisper, which takes a second and 100 MB."""
    spec = find_spec("faster_whisper")
    for folder in spec.submodule_search_locations or () if spec else ():
        if (file := Path(folder) / _MODEL).is_file():
            return file
    raise ModelError(
        f"The speech detector that comes with faster-whisper is missing; {Step.REINSTALL_DETECTOR}"
    )
