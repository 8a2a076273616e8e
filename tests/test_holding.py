"""A session belongs to one program at a time, and to nobody once that program is dead."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.patience import PATIENCE_S
from voice_interviewer.errors import SessionError
from voice_interviewer.session.holding import LOCK_NAME, held, is_held

HOLD = """
import sys, time
from pathlib import Path
from voice_interviewer.session.holding import held
with held(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""

TAKE_TURNS = """
import sys, time
from pathlib import Path
from voice_interviewer.errors import SessionError
from voice_interviewer.session.holding import held, is_held
folder, inside = Path(sys.argv[1]), Path(sys.argv[1], "inside")
count = 0
until_s = time.monotonic() + float(sys.argv[2])
while time.monotonic() < until_s:
    is_held(folder)
    try:
        with held(folder):
            inside.touch(exist_ok=False)
            count += 1
            time.sleep(0.002)
            inside.unlink()
    except SessionError:
        pass
print(count)
"""


@contextmanager
def another_program(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """One that holds the folder, until a line is written to it."""
    command = [sys.executable, "-c", HOLD, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            assert process.stdout.readline() == "held\n"
            yield process
        finally:
            process.kill()


def test_what_a_living_program_holds_nobody_else_does(tmp_path: Path) -> None:
    with another_program(tmp_path) as other:
        assert is_held(tmp_path)
        with pytest.raises(SessionError, match="in use by another interview"), held(tmp_path):
            pass
        assert is_held(tmp_path), "and looking changes nothing"
        other.communicate("\n")
    assert not is_held(tmp_path)
    assert list(tmp_path.iterdir()) == [], "nothing is left of it"


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_the_dead_hold_nothing(tmp_path: Path) -> None:
    with another_program(tmp_path) as other:
        other.send_signal(signal.SIGKILL)
        other.wait()
    assert (tmp_path / LOCK_NAME).exists()
    assert not is_held(tmp_path)
    with held(tmp_path):
        assert is_held(tmp_path)


def test_a_folder_that_was_renamed_is_still_held(tmp_path: Path) -> None:
    (tmp_path / "before").mkdir()
    with another_program(tmp_path / "before"):
        (tmp_path / "before").rename(tmp_path / "after")
        assert is_held(tmp_path / "after")


def test_a_folder_that_is_gone_can_be_let_go(tmp_path: Path) -> None:
    folder = tmp_path / "session"
    folder.mkdir()
    with held(folder):
        (folder / LOCK_NAME).unlink()
        folder.rmdir()
    assert not folder.exists()


@pytest.mark.skipif(os.name != "posix", reason="filelock removes the file there, which was not run")
def test_however_many_come_and_go_only_one_is_inside(tmp_path: Path) -> None:
    """A lock that is removed after it was let go may be somebody else's by then."""
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", TAKE_TURNS, str(tmp_path), "1.5"], stdout=-1, stderr=-1, text=True
        )
        for _ in range(4)
    ]
    outcomes = [program.communicate(timeout=PATIENCE_S) for program in programs]
    assert [errors for _, errors in outcomes] == [""] * 4
    assert sum(int(count) for count, _ in outcomes) > 4


def test_who_lets_go_does_not_take_the_lock_of_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program gets hold of it in the very moment in which it is let go."""
    from filelock import FileLock

    the_next = FileLock(tmp_path / LOCK_NAME, timeout=0)
    release = FileLock.release

    def let_the_next_in(lock: FileLock, force: bool = False) -> None:
        release(lock, force)
        is_this = (
            lock.lock_file == the_next.lock_file
        )  # one that is collected as garbage is released too, whenever
        if is_this and not the_next.is_locked:
            the_next.acquire()

    with monkeypatch.context() as patched:
        patched.setattr(FileLock, "release", let_the_next_in)
        with held(tmp_path):
            pass
    assert is_held(tmp_path)
    the_next.release()
