"""See to the system packages that no Python package brings along.

    python3 scripts/system_packages.py practice    what an interview needs
    python3 scripts/system_packages.py test        what the tests need besides
    python3 scripts/system_packages.py browsers    Firefox and WebKit, in which the window is tested too

On Debian and Ubuntu, as root or with password-less sudo, what is missing is installed. Elsewhere the line to
run is printed. Windows and macOS need nothing: there PortAudio comes with sounddevice. This runs before
anything else is installed, so it uses the standard library alone.

Exit code 0: nothing is missing any more. 1: the person has to do something.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Collection
from ctypes.util import find_library
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

PRACTICE = ("libportaudio2",)
GROUPS = {
    "practice": PRACTICE,
    "test": (
        *PRACTICE,
        *("pulseaudio", "pulseaudio-utils", "libasound2-plugins", "strace", "tmux"),
        *("chromium", "chromium-driver"),
    ),
    "browsers": ("firefox-esr", "webkit2gtk-driver", "xvfb"),
}
"""Debian's names of the packages. The last are 120 MB to fetch, for a handful of tests: only who asks for them, and CI,
has to wait for that."""

NOT_ON_UBUNTU = frozenset({"chromium", "chromium-driver", "firefox-esr"})
"""Ubuntu has them as snaps only, which apt does not bring."""

VENV_PACKAGE = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
"""Debian's own Python cannot make a virtual environment without it."""

APT_INSTALL = ("apt-get", "install", "-y", "--no-install-recommends")

KEEP_PIPEWIRE = "systemctl --user mask pulseaudio.service pulseaudio.socket"


@dataclass(frozen=True)
class Machine:
    """What matters here about the computer."""

    platform: str
    """As `sys.platform` has it."""
    has_apt: bool
    root_prefix: tuple[str, ...] | None
    """What to put before a command that only root may run; None if there is no way without a password."""
    installed: frozenset[str]
    """Debian's names, whatever this system calls them."""


@dataclass(frozen=True)
class Plan:
    """What is missing, and either commands that bring it or advice for the person."""

    missing: tuple[str, ...] = ()
    commands: tuple[tuple[str, ...], ...] = ()
    advice: str = ""


def plan(wanted: Collection[str], machine: Machine) -> Plan:
    """Decide what to do about the wanted packages. Touches nothing."""
    missing = tuple(name for name in wanted if name not in machine.installed)
    if not missing or machine.platform != "linux":
        return Plan()
    names = ", ".join(missing)
    if not machine.has_apt:
        return Plan(missing, advice=f"Please install what your system calls {names} (Debian's names).")
    line = by_hand(missing)
    if "pulseaudio" in missing and "pipewire-pulse" in machine.installed:
        # The package switches PulseAudio on for every user's desktop, where PipeWire does that work already.
        return Plan(missing, advice=f"Please run (sound stays with PipeWire): {KEEP_PIPEWIRE} && {line}")
    if machine.root_prefix is None:
        return Plan(missing, advice=f"Please run: {line}")
    return Plan(missing, commands=_apt_commands(missing, machine.root_prefix))


def by_hand(missing: Collection[str]) -> str:
    """The line that a person types."""
    return " ".join(("sudo", *APT_INSTALL, *missing))


def _apt_commands(missing: Collection[str], root_prefix: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    # sudo drops the environment, hence env. No package is removed to make room for ours.
    quiet = (*root_prefix, "env", "DEBIAN_FRONTEND=noninteractive")
    careful = ("--no-remove", "-o", "DPkg::Lock::Timeout=120")
    return ((*quiet, "apt-get", "update"), (*quiet, *APT_INSTALL, *careful, *missing))


def this_machine(names: Collection[str]) -> Machine:
    """Look at this computer; whether these names are installed, and no others."""
    if sys.platform != "linux":
        return Machine(sys.platform, has_apt=False, root_prefix=None, installed=frozenset())
    has_apt = bool(shutil.which("apt-get") and shutil.which("dpkg-query"))
    installed = _known_to_dpkg(names) if has_apt else _found_without_dpkg(names)
    return Machine(sys.platform, has_apt, _root_prefix(), installed)


def _root_prefix() -> tuple[str, ...] | None:
    if os.geteuid() == 0:
        return ()
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ("sudo", "-n")
    return None


def _known_to_dpkg(names: Collection[str]) -> frozenset[str]:
    query = ["dpkg-query", "-W", "-f", "${db:Status-Abbrev} ${Package}\n", *names]
    lines = subprocess.run(query, capture_output=True, text=True).stdout.splitlines()
    return frozenset(line.split()[-1] for line in lines if line.startswith("ii"))


def _found_without_dpkg(names: Collection[str]) -> frozenset[str]:
    """The packages whose program or library is there."""
    programs = {
        "pulseaudio-utils": "pactl",
        "xvfb": "Xvfb",
        "chromium-driver": "chromedriver",
        "webkit2gtk-driver": "WebKitWebDriver",
    }
    found = {name for name in names if shutil.which(programs.get(name, name))}
    if find_library("portaudio"):  # sounddevice looks for it in the same way
        found.add("libportaudio2")
    if any(Path("/usr").glob("lib*/alsa-lib/libasound_module_pcm_pulse.so")):
        found.add("libasound2-plugins")
    return frozenset(found)


def wanted_packages(group: str) -> tuple[str, ...]:
    """The packages of a group, and what the Python that runs this needs to make a virtual environment."""
    absent = NOT_ON_UBUNTU if _is_ubuntu() else frozenset()
    python = () if find_spec("ensurepip") else (VENV_PACKAGE,)
    return (*(name for name in GROUPS[group] if name not in absent), *python)


def _is_ubuntu() -> bool:
    release = Path("/etc/os-release")
    return release.is_file() and "ubuntu" in release.read_text(encoding="utf-8", errors="replace").casefold()


def install(todo: Plan) -> bool:
    """Run the commands, with one line of progress; whether all is installed."""
    print(f"Installing {', '.join(todo.missing)} …", end=" ", flush=True)
    for command in todo.commands:
        done = subprocess.run(command, capture_output=True, text=True)
    # Only the last one counts: what apt knows from before is often enough when its lists cannot be renewed.
    if done.returncode == 0:
        print("done.")
        return True
    reason = (done.stderr.strip().splitlines() or ["apt-get gave no reason"])[-1]
    print(f"that did not work ({reason}). Please run: {by_hand(todo.missing)}")
    return False


def main(group: str) -> int:
    wanted = wanted_packages(group)
    todo = plan(wanted, this_machine((*wanted, "pipewire-pulse")))
    if todo.commands:
        return 0 if install(todo) else 1
    if todo.advice:
        print(todo.advice)
        return 1
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("group", choices=GROUPS)
    sys.exit(main(parser.parse_args().group))
