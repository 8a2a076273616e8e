"""The review page as text: what it says of whatever is there or missing, and that nothing in it is more than text."""

import base64
import hashlib
import re
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fake_devices import new_session
from tests.pages import BANK, QUESTION, SAID, Asked, Said, spoken_session
from voice_interviewer.bank import KeyPoint, Tip
from voice_interviewer.bank.library import DEFAULT_BANK
from voice_interviewer.cli import run
from voice_interviewer.clip import WavWriter, read_clip
from voice_interviewer.coverage.passages import span_of
from voice_interviewer.interview.input_watch import QUIET_DBFS
from voice_interviewer.rehearsal.sessions import handouts, mark_point
from voice_interviewer.review.facts import gather
from voice_interviewer.review.kept_summaries import make_missing
from voice_interviewer.review.report.how_said import VERY_QUIET_DBFS, manner
from voice_interviewer.review.report.page import practice_command
from voice_interviewer.review.report.view import example_in_pieces
from voice_interviewer.review.report.writing import audio_uri, write_index, write_page, write_single_page
from voice_interviewer.session import Session
from voice_interviewer.session.answers import read_transcripts, save_correction
from voice_interviewer.session.holding import held
from voice_interviewer.transcript import as_spoken

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "</script><script>alert(3)</script>",
    "</style><style>*{display:none}",
    "{{ 6 * 7 }}",
    "javascript:alert(4)",
    "&lt;b&gt; & <b>",
    "🦊 שלום",
)


class Seen(HTMLParser):
    """A page as a browser takes it: its elements, and its text outside of script and style."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._words: list[str] = []
        self._within = ""
        self.source = page.read_text(encoding="utf-8")
        self.inline: dict[str, str] = {"script": "", "style": ""}
        self.feed(self.source)

    @property
    def text(self) -> str:
        return " ".join("".join(self._words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._within = tag

    def handle_endtag(self, tag: str) -> None:
        self._within = ""
        if tag not in ("span", "bdi", "a", "strong"):
            self._words.append(" ")

    def handle_data(self, data: str) -> None:
        if self._within in self.inline:
            self.inline[self._within] += data
        else:
            self._words.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def page_of(audio_dir: Path, *takes: Said, **changes: object) -> Seen:
    """The page of one question with these takes; `changes` are the question's."""
    question = QUESTION.model_copy(update=changes)
    return Seen(write_page(spoken_session(audio_dir, (Asked(question, takes),))))


# What it shows


def test_an_answer_with_everything_that_belongs_to_it(tmp_path: Path) -> None:
    text = page_of(tmp_path, Said()).text
    for wanted in (
        "Interview of Friday 2 January 2026, 03:04",
        "1 of 1 questions answered, 1 of 2 points covered, 0:16 recorded.",
        "A patient is unhappy. What do you do?",
        "Your answer, 0:16",
        "Um, I listen first, and I let them finish. 2.5 s of silence Then I, I say what I can do",
        "Covered: Listens first and lets them finish.",
        "Not heard: Names the complaints procedure. Not recognised. You may be asked: Who else would you tell?",
        "Example answer I listen to the whole story. Then I say what happens next, and I ring back.",
        "What the interviewer is after They look for calm.",
        "Advice Begin with listening.",
        "What to work on",
        "Spoken 0:16 suggested 1:00",
        "Pace 120 words a minute comfortable: 110 to 170",
        "Pauses 1 longest 2.5 s Fillers 2 or more about 8 a minute Loudness good",
        "Hear these moments: 2 fillers, 1 long pause, 1 repeat or restart",
        "This page works without the internet. Your recordings stay on your computer.",
        "Before the real interview Their website Read it the day before.",
    ):
        assert wanted in text


def test_what_to_do_next_leads_to_its_question(tmp_path: Path) -> None:
    second = QUESTION.model_copy(update={"id": "second", "question": "And then?"})
    covered = Said("I listen without interrupting. Then I name the complaints procedure.")
    seen = Seen(write_page(spoken_session(tmp_path, (Asked(takes=(covered,)), Asked(second)))))
    assert re.search(r"Do next: Answer aloud: .* Then answer question 2 again", seen.text)
    assert '<a href="#q2">question 2</a> again' in seen.source
    assert "voice-interviewer practice small --question second" in seen.text
    assert seen.text.index("Do next") < seen.text.index("What went well")


def test_a_command_names_the_bank_unless_it_is_the_usual_one() -> None:
    assert practice_command(DEFAULT_BANK, "why") == "voice-interviewer practice --question why"
    assert practice_command("my bank", "why") == "voice-interviewer practice 'my bank' --question why"


def test_below_the_words_stand_remarks_then_what_was_measured(tmp_path: Path) -> None:
    uneven = f"{'word ' * 40}{'| word ' * 5}"
    text = page_of(tmp_path, Said(f"{SAID} {uneven}"), points=()).text
    wanted = (
        "Sentences of the example",
        "What to work on",
        "Spoken",
        "Pace over",
        "Hear these",
    )
    places = [text.index("Um, I listen"), *(text.rindex(each) for each in wanted)]
    assert places == sorted(places)


def test_what_is_perhaps_said_is_called_so(tmp_path: Path) -> None:
    points = tuple(KeyPoint(text=each) for each in ("Rings them.", "Scrubs boards and shelves.", "Sings."))
    text = page_of(tmp_path, Said("I rings them. The boards were old."), points=points).text
    assert "Key points 1 of 3 covered, perhaps 1 more" in text
    assert "1 of 3 points covered, perhaps 1 more, 0:" in text
    assert text.count("Perhaps:") == 1
    assert "Did you say it? Play “The boards were old.”" in text


def test_each_point_stands_beside_how_the_example_says_it(tmp_path: Path) -> None:
    points = tuple(
        KeyPoint(text=each) for each in ("Rings them back.", "Scrubs the boards.", "Sings a song.")
    )
    example = "Well, I ring them back. It rains.\n\nIn the evening I scrub the boards. Then I go home."
    seen = page_of(tmp_path, Said("I ring back at once. It was late."), points=points, example=example)
    assert "Beside the example You I ring back at once. The example Well, I ring them back." in seen.text
    assert (
        "Beside the example You Not recognised. The example In the evening I scrub the boards." in seen.text
    )
    assert "You Not recognised. The example It does not say this plainly." in seen.text
    assert '<span class="says" data-says="1">Well, I ring them back.</span> It rains.' in seen.source
    assert (
        '<p dir="auto"><span class="says" data-says="2">In the evening I scrub the boards.</span> Then'
        in seen.source
    )


def test_what_only_the_person_said_is_marked_as_their_own(tmp_path: Path) -> None:
    session = spoken_session(tmp_path, (Asked(takes=(Said("I rang a friend."),)),))
    mark_point(session, "1", None, 2, "said")
    seen = Seen(write_page(session))
    assert "Covered: Names the complaints procedure. By your own word." in seen.text
    assert "You, by your own word Said. The example" in seen.text


@settings(max_examples=50)
@given(st.text("ab .!?\n", max_size=80), st.data())
def test_an_example_in_pieces_is_the_whole_example(text: str, drawn: st.DataObject) -> None:
    words = as_spoken(text)
    count = len(words.words)
    places = st.tuples(st.integers(0, max(0, count - 1)), st.integers(0, max(0, count - 1))).map(sorted)
    says = [span_of(words, *each) for each in drawn.draw(st.lists(places, max_size=3 if count else 0))]
    pieces = example_in_pieces(text, says)
    paragraphs = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
    assert [" ".join(piece.text for piece in each) for each in pieces] == paragraphs


def test_the_legend_explains_what_there_is(tmp_path: Path) -> None:
    text = page_of(tmp_path / "a", Said()).text
    assert "Show fillers (um, uh) repeats and restarts pauses of 2 s or more In the waveform" in text
    assert "misheard" not in text
    text = page_of(tmp_path / "b", Said("I rang them.", unsure=frozenset({"rang"}))).text
    assert "Show words that may have been misheard Click a word to play from it." in text
    assert "Show" not in page_of(tmp_path / "c", Said("I rang them.")).text
    assert "Click a word" not in page_of(tmp_path / "d", Said(is_transcribed=False)).text


# Follow-ups


def test_a_follow_up_has_its_own_row_after_the_answer(tmp_path: Path) -> None:
    seen = page_of(tmp_path, Said(), Said("Nobody else.", probes=2))
    point = "Not heard: Names the complaints procedure. Not recognised."
    wanted = (
        "Your answer, 0:16",
        "Key points 1 of 2 covered",
        f"{point} You were asked: Who else would you tell? Not recognised there either.",
        "Then you were asked: Who else would you tell? Question 1, Your answer to the follow-up, 0:02",
        f"The point it asked about {point}",
    )
    places = [seen.text.index(each) for each in wanted]
    assert places == sorted(places)
    assert len([each for each in seen.all("div") if each.get("class") == "columns"]) == 2


def test_what_was_heard_in_a_follow_up_is_linked(tmp_path: Path) -> None:
    answer = Said("I would name the complaints procedure.", probes=2)
    seen = page_of(tmp_path, Said(), answer)
    assert (
        "Not recognised. You were asked: Who else would you tell? Heard there Play ▶\ufe0e 0:00" in seen.text
    )
    assert "Not recognised there" not in seen.text
    (link,) = re.findall(r'Heard there&nbsp;<a class="moment" href="(#\w+)"', seen.source)
    assert link == "#q1t2"


def test_a_follow_up_that_nobody_wrote_down_yet_is_not_judged(tmp_path: Path) -> None:
    text = page_of(tmp_path, Said(), Said(probes=2, is_transcribed=False)).text
    assert "You were asked: Who else would you tell?" in text
    assert "eard there" not in text
    assert "The point it asked about" not in text


# How it was said


def told_of(audio_dir: Path, said: Said, clipped_share: float = 0.0) -> dict[str, str]:
    take = gather(spoken_session(audio_dir, (Asked(takes=(said,)),))).answers[0].latest
    assert take
    assert take.delivery
    found = manner(replace(take.delivery, clipped_share=clipped_share))
    return {each.title: f"{each.value} {each.unit}".strip() for each in found}


def test_loudness_is_told_in_words(tmp_path: Path) -> None:
    assert told_of(tmp_path / "a", Said())["Loudness"] == "good"
    assert told_of(tmp_path / "b", Said(level_dbfs=-55.0))["Loudness"] == "very quiet"
    assert told_of(tmp_path / "c", Said(), 0.01)["Loudness"] == "distorted too loud for the microphone"
    assert VERY_QUIET_DBFS == QUIET_DBFS, "an interview and its review remark on the same"


def test_the_first_word_is_told_where_it_is_late(tmp_path: Path) -> None:
    assert "First word" not in told_of(tmp_path / "a", Said())
    assert told_of(tmp_path / "b", Said("| | I rang."))["First word"] == "after 5.3 s"


def test_where_nothing_stands_out_it_is_told(tmp_path: Path) -> None:
    told = told_of(tmp_path, Said("I rang them."))
    assert (told["Pauses"], told["Fillers"]) == ("none", "none heard")


def test_words_know_when_they_are_said(tmp_path: Path) -> None:
    (transcript,) = [
        each for each in page_of(tmp_path, Said()).all("div") if each.get("class") == "transcript"
    ]
    times = [pair.split(",") for pair in (transcript["data-times"] or "").split()]
    words = Said().words
    assert len(times) == len(words)
    assert times[2] == [f"{words[2].start_s * 100:.0f}", f"{words[2].end_s * 100:.0f}"]


def test_marks_are_where_they_belong(tmp_path: Path) -> None:
    seen = page_of(tmp_path, Said(unsure=frozenset({"rang"})))
    marked = re.findall(r'<span class="w (\w+)">([^<]+)</span>', seen.source)
    assert marked == [
        ("filler", "Um,"),
        ("stumble", "I,"),
        ("stumble", "I"),
        ("filler", "uh,"),
        ("unsure", "rang"),
    ]


def test_the_recording_lies_beside_the_page(tmp_path: Path) -> None:
    (audio,) = page_of(tmp_path, Said()).all("audio")
    assert audio["src"] == "./01_unhappy-patient_take1.wav"
    assert "controls" in audio  # of the browser's own, until a script takes over
    assert audio["preload"] == "none"


@pytest.mark.parametrize(
    ("said", "sentence", "plays"),
    [
        (
            Said(is_transcribed=False),
            "Not written down yet; run: voice-interviewer transcribe 2026-01-02",
            True,
        ),
        (Said(is_removed=True), "The recording was removed. What was written down from it is kept.", False),
        (
            Said(is_transcribed=False, is_removed=True),
            "The recording was removed. Nothing had been written down from it.",
            False,
        ),
        (Said(""), "No speech was heard.", True),
        (Said(is_measured=False), "How it was said has not been measured yet.", True),
        (Said("Yes."), "Spoken 0:00 suggested 1:00", True),
    ],
)
def test_what_is_missing_has_its_sentence(tmp_path: Path, said: Said, sentence: str, plays: bool) -> None:
    seen = page_of(tmp_path, said)
    assert sentence in seen.text
    assert bool(seen.all("audio")) is plays
    assert "Example answer" in seen.text


def test_a_damaged_recording_is_told(tmp_path: Path) -> None:
    session = spoken_session(tmp_path)
    session.recording(session.record.takes[0]).write_bytes(b"RIFF of nothing")
    seen = Seen(write_page(session))
    assert "The recording 01_unhappy-patient_take1.wav cannot be read: it is damaged, or empty." in seen.text
    assert "I listen first" in seen.text
    assert not seen.all("audio")


def test_a_question_without_an_answer_keeps_its_example_to_itself(tmp_path: Path) -> None:
    seen = page_of(tmp_path)
    assert "0 of 1 questions answered" in seen.text
    assert "voice-interviewer practice small --question unhappy-patient" in seen.text
    assert "I listen to the whole story" not in seen.source


def test_a_bank_with_nothing_but_questions_will_do(tmp_path: Path) -> None:
    text = page_of(tmp_path, Said(), intent="", advice="", example="", points=()).text
    assert "The bank has no example answer" in text
    assert "Advice" not in text
    assert "Key points" not in text


def test_points_of_an_example_are_called_so(tmp_path: Path) -> None:
    text = page_of(tmp_path, Said(), points=()).text
    assert "Sentences of the example" in text
    assert "Perhaps:" in text


def test_of_a_corrected_transcript_both_are_there(tmp_path: Path) -> None:
    session = spoken_session(tmp_path, (Asked(takes=(Said("I ran them."),)),))
    (take,) = session.record.takes
    heard = read_transcripts(session, 1)[1]
    words = tuple(replace(word, text=word.text.replace("ran", "rang")) for word in heard.words)
    save_correction(session, take, replace(heard, words=words))
    text = Seen(write_page(session)).text
    assert "I rang them. What Whisper wrote down before you corrected it I ran them." in text
    save_correction(session, take, None)
    assert "corrected" not in Seen(write_page(session)).text


def test_the_latest_take_comes_first_and_the_others_are_compared(tmp_path: Path) -> None:
    seen = page_of(tmp_path, Said("I rang them."), Said(), Said("I listen."))
    keys = [section["id"] for section in seen.all("section") if (section.get("class") or "") == "take"]
    assert keys == ["q1t3", "q1t2", "q1t1"]
    assert "Listen to 2 earlier takes" in seen.text
    table = seen.text[seen.text.index("Take against take") :]
    assert re.search(r"1 0:02 0 of 2 .* 2 0:16 1 of 2 .* 3 0:02 0 of 2", table)


def test_every_moment_leads_into_a_take_that_is_there(tmp_path: Path) -> None:
    seen = page_of(tmp_path, Said("I rang them."), Said())
    ids = [attributes["id"] for _, attributes in seen.elements if "id" in attributes]
    moments = [link for link in seen.all("a") if link.get("class") == "moment"]
    assert len(ids) == len(set(ids))
    assert len(moments) > 5
    for link in seen.all("a"):
        href = link["href"] or ""
        assert href.startswith("#")
        assert href.removeprefix("#") in ids
    for moment in moments:
        assert 0 <= float(moment["data-from"] or -1) < float(moment["data-to"] or 0) <= 17


def test_earlier_interviews_show_whether_it_gets_better(tmp_path: Path) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    first = spoken_session(tmp_path, (Asked(takes=(Said("I rang them."),)),), now=now)
    other = BANK.model_copy(update={"title": "Other"})
    spoken_session(tmp_path, bank=other, name="other", now=now + timedelta(days=1))
    second = spoken_session(tmp_path, now=now + timedelta(days=2))
    make_missing(tmp_path, lambda: True)
    assert "Your progress" not in Seen(write_page(first)).text
    seen = Seen(write_page(second))
    drawings = [each["aria-label"] for each in seen.all("svg") if each.get("class") == "spark"]
    label = "Points covered"
    assert f"{label} in 2 interviews, the latest last: 0, 50 %." in drawings
    assert "Speaking time an answer in 2 interviews, the latest last: 0:01, 0:16." in drawings
    assert (
        f"{label} 50 % 0 in the first of these 2 interviews: too few to tell; higher is better." in seen.text
    )
    assert (
        seen.text.index("Your answer") < seen.text.index("Your progress") < seen.text.index("Before the real")
    )


def test_what_stays_the_same_needs_no_drawing(tmp_path: Path) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    sessions = [spoken_session(tmp_path, now=now + timedelta(days=days)) for days in range(3)]
    told = "Not in it yet: 2 interviews that have not been looked through; `voice-interviewer progress` does that."
    assert told in Seen(write_page(sessions[-1])).text
    make_missing(tmp_path, lambda: True)
    seen = Seen(write_page(sessions[-1]))
    assert "Not in it yet" not in seen.text
    assert not [each for each in seen.all("svg") if each.get("class") == "spark"]
    assert "Speaking time an answer 0:16 Unchanged over 3 interviews; 1:00 to 2:00 suits most" in seen.text


def _pages(sessions: list[Session]) -> tuple[Path, Path]:
    """Both that show a share of points: that over all sessions, and that of the latest."""
    return write_index(sessions[0].folder.parent), write_page(sessions[-1])


def test_the_page_over_all_sessions_links_to_each(tmp_path: Path) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    sessions = [spoken_session(tmp_path, now=now + timedelta(days=days)) for days in range(3)]
    (tmp_path / "damaged").mkdir()
    (tmp_path / "damaged" / "session.json").write_text("{")
    seen = Seen(write_index(tmp_path))
    assert "3 interviews, 0:50 recorded." in seen.text
    assert seen.text.index("All interviews") < seen.text.index("Your progress: Small")
    assert "3 Jan, 00:00 Small 1 of 1 0:16 50 % 120 7.7" in seen.text
    assert [Seen(page).text.count("each “perhaps” counts by its chance") for page in _pages(sessions)] == [
        1,
        1,
    ]
    links = [link["href"] or "" for link in seen.all("a")]
    assert links == [f"./{session.name}/review.html" for session in reversed(sessions)]
    assert all((tmp_path / link).is_file() for link in links)


def test_a_page_leads_to_the_one_over_all_if_that_is_there(tmp_path: Path) -> None:
    session = spoken_session(tmp_path)
    assert "All your interviews" not in Seen(write_page(session)).text
    write_index(tmp_path)
    seen = Seen(write_page(session))
    assert "All your interviews" in seen.text
    assert seen.all("a")[1]["href"] == "../review.html"
    assert "All your interviews" not in Seen(write_single_page(session)).text


# Nothing in it is more than text


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    text = " ".join(HOSTILE)
    points = (KeyPoint(text=text, follow_up=text), KeyPoint(text="Names it.", follow_up=text))
    question = QUESTION.model_copy(
        update={"question": text, "intent": text, "advice": text, "example": text, "points": points}
    )
    bank = BANK.model_copy(update={"title": text, "tips": (Tip(title=text, text=text),)})
    session = spoken_session(tmp_path, (Asked(question, (Said(text), Said(f"{text} {SAID}"))),), bank)
    for page in (write_page(session), write_single_page(session), write_index(tmp_path)):
        seen = Seen(page)
        assert text in seen.text
        assert len(seen.all("script")) == len(seen.all("style")) == 1
        assert not seen.all("img")
        assert not [name for _, attributes in seen.elements for name in attributes if name.startswith("on")]
        assert not [link for link in seen.all("a") if not (link["href"] or "").startswith(("#", "./"))]


def test_what_cannot_be_seen_is_made_visible(tmp_path: Path) -> None:
    text = page_of(tmp_path, Said(), question="safe\u202egnp.exe\x00\x1b[31m").text
    assert "safe�gnp.exe��[31m" in text


def test_only_its_own_script_and_style_may_work(tmp_path: Path) -> None:
    seen = page_of(tmp_path, Said())
    (policy,) = [
        each["content"] or ""
        for each in seen.all("meta")
        if each.get("http-equiv") == "Content-Security-Policy"
    ]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    for kind in ("script", "style"):
        digest = base64.b64encode(hashlib.sha256(seen.inline[kind].encode()).digest()).decode()
        assert rules[f"{kind}-src"] == f"'sha256-{digest}'"
    assert not [name for _, attributes in seen.elements for name in attributes if name == "style"]


def test_it_names_no_address_outside(tmp_path: Path) -> None:
    session = spoken_session(tmp_path)
    for page in (write_page(session), write_single_page(session), write_index(tmp_path)):
        assert not re.search(r"https?:|//[a-z]+\.", Seen(page).source)


# One file


@pytest.mark.parametrize("rate_hz", [16_000, 44_100, 96_000])
def test_what_is_embedded_sounds_at_the_same_moment(tmp_path: Path, rate_hz: int) -> None:
    path = tmp_path / "a.wav"
    with WavWriter(path, rate_hz) as file:
        file.write(np.zeros(rate_hz, np.float32))
        file.write(0.5 * np.sin(2 * np.pi * 300 / rate_hz * np.arange(rate_hz)).astype(np.float32))
    prefix, _, content = audio_uri(path).partition(",")
    (tmp_path / "a.mp3").write_bytes(base64.b64decode(content))
    clip = read_clip(tmp_path / "a.mp3")
    onset_s = int(np.argmax(np.abs(clip.samples) > 0.2)) / clip.rate_hz
    assert prefix == "data:audio/mpeg;base64"
    assert onset_s == pytest.approx(1.0, abs=0.1)
    assert clip.duration_s == pytest.approx(2.0, abs=0.15)
    assert len(content) < 2 * 10_000


def test_one_file_holds_all_its_recordings(tmp_path: Path) -> None:
    session = spoken_session(tmp_path, (Asked(takes=(Said("I rang."), Said("I listen."))),))
    page = write_single_page(session)
    assert page == session.folder / f"{session.name}.html"
    sources = [audio["src"] or "" for audio in Seen(page).all("audio")]
    assert [source[:22] for source in sources] == ["data:audio/mpeg;base64"] * 2


OF_MANY_KINDS = (
    Said(),
    Said(""),
    Said("", level_dbfs=-90.0),
    Said(is_transcribed=False),
    Said(is_measured=False),
    Said(is_removed=True),
    Said("I like football."),
)


@pytest.mark.parametrize("takes", [(), *((said,) for said in OF_MANY_KINDS), OF_MANY_KINDS])
def test_a_file_for_somebody_else_names_no_command(tmp_path: Path, takes: tuple[Said, ...]) -> None:
    other = QUESTION.model_copy(update={"id": "other"})
    session = spoken_session(tmp_path, (Asked(takes=takes), Asked(other, takes=(Said(),))))
    cut = session.recording(session.record.takes[-1])
    cut.write_bytes(cut.read_bytes()[:40_000])
    single = Seen(write_single_page(session))
    assert not single.all("code")
    assert "voice-interviewer" not in single.text
    assert not [text for text in handouts(session).values() if "voice-interviewer" in text]
    assert Seen(write_page(session)).all("code")


# The command


@pytest.mark.parametrize("how", [[], ["--single-file"], ["--all"]], ids=" ".join)
def test_a_page_that_stays_says_nothing_that_is_true_only_while_the_interview_goes_on(
    tmp_path: Path, how: list[str]
) -> None:
    session = new_session(tmp_path)
    with held(session.folder):
        assert run(["review", *how, "--no-open", "--audio-dir", str(tmp_path)]) == 0
    [page] = session.folder.glob("*.html")
    text = Seen(page).text
    assert "This page was made while the interview was going on." in text
    assert "Not answered when this page was made." in text
    for passing in ("still going on", "yet", "cut short"):
        assert passing not in text


def test_review_writes_the_page_and_says_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    session = spoken_session(tmp_path)
    assert run(["review", "--audio-dir", str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"{session.folder / 'review.html'}\n"
    assert run(["review", session.name[:10], "--single-file", "--audio-dir", str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"{session.folder / session.name}.html\n"
    assert run(["review", "--all", "--audio-dir", str(tmp_path)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == str(tmp_path / "review.html")


@pytest.mark.parametrize("wanted", [["nothing"], ["--all"], ["--all", "--single-file"]])
def test_review_of_what_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], wanted: list[str]
) -> None:
    assert run(["review", *wanted, "--audio-dir", str(tmp_path)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


class Window:
    """What the person's computer was asked to open."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, terminal: bool, display: str) -> None:
        self.opened: list[str] = []
        monkeypatch.setattr("webbrowser.open", self.opened.append)
        monkeypatch.setattr("sys.platform", "linux")
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        monkeypatch.setenv("DISPLAY", display)
        for stream in (sys.stdin, sys.stdout):
            monkeypatch.setattr(stream, "isatty", lambda: terminal, raising=False)


@pytest.mark.parametrize(
    ("terminal", "display", "arguments", "opens"),
    [
        (True, ":0", [], True),
        (True, ":0", ["--no-open"], False),
        (False, ":0", [], False),
        (True, "", [], False),
    ],
)
def test_the_page_opens_where_somebody_sees_it(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    terminal: bool,
    display: str,
    arguments: list[str],
    opens: bool,
) -> None:
    session = spoken_session(tmp_path)
    window = Window(monkeypatch, terminal=terminal, display=display)
    assert run(["review", *arguments, "--audio-dir", str(tmp_path)]) == 0
    assert window.opened == [(session.folder / "review.html").as_uri()] * opens


def test_a_page_on_a_full_disk_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    session = spoken_session(tmp_path)
    (session.folder / "review.html").mkdir()
    assert run(["review", "--audio-dir", str(tmp_path)]) == 4
    assert "cannot be written" in capsys.readouterr().err


def test_what_lies_in_the_folder_stays(tmp_path: Path) -> None:
    session: Session = spoken_session(tmp_path)
    before = {path.name: path.read_bytes() for path in session.folder.iterdir()}
    write_page(session)
    after = {path.name: path.read_bytes() for path in session.folder.iterdir()}
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {"review.html", ".summary.json", ".compared.json"}
