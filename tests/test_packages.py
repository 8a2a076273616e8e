"""What is shipped: a source archive whose tests run, and weights with their licence beside them."""

import ast
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
IN_ARCHIVE = PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
WEIGHTS = {".bin", ".gguf", ".npz", ".onnx", ".pt", ".safetensors"}
WITH_WEIGHTS = {path.parent for path in (ROOT / "voice_interviewer").rglob("*") if path.suffix in WEIGHTS}


def imported_tops(path: Path) -> set[str]:
    """The first part of everything that a file imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names.append(node.module or "")
    return {name.split(".")[0] for name in names}


def test_the_source_archive_has_all_that_its_tests_import() -> None:
    tops = {top for path in (ROOT / "tests").rglob("*.py") for top in imported_tops(path)}
    own = {top for top in tops if any((ROOT / top).glob("*.py"))}
    assert {"voice_interviewer", "tests"} <= own
    assert own <= {name.strip("/") for name in IN_ARCHIVE}


def test_all_that_the_source_archive_names_is_there() -> None:
    assert [name for name in IN_ARCHIVE if not (ROOT / name.strip("/")).exists()] == []


def test_weights_that_are_shipped_have_their_licence_and_their_origin_beside_them() -> None:
    assert WITH_WEIGHTS, "this test would look at nothing"
    in_metadata = {path for pattern in PROJECT["project"]["license-files"] for path in ROOT.glob(pattern)}
    for folder in WITH_WEIGHTS:
        for path in (folder / "LICENSE-APACHE-2.0.txt", folder / "NOTICE.txt"):
            assert path in in_metadata
            assert "Apache License" in path.read_text(encoding="utf-8")
    assert "Apache-2.0" in PROJECT["project"]["license"]
