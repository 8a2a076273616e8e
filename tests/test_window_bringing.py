"""What a person brings to the window: a guide or an advert, read and shown before it is saved; proposed points."""

import base64
import html
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.window import Visitor, alone
from voice_interviewer.bank import load_bank
from voice_interviewer.places import builtin_folder
from voice_interviewer.web.bringing import PASTED

GUIDE = """Questions for the front desk

What makes you tick?

Why they ask: they want to know.

Advice: You need to explain that you gather information, ask questions, and analyse details.

What would you change here?

some stray words
"""
ADVERTS = Path(__file__).parent / "adverts"


@pytest.fixture
def visitor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    alone(monkeypatch, tmp_path)
    return Visitor(tmp_path).come_in()


def part(content: str | bytes, file_name: str = "") -> dict[str, str]:
    if isinstance(content, str):
        content = content.encode()
    return {"file_name": file_name, "content": base64.b64encode(content).decode()}


def read_guide(visitor: Visitor, content: str | bytes, file_name: str = "") -> Any:
    return visitor.post("/new-bank/read-guide", {"part": part(content, file_name)})


def read_advert(visitor: Visitor, *parts: dict[str, str]) -> Any:
    return visitor.post("/new-bank/read-advert", {"parts": list(parts)})


def text_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", re.sub(r"</?(?:bdi|a)\b[^>]*>", "", page))).split())


def own_banks(visitor: Visitor) -> set[str]:
    return {path.stem for path in (visitor.folder / "bank").glob("*.toml")}


def test_a_guide_is_shown_with_what_is_proposed_and_what_found_no_place(visitor: Visitor) -> None:
    found = read_guide(visitor, GUIDE).json()
    told = text_of(found["page"])
    assert "2 questions" in told
    assert "In English (en-GB), recognised" in told
    assert "3 points for your answers are proposed" in told
    assert "If it is missing:" in told
    assert "Line 11: “some stray words”" in told
    first, second = found["bank"]["questions"]
    assert [point["proposed"] for point in first["points"]] == [True, True, True]
    assert second["points"] == []
    assert own_banks(visitor) == {"small"}


@pytest.mark.parametrize("file_name", ["saved.toml", "C:\\fakepath\\SAVED.TOML", "renamed.txt", ""])
def test_a_bank_that_was_saved_is_taken_as_it_is(visitor: Visitor, file_name: str) -> None:
    """Dropped, renamed by a mail program, or pasted out of an editor."""
    saved = builtin_folder("bank") / "care-worker.toml"
    found = read_guide(visitor, b"# for Ann\n\n" + saved.read_bytes(), file_name).json()
    assert "15 questions" in text_of(found["page"])
    assert visitor.post("/new-bank/make", {"bank": found["bank"]}).json() == {"go": "/banks/care-worker-2"}
    original, taken = load_bank(saved), load_bank(visitor.folder / "bank" / "care-worker-2.toml")
    assert taken == original.model_copy(update={"title": f"{original.title} 2"})


def test_a_bank_with_faults_is_refused_with_the_first_of_them(visitor: Visitor) -> None:
    for content, told in (
        (b"schema = ", "own.toml, end of document"),
        (b'schema = 1\ntitle = "a"\n[[questions]]\nid = "A b"\n', "more faults."),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "a picture"),
    ):
        answer = read_guide(visitor, content, "own.toml")
        assert answer.status_code == 422
        assert told in answer.json()["error"]
        assert "\n" not in answer.json()["error"]


def test_a_bank_is_no_advert(visitor: Visitor) -> None:
    saved = (builtin_folder("bank") / "care-worker.toml").read_bytes()
    for file_name in ("saved.toml", ""):
        answer = read_advert(visitor, part(saved, file_name))
        assert answer.status_code == 422
        assert "“Bring a guide”" in answer.json()["error"]
        assert "./" not in answer.json()["error"]


def test_what_only_speaks_of_banks_is_a_guide(visitor: Visitor) -> None:
    found = read_guide(visitor, "title = what they call you\n\nWhy here?\n\nWhy now?\n").json()
    assert [each["question"] for each in found["bank"]["questions"]] == ["Why here?", "Why now?"]


def test_what_a_person_made_of_the_points_is_saved(visitor: Visitor) -> None:
    bank = read_guide(visitor, GUIDE).json()["bank"]
    kept, _, left = bank["questions"][0]["points"]
    bank["questions"][0]["points"] = [{**kept, "text": "I listen first.", "proposed": False}, left]
    bank["title"] = "My desk"
    answer = visitor.post("/new-bank/make", {"bank": bank, "practise": True})
    assert answer.json() == {"go": "/ready?bank=my-desk"}
    points = load_bank(visitor.folder / "bank" / "my-desk.toml").questions[0].points
    assert [(point.text, point.proposed) for point in points] == [
        ("I listen first.", False),
        (left["text"], True),
    ]
    guide = visitor.get("/banks/my-desk").text
    assert 'href="/banks/my-desk/points"' in guide
    assert text_of(guide).count("(proposed)") == 1


def test_a_title_is_not_given_twice(visitor: Visitor) -> None:
    bank = read_guide(visitor, GUIDE, "General.txt").json()["bank"]
    for title in ("General", "Small"):  # one that came with the program, one of the person's own
        answer = visitor.post("/new-bank/make", {"bank": {**bank, "title": title}})
        assert answer.status_code == 422
        (fault,) = answer.json()["faults"]
        assert fault["at"] == "title"
    assert own_banks(visitor) == {"small"}
    lone = "Why here?\n"
    assert read_guide(visitor, lone).json()["bank"]["title"] == "My interview"
    assert read_guide(visitor, lone, "small.txt").json()["bank"]["title"] == "Small 2"


def test_a_title_without_latin_letters_is_a_title(visitor: Visitor) -> None:
    bank = read_guide(visitor, GUIDE).json()["bank"]
    for name in ("my-bank", "my-bank-2"):
        answer = visitor.post("/new-bank/make", {"bank": {**bank, "title": "面接"}})
        assert answer.json() == {"go": f"/banks/{name}"}


def test_points_are_looked_at_later_and_notes_in_the_file_stay(visitor: Visitor) -> None:
    bank = read_guide(visitor, GUIDE).json()["bank"]
    visitor.post("/new-bank/make", {"bank": {**bank, "title": "Desk"}})
    path = visitor.folder / "bank" / "desk.toml"
    path.write_text("# a note of mine\n" + path.read_text())
    assert "3 looked" not in visitor.get("/banks/desk/points").text
    first = bank["questions"][0]["points"]
    posted = [[{**first[0], "proposed": False}, first[2]], []]
    assert visitor.post("/banks/desk/look-at-points", {"points": posted}).json() == {"go": "/banks/desk"}
    points = load_bank(path).questions[0].points
    assert [point.proposed for point in points] == [False, True]
    assert path.read_text().startswith("# a note of mine\n")
    wrongs: list[object] = [[[]], [[{"text": ""}], []], [[{"text": "x", "more": 1}], []]]
    for wrong in wrongs:
        assert visitor.post("/banks/desk/look-at-points", {"points": wrong}).status_code == 422
    assert load_bank(path).questions[0].points == points
    assert visitor.get("/banks/general/points").status_code == 422


@pytest.mark.usefixtures("no_base")
def test_a_language_without_a_model_is_told_before_the_interview(visitor: Visitor) -> None:
    page = read_guide(visitor, "Warum möchten Sie bei uns arbeiten?\n\nWas sind Ihre Stärken?\n").json()[
        "page"
    ]
    told = text_of(page)
    assert "In German (de-DE), recognised" in told
    assert "model" in told
    assert "voice-interviewer" not in told


def test_an_advert_is_shown_with_the_question_that_serves_each_line(visitor: Visitor) -> None:
    advert = (ADVERTS / "ward-clerk.txt").read_bytes()
    found = read_advert(visitor, part(advert, "ward-clerk.txt")).json()
    told = text_of(found["page"])
    assert "Job Ward Clerk Employer Millbrook Hospitals NHS Trust" in told
    assert "Understanding of patient confidentiality Line 15" in told
    assert "both speak of patient, confidentiality" in told
    assert "Order stationery and supplies Line 11 No question serves this." in told
    assert "Line 3: Salary: £23,615 a year" in told
    answer = visitor.post("/new-bank/make", {"bank": found["bank"], "practise": True})
    assert answer.json() == {"go": "/ready?bank=ward-clerk-millbrook-hospitals-nhs-trust"}
    bank = load_bank(visitor.folder / "bank" / "ward-clerk-millbrook-hospitals-nhs-trust.toml")
    assert bank.role == "Ward Clerk"
    assert visitor.get("/banks/ward-clerk-millbrook-hospitals-nhs-trust").status_code == 200


def test_lines_of_several_files_are_told_with_their_file(visitor: Visitor) -> None:
    page = read_advert(
        visitor,
        part("Receptionist\n\nDuties\n- Greet visitors\n"),
        part("Essential\n- Experience of front desk work\n", "person.txt"),
    ).json()["page"]
    told = text_of(page)
    assert "Experience of front desk work person.txt, line 2" in told
    assert f"Greet visitors {PASTED}, line 4" in told


MARKUP = '<img src=x onerror=alert(1)></textarea><script>alert("{{ 7 * 7 }}")</script>'
"""As people see it in the text of a page; in the page's source it is escaped."""


def is_harmless(page: str) -> bool:
    """Nothing of MARKUP has become an element or a script, and no template has been filled in."""
    from lxml import html as reader

    tree = reader.fromstring(page)
    elements = list(tree.iter("*"))
    obeyed = [each for each in elements if any(name.startswith("on") for name in each.attrib)]
    obeyed += [each for each in elements if each.tag == "script" and "src" not in each.attrib]
    return not obeyed and "alert(&#34;49" not in page and 'alert("49' not in page


def test_markup_in_a_guide_is_shown_as_it_is_and_never_obeyed(visitor: Visitor) -> None:
    shown = html.escape(MARKUP)
    guide = (
        f"<title>T {shown}</title><h2>What is {shown}?</h2><p>Advice: You should say {shown} and listen.</p>"
        f"<h2>Why {shown}?</h2><p>Example: I said {shown}.</p><nav>{shown}</nav>"
    )
    found = read_guide(visitor, guide, f"{MARKUP}.html").json()
    assert is_harmless(found["page"])
    assert "onerror" in text_of(found["page"])
    assert MARKUP in found["bank"]["title"]
    go = visitor.post("/new-bank/make", {"bank": found["bank"]}).json()["go"]
    for address in (go, f"{go}/points", f"{go}/edit", f"/ready?bank={go.rpartition('/')[2]}", "/banks", "/"):
        page = visitor.get(address).text
        assert is_harmless(page)
        assert "onerror" in page


def test_markup_in_an_advert_is_shown_as_it_is_and_never_obeyed(visitor: Visitor) -> None:
    shown = html.escape(MARKUP)
    advert = (
        f"<p>Job title: Clerk {shown}</p><p>Employer: E {shown}</p><h2>Essential</h2>"
        f"<ul><li>Experience of {shown}</li><li>Ability to read {shown}</li></ul><h2>Pay {shown}</h2>"
    )
    found = read_advert(visitor, part(advert, f"{MARKUP}.html"), part("Desirable\n- Skills\n")).json()
    assert is_harmless(found["page"])
    assert text_of(found["page"]).count("onerror") > 3
    go = visitor.post("/new-bank/make", {"bank": found["bank"]}).json()["go"]
    for address in (go, f"{go}/points", f"{go}/edit", "/banks", "/"):
        assert is_harmless(visitor.get(address).text)


def packed(name: str, content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, content)
    return made.getvalue()


BAD_FILES = {
    "picture.png": (b"\x89PNG\r\n\x1a\n" + bytes(100), "a picture"),
    "sheet.xlsx": (packed("xl/workbook.xml", b"<x/>"), "Excel"),
    "broken.docx": (packed("word/document.xml", b"<broken"), "could not be read"),
    "bomb.docx": (packed("word/document.xml", bytes(101_000_000)), "too large when unpacked"),
    "cut.docx": (packed("word/document.xml", b"<x/>")[:50], "Word"),
    "broken.pdf": (b"%PDF-1.7\n%%EOF", "could not be read"),
    "old.doc": (b"\xd0\xcf\x11\xe0" + bytes(100), "an old Word"),
    "noise.bin": (bytes(range(256)) * 20 + bytes(1000), "not text"),
    "nothing.txt": (b"", "no"),
    "large.txt": (b"Why here?\n" * 500_001, "larger than 5 MB"),
    "long.txt": (b"\n" * 60_000 + b"Why?", "50,000 lines"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_is_none_is_refused_in_one_line(visitor: Visitor, name: str) -> None:
    content, told = BAD_FILES[name]
    before = visitor.state()
    for answer in (
        read_guide(visitor, content, f"C:\\fakepath\\{name}"),
        read_advert(visitor, part(content, name)),
    ):
        assert answer.status_code == 422
        sentence = answer.json()["error"]
        assert "\n" not in sentence
        assert "fakepath" not in sentence
        assert "Traceback" not in sentence
        assert told in sentence or "advert has no requirements" in sentence
    assert visitor.state() == before


def test_what_did_not_arrive_whole_is_refused(visitor: Visitor) -> None:
    answer = visitor.post("/new-bank/read-guide", {"part": {"file_name": "a.txt", "content": "é"}})
    assert (answer.status_code, answer.json()["error"]) == (422, "The file did not arrive whole; try again.")
