"""What a release ships: held against git, each part with its licence, all of it in the bill of materials."""

import json
import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scripts.materials import Installed, bill, faults, installed_from
from scripts.shipped import Part, differences, in_archive, in_wheel, kind_of, parts
from voice_interviewer import __version__

WHEN = datetime(2026, 11, 28, tzinfo=UTC)
APACHE = {
    "pkg/judge/LICENSE-APACHE-2.0.txt": b"Apache License",
    "pkg/judge/NOTICE.txt": b"Made from\nMiniLM.",
    "pkg/judge/model.bin": b"weights",
}
OURS = Installed("pkg", "1.0", "MIT AND Apache-2.0")


def by_path(contents: dict[str, bytes]) -> dict[str, Part]:
    return {part.path: part for part in parts(contents)}


def test_what_is_missing_and_what_is_too_much_is_named() -> None:
    assert differences(["a.py", "secret.md"], ["a.py", "b.py"]) == (
        "b.py is missing from it",
        "secret.md is in it, and git does not have it",
    )
    assert differences(["a.py"], ["a.py"]) == ()


def test_a_file_of_no_kind_that_is_shipped_is_named_even_if_git_has_it() -> None:
    assert differences(["core.dump"], ["core.dump"]) == ("core.dump is of no kind that is shipped",)


def test_folders_that_lie_elsewhere_in_the_wheel_are_found_there() -> None:
    tracked = ("pkg/a.py", "bank/one.toml", "banknote.md", "elsewhere/a.py")
    assert in_wheel(tracked, ["pkg"], {"bank": "pkg/builtin/bank"}) == (
        "pkg/a.py",
        "pkg/builtin/bank/one.toml",
    )


def test_the_source_archive_has_the_folders_and_files_it_names() -> None:
    tracked = ("pkg/a.py", "README.md", "README.md.old", "notes/b.md")
    assert in_archive(tracked, ["/pkg", "/README.md"]) == ("pkg/a.py", "README.md")


def test_parts_with_a_licence_beside_them_are_under_it_and_the_others_under_ours() -> None:
    found = by_path(APACHE | {"pkg/a.py": b"code"})
    assert (found["pkg/judge/model.bin"].kind, found["pkg/judge/model.bin"].licence) == (
        "weights",
        "Apache-2.0",
    )
    assert "MiniLM" in found["pkg/judge/model.bin"].notice
    assert (found["pkg/a.py"].licence, found["pkg/a.py"].notice) == ("MIT", "")


@pytest.mark.parametrize("name", ["model.onnx", "words.safetensors", "text.woff2"])
def test_weights_and_fonts_without_a_licence_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        parts({f"pkg/{name}": b"", **APACHE})


def test_a_licence_of_an_unknown_name_is_refused() -> None:
    with pytest.raises(ValueError, match="LICENSE-OWN"):
        parts({"pkg/LICENSE-OWN.txt": b""})


def test_the_bill_is_valid_and_names_every_part_and_every_package() -> None:
    needed = (Installed("numpy", "2.0", "BSD-3-Clause"), Installed("odd", "1", ""))
    text = bill(OURS, parts(APACHE | {"pkg/ask.flac": b"sound"}), needed, WHEN, {"pkg.whl": "00"})
    assert faults(text) == ""
    told = json.loads(text)
    shipped = {each["name"]: each for each in told["metadata"]["component"]["components"]}
    assert set(shipped) == {*APACHE, "pkg/ask.flac"}
    assert shipped["pkg/judge/model.bin"]["type"] == "machine-learning-model"
    assert shipped["pkg/judge/model.bin"]["licenses"] == [{"expression": "Apache-2.0"}]
    assert [each["name"] for each in told["components"]] == ["numpy", "odd"]


def test_the_bill_of_one_release_is_always_the_same() -> None:
    bills = {bill(OURS, parts(APACHE), (), WHEN, {"pkg.whl": "00"}) for _ in range(2)}
    assert len(bills) == 1


@pytest.mark.parametrize(
    ("headers", "licence"),
    [
        ("License-Expression: MIT", "MIT"),
        ("License: BSD", "BSD"),
        (
            "License: A whole\n        text of it\nClassifier: License :: OSI Approved :: MIT License",
            "MIT License",
        ),
        ("Summary: none", ""),
    ],
)
def test_a_package_says_its_licence_in_one_of_three_ways(headers: str, licence: str) -> None:
    assert installed_from(f"Name: odd\nVersion: 1\n{headers}\n\nText.") == Installed("odd", "1", licence)


def test_the_version_is_the_same_wherever_it_stands() -> None:
    root = Path(__file__).parents[1]
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (newest, *_) = re.findall(r"^## (\S+)", (root / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert __version__ == newest == project["version"]


def test_the_source_archive_has_what_its_tests_look_at() -> None:
    root = Path(__file__).parents[1]
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    texts = [path.read_text(encoding="utf-8") for path in (root / "tests").rglob("*.py")]
    looked_at = {name for text in texts for name in re.findall(r'\bROOT / "([\w.-]+)', text)}
    assert {"docs", "Makefile"} <= looked_at
    assert looked_at - {"pyproject.toml"} <= {path.split("/")[1] for path in included}


def test_whatever_the_package_holds_is_of_a_kind_that_is_shipped_on_terms_that_are_known() -> None:
    root = Path(__file__).parents[1]
    held = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in ("voice_interviewer", "bank", "audio/demo")
        for path in (root / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert [path for path in held if not kind_of(path)] == []
    assert len(parts(held)) == len(held)
