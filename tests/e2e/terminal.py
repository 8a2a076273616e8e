"""A person at a terminal: the real command in a real pseudo-terminal, whose keys are pressed and whose screen is read.

    with Terminal(["practice"], own_home(laptop.env, tmp_path), tmp_path) as terminal:
        terminal.wait_for("Listening")
        terminal.press(ENTER)
        assert terminal.wait() == 0

Linux only: it looks for what was left behind in /proc.
"""

import fcntl
import os
import re
import select
import struct
import subprocess
import sys
import termios
import threading
import time
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

COMMAND = str(Path(sys.executable).with_name("voice-interviewer"))
ENTER, CTRL_C = "\r", "\x03"

PATIENCE_S = 60.0
"""Nothing here takes a tenth of it, even on a busy machine: whoever waits so long waits for ever."""

_MARK = "VOICE_INTERVIEWER_E2E_MARK"
_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])")


def own_home(env: Mapping[str, str], folder: Path) -> dict[str, str]:
    """An environment in which nothing of the user's is read or written (home, settings, documents, models), no small
    talk is made, and nothing is heard twice."""
    kept = {name: value for name, value in env.items() if not name.startswith(("VOICE_INTERVIEWER_", "XDG_"))}
    home = folder / "home"
    settings = home / "config" / "voice-interviewer" / "settings.toml"
    if not settings.exists():
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text("small-talk = false\n")  # a test that listens to it asks for it
    runtime = {"XDG_RUNTIME_DIR": env["XDG_RUNTIME_DIR"]} if "XDG_RUNTIME_DIR" in env else {}
    private = {
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "TERM": "xterm-256color",
        "VOICE_INTERVIEWER_SECOND_LOOK": "0",  # one that waits for a second look asks for it
        "LANG": "C.UTF-8",
    }
    return kept | runtime | private


def run(
    arguments: Sequence[str], env: Mapping[str, str], folder: Path, timeout_s: float = PATIENCE_S
) -> subprocess.CompletedProcess[str]:
    """The command without a terminal: nothing to read from, all that it says is kept."""
    return subprocess.run(
        [COMMAND, *arguments],
        env=env,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=timeout_s,
    )


HEEDING = ("env", "--default-signal=INT,QUIT,HUP")
"""A person's terminal starts nothing with signals ignored, as those do who start tests in the background."""


class Terminal:
    """The command in a terminal window of its own. At the end of the `with` all of it is gone."""

    def __init__(
        self,
        arguments: Sequence[str],
        env: Mapping[str, str],
        folder: Path,
        *,
        columns: int = 100,
        rows: int = 30,
    ) -> None:
        self._master, self._slave = os.openpty()
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.settings_before = self.settings()
        self._mark = uuid.uuid4().hex
        # setsid makes the pseudo-terminal the one that Ctrl-C and a closed window reach the command through.
        self.command = subprocess.Popen(
            ["setsid", "--ctty", *HEEDING, COMMAND, *arguments],
            env={**env, _MARK: self._mark},
            cwd=folder,
            stdin=self._slave,
            stdout=self._slave,
            stderr=self._slave,
        )
        self._shown = bytearray()
        self._read_to = 0
        self._changed = threading.Condition()
        self._closing = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process_id in self.processes():
            os.kill(process_id, 9)
        self.command.kill()
        self.command.wait()
        if not self._closing.is_set():
            self.close_window()

    @property
    def text(self) -> str:
        """All that was ever shown, without colours and cursor movements; any white space is one space."""
        with self._changed:
            shown = self._shown.decode(errors="replace")
        return " ".join(_ESCAPE.sub(" ", shown).split())

    @property
    def raw(self) -> bytes:
        """All that was ever sent to the terminal."""
        with self._changed:
            return bytes(self._shown)

    def press(self, keys: str) -> None:
        """Press these keys, one after the other."""
        os.write(self._master, keys.encode())

    def wait_for(self, wanted: str, timeout_s: float = PATIENCE_S) -> str:
        """Wait until `wanted` is shown after what the last call waited for; returns the text from there to here."""
        deadline_s = time.monotonic() + timeout_s
        while True:
            ended = self.command.poll() is not None
            text = self.text
            if (start := text.find(wanted, self._read_to)) >= 0:
                since, self._read_to = self._read_to, start + len(wanted)
                return text[since : self._read_to]
            assert not ended, f"{wanted!r} was not shown; the command ended. It showed: …{text[-3000:]}"
            assert time.monotonic() < deadline_s, f"{wanted!r} was not shown in time: …{text[-3000:]}"
            with self._changed:
                self._changed.wait(0.1)

    def skip_microphone_check(self) -> None:
        """Before the first interview in a folder the microphone is tried; a person who knows that it works goes on."""
        self.wait_for("Any key skips this")
        self.press(" ")

    def wait(self, timeout_s: float = PATIENCE_S) -> int:
        """Wait until the command has ended; returns its exit code (negative: the signal that killed it)."""
        try:
            code = self.command.wait(timeout_s)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"The command did not end. It showed: …{self.text[-3000:]}") from None
        time.sleep(0.1)  # the last that it wrote is on its way to the reader
        if not self._closing.is_set():
            self.settings_after = self.settings()
        return code

    def close_window(self) -> None:
        """The person closes the terminal's window: the command is hung up on."""
        self._closing.set()
        self._reader.join()
        os.close(self._slave)
        os.close(self._master)

    def settings(self) -> list[Any]:
        """What `stty` would say."""
        return termios.tcgetattr(self._slave)

    def cursor_is_shown(self) -> bool:
        return self.raw.rfind(b"\x1b[?25l") <= self.raw.rfind(b"\x1b[?25h")

    def processes(self) -> list[int]:
        """The command and all that it started, whatever became of their parents, without those that ended."""
        return [
            int(folder.name)
            for folder in Path("/proc").iterdir()
            if folder.name.isdecimal() and _has(folder, f"{_MARK}={self._mark}")
        ]

    def wait_until_alone(self, timeout_s: float = 5.0) -> list[int]:
        """Give what was killed a moment to go; returns what is left even so."""
        deadline_s = time.monotonic() + timeout_s
        while (left := self.processes()) and time.monotonic() < deadline_s:
            time.sleep(0.05)
        return left

    def _read(self) -> None:
        while not self._closing.is_set():
            if select.select([self._master], [], [], 0.05)[0]:
                with self._changed:
                    self._shown += os.read(self._master, 65536)
                    self._changed.notify_all()


def _has(process: Path, setting: str) -> bool:
    """Whether the process of this folder in /proc was started with this setting. A zombie has none."""
    try:
        return setting.encode() in (process / "environ").read_bytes().split(b"\0")
    except OSError:
        return False
