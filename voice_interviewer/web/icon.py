"""An icon among the person's programs that opens the window: a `.desktop` file on Linux, an entry in the Start menu
on Windows, a bundle on macOS. (pipx and uv make none: pypa/pipx#717.)

Linux is tested; Windows and macOS are written from their documentation.
"""

import os
import plistlib
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from voice_interviewer.disk import cannot_write
from voice_interviewer.errors import DiskError, WindowError
from voice_interviewer.places import practice_folder
from voice_interviewer.steps import Step

NAME = "Voice Interviewer"
PICTURE = Path(__file__).parent / "static" / "icon.svg"
DRAWN = Path(__file__).parent / "icons"
"""The same as Windows and macOS want it, which `scripts/icons.py` draws."""
_WHY_MICROPHONE = "Voice Interviewer records your answers. They stay on this computer."
"""macOS gives nothing but silence to a bundle that does not say why it listens."""


def has_icon() -> bool:
    """Whether this person has the icon."""
    return _entry(sys.platform).exists()


def install_icon(here: Path) -> Path:
    """Make or renew the icon; returns its path. It opens the practice folder, so that a first bank of one's own lies
    beside the recordings and changes nothing about where they go.

    Raises DiskError, WindowError.
    """
    entry = _entry(sys.platform)
    folder = practice_folder(here)
    try:
        folder.mkdir(parents=True, exist_ok=True)  # no icon opens in a folder that is not there
        entry.parent.mkdir(parents=True, exist_ok=True)
        if sys.platform == "win32":
            _run_powershell(shortcut_script(entry, _command(), folder))
        elif sys.platform == "darwin":
            _write_bundle(entry, folder)
        else:
            _picture().parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(PICTURE, _picture())
            entry.write_text(desktop_entry(_command(), folder, _picture()), encoding="utf-8")
    except OSError as error:
        raise DiskError(cannot_write(entry, error, None)) from error
    return entry


def remove_icon() -> bool:
    """Remove the icon; False if there was none. Raises DiskError."""
    entry = _entry(sys.platform)
    found = entry.exists()
    try:
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink(missing_ok=True)
        if sys.platform not in ("win32", "darwin"):
            _picture().unlink(missing_ok=True)
    except OSError as error:
        raise DiskError(cannot_write(entry, error, None)) from error
    return found


def desktop_entry(command: tuple[str, ...], folder: Path, picture: Path) -> str:
    """The text of a `.desktop` file, by the Desktop Entry Specification 1.5."""
    return (
        "[Desktop Entry]\n"
        "Type=Application\n"
        f"Name={NAME}\n"
        "Comment=Rehearse a job interview aloud, alone and offline\n"
        f"Exec={' '.join(map(_quoted, command))}\n"
        f"Path={_escaped(str(folder))}\n"
        f"Icon={_escaped(str(picture))}\n"
        "Terminal=false\n"
        "Categories=Education;\n"
        "Keywords=interview;job;practice;rehearse;\n"
    )


def _quoted(argument: str) -> str:
    """By the specification: quoted for the command line, then escaped like any value. A bare % begins a field code."""
    within = "".join(f"\\{character}" if character in '"`$\\' else character for character in argument)
    return _escaped(f'"{within}"'.replace("%", "%%"))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def shortcut_script(entry: Path, command: tuple[str, ...], folder: Path) -> str:
    """A PowerShell script that makes the shortcut: Windows has no other way without a library."""
    program, *arguments = command
    picture = f"{DRAWN / 'icon.ico'},0"  # the first picture of that file

    def text(value: object) -> str:
        return "'" + str(value).replace("'", "''") + "'"

    return "; ".join(
        (
            f"$link = (New-Object -ComObject WScript.Shell).CreateShortcut({text(entry)})",
            f"$link.TargetPath = {text(program)}",
            f"$link.Arguments = {text(subprocess.list2cmdline(arguments))}",
            f"$link.WorkingDirectory = {text(folder)}",
            f"$link.IconLocation = {text(picture)}",
            "$link.Save()",
        )
    )


def bundle_files(command: tuple[str, ...], folder: Path) -> dict[str, bytes]:
    """The files of a macOS bundle, by their paths within it."""
    facts = {
        "CFBundleName": NAME,
        "CFBundleDisplayName": NAME,
        "CFBundleIdentifier": "voice-interviewer.window",
        "CFBundleExecutable": "voice-interviewer",
        "CFBundleIconFile": "icon.icns",
        "CFBundlePackageType": "APPL",
        "CFBundleVersion": "1",
        "NSMicrophoneUsageDescription": _WHY_MICROPHONE,
    }
    script = f"#!/bin/sh\ncd {shlex.quote(str(folder))}\nexec {shlex.join(command)}\n"
    return {
        "Contents/Info.plist": plistlib.dumps(facts),
        "Contents/MacOS/voice-interviewer": script.encode(),
        "Contents/Resources/icon.icns": (DRAWN / "icon.icns").read_bytes(),
    }


def _write_bundle(entry: Path, folder: Path) -> None:
    for name, content in bundle_files(_command(), folder).items():
        path = entry / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (entry / "Contents/MacOS/voice-interviewer").chmod(0o755)


def _run_powershell(script: str) -> None:
    done = subprocess.run(
        ["powershell", "-NoProfile", "-NonInteractive", "-Command", script], capture_output=True, text=True
    )
    if done.returncode != 0:
        raise WindowError(f"Windows made no shortcut ({done.stderr.strip()[:200]}); {Step.OPEN_WINDOW}")


def _command() -> tuple[str, ...]:
    """Names this very Python, for an icon may not see the PATH of a terminal."""
    python = Path(sys.executable)
    windowless = python.with_name("pythonw.exe")
    program = windowless if sys.platform == "win32" and windowless.is_file() else python
    return (str(program), "-m", "voice_interviewer", "app")


def _entry(platform: str) -> Path:
    match platform:
        case "win32":
            menu = Path(
                os.environ.get("APPDATA", Path.home() / "AppData" / "Roaming"), "Microsoft", "Windows"
            )
            return menu / "Start Menu" / "Programs" / f"{NAME}.lnk"
        case "darwin":
            return Path.home() / "Applications" / f"{NAME}.app"
        case _:
            return _share() / "applications" / "voice-interviewer.desktop"


def _picture() -> Path:
    return _share() / "icons" / "hicolor" / "scalable" / "apps" / "voice-interviewer.svg"


def _share() -> Path:
    """Where a person's own programs are listed (XDG Base Directory Specification)."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
