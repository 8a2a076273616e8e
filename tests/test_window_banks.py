"""Banks in the window: copied, written and changed in a form, whose faults are told at their places."""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.window import Visitor, alone
from voice_interviewer.bank import Bank, load_bank
from voice_interviewer.bank.editing import fingerprint, from_form
from voice_interviewer.bank.library import shelf
from voice_interviewer.places import builtin_folder

BUILT_IN = "patient-services-coordinator"


@pytest.fixture
def visitor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    alone(monkeypatch, tmp_path)
    return Visitor(tmp_path).come_in()


def path_of(visitor: Visitor, name: str) -> Path:
    return visitor.folder / "bank" / f"{name}.toml"


def as_form(bank: Bank) -> dict[str, Any]:
    """As the page gathers it."""
    facts = bank.model_dump(mode="json", by_alias=True)
    del facts["schema"]
    return facts


def change(visitor: Visitor, name: str, form: dict[str, Any], seen: str = "") -> Any:
    seen = seen or fingerprint(path_of(visitor, name))
    return visitor.post(f"/banks/{name}/change", {"bank": form, "seen": seen})


@pytest.mark.parametrize("path", sorted(builtin_folder("bank").glob("*.toml")), ids=lambda path: path.stem)
def test_a_form_loses_nothing(path: Path) -> None:
    bank = load_bank(path)
    assert from_form(as_form(bank)) == bank


@pytest.mark.skipif(os.name == "nt", reason="not everybody may make links there")
def test_a_folder_of_banks_that_cannot_be_looked_into_is_told(visitor: Visitor) -> None:
    assert "cannot be looked into" not in visitor.get("/banks").text
    (visitor.folder / "bank").rename(visitor.folder / "elsewhere")
    (visitor.folder / "bank").symlink_to(visitor.folder / "bank")  # no permission stops root
    page = visitor.get("/banks").text
    assert f"{visitor.folder / 'bank'} cannot be looked into" in page
    assert BUILT_IN in page


def test_a_built_in_bank_is_copied_and_the_copy_is_changed(visitor: Visitor) -> None:
    assert visitor.get(f"/banks/{BUILT_IN}/edit").status_code == 422
    assert "Change</a>" not in visitor.get(f"/banks/{BUILT_IN}").text
    offered = 'value="Patient Services Coordinator, my copy"'
    assert offered in visitor.get(f"/banks/{BUILT_IN}").text
    copied = visitor.post(f"/banks/{BUILT_IN}/copy", {"title": "My Clinic "})
    assert copied.json() == {"go": "/banks/my-clinic/edit"}
    original = load_bank(builtin_folder("bank") / f"{BUILT_IN}.toml")
    # Two of the same title could not be told apart in a list.
    assert load_bank(path_of(visitor, "my-clinic")) == original.model_copy(update={"title": "My Clinic"})
    page = visitor.get("/banks/my-clinic/edit").text
    assert original.questions[0].intent.split("\n", maxsplit=1)[0] in page
    assert "do not keep" not in page

    form = as_form(original)
    form["title"] = "My clinic"
    form["questions"] = [*form["questions"][:2], {**form["questions"][0], "id": "", "question": "Why us?"}]
    assert change(visitor, "my-clinic", form).json() == {"go": "/banks/my-clinic"}
    changed = load_bank(path_of(visitor, "my-clinic"))
    assert changed.title == "My clinic"
    assert [each.id for each in changed.questions] == [
        *(each.id for each in original.questions[:2]),
        "why-us",
    ]
    for title in ("my clinic", original.title, " "):
        assert visitor.post(f"/banks/{BUILT_IN}/copy", {"title": title}).status_code == 422
    assert change(visitor, BUILT_IN, form, "x").status_code == 422
    assert next(each for each in shelf(visitor.folder) if each.name == BUILT_IN).built_in


FAULTS: list[tuple[dict[str, Any], str, str]] = [
    ({"title": ""}, "title", "Give it a title."),
    ({"questions": []}, "questions", "add one"),
    ({"tips": [{"title": "x", "text": ""}]}, "tips.0.text", "is empty"),
    ({"vocabulary": [{"term": "a" * 101}]}, "vocabulary.0.term", "too long"),
    ({"questions": [{"suggested_s": None}]}, "questions.0.suggested_s", "from 5 to 3600"),
    ({"questions": [{"suggested_s": 1}]}, "questions.0.suggested_s", "from 5 to 3600"),
    ({"questions": [{"category": ""}]}, "questions.0.category", "is empty"),
    ({"questions": [{}, {"points": [{"text": "x"}, {"text": ""}]}]}, "questions.1.points.1.text", "is empty"),
]


@pytest.mark.parametrize(("wrong", "at", "told"), FAULTS, ids=[at for _, at, _ in FAULTS])
def test_faults_are_told_at_their_places(visitor: Visitor, wrong: dict[str, Any], at: str, told: str) -> None:
    before = visitor.state()
    form = {"title": "T", "questions": [{}]} | wrong
    base = {"category": "c", "question": "Why?", "suggested_s": 90}
    form["questions"] = [{**base, **each, "id": ""} for each in form["questions"]]
    for address in ("/new-bank/make", "/banks/small/change"):
        answer = visitor.post(address, {"bank": form})
        assert answer.status_code == 422
        (fault,) = answer.json()["faults"]
        assert fault["at"] == at
        assert told in fault["text"]
        assert "quotes" not in fault["text"]
    assert visitor.state() == before


def test_only_what_can_be_mended_is_checked(visitor: Visitor) -> None:
    page = visitor.get("/banks").text
    assert page.count('class="check"') == 1
    assert 'data-bank="small"' in page


def test_a_new_bank(visitor: Visitor) -> None:
    assert 'data-template="question"' in visitor.get("/new-bank").text
    question = {"id": "", "category": "general", "question": "What drives you?", "suggested_s": 60}
    form = {"title": "Night shift", "questions": [question, question]}
    assert visitor.post("/new-bank/make", {"bank": form}).json() == {"go": "/banks/night-shift"}
    bank = load_bank(path_of(visitor, "night-shift"))
    assert [each.id for each in bank.questions] == ["what-drives-you", "what-drives-you-2"]
    assert visitor.post("/new-bank/make", {"bank": form}).status_code == 422  # the name is taken


def test_what_somebody_else_changed_is_not_written_over(visitor: Visitor) -> None:
    path = path_of(visitor, "small")
    form, seen = as_form(load_bank(path)), fingerprint(path)
    path.write_text(path.read_text() + "# a note\n")
    assert "do not keep" not in visitor.get("/banks/small").text
    assert "this form does not keep them" in visitor.get("/banks/small/edit").text
    answer = change(visitor, "small", form, seen)
    assert answer.status_code == 422
    assert "changed meanwhile" in answer.json()["error"]
    assert path.read_text().endswith("# a note\n")


@pytest.mark.parametrize(
    "wrong", [[], "x", {"questions": "x"}, {"questions": ["x", {"id": 3}]}, {"title": {}}]
)
def test_no_form_at_all_is_refused(visitor: Visitor, wrong: object) -> None:
    before = visitor.state()
    assert visitor.post("/banks/small/change", {"bank": wrong}).status_code == 422
    assert visitor.post("/new-bank/make", {"bank": wrong}).status_code == 422
    assert visitor.state() == before
