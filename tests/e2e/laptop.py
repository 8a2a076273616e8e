"""A laptop without hardware: a sound server of its own, a loudspeaker, and a room with a microphone in it.

    with Laptop() as laptop:
        subprocess.run([sys.executable, "-m", "voice_interviewer", "practice"], env=laptop.env)

What is said into the room (`say`) is heard by the microphone; what a program plays comes out of the speaker
and can be recorded (`record_speaker`). Nothing of the machine's own sound server or home folder is read or
changed, and any number of laptops can run at once. Linux only; `scripts/system_packages.py test` installs
what it needs.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import IO, Self

RATE_HZ = 48_000
"""The laptop's own rate, and that of its recordings."""

RECORDED_TAIL_S = 0.3
"""A recorder goes on so long, to have what was under way in the file; the server's blocks are 0.05 s."""

_PATIENCE_S = 10.0
"""A busy machine needs 0.1 s for anything here; whoever takes this long never answers."""

_WAV_HEADER_BYTES = 44

# Without norewinds, 15 to 25 % of all streams lost their first two seconds. The protocol comes last: a client
# that gets an answer finds the devices too.
_SERVER_SCRIPT = f"""\
load-module module-null-sink sink_name=speaker norewinds=1 rate={RATE_HZ} channels=2
load-module module-null-sink sink_name=room norewinds=1 rate={RATE_HZ} channels=2
load-module module-remap-source source_name=mic master=room.monitor
set-default-sink speaker
set-default-source mic
load-module module-native-protocol-unix auth-anonymous=1
"""

# ALSA's whole configuration, in place of the machine's and the user's: PortAudio sees `pulse` and `default`.
_ALSA_CONFIGURATION = """\
pcm.pulse { type pulse }
ctl.pulse { type pulse }
pcm.!default { type pulse }
ctl.!default { type pulse }
"""


# A room is never silent: about -75 dBFS of hiss, one second of it again and again. Exact zeros mean a muted microphone.
_HISS = f"""\
import array, random, sys
hiss = array.array("h", (random.randint(-10, 10) for _ in range({RATE_HZ}))).tobytes()
while True:
    sys.stdout.buffer.write(hiss)
"""


class Laptop:
    """A laptop that is on inside its `with` block; it can be used again afterwards, as a new one."""

    env: dict[str, str]
    """The whole environment for a program that runs on this laptop."""

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            self._folder = Path(stack.enter_context(TemporaryDirectory(prefix="laptop-")))
            self._running: list[subprocess.Popen[bytes]] = []
            self._server: subprocess.Popen[bytes] | None = None
            stack.callback(self._end_everything)
            self._furnish()
            self.start_server()
            self._on_exit = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._on_exit.close()

    def say(self, path: Path) -> subprocess.Popen[bytes]:
        """A person speaks into the room: a WAV or FLAC file. Returns at once; ends when all has been said."""
        if not path.is_file():
            raise FileNotFoundError(path)
        return self._start("paplay", "--device=room", str(path))

    @contextmanager
    def record_speaker(self, path: Path) -> Iterator[float]:
        """Record what programs play, to a mono 16-bit WAV at RATE_HZ.

        Yields the `time.monotonic()` of the first sample, to within about 0.1 s.
        """
        with self._recording("speaker.monitor", path) as started_s:
            yield started_s

    @contextmanager
    def record_mic(self, path: Path) -> Iterator[float]:
        """Record what the microphone hears, as `record_speaker` does."""
        with self._recording("mic", path) as started_s:
            yield started_s

    def pactl(self, *arguments: str) -> str:
        """Ask the sound server; returns what it prints.

        Raises CalledProcessError if it refuses or is off, TimeoutExpired if it is frozen.
        """
        command = ["pactl", *arguments]
        return subprocess.run(
            command, env=self.env, check=True, capture_output=True, text=True, timeout=_PATIENCE_S
        ).stdout

    def start_server(self) -> None:
        """Turn the sound on, with all devices as they were at first. Returns when they are ready."""
        assert self._server is None, "the sound server is on already"
        command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "-F", "laptop.pa"]
        # The server goes when the thread that started it goes, even if that was killed; and whoever plays or
        # records goes with the server.
        self._server = self._start("setpriv", "--pdeathsig", "KILL", *command)
        deadline_s = time.monotonic() + _PATIENCE_S
        while not self._answers():
            if self._server.poll() is not None or time.monotonic() > deadline_s:
                raise RuntimeError(f"The laptop's sound server did not start: {self._last_words()}")
            time.sleep(0.02)
        self._fill_the_room()

    def kill_server(self) -> None:
        """The sound server dies: every device is gone, and every stream breaks."""
        assert self._server is not None, "the sound server is off already"
        _end(self._server)
        self._server = None

    def freeze(self) -> None:
        """The sound server hangs: nobody is answered, nothing is played or recorded."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """The sound server goes on where it hung."""
        self._signal(signal.SIGCONT)

    def add_headset(self) -> None:
        """A second microphone in the room, which nobody has chosen; programs that start later see it as `headset`."""
        with (self._folder / "asound.conf").open("a") as configuration:
            configuration.write('pcm.headset { type pulse device "room.monitor" hint { show on } }\n')

    def remove_microphone(self) -> None:
        """Unplug it. Whoever listens is moved to another source, which may be the speaker's monitor."""
        self.pactl("unload-module", "module-remap-source")

    def return_microphone(self) -> None:
        """Plug it in again. The server remembers that it was the default."""
        self.pactl("load-module", "module-remap-source", "source_name=mic", "master=room.monitor")

    def suspend_microphone(self, suspended: bool) -> None:
        """While suspended, it delivers nothing at all."""
        self.pactl("suspend-source", "mic", str(int(suspended)))

    def mute_microphone(self, muted: bool) -> None:
        """While muted, it delivers exact zeros."""
        self.pactl("set-source-mute", "mic", str(int(muted)))

    def _furnish(self) -> None:
        """Write the settings, and `env`, which points every program at them."""
        (self._folder / "laptop.pa").write_text(_SERVER_SCRIPT)
        (self._folder / "asound.conf").write_text(_ALSA_CONFIGURATION)
        (self._folder / "client.conf").write_text("autospawn = no\n")
        self.env = {name: value for name, value in os.environ.items() if not name.startswith("PULSE_")} | {
            "XDG_RUNTIME_DIR": str(self._folder),
            "PULSE_SERVER": f"unix:{self._folder}/pulse/native",
            "PULSE_CLIENTCONFIG": str(self._folder / "client.conf"),
            "PULSE_COOKIE": str(self._folder / "cookie"),
            "ALSA_CONFIG_PATH": str(self._folder / "asound.conf"),
        }

    def _fill_the_room(self) -> None:
        """With hiss. Both programs go when the server goes: the one that plays, and then the one that writes to it."""
        hiss = self._start(sys.executable, "-c", _HISS, stdout=subprocess.PIPE)
        form = ("--raw", "--format=s16le", "--channels=1", f"--rate={RATE_HZ}", "--latency-msec=100")
        self._start("pacat", "--playback", "--device=room", *form, stdin=hiss.stdout)
        assert hiss.stdout is not None
        hiss.stdout.close()

    def _start(
        self, *command: str, stdin: IO[bytes] | int | None = subprocess.DEVNULL, stdout: int | None = None
    ) -> subprocess.Popen[bytes]:
        """Start a program of the laptop's own; what it says goes to one log."""
        # The server must not announce itself on the desktop's bus, nor write to the user's home.
        private = {"HOME": str(self._folder), "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self._folder}/no-bus"}
        with (self._folder / "log").open("ab") as log:
            process = subprocess.Popen(
                command,
                cwd=self._folder,
                env=self.env | private,
                stdin=stdin,
                stdout=stdout or log,
                stderr=log,
            )
        self._running.append(process)
        return process

    @contextmanager
    def _recording(self, source: str, path: Path) -> Iterator[float]:
        path = path.absolute()  # the recorder runs in the laptop's folder
        path.unlink(missing_ok=True)
        form = ("--file-format=wav", "--format=s16le", "--channels=1", f"--rate={RATE_HZ}")
        recorder = self._start("parecord", f"--device={source}", "--latency-msec=20", *form, str(path))
        try:
            yield self._first_sample_s(recorder, path)
            time.sleep(RECORDED_TAIL_S)
        finally:
            recorder.terminate()  # it then mends the header and closes the file
            recorder.wait(_PATIENCE_S)

    def _first_sample_s(self, recorder: subprocess.Popen[bytes], path: Path) -> float:
        """Wait until sound arrives; the time at which the recording began."""
        deadline_s = time.monotonic() + _PATIENCE_S
        while not path.exists() or path.stat().st_size <= _WAV_HEADER_BYTES:
            if recorder.poll() is not None or time.monotonic() > deadline_s:
                raise RuntimeError(f"Nothing can be recorded: {self._last_words()}")
            time.sleep(0.005)
        sample_count = (path.stat().st_size - _WAV_HEADER_BYTES) / 2
        return time.monotonic() - sample_count / RATE_HZ

    def _answers(self) -> bool:
        try:
            self.pactl("info")
        except subprocess.CalledProcessError:
            return False
        return True

    def _signal(self, number: signal.Signals) -> None:
        assert self._server is not None, "the sound server is off"
        self._server.send_signal(number)

    def _last_words(self) -> str:
        return (self._folder / "log").read_text(errors="replace")[-500:]

    def _end_everything(self) -> None:
        for process in self._running:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End it at once, frozen or not, and wait until it is gone."""
    process.kill()
    process.wait()
