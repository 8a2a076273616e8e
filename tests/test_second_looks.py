"""What was written down at once is heard again while nobody waits; nothing of what a person did is lost by it."""

import json
import shutil
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import soundfile

from tests.fake_devices import RATE_HZ, Stage, sound
from tests.history import held_session
from tests.pages import Asked, Said, spoken_session
from tests.patience import PATIENCE_S, until
from tests.test_cli import called
from voice_interviewer.clip import Samples
from voice_interviewer.errors import RecogniserError
from voice_interviewer.rehearsal import models
from voice_interviewer.rehearsal.second_looks import SecondLooks, to_come
from voice_interviewer.review.correcting import corrected
from voice_interviewer.review.keeping import keep, keep_correction, keep_mark
from voice_interviewer.session import Session
from voice_interviewer.session.answers import read_originals, read_second_looks, read_sounds, read_transcripts
from voice_interviewer.session.holding import held, looking_again
from voice_interviewer.session.marks import read_marks
from voice_interviewer.transcript import Word

BETTER = "I always listen first."


class Better:
    """Hears the same in every recording; a test may do something while it listens."""

    def __init__(self, model: str, language: str) -> None:
        self.model, self.language = model, language
        self.meanwhile: Callable[[], object] = lambda: None
        self.closed = threading.Event()

    def recognise(self, samples: Samples, prompt: str) -> tuple[Word, ...]:
        self.meanwhile()
        if self.closed.is_set():
            raise RecogniserError("closed")
        length_s = len(samples) / RATE_HZ / 4
        return tuple(
            Word(text, at * length_s, (at + 1) * length_s, 0.9) for at, text in enumerate(BETTER.split())
        )

    def start(self) -> None: ...

    def close(self) -> None:
        self.closed.set()


@pytest.fixture
def whispers(monkeypatch: pytest.MonkeyPatch) -> list[Better]:
    """Every recogniser that is opened; while they listen they do what the first in this list was told to."""
    opened = [Better("", "")]

    def open_recogniser(model: str, language: str, care: str) -> Better:
        assert care != "at-once"
        opened.append(Better(model, language))
        opened[-1].meanwhile = opened[0].meanwhile
        return opened[-1]

    monkeypatch.setattr(models, "open_recogniser", open_recogniser)
    monkeypatch.setattr(models, "best_model", lambda _: "base")
    monkeypatch.setattr("voice_interviewer.devices.silero.Silero", Stage)
    return opened


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    """One question with two takes, each heard once."""
    monkeypatch.setenv("VOICE_INTERVIEWER_AUDIO_DIR", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "200")
    session = spoken_session(
        tmp_path, (Asked(takes=(Said("I hear them out first."), Said("I say what I can do."))),)
    )
    heard, sounds = read_originals(session, 1), read_sounds(session, 1)
    for take in session.record.takes:
        soundfile.write(session.recording(take), sound(take.duration_s), RATE_HZ)  # loud enough for the stage
        keep(session, take, heard[take.number], sounds[take.number], "to-come")
    return session


def looks(session: Session) -> list[str]:
    return [look for _, look in sorted(read_second_looks(session, 1).items())]


def texts(session: Session) -> list[str]:
    return [heard.text for _, heard in sorted(read_originals(session, 1).items())]


def look(session: Session) -> tuple[str, ...]:
    return tuple(each.name for each in SecondLooks(session.folder.parent, "").take())


def row(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    (found,) = json.loads(called(capsys, "sessions", "--json")[1])["sessions"]
    assert isinstance(found, dict)
    return found


def test_the_better_words_replace_the_first_ones_and_the_comparison_follows(
    session: Session, whispers: list[Better], capsys: pytest.CaptureFixture[str]
) -> None:
    sounds = read_sounds(session, 1)
    assert row(capsys)["second_looks"] == 2
    assert "to be heard again: 2" in called(capsys, "sessions")[1]
    assert "heard again, more closely: 2 recordings" in called(capsys, "show")[1]
    told: list[float] = []
    (renewed,) = SecondLooks(session.folder.parent, "").take(told.append)
    assert renewed.name == session.name
    assert texts(session) == [BETTER, BETTER]
    assert looks(session) == ["done", "done"]
    assert {heard.model for heard in read_originals(session, 1).values()} == {"base"}
    assert read_sounds(session, 1) == sounds
    assert BETTER in session.document(1, ".md").read_text(encoding="utf-8")
    assert told[-1] == 1.0
    assert row(capsys)["second_looks"] == 0
    assert "heard again" not in called(capsys, "show")[1]
    assert look(session) == (), "once is enough"


def test_a_filler_that_only_the_first_look_heard_stays(session: Session, whispers: list[Better]) -> None:
    take, heard = session.record.takes[0], read_originals(session, 1)[1]
    keep(session, take, corrected(heard, "Um, I always listen first."), None, "to-come")
    look(session)
    assert texts(session) == [f"Um, {BETTER}", BETTER]


def test_what_was_written_down_before_there_were_second_looks_stays(
    tmp_path: Path, whispers: list[Better]
) -> None:
    old = spoken_session(tmp_path, (Asked(),))
    before = texts(old)
    assert look(old) == ()
    assert texts(old) == before


def test_what_a_person_corrected_and_marked_stays(session: Session, whispers: list[Better]) -> None:
    take = session.record.takes[0]
    mine = corrected(read_originals(session, 1)[1], "My own words.")
    keep_correction(session, take, mine)
    keep_mark(session, take, session.question(1).points[0].text, "said")
    look(session)
    assert read_transcripts(session, 1)[1].text == "My own words."
    assert texts(session) == [BETTER, BETTER]
    assert read_marks(session, 1)[1] == {session.question(1).points[0].text: "said"}


def test_a_correction_made_meanwhile_stays_beside_the_better_words(
    session: Session, whispers: list[Better]
) -> None:
    take, heard = session.record.takes[0], read_originals(session, 1)[1]
    whispers[0].meanwhile = lambda: keep_correction(session, take, corrected(heard, "My own words."))
    look(session)
    assert read_transcripts(session, 1)[1].text == "My own words."
    assert texts(session) == [BETTER, BETTER]


def test_corrections_and_second_looks_at_the_same_moment_both_stay(
    session: Session, whispers: list[Better]
) -> None:
    """Each is one file, read and written: without a lock one of the two would write what it had read before."""
    first, second = session.record.takes
    heard = read_originals(session, 1)
    done = threading.Event()

    def correct() -> None:
        number = 0
        while not done.is_set():
            number += 1
            keep_correction(session, second, corrected(heard[2], f"My words, {number}."))

    person = threading.Thread(target=correct)
    person.start()
    try:
        until(lambda: read_transcripts(session, 1)[2].text != heard[2].text)
        look(session)
    finally:
        done.set()
        person.join(PATIENCE_S)
    assert texts(session) == [BETTER, BETTER]
    assert read_transcripts(session, 1)[2].text.startswith("My words")
    assert first.file


def test_an_interview_that_begins_ends_it_at_once_and_nothing_is_lost(
    session: Session, whispers: list[Better], tmp_path: Path
) -> None:
    before = texts(session)
    other = spoken_session(tmp_path, (Asked(takes=()),))
    begun, over = threading.Event(), threading.Event()
    looking = SecondLooks(tmp_path, "")

    def meanwhile() -> None:
        begun.set()
        whispers[-1].closed.wait(PATIENCE_S)

    def interview() -> None:
        begun.wait(PATIENCE_S)
        with held(other.folder):
            over.wait(PATIENCE_S)

    whispers[0].meanwhile = meanwhile
    interviewing = threading.Thread(target=interview)
    interviewing.start()
    assert looking.take() == ()
    assert looking.was_stopped
    assert texts(session) == before
    assert looks(session) == ["to-come", "to-come"]
    over.set()
    interviewing.join(PATIENCE_S)
    whispers[0].meanwhile = lambda: None
    look(session)
    assert texts(session) == [BETTER, BETTER]


def test_a_session_in_use_is_left_alone(session: Session, whispers: list[Better]) -> None:
    with held(session.folder):
        assert to_come(session.folder.parent) == ()
        assert look(session) == ()


def test_looking_for_them_among_a_thousand_sessions_ends_when_it_should(session: Session) -> None:
    """Each that has no summary takes as long as its comparisons, and whoever quits waits for that."""
    asked = iter([True, False])
    held_session(session.folder.parent, session.record.created_at - timedelta(days=1), [(1, "I bake.")])
    found = to_come(session.folder.parent, lambda: next(asked))
    assert [each.name for each, _ in found] == [session.name]


def test_whoever_has_to_go_on_with_something_else_stops_it(session: Session, whispers: list[Better]) -> None:
    may_go_on = threading.Event()
    may_go_on.set()

    def meanwhile() -> None:
        may_go_on.clear()
        whispers[-1].closed.wait(PATIENCE_S)

    whispers[0].meanwhile = meanwhile
    assert SecondLooks(session.folder.parent, "", may_go_on.is_set).take() == ()
    assert looks(session) == ["to-come", "to-come"]


def test_two_programs_do_not_take_the_same_look(session: Session, whispers: list[Better]) -> None:
    with looking_again(session.folder.parent) as is_first:
        assert is_first
        assert look(session) == ()
    assert look(session) == (session.name,)


def test_somebody_else_who_has_looked_meanwhile_has_the_last_word(
    session: Session, whispers: list[Better]
) -> None:
    take = session.record.takes[0]
    theirs = corrected(read_originals(session, 1)[1], "By a larger model.")
    whispers[0].meanwhile = lambda: keep(session, take, theirs, None, "done")
    look(session)
    assert texts(session) == ["By a larger model.", BETTER]


@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_a_recording_that_was_removed_keeps_its_first_words(
    when: str, session: Session, whispers: list[Better], capsys: pytest.CaptureFixture[str]
) -> None:
    before = texts(session)
    path = session.recording(session.record.takes[0])
    if when == "before":
        path.unlink()
    else:
        whispers[0].meanwhile = lambda: path.unlink(missing_ok=True)
    look(session)
    assert texts(session) == [before[0], BETTER]
    assert row(capsys)["second_looks"] == 0


def test_a_session_that_was_deleted_meanwhile_does_not_come_back(
    session: Session, whispers: list[Better]
) -> None:
    whispers[0].meanwhile = lambda: shutil.rmtree(session.folder, ignore_errors=True)
    assert look(session) == ()
    assert not session.folder.exists()


def test_a_whisper_that_dies_leaves_the_look_to_come(session: Session, whispers: list[Better]) -> None:
    def die() -> None:
        raise RecogniserError("out of memory")

    before = texts(session)
    whispers[0].meanwhile = die
    assert look(session) == ()
    assert (texts(session), looks(session)) == (before, ["to-come", "to-come"])


def test_transcribe_does_the_same_by_hand(
    session: Session, whispers: list[Better], capsys: pytest.CaptureFixture[str]
) -> None:
    assert called(capsys, "transcribe")[0] == 0
    assert texts(session) == [BETTER, BETTER]
    assert looks(session) == ["done", "done"]
    assert [each.model for each in whispers[1:]] == ["base"]
    assert "written down already" in called(capsys, "transcribe")[1]


def test_the_best_model_is_the_largest_that_understands_the_language() -> None:
    names = [
        "tiny",
        "tiny.en",
        "base",
        "base.en",
        "distil-small.en",
        "small",
        "small.en",
        "large-v2",
        "large-v3",
    ]
    assert sorted(set(names), key=models.rank) == names
