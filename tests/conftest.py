"""What holds for all tests."""

import pytest
from hypothesis import settings

from tests.judging import judged_by_words
from voice_interviewer import coverage
from voice_interviewer.devices import weights
from voice_interviewer.devices.natural import parts
from voice_interviewer.rehearsal import measuring

# No test asserts the machine's speed: whatever it is busy with, the same examples pass.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads, or changes, the settings of whoever runs it."""
    folder = tmp_path_factory.mktemp("settings") / "not-there-yet"
    monkeypatch.setattr("platformdirs.user_config_path", lambda *_, **__: folder)


@pytest.fixture
def no_base(monkeypatch: pytest.MonkeyPatch) -> None:
    """Base, which `make practice` brings and `make test` does not, is not here: tiny.en, for English, is alone."""
    monkeypatch.setattr(weights, "BUNDLES", {"tiny.en": weights.BUNDLES["tiny.en"]})


@pytest.fixture(autouse=True)
def _unmeasured(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test waits until this machine is measured, but where that is looked at."""
    if "measures" not in request.keywords:
        monkeypatch.setattr(measuring, "is_to_be_measured", lambda: False)


@pytest.fixture(autouse=True)
def _without_natural_voice(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether somebody has the extra `natural` changes no test but those of it."""
    if "natural_voice" not in request.keywords:
        monkeypatch.setattr(parts, "MODEL", ())


@pytest.fixture(autouse=True)
def _foreseeable(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is told of points hangs on no weights, but where the judge itself is looked at."""
    if "trained_judge" not in request.keywords:
        monkeypatch.setattr(coverage, "judged", judged_by_words)
        monkeypatch.setattr(coverage, "read_ahead", lambda *_: None)
