"""Starts and asks the processes that speak (see voice_process.py). Quick to import, so that one can start first."""

import json
import subprocess
from threading import Lock
from typing import Any

from voice_interviewer.child_process import start_module
from voice_interviewer.errors import VoiceError

_spare: "subprocess.Popen[bytes] | None" = None
_turn = Lock()


def make_ready() -> None:
    """Start a process for the next `ask`, as that takes most of the time before a first sentence. Raises VoiceError."""
    global _spare
    with _turn:
        if _spare is None:
            _spare = _start()


def ask(request: dict[str, Any], timeout_s: float) -> dict[str, Any]:
    """Have a process answer one request; it ends afterwards.

    Args:
        request: See voice_process.py; empty to list the voices.
        timeout_s: How long the process may take.

    Raises:
        VoiceError: It could not be started, failed, or took too long.
    """
    global _spare
    with _turn:
        child, _spare = _spare, None
    child = child or _start()
    message = json.dumps({**request, "timeout_s": timeout_s}) + "\n"
    try:
        stdout, _ = child.communicate(message.encode(), timeout_s)
    except subprocess.TimeoutExpired as error:
        child.kill()
        child.communicate()
        raise VoiceError(
            f"The voice did not answer within {timeout_s:.0f} s; try another with --voice."
        ) from error
    return _reply(stdout, child.returncode)


def _start() -> "subprocess.Popen[bytes]":
    try:
        return start_module(
            "voice_interviewer.devices.voice_process",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise VoiceError(
            f"The voice cannot be started ({error.strerror or error}); try `voice-interviewer check`."
        ) from error


def _reply(stdout: bytes, exit_code: int) -> dict[str, Any]:
    lines = stdout.decode(errors="replace").strip().splitlines()
    try:
        reply: dict[str, Any] = json.loads(lines[-1])
    except (IndexError, ValueError) as error:
        raise VoiceError(
            f"The voice does not work (its process ended with code {exit_code}); try `voice-interviewer check`."
        ) from error
    if "error" in reply:
        raise VoiceError(reply["error"])
    return reply
