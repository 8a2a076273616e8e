"""The window's pages: each says what is there, and what is done on them is done."""

import json
import os
import re
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pytest

from tests.fake_devices import BANK, new_session
from tests.history import held_session
from tests.pages import SAID
from tests.patience import PATIENCE_S, until
from tests.reading import files_read
from tests.window import Visitor, alone
from tests.window_stage import SlowStage, put_on
from voice_interviewer.clip import Clip
from voice_interviewer.errors import ModelError
from voice_interviewer.interview.protocol import Command
from voice_interviewer.rehearsal.studio import Studio
from voice_interviewer.review.kept_summaries import make_missing, summaries_within
from voice_interviewer.session import Session
from voice_interviewer.session.answers import read_transcripts
from voice_interviewer.session.finding import find_session
from voice_interviewer.session.holding import held
from voice_interviewer.session.marks import read_marks
from voice_interviewer.web import pages
from voice_interviewer.web.live import Live
from voice_interviewer.web.looking_again import LookingAgain


@pytest.fixture
def visitor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    alone(monkeypatch, tmp_path)
    return Visitor(tmp_path).come_in()


def test_the_first_page(visitor: Visitor) -> None:
    page = visitor.get("/").text
    assert 'href="/ready?bank=small"' in page  # the bank used last
    assert f'href="/sessions/{visitor.session.name}/"' in page
    assert 'href="/banks/patient-services-coordinator"' in page
    assert "Go on where you were cut short" not in page
    assert "2 Jan 2026, 03:04: 1 of 1 answered, 0:16 recorded" in page


def test_nobody_waits_for_interviews_that_are_not_looked_through_yet(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after the folder was copied from another computer."""
    link = f'href="/sessions/{visitor.session.name}/"'
    with monkeypatch.context() as context:
        context.setattr(pages, "PATIENCE_S", 0.0)
        for address in ("/", "/history"):
            page = visitor.get(address).text
            assert link not in page
            assert "1 earlier interview is still being looked through." in page
        assert "install-icon" not in visitor.get("/").text
    for address in ("/", "/history"):
        page = visitor.get(address).text
        assert link in page
        assert "being looked through" not in page


def test_an_interview_is_shown_however_many_others_are_not_looked_through_yet(visitor: Visitor) -> None:
    audio_dir, address = visitor.folder / "audio", f"/sessions/{visitor.session.name}/"
    for days in range(3):
        held_session(audio_dir, visitor.session.record.created_at - timedelta(days=days), [(1, "I bake.")])
    visitor.get(address)  # its own answers are compared
    with files_read(audio_dir) as found:
        page = visitor.get(address).text
    told = (
        "Not in it yet: 3 interviews that have not been looked through; that is done while the window is open"
    )
    assert told in page
    make_missing(audio_dir, lambda: True)
    with files_read(audio_dir) as with_all:
        assert "Not in it yet" not in visitor.get(address).text
    assert len(found) <= len(with_all)


def test_interviews_are_looked_through_while_nothing_else_is_done(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where no second looks are wanted."""
    running, audio_dir = threading.Event(), visitor.folder / "audio"
    asked = threading.Event()

    def is_running(_: Live) -> bool:
        asked.set()
        return running.is_set()

    monkeypatch.setattr(Live, "is_running", property(is_running))
    running.set()
    looking = LookingAgain(visitor.window, second_look=False, start_s=0.0)
    assert asked.wait(PATIENCE_S)
    assert summaries_within(audio_dir, 0.0) == ((), 1)
    running.clear()
    until(lambda: summaries_within(audio_dir, 0.0)[1] == 0)
    looking.end()


def test_an_interview_that_was_cut_short_can_be_gone_on_with(visitor: Visitor) -> None:
    cut = new_session(visitor.folder / "audio")
    page = visitor.get("/").text
    assert f'href="/ready?resume={cut.name}"' in page
    assert "Go on where you were cut short" in page
    assert "question 1 of 3 is next" in page
    assert "go on with question 1 of 3" in visitor.get(f"/ready?resume={cut.name}").text


def test_an_interview_that_is_going_on_is_told_so_and_offers_nothing_that_is_refused(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_on(SlowStage(), monkeypatch)
    live = visitor.window.live
    assert visitor.post("/interview/begin", {"bank": "small"}).status_code == 200
    until(lambda: live.shown.phase == "listening" and live.shown.number == 1)
    assert live.want(live.shown.step, Command.DONE)
    until(lambda: live.shown.phase == "listening" and live.shown.number == 2)
    name = live.shown.session
    page = visitor.get(f"/sessions/{name}/").text
    assert "The interview is still going on." in page
    assert '<a class="button main" href="/interview">Back to the interview</a>' in page
    assert "Not written down yet; wait for the end of the interview" in page
    assert "Not answered in this interview yet." in page
    for refused in ("cut short", "Try it:", 'id="write-down"', 'id="delete"', "the button “Write down”"):
        assert refused not in page
    assert not (visitor.folder / "audio" / name / "review.html").exists(), "it would go on saying so"
    answer = visitor.post(f"/sessions/{name}/delete", {"name": name})
    assert (answer.status_code, answer.json()["error"]) == (
        409,
        "This interview is still going on: finish it first.",
    )
    other = visitor.get(f"/sessions/{visitor.session.name}/").text
    assert "Back to the interview" not in other
    assert 'id="delete"' in other
    assert live.want(live.shown.step, Command.FINISH)
    until(lambda: not live.is_running)
    page = visitor.get(f"/sessions/{name}/").text
    assert "The interview was ended early." in page
    assert "Back to the interview" not in page
    for offered in ('id="write-down"', 'id="delete"', "the button “Write down” at the top"):
        assert offered in page
    assert "Go on where you left off" in visitor.get("/").text


def test_one_that_another_program_is_holding_is_told_so_too(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = new_session(visitor.folder / "audio")
    address = f"/sessions/{session.name}/"
    with held(session.folder):
        page = visitor.get(address).text
        assert "The interview is still going on." in page
        assert "Back to the interview" not in page, "it is in no window"
        assert 'id="delete"' not in page
        put_on(SlowStage(), monkeypatch)
        assert visitor.post("/interview/begin", {"resume": session.name}).status_code == 200
        until(lambda: not visitor.window.live.is_running)
        assert (
            visitor.window.live.shown.notices[-1].text == "This interview is still going on: finish it first."
        )
    assert "The interview was cut short." in visitor.get(address).text


def test_a_guide_has_everything_of_its_bank(visitor: Visitor) -> None:
    page = visitor.get("/banks/small").text
    for text in (
        "Question number 2?",
        "They want 2.",
        "Say 2.",
        "An example of 2.",
        "Says 2.",
        "not practised yet",
    ):
        assert text in page
    assert 'href="/ready?bank=small&amp;question=q2"' in page
    assert visitor.get("/banks/small/file").text == (visitor.folder / "bank" / "small.toml").read_text()


def test_what_is_in_a_bank_is_never_markup(visitor: Visitor) -> None:
    bank = (visitor.folder / "bank" / "small.toml").read_text()
    evil = bank.replace("Question number 1?", "<script>alert(1)</script>?").replace("Test bank", "<b>T</b>")
    (visitor.folder / "bank" / "evil.toml").write_text(evil)
    for address in ("/", "/banks", "/banks/evil", "/ready?bank=evil", "/ready?bank=evil&question=q1"):
        page = visitor.get(address).text
        assert "<script>alert" not in page
        assert "<b>T</b>" not in page


def test_a_bank_with_faults_says_so(visitor: Visitor) -> None:
    (visitor.folder / "bank" / "broken.toml").write_text("schema = 1\n")
    assert "title" in visitor.get("/banks").text
    assert visitor.get("/").status_code == 200
    assert visitor.get("/banks/broken").status_code == 422


def test_getting_ready(visitor: Visitor) -> None:
    page = visitor.get("/ready?bank=small").text
    assert '<option value="small" selected ' in page
    assert "Nothing is recorded before you begin" in page
    assert "Question number 3?" in visitor.get("/ready?bank=small&question=q3").text


def test_the_review_is_the_page_of_the_folder_and_more(visitor: Visitor) -> None:
    address = f"/sessions/{visitor.session.name}/"
    answer = visitor.get(address)
    page = answer.text
    assert (visitor.session.folder / "review.html").is_file()
    assert "<h1" in page
    assert 'src="./01_unhappy-patient_take1.wav"' in page
    assert 'src="/static/after.js"' in page
    assert "Content-Security-Policy" not in page
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self' 'sha256-" in policy
    assert "media-src 'self';" in policy


def test_a_recording_comes_whole_and_in_parts(visitor: Visitor) -> None:
    take = visitor.session.record.takes[0]
    address = f"/sessions/{visitor.session.name}/{take.file}"
    content = visitor.session.recording(take).read_bytes()
    whole = visitor.get(address)
    assert whole.content == content
    assert whole.headers["content-type"] == "audio/wav"
    part = visitor.get(address, headers={"range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, content[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(content)}"
    assert visitor.get(address, headers={"range": f"bytes={len(content)}-"}).status_code == 416


def test_words_are_corrected(visitor: Visitor) -> None:
    address = f"/sessions/{visitor.session.name}"
    before = visitor.get(f"{address}/words?take=q1t1").json()["text"]
    assert before.startswith(SAID.split(" | ")[0][:20])
    right = before.replace("patient", "relative")
    assert visitor.post(f"{address}/correct", {"take": "q1t1", "text": right}).status_code == 200
    assert "relative" in read_transcripts(visitor.session, 1)[1].text
    assert "relative" in visitor.get(f"{address}/").text
    assert visitor.post(f"{address}/correct", {"take": "q1t1", "text": "  "}).status_code == 422


def test_a_point_is_marked(visitor: Visitor) -> None:
    address = f"/sessions/{visitor.session.name}"
    assert "By your own word" not in visitor.get(f"{address}/").text
    posted = {"take": "q1t1", "point": 2, "mark": "said"}
    assert visitor.post(f"{address}/mark", posted).status_code == 200
    assert read_marks(visitor.session, 1) == {1: {"Names the complaints procedure.": "said"}}
    assert "By your own word" in visitor.get(f"{address}/").text
    assert visitor.post(f"{address}/mark", posted | {"mark": "unmarked"}).status_code == 200
    assert read_marks(visitor.session, 1) == {}
    for wrong, status in (
        ({"point": 3}, 404),
        ({"take": "q9t1"}, 404),
        ({"point": 0}, 422),
        ({"mark": "x"}, 422),
    ):
        assert visitor.post(f"{address}/mark", posted | wrong).status_code == status
    assert read_marks(visitor.session, 1) == {}


def test_exports_are_kept_and_not_shown(visitor: Visitor) -> None:
    for kind, begins in (("md", "# "), ("csv", ""), ("page", "<!doctype html>")):
        answer = visitor.get(f"/sessions/{visitor.session.name}/export/{kind}")
        assert answer.headers["content-disposition"].startswith("attachment; ")
        assert answer.text.startswith(begins)
    assert "data:audio/mpeg" in answer.text


def handed_out(visitor: Visitor, address: str) -> str:
    """The name of the file that a browser saves."""
    found = re.fullmatch(r'attachment; filename="(.+)"', visitor.get(address).headers["content-disposition"])
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("bank", "bank_file", "interview"),
    [
        ("my-job", "my-job.toml", "interview-my-job-2026-05-04.html"),
        ("My bank: 2nd & “best”…", "my-bank-2nd-best.toml", "interview-my-bank-2nd-best-2026-05-04.html"),
        ("Pflege für Ältere", "pflege-fur-altere.toml", "interview-pflege-fur-altere-2026-05-04.html"),
        ("面接", "bank.toml", "interview-2026-05-04.html"),
    ],
)
def test_files_are_named_by_bank_and_day(visitor: Visitor, bank: str, bank_file: str, interview: str) -> None:
    (visitor.folder / "bank" / f"{bank}.toml").write_text(BANK, encoding="utf-8")
    assert handed_out(visitor, f"/banks/{quote(bank)}/file") == bank_file
    session = visitor.session
    moment = datetime(2026, 5, 4, 23, 30, tzinfo=UTC)
    session.record = session.record.model_copy(update={"bank": bank, "created_at": moment})
    session.end("finished")
    address = f"/sessions/{session.name}/export"
    assert handed_out(visitor, f"{address}/page") == interview
    for kind in ("md", "csv"):
        assert handed_out(visitor, f"{address}/{kind}") == interview.replace(".html", f".{kind}")


@pytest.mark.parametrize("name", ["con", "NUL", "lpt1"])
def test_no_file_has_a_name_that_windows_keeps_for_itself(visitor: Visitor, name: str) -> None:
    (visitor.folder / "bank" / f"{name}.toml").write_text(BANK, encoding="utf-8")
    assert handed_out(visitor, f"/banks/{name}/file").casefold() != f"{name}.toml".casefold()


def test_an_interview_is_deleted_by_its_name_only(visitor: Visitor) -> None:
    address = f"/sessions/{visitor.session.name}/delete"
    assert visitor.post(address, {"name": ""}).status_code == 422
    assert visitor.session.folder.is_dir()
    assert visitor.post(address, {"name": visitor.session.name}).json() == {"go": "/"}
    assert not visitor.session.folder.exists()
    assert visitor.get(f"/sessions/{visitor.session.name}/").status_code == 404


def test_history_leads_to_each_interview(visitor: Visitor) -> None:
    page = visitor.get("/history").text
    assert f'href="/sessions/{visitor.session.name}/"' in page
    assert visitor.get("/sessions/review.html").headers["location"] == "/history"


def test_without_any_interview_there_is_a_history_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = Visitor(tmp_path).come_in()
    assert visitor.post(f"/sessions/{visitor.session.name}/delete", {"name": visitor.session.name}).json()
    assert visitor.get("/history").status_code == 200
    assert 'href="/ready?bank=patient-services-coordinator"' in visitor.get("/").text


def test_a_choice_is_kept(visitor: Visitor) -> None:
    assert visitor.post("/settings/change", {"name": "speaker", "value": "none"}).status_code == 200
    assert 'data-speaker="none"' in visitor.get("/settings").text
    refused = visitor.post("/settings/change", {"name": "voice-rate", "value": "9"})
    assert refused.status_code == 422
    assert "voice-rate" in refused.json()["error"]
    assert visitor.post("/settings/change", {"name": "plain", "value": "x"}).status_code == 422


def test_quit_ends_the_program(visitor: Visitor) -> None:
    assert visitor.post("/quit").status_code == 200
    assert visitor.quits == ["quit"]


def test_nothing_runs_in_a_page_but_its_own_scripts(visitor: Visitor) -> None:
    for method, address in visitor.addresses():
        if method == "GET" and not address.startswith(("/events", "/static", "/sessions", "/history")):
            page = visitor.get(address).text
            assert "<script>" not in page
            assert " onclick" not in page
            assert " style=" not in page


def test_what_is_posted_is_checked(visitor: Visitor) -> None:
    wishes: list[object] = [
        {"bank": "small", "questions": 0},
        {"bank": "small", "minutes": "x"},
        {"bank": 3},
        {"more": 1},
        [1],
        "text",
    ]
    for wish in wishes:
        answer = visitor.post("/interview/begin", wish)
        assert answer.status_code == 422
        assert json.loads(answer.text)["error"]
    assert find_session(visitor.folder / "audio").name == visitor.session.name


def test_what_is_not_written_down_yet_can_be(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.pages import Asked, Said, spoken_session

    later = spoken_session(
        visitor.folder / "audio", (Asked(takes=(Said(is_transcribed=False),)),), name="later"
    )
    page = visitor.get(f"/sessions/{later.name}/").text
    assert "Write down 1 answer" in page
    assert "use the button “Write down” at the top of this page" in page
    assert "write-down" not in visitor.get(f"/sessions/{visitor.session.name}/").text
    told: list[str] = []
    go_on = threading.Event()

    def write_down(_: object, session: Session, model: str, on_progress: Callable[[float], None]) -> None:
        told.append(session.name)
        on_progress(0.5)
        go_on.wait(60)
        raise ModelError("There is no model.")

    monkeypatch.setattr(Studio, "write_down", write_down)
    assert visitor.post(f"/sessions/{later.name}/write-down").status_code == 200
    assert visitor.post(f"/sessions/{later.name}/write-down").status_code == 409
    assert visitor.post("/interview/begin", {"bank": "small"}).status_code == 409
    working = visitor.window.working
    assert (working.work.now, working.work.name, told) == ("writing", later.name, [later.name])
    assert visitor.window.is_in_use
    go_on.set()
    while working.is_busy:
        time.sleep(0.01)
    assert (working.work.now, working.work.failed) == ("", "There is no model.")


def test_a_model_is_fetched_by_its_name_only(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    fetched: list[str] = []
    monkeypatch.setattr(Studio, "fetch_model", lambda _, name, tell: fetched.append(name))
    assert 'data-name="base.en"' in visitor.get("/settings").text
    assert visitor.post("/settings/fetch", {"name": "../evil"}).status_code == 404
    assert visitor.post("/settings/fetch", {"name": "base.en"}).status_code == 200
    while visitor.window.working.is_busy:
        time.sleep(0.01)
    assert fetched == ["base.en"]


def test_an_example_can_be_heard_as_the_chosen_voice_says_it(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def spoken(wanted: str, text: str, locale: str, rate_wpm: int) -> Clip:
        assert (locale, rate_wpm) == ("en-GB", 170)
        asked.append(text)
        return Clip(np.full(800, 0.1, np.float32), 8_000)

    monkeypatch.setattr("voice_interviewer.rehearsal.device_checks.spoken", spoken)
    assert 'src="/banks/small/example/q2"' in visitor.get("/banks/small").text
    addresses = (
        "/banks/small/example/q2",
        "/banks/small/example/q2",
        f"/sessions/{visitor.session.name}/example/1",
    )
    for address in addresses:
        sound = visitor.get(address)
        assert sound.headers["content-type"] == "audio/wav"
        assert sound.content[:4] == b"RIFF"
        assert len(sound.content) == 44 + 2 * 800
    assert asked == [
        "An example of 2.",
        visitor.session.question(1).example.replace("\n\n", " "),
    ]  # each is spoken once
    part = visitor.get("/banks/small/example/q2", headers={"range": "bytes=0-3"})
    assert (part.status_code, part.content) == (206, b"RIFF")
    assert visitor.get("/banks/small/example/q9").status_code == 404
    assert visitor.get(f"/sessions/{visitor.session.name}/example/x").status_code == 404


def test_a_page_is_shown_although_a_transcript_may_not_be_read(visitor: Visitor) -> None:
    document = visitor.session.document(1, ".json")
    document.unlink()
    document.mkdir()  # root may read any file
    answer = visitor.get(f"/sessions/{visitor.session.name}/")
    assert answer.status_code == 200
    assert f"{document.name} cannot be read" in answer.text
    assert "read what it says at the top of this page" in answer.text
    assert "Not written down yet" not in answer.text


HIDDEN = "\u200f\u200b"


def test_what_is_hidden_in_a_text_is_marked_where_it_is_shown_and_kept_where_it_is_typed_over(
    visitor: Visitor,
) -> None:
    path = visitor.folder / "bank" / "small.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Question number 2?", f"Num{HIDDEN}ber 2?"), "utf-8"
    )
    assert f"Num{HIDDEN}ber 2?" in visitor.get("/banks/small/edit").text
    assert HIDDEN not in visitor.get("/banks/small").text


@pytest.mark.skipif(os.name != "posix" or sys.platform == "darwin", reason="names there are always text")
def test_names_that_are_no_text_lead_somewhere(visitor: Visitor) -> None:
    folder = os.fsdecode(b"caf\xe9")
    visitor.session.folder.rename(visitor.session.folder.with_name(folder))
    bank = visitor.folder / "bank" / f"{folder}.toml"
    (visitor.folder / "bank" / "small.toml").rename(bank)
    for address in ("/", "/history", "/banks", "/banks/caf%E9", "/sessions/caf%E9/"):
        assert visitor.get(address).status_code == 200, address
