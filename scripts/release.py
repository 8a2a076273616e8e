"""A release that can be trusted: `make release`, from a clone of what is committed.

    python -m scripts.release    leaves the wheel, the source archive and their bill of materials in dist/

1. Two clones of HEAD are built, each on its own; the bytes must be the same.
2. The contents are held against what git has, by `scripts/shipped.py`; weights and fonts must have their licence.
3. The description is checked by twine.
4. The wheel is installed into a fresh environment; there, far from any clone, the package is imported, the
   demonstration held, and the window opened and ended.
5. The bill of materials is written: every file shipped, and every package installed with it.

Exit code 1: something is not as it should be; the last line says what.
"""

import hashlib
import http.client
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.request import url2pathname

from scripts.materials import Installed, bill, faults, installed_from
from scripts.shipped import differences, in_archive, in_wheel, parts

ROOT = Path(__file__).parents[1]
DIST = ROOT / "dist"

MADE_BY_THE_BUILD = frozenset({"PKG-INFO", ".gitignore", "pyproject.toml"})
"""In every source archive, whatever is included: hatchling needs them to build from it."""

PATIENCE_S = 300


class NotAsItShouldBe(Exception):
    """Why there is no release: one line, or several of a kind."""


def main() -> int:
    """Make the release, and say each step."""
    with tempfile.TemporaryDirectory(prefix="release-") as folder:
        try:
            _release(Path(folder))
        except NotAsItShouldBe as error:
            print(f"No release: {error}", file=sys.stderr)
            return 1
    return 0


def _release(folder: Path) -> None:
    when = datetime.fromtimestamp(int(_run(["git", "log", "-1", "--format=%ct"], ROOT)), UTC)
    _say("Building twice from clean clones")
    first, second = (_built(folder / name, when) for name in ("first", "second"))
    for name in _alike(first, second):
        _say(f"  {name}  {_sha256(first / name)}")
    wheel, archive = first.glob("*.whl"), first.glob("*.tar.gz")
    wheel_path, archive_path = next(wheel), next(archive)

    _say("Holding the contents against git")
    project = tomllib.loads((folder / "first" / "pyproject.toml").read_text(encoding="utf-8"))
    tracked = _run(["git", "ls-files"], folder / "first").splitlines()
    contents = _wheel_contents(wheel_path)
    _hold_wheel(contents, tracked, project)
    _hold_archive(archive_path, tracked, project)
    try:
        shipped = parts({path: content for path, content in contents.items() if not _is_metadata(path)})
    except ValueError as error:
        raise NotAsItShouldBe(str(error)) from None

    _say("Checking the description")
    _run([sys.executable, "-m", "twine", "check", "--strict", str(wheel_path), str(archive_path)], folder)

    _say("Installing the wheel into a fresh environment, and trying it there")
    python = _fresh_environment(folder / "fresh", wheel_path)
    _try(python, folder)

    _say("Writing the bill of materials")
    ours, with_it = _installed(python, project["project"]["name"])
    checksums = {path.name: _sha256(path) for path in (wheel_path, archive_path)}
    text = bill(ours, shipped, with_it, when, checksums)
    if wrong := faults(text):
        raise NotAsItShouldBe(f"the bill of materials is not valid: {wrong}")
    DIST.mkdir(exist_ok=True)
    for path in (wheel_path, archive_path):
        shutil.copy(path, DIST)
    name = f"{wheel_path.name.split('-py3')[0]}.cdx.json"
    (DIST / name).write_text(text, encoding="utf-8")
    _say(
        f"In {DIST}: {', '.join([*checksums, name])}, with {len(shipped)} files and {len(with_it)} packages named."
    )


def _built(clone: Path, when: datetime) -> Path:
    """The folder with the archives that a new clone of HEAD builds."""
    _run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(clone)], ROOT)
    _run(["git", "checkout", "--quiet", _run(["git", "rev-parse", "HEAD"], ROOT).strip()], clone)
    env = {"SOURCE_DATE_EPOCH": str(int(when.timestamp()))}
    _run([sys.executable, "-m", "hatchling", "build", "-d", "dist"], clone, env)
    return clone / "dist"


def _alike(first: Path, second: Path) -> tuple[str, ...]:
    names = tuple(sorted(path.name for path in first.iterdir()))
    if [PurePosixPath(name).suffix for name in names] != [".whl", ".gz"]:
        raise NotAsItShouldBe(f"the build left {', '.join(names)}, not a wheel and a source archive")
    if other := [name for name in names if (first / name).read_bytes() != (second / name).read_bytes()]:
        raise NotAsItShouldBe(f"two builds differ in {', '.join(other)}")
    return names


def _wheel_contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def _is_metadata(path: str) -> bool:
    return PurePosixPath(path).parts[0].endswith(".dist-info")


def _hold_wheel(contents: Mapping[str, bytes], tracked: list[str], project: Mapping[str, Any]) -> None:
    targets = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    expected = in_wheel(tracked, targets["packages"], targets["force-include"])
    wrong = differences([path for path in contents if not _is_metadata(path)], expected)
    licences = {path.partition("/licenses/")[2] for path in contents if _is_metadata(path)}
    named = {
        path
        for path in tracked
        if path == "LICENSE" or PurePosixPath(path).name.startswith(("LICENSE-", "NOTICE"))
    }
    absent = tuple(f"{path} is not among its licences" for path in sorted(named - licences))
    if wrong or absent:
        raise NotAsItShouldBe("the wheel is not what git has:\n  " + "\n  ".join((*wrong, *absent)))


def _hold_archive(archive: Path, tracked: list[str], project: Mapping[str, Any]) -> None:
    with tarfile.open(archive) as opened:
        held = {
            PurePosixPath(each.name).relative_to(PurePosixPath(each.name).parts[0])
            for each in opened
            if each.isfile()
        }
    expected = in_archive(tracked, project["tool"]["hatch"]["build"]["targets"]["sdist"]["include"])
    # Tests bring samples of any kind: only what is there is held against git, not of which kind it is.
    have = {str(path) for path in held} - MADE_BY_THE_BUILD
    if wrong := [
        each for each in differences(have, expected) if not each.endswith("no kind that is shipped")
    ]:
        raise NotAsItShouldBe("the source archive is not what git has:\n  " + "\n  ".join(wrong))


def _fresh_environment(folder: Path, wheel: Path) -> Path:
    _run([sys.executable, "-m", "venv", str(folder)], folder.parent)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run(
        [*pip, "--constraint", str(ROOT / "constraints.txt"), f"{wheel}[offline]"],
        folder.parent,
        patience_s=900,
    )
    return python


def _try(python: Path, folder: Path) -> None:
    """Use the wheel as a person would, in a folder and a home of its own."""
    here = folder / "somebody"
    here.mkdir()
    env = {
        name: str(here / name.lower())
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
    }
    program = [str(python), "-m", "voice_interviewer"]
    _say("  import")
    where = _run(
        [str(python), "-c", "import voice_interviewer; print(voice_interviewer.__file__)"], here, env
    )
    if not Path(where.strip()).is_relative_to(python.parents[1]):
        raise NotAsItShouldBe(f"the fresh environment imports {where.strip()}")
    _say("  demo")
    _run([*program, "demo", "--speaker", "none", "--plain", "--no-open", "--audio-dir", "audio"], here, env)
    if len(list(here.glob("audio/*/review.html"))) != 1:
        raise NotAsItShouldBe("the demonstration left no review page")
    _say("  app --no-open")
    _open_and_end_the_window(program, here, env)
    _say("  bank import")
    guide = here / "guide.md"
    guide.write_text(
        "# Baker\n\n## Why do you bake?\n\nI have baked bread since I was six.\n", encoding="utf-8"
    )
    _run([*program, "bank", "import", "guide.md"], here, env)


def _open_and_end_the_window(program: list[str], here: Path, env: Mapping[str, str]) -> None:
    command = [*program, "app", "--no-open", "--audio-dir", "audio"]
    with subprocess.Popen(
        command, cwd=here, env=_environment(env), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    ) as window:
        assert window.stdout is not None
        said = window.stdout.readline()
        answered = _answers(said)
        window.terminate()
        code = window.wait(PATIENCE_S)
    if not answered or (os.name == "posix" and code not in (0, 128 + 15)):
        raise NotAsItShouldBe(f"the window said {said.strip()!r} and ended with {code}")


def _answers(said: str) -> bool:
    """Whether something answers where the page that the window names leads; a stranger is refused there."""
    page = re.search(r"file://(\S+\.html)", said)
    port = (
        re.search(r"127\.0\.0\.1:(\d+)", Path(url2pathname(page[1])).read_text(encoding="utf-8"))
        if page
        else None
    )
    if not port:
        return False
    connection = http.client.HTTPConnection("127.0.0.1", int(port[1]), timeout=30)
    connection.request("GET", "/")
    return connection.getresponse().status < 500


_TELL_ALL = (
    "import importlib.metadata as found;"
    "print('\\0'.join(each.read_text('METADATA') or '' for each in found.distributions()))"
)


def _installed(python: Path, ours: str) -> tuple[Installed, tuple[Installed, ...]]:
    """Our package, and the others in the environment, by name."""
    told = _run([str(python), "-c", _TELL_ALL], python.parent)
    found = sorted(
        map(installed_from, filter(None, told.split("\0"))), key=lambda package: package.name.lower()
    )
    others = tuple(each for each in found if each.name not in {ours, "pip", "setuptools"})
    return next(each for each in found if each.name == ours), others


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _environment(env: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | dict(env)


def _run(
    command: list[str], folder: Path, env: Mapping[str, str] | None = None, patience_s: float = PATIENCE_S
) -> str:
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=_environment(env or {}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=patience_s,
        )
    except subprocess.TimeoutExpired:
        raise NotAsItShouldBe(f"{' '.join(command)} did not end within {patience_s:.0f} s") from None
    if done.returncode != 0:
        raise NotAsItShouldBe(
            f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
        )
    return done.stdout


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
