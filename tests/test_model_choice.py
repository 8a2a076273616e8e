"""The model fits the machine: the best that keeps up is chosen by what was measured here, and the reason is told."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.patience import PATIENCE_S, until
from tests.test_cli import called
from tests.window import Visitor, alone
from voice_interviewer.clip import Samples
from voice_interviewer.devices import weights as weights_module
from voice_interviewer.devices.processor import Machine, this_machine
from voice_interviewer.devices.weights import KNOWN, Weights
from voice_interviewer.errors import ModelError, NoMicrophone, RecogniserError
from voice_interviewer.rehearsal import device_checks, measuring, models, pace
from voice_interviewer.rehearsal.device_checks import DeviceCheck, MicrophoneCheck
from voice_interviewer.rehearsal.measuring import Measuring, is_to_be_measured
from voice_interviewer.rehearsal.models import Reason, choice_for, choose, rank, unhurried, weights_for
from voice_interviewer.rehearsal.pace import MOST_S, Measured, Pace, pace_path, read_measured
from voice_interviewer.rehearsal.settings import change_setting
from voice_interviewer.session.holding import held
from voice_interviewer.transcript import Word
from voice_interviewer.web.looking_again import LookingAgain

pytestmark = pytest.mark.measures

QUICK = {"tiny.en": 0.4, "tiny": 0.4, "base": 0.9, "base.en": 0.9, "small.en": 4.0, "large-v3": 30.0}


@dataclass
class Bench:
    """A machine with a clock of its own, on which each model takes its own time for everything it is given."""

    takes_s: dict[str, float] = field(default_factory=lambda: dict(QUICK))
    here: list[str] = field(default_factory=lambda: ["tiny.en", "base"])
    others: float = 0.1
    now_s: float = 0.0
    tried: list[str] = field(default_factory=list)
    opened: "list[Timed]" = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    meanwhile: Callable[[], object] = lambda: None

    # The clock
    def monotonic(self) -> float:
        return self.now_s

    # The weights
    def list_weights(self) -> tuple[Weights, ...]:
        return tuple(Weights(name, Path(name), KNOWN[name].size_bytes, "fetched") for name in self.here)

    def find_weights(self, wanted: str) -> Weights:
        found = next((each for each in self.list_weights() if each.name == (wanted or "tiny.en")), None)
        if found is None:
            raise ModelError(f"The model {wanted} is not here.")
        return found

    def open_recogniser(self, model: str, language: str, care: str = "at-once") -> "Timed":
        assert care == "at-once"
        self.opened.append(Timed(self, model, language))
        return self.opened[-1]


@dataclass
class Timed:
    """A recogniser that takes the bench's time; the first words take a while more."""

    bench: Bench
    model: str
    language: str
    is_loaded: bool = False
    closed: threading.Event = field(default_factory=threading.Event)

    def recognise(self, samples: Samples, prompt: str) -> tuple[Word, ...]:
        if self.model not in self.bench.tried:
            self.bench.tried.append(self.model)
        if self.model in self.bench.broken:
            raise ModelError(f"The model {self.model} is damaged.")
        self.bench.meanwhile()
        if self.closed.is_set():
            raise RecogniserError("closed")
        self.bench.now_s += self.bench.takes_s[self.model] + (0 if self.is_loaded else 5.0)
        self.is_loaded = True
        return ()

    def start(self) -> None: ...

    def close(self) -> None:
        self.closed.set()


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Bench:
    bench = Bench()

    class Others:
        @property
        def share(self) -> float:
            return bench.others

        def __enter__(self) -> "Others":
            return self

        def __exit__(
            self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
        ) -> None: ...

    for module in (measuring, models, weights_module):
        monkeypatch.setattr(module, "list_weights", bench.list_weights)
    for module in (models, device_checks):
        monkeypatch.setattr(module, "find_weights", bench.find_weights)
    monkeypatch.setattr(models, "open_recogniser", bench.open_recogniser)
    monkeypatch.setattr(measuring, "OthersAtWork", Others)
    monkeypatch.setattr(measuring, "time", bench)
    return bench


def measured_here(tmp_path: Path) -> Measured:
    found = Measuring(tmp_path).measure()
    assert found is not None
    return found


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """All that a command prints, on one line."""
    return " ".join(called(capsys, *arguments)[1].split())


def seen(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    """What `check --json` says of the model."""
    found = json.loads(called(capsys, "check", "--json", *arguments)[1])["model"]
    assert isinstance(found, dict)
    return found


@pytest.fixture(autouse=True)
def _at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No sound at all, which is not looked at here, and a terminal that is wide."""
    monkeypatch.setenv("COLUMNS", "400")
    monkeypatch.setenv("VOICE_INTERVIEWER_AUDIO_DIR", str(tmp_path))
    monkeypatch.setattr(
        device_checks, "check_microphone", lambda *_: MicrophoneCheck(error=NoMicrophone("None."))
    )
    monkeypatch.setattr(device_checks, "check_voice", lambda _: DeviceCheck("Emma"))
    monkeypatch.setattr(device_checks, "check_speaker", lambda *_: DeviceCheck("none"))
    monkeypatch.setattr(device_checks, "device_names", lambda _: ())


def test_check_measures_once_and_says_which_and_why(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    assert choice_for("", "en").reason is Reason.NOT_MEASURED
    assert weights_for("auto", "en").name == "tiny.en"
    said = told(capsys, "check")
    assert "base: writes down 10 s of speech in 0.9 s here." in said
    assert bench.tried == ["tiny.en", "base"]
    assert weights_for("auto", "en").name == weights_for("", "en").name == "base"
    bench.tried.clear()
    assert "base: writes down 10 s of speech in 0.9 s here." in told(capsys, "check")
    assert bench.tried == [], "once is enough"
    bench.takes_s["base"] = 4.0
    assert "tiny.en: writes down 10 s of speech in 0.4 s here. base would take 4.0 s" in told(
        capsys, "check", "--measure"
    )
    assert weights_for("", "en").name == "tiny.en"


def test_the_same_is_shown_by_the_settings_the_models_and_in_json(
    bench: Bench, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    measured_here(tmp_path)
    assert "The model is base: writes down 10 s of speech in 0.9 s here." in told(capsys, "settings")
    assert "base (auto) 148 MB 0.9 s" in told(capsys, "models", "list")
    found = json.loads(called(capsys, "settings", "--json")[1])
    assert found["settings"]["model"] == "auto"
    assert found["model"] == seen(capsys)
    assert {key: found["model"][key] for key in ("wanted", "chosen", "reason")} == {
        "wanted": "auto",
        "chosen": "base",
        "reason": "keeps-up",
    }
    facts = found["model"]["measured"]
    assert facts["machine"]["core_count"] >= 1
    assert [(each["model"], each["took_s"], each["keeps_up"]) for each in facts["models"]] == [
        ("tiny.en", 0.4, True),
        ("base", 0.9, True),
    ]


def test_on_a_busy_computer_the_smallest_is_used_and_it_is_measured_another_time(
    bench: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    bench.others = 0.85
    said = told(capsys, "check")
    assert "tiny.en: the smallest, because other programs kept the processor busy" in said
    assert "check --measure" in said
    assert weights_for("auto", "en").name == "tiny.en"
    assert is_to_be_measured()
    bench.others = 0.5  # one program on one of two cores
    assert seen(capsys)["chosen"] == "base"
    assert not is_to_be_measured()


@pytest.mark.parametrize(
    "changed", [{"processor": "Other"}, {"core_count": 64}, {"libraries": "ctranslate2 9"}]
)
def test_another_processor_or_library_measures_again(
    bench: Bench, tmp_path: Path, changed: dict[str, str | int], monkeypatch: pytest.MonkeyPatch
) -> None:
    measured_here(tmp_path)
    assert not is_to_be_measured()
    now = Machine(**{**vars(this_machine()), **changed})
    for module in (pace, measuring):
        monkeypatch.setattr(module, "this_machine", lambda: now)
    assert is_to_be_measured()
    assert choice_for("", "en").reason is Reason.NOT_MEASURED
    measured_here(tmp_path)
    assert choice_for("", "en").model == "base"


def test_new_weights_are_measured_and_those_that_changed(bench: Bench, tmp_path: Path) -> None:
    measured_here(tmp_path)
    bench.here.append("small.en")
    assert is_to_be_measured()
    assert choice_for("", "en").model == "base"
    measured_here(tmp_path)
    assert not is_to_be_measured()
    kept = json.loads(pace_path().read_text())
    kept["paces"][0]["size_bytes"] += 1
    pace_path().write_text(json.dumps(kept))
    assert is_to_be_measured()


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]", b'{"format": 2}'])
def test_a_file_that_cannot_be_understood_is_no_measurement(
    bench: Bench, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    pace_path().parent.mkdir(parents=True)
    pace_path().write_bytes(content)
    assert read_measured() is None
    assert choice_for("", "en").reason is Reason.NOT_MEASURED
    assert seen(capsys)["chosen"] == "base"


def test_what_a_person_chose_wins(
    bench: Bench, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    measured_here(tmp_path)
    change_setting("model", "tiny.en")
    assert seen(capsys)["chosen"] == "tiny.en"
    assert seen(capsys)["reason"] == "wanted"
    assert "It writes down 10 s of speech in 0.4 s here." in told(capsys, "check")
    assert seen(capsys, "--model", "auto")["chosen"] == "base"
    monkeypatch.setenv("VOICE_INTERVIEWER_MODEL", "auto")
    assert seen(capsys)["chosen"] == "base"
    assert seen(capsys, "--model", "tiny.en")["chosen"] == "tiny.en"
    change_setting("model", "")
    assert weights_for("tiny.en", "en").name == "tiny.en"


def test_a_slow_computer_uses_the_smallest_and_says_so(
    bench: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    bench.takes_s |= {"tiny.en": 3.0, "base": 7.0}
    assert "tiny.en: the smallest; it writes down 10 s of speech in 3.0 s here, and none" in told(
        capsys, "check"
    )
    assert bench.tried == ["tiny.en"], "what cannot keep up by what smaller weights took is not tried"
    assert not is_to_be_measured()


def test_a_hiccup_decides_nothing(bench: Bench, tmp_path: Path) -> None:
    hiccups = iter([0.0, 0.0, 0.0, 9.0, 0.0])  # in the first try of base, once it is loaded

    def meanwhile() -> None:
        bench.now_s += next(hiccups, 0.0)

    bench.meanwhile = meanwhile
    measured_here(tmp_path)
    assert choice_for("", "en").model == "base"


def test_damaged_weights_are_not_chosen(bench: Bench, tmp_path: Path) -> None:
    bench.broken = {"base"}
    measured_here(tmp_path)
    assert choice_for("", "en").model == "tiny.en"
    assert not is_to_be_measured()
    bench.broken = {"tiny.en"}
    bench.takes_s["base"] = MOST_S + 1
    measured_here(tmp_path)
    assert choice_for("", "en").model == "base", "the smallest that can be used"


def test_a_model_is_recommended_only_where_it_would_keep_up(
    bench: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    bench.takes_s["base"] = 1.5
    assert "models fetch" not in told(capsys, "check")
    bench.takes_s["base"] = 0.2
    said = told(capsys, "check", "--measure")
    assert "small.en hears better, and would keep up too" in said
    assert "voice-interviewer models fetch small.en" in said
    assert seen(capsys)["worth_fetching"] == "small.en"
    bench.takes_s["base"] = 0.8
    assert seen(capsys, "--measure")["worth_fetching"] == "distil-small.en"
    bench.takes_s["base"] = 0.2
    bench.here.append("small.en")
    bench.takes_s["small.en"] = 0.9
    assert seen(capsys, "--measure")["worth_fetching"] is None


def test_a_lone_model_is_nothing_to_choose_from(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    bench.here = ["tiny.en"]
    assert not is_to_be_measured()
    assert "tiny.en: the only one here." in told(capsys, "check")
    assert bench.tried == []
    assert "tiny.en: writes down 10 s of speech in 0.4 s here; it is the only one" in told(
        capsys, "check", "--measure"
    )
    bench.here = ["base"]
    assert weights_for("auto", "en").name == "base"


def test_what_was_fetched_is_measured_and_told(
    bench: Bench, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fetch(name: str, *, plain: bool) -> Weights:
        bench.here.append(name)
        return bench.find_weights(name)

    monkeypatch.setattr("voice_interviewer.cli.models.fetch", fetch)
    said = told(capsys, "models", "fetch", "small.en")
    assert (
        "In an interview, base: writes down 10 s of speech in 0.9 s here. small.en would take 4.0 s" in said
    )
    bench.takes_s["base.en"] = 0.8
    assert "In an interview, base.en: writes down" in told(capsys, "models", "fetch", "base.en")


def test_for_another_language_it_is_one_that_understands_it(bench: Bench, tmp_path: Path) -> None:
    bench.here = ["tiny.en", "base.en", "base"]
    assert choice_for("", "fr").model == "base"
    measured_here(tmp_path)
    assert choice_for("", "fr").model == "base"
    assert choice_for("", "en").model == "base.en"
    bench.here = ["tiny.en"]
    with pytest.raises(ModelError, match="fr"):
        weights_for("auto", "fr")


def test_where_nobody_waits_the_best_of_all_is_used(bench: Bench, tmp_path: Path) -> None:
    bench.here.append("large-v3")
    measured_here(tmp_path)
    assert choice_for("", "en").model == "base"
    assert unhurried("", "en") == unhurried("auto", "en") == "large-v3"
    assert unhurried("base", "en") == "base"


def test_an_interview_is_not_disturbed(
    bench: Bench, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "2026-01-02_03-04-05_small"
    folder.mkdir()

    def meanwhile() -> None:
        """An interview begins in the middle of a decode."""
        with held(folder):
            assert bench.opened[-1].closed.wait(PATIENCE_S)

    bench.meanwhile = meanwhile
    assert Measuring(tmp_path).measure() is None
    assert bench.tried == ["tiny.en"]
    assert read_measured() is None
    bench.meanwhile = lambda: None
    with held(folder):
        _, _, err = called(capsys, "check", "--measure")
        assert "an interview is being held" in err
    assert read_measured() is None


@pytest.fixture
def visitor(bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """Somebody in a window of their own."""
    folder = tmp_path / "window"
    folder.mkdir()
    alone(monkeypatch, folder)
    return Visitor(folder).come_in()


def test_the_window_measures_while_it_is_idle_and_says_what_writes_down(
    visitor: Visitor, bench: Bench
) -> None:
    for address in ("/settings", "/ready?bank=small"):
        assert (
            "Your answers are written down by the model tiny.en, the smallest, until"
            in visitor.get(address).text
        )
    looking = LookingAgain(visitor.window, start_s=0.0)
    until(lambda: read_measured() is not None)
    looking.end()
    said = "down by the model base, the best that is here and keeps up with you; it takes 0.9 seconds for"
    for address in ("/settings", "/ready?bank=small"):
        assert f"{said} 10 seconds of speech here." in visitor.get(address).text
    bench.here.append("small.en")
    chosen = visitor.post("/settings/change", {"name": "model", "value": "tiny.en"}).json()["writing"]
    assert chosen.startswith(
        "Your answers are written down by the model tiny.en, which you chose; it takes 0.4"
    )
    assert "voice-interviewer" not in visitor.get("/settings").text


def test_an_interview_in_the_window_stops_it_at_once(
    visitor: Visitor, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = threading.Event()
    monkeypatch.setattr(type(visitor.window.live), "is_running", property(lambda _: running.is_set()))

    def meanwhile() -> None:
        running.set()
        assert bench.opened[-1].closed.wait(PATIENCE_S)

    bench.meanwhile = meanwhile
    looking = LookingAgain(visitor.window, start_s=0.0)
    until(lambda: bool(bench.tried) and bench.opened[-1].closed.is_set())
    assert read_measured() is None
    bench.meanwhile = lambda: None
    running.clear()
    until(lambda: read_measured() is not None)
    looking.end()


PACES = st.dictionaries(
    st.sampled_from(sorted(KNOWN)), st.none() | st.floats(0.01, 60), min_size=0, max_size=6
)


@given(PACES, st.floats(0, 1), st.sampled_from(["en", "fr"]))
def test_nothing_better_that_keeps_up_is_left_out(
    took_s: dict[str, float | None], others: float, language: str
) -> None:
    here = [Weights(name, Path(name), KNOWN[name].size_bytes, "fetched") for name in took_s]
    paces = tuple(
        Pace(model=each.name, size_bytes=each.size_bytes, took_s=took_s[each.name]) for each in here
    )
    measured = Measured(
        machine=this_machine(), measured_at=datetime.now(UTC), others_share=others, paces=paces
    )
    choice = choose("auto", language, here, measured)
    usable = [
        name for name, took in took_s.items() if took and (language == "en" or not name.endswith(".en"))
    ]
    if usable:
        assert choice.model in usable
        quick = [name for name in usable if (took_s[name] or 0) <= MOST_S]
        if others < 0.7 and quick:
            assert choice.model == max(quick, key=rank)
            assert choice.too_slow is None or choice.too_slow.model not in quick
        if others >= 0.7:
            assert KNOWN[choice.model].size_bytes == min(KNOWN[name].size_bytes for name in usable)
            assert choice.worth_fetching is None
    if choice.worth_fetching:
        assert choice.worth_fetching.keeps_up
        assert choice.worth_fetching.model not in took_s
