"""A session's folder that may only be read: what is in it can be seen all the same."""

import errno
import os
import tempfile
from pathlib import Path

import pytest

from tests.pages import Asked, Said, spoken_session
from tests.test_cli import called
from tests.test_report import Seen
from tests.window import Visitor, alone
from voice_interviewer.cli import run
from voice_interviewer.review.report.view import take_key
from voice_interviewer.session import Session


class Lock:
    """Makes folders that nothing may be written into, also by root, whom no permission stops."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def __call__(self, folder: Path) -> None:
        for name in ("mkstemp", "mkdtemp"):
            self._monkeypatch.setattr(tempfile, name, refusing(getattr(tempfile, name), folder))
        folder.chmod(0o500)


def refusing(make, folder: Path):  # type: ignore[no-untyped-def]
    def made(*arguments, dir=None, **more):  # type: ignore[no-untyped-def]
        if dir is not None and Path(dir).is_relative_to(folder):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(dir))
        return make(*arguments, dir=dir, **more)

    return made


@pytest.fixture
def lock(monkeypatch: pytest.MonkeyPatch) -> Lock:
    return Lock(monkeypatch)


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return spoken_session(tmp_path / "audio", (Asked(takes=(Said(), Said("Once more. I listen."))),))


def page_of(out: str) -> Path:
    return Path(out.splitlines()[-1])


@pytest.mark.parametrize("arguments", [[], ["--single-file"]])
def test_a_page_that_is_up_to_date_is_the_one(
    session: Session, lock: Lock, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    command = ["review", "--no-open", *arguments, "--audio-dir", str(session.folder.parent)]
    _, before, _ = called(capsys, *command)
    lock(session.folder)
    assert called(capsys, *command) == (0, before, "")


@pytest.mark.parametrize("stale", [False, True])
@pytest.mark.parametrize("arguments", [[], ["--single-file"], ["--all"]])
def test_else_it_is_written_elsewhere_and_told(
    session: Session, lock: Lock, capsys: pytest.CaptureFixture[str], arguments: list[str], stale: bool
) -> None:
    if stale:
        for path in (session.folder / "review.html", session.folder / f"{session.name}.html"):
            path.write_text("of last year")
    lock(session.folder.parent)
    code, out, err = called(
        capsys, "review", "--no-open", *arguments, "--audio-dir", str(session.folder.parent)
    )
    assert (code, err) == (0, "")
    assert "Nothing can be written into" in out
    page = page_of(out)
    assert not page.is_relative_to(session.folder.parent)
    assert page.parent.stat().st_mode & 0o077 == 0, "nobody else reads it"
    if arguments == ["--all"]:
        (address,) = [each["href"] for each in Seen(page).all("a") if each.get("href")]
        assert address is not None
        assert Path(address.removeprefix("file://")).is_file()
    else:
        sources = [str(each["src"]) for each in Seen(page).all("audio")]
        assert len(sources) == 2
        for source in sources:
            assert source.startswith("data:") or Path(source.removeprefix("file://")).is_file()


@pytest.mark.parametrize("stale", [False, True])
def test_the_window_shows_it_and_hands_it_on(
    tmp_path: Path, lock: Lock, monkeypatch: pytest.MonkeyPatch, stale: bool
) -> None:
    alone(monkeypatch, tmp_path)
    visitor = Visitor(tmp_path).come_in()
    if stale:
        (visitor.session.folder / "review.html").write_text("of last year")
    lock(visitor.session.folder.parent)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    for what, text in {
        "": "listen",
        "export/md": "listen",
        "export/csv": "listen",
        "export/page": "listen",
    }.items():
        answer = visitor.get(f"/sessions/{visitor.session.name}/{what}")
        assert (answer.status_code, text in answer.text) == (200, True), what
    take = take_key(1, 1)
    marked = visitor.post(f"/sessions/{visitor.session.name}/correct", {"take": take, "text": "Otherwise."})
    assert marked.status_code == 422
    assert marked.json()["error"].endswith("cannot be written (Permission denied); see who may write there.")


def test_transcribe_with_nothing_to_do_succeeds(
    session: Session, lock: Lock, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["transcribe", "--audio-dir", str(session.folder.parent)]
    assert run(command) == 0
    capsys.readouterr()
    lock(session.folder)
    code, out, err = called(capsys, *command)
    assert (code, err) == (0, "")
    assert "written down already" in out


def test_nor_does_it_matter_that_a_comparison_is_missing(
    session: Session, lock: Lock, capsys: pytest.CaptureFixture[str]
) -> None:
    lock(session.folder)
    code, out, err = called(capsys, "transcribe", "--audio-dir", str(session.folder.parent))
    assert code == 0
    assert "written down already" in out
    assert len(err.splitlines()) == 1


def test_edit_says_so_before_anything_is_typed(
    session: Session, lock: Lock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor-anywhere")
    lock(session.folder)
    code, _, err = called(capsys, "edit", "--audio-dir", str(session.folder.parent))
    assert code == 4
    assert "cannot be written" in err
    assert "editor" not in err


@pytest.mark.parametrize(
    "command",
    [["show"], ["sessions"], ["progress"], ["play", "--speaker", "none"], ["export", "--to", "{}/new/x"]],
)
def test_what_only_reads_works(
    session: Session, lock: Lock, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    lock(session.folder.parent)
    arguments = [word.format(tmp_path) for word in command]
    code, _, err = called(capsys, *arguments, "--audio-dir", str(session.folder.parent))
    assert (code, err) == (0, "")
