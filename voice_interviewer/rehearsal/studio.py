"""The one object that every face works with: rehearsals, sessions, banks, devices and models."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from voice_interviewer.bank import Bank
    from voice_interviewer.devices.weights import Weights
    from voice_interviewer.errors import ModelError
    from voice_interviewer.rehearsal.device_checks import OfferedVoice
    from voice_interviewer.rehearsal.measuring import Measuring
    from voice_interviewer.rehearsal.models import Choice
    from voice_interviewer.rehearsal.preparing import Prepared, ToPrepare
    from voice_interviewer.rehearsal.question_plan import CutShort, QuestionPlan
    from voice_interviewer.rehearsal.rehearsing import Rehearsal
    from voice_interviewer.rehearsal.request import Request
    from voice_interviewer.rehearsal.second_looks import SecondLooks
    from voice_interviewer.session import Session


class Studio:
    """Where a person rehearses.

    Quick to make: each method imports what it needs when it is called. Nothing is remembered from one call to the next,
    so changes made by another program are always seen.
    """

    def __init__(self, audio_dir: Path, here: Path) -> None:
        """`audio_dir` is the folder of the person's recordings, `here` the one whose `bank/` has their own banks."""
        self.audio_dir = audio_dir
        self.here = here

    def make_ready(self, *, microphone: str = "", speaker: str = "") -> None:
        """Start in the background what takes longest before a first question: the sound system.

        Returns at once. What fails here will fail again, and be reported, where it is needed.

        Args:
            microphone: The microphone's name; a sound file needs no sound system.
            speaker: The speaker's name; "none" needs no sound system.
        """
        if not (microphone.startswith("file:") and speaker == "none"):
            from voice_interviewer.devices.portaudio import load_ahead

            load_ahead()

    def make_voice_ready(self, voice: str, bank: str) -> None:
        """Start the process of the computer's own voice in the background, if that is likely to speak first.

        Returns at once, and may be called again when more is known. What fails here will fail again where it is needed.

        Args:
            voice: What the person wants to be asked by; empty for the default.
            bank: The bank's name as typed; empty for the default.
        """
        from voice_interviewer.devices.recorded import recording_called, says_all_of

        if recording_called(voice) or (not voice and says_all_of(bank)):
            return
        from contextlib import suppress

        from voice_interviewer.devices.voice import make_ready
        from voice_interviewer.errors import VoiceError

        with suppress(VoiceError):
            make_ready()

    def has_sessions(self) -> bool:
        """Whether there is any session here."""
        from voice_interviewer.session.finding import session_folders

        return bool(session_folders(self.audio_dir))

    def latest_cut_short(self) -> "Session":
        """The latest unfinished interview that has a question left. Raises CutShortNowhere, DiskError."""
        from voice_interviewer.rehearsal.question_plan import latest_cut_short

        return latest_cut_short(self.audio_dir)

    def newly_cut_short(self) -> "tuple[CutShort, ...]":
        """The interviews whose program has died since the last call; each is returned only once."""
        from voice_interviewer.rehearsal.question_plan import newly_cut_short

        return newly_cut_short(self.audio_dir)

    def to_go_on(
        self, request: "Request", folder: "Path", chosen: "frozenset[str]" = frozenset()
    ) -> "Request":
        """The request to go on with the interview in this folder, held as it was chosen when it was begun.

        Args:
            request: What the person asked for now.
            folder: The session's.
            chosen: The fields of `Manner` that they chose anew, which `request` has.

        Raises:
            SessionError: The session cannot be read.
        """
        from voice_interviewer.rehearsal.question_plan import to_go_on
        from voice_interviewer.session import open_session

        return to_go_on(request, open_session(folder), chosen)

    def plan(self, request: "Request") -> "QuestionPlan":
        """Which questions this request would ask. Raises NotFound, BankError, SessionError."""
        from voice_interviewer.rehearsal.question_plan import plan_questions

        return plan_questions(request, self.audio_dir, self.here)

    def language(self, plan: "QuestionPlan", request: "Request") -> str:
        """The code of the language that answers are expected in, such as "en"."""
        from voice_interviewer.rehearsal.models import language_of

        return language_of(plan.locale, request.language)

    def weights(self, wanted: str, language: str) -> "Weights":
        """Whisper's weights, by name or folder, or "auto"; empty means that too.

        Raises WrongLanguage, NotFound, ModelError."""
        from voice_interviewer.rehearsal.models import weights_for

        return weights_for(wanted, language)

    def weights_or_why(self, wanted: str, language: str) -> "tuple[Weights | None, ModelError | None]":
        """The weights; or why there are none, where an interview can be recorded all the same, to be written down
        another time. Raises NotFound, ModelError where what was asked for is no model at all."""
        from voice_interviewer.errors import ModelError
        from voice_interviewer.rehearsal.models import can_be_fetched

        try:
            return self.weights(wanted, language), None
        except ModelError as error:
            if not can_be_fetched(wanted):
                raise
            return None, error

    def rehearsal(self, request: "Request", plan: "QuestionPlan", weights: "Weights | None") -> "Rehearsal":
        """One interview, for use in a `with`. Without weights it is only recorded, to be written down another time."""
        from concurrent.futures import ThreadPoolExecutor

        from voice_interviewer.interview.silence import Silence
        from voice_interviewer.rehearsal.voices import asking_voice, can_be_natural

        silence = Silence()
        natural = None
        if can_be_natural(plan.locale):
            from voice_interviewer.devices.natural.voice import Synthesiser

            natural = Synthesiser(silence.waited_s)
        voice = asking_voice(plan, request, natural)
        ahead = ThreadPoolExecutor(1, thread_name_prefix="ahead")
        words = plan.small_talk(request)
        first_text = words.greeting[0] if words else plan.spoken(plan.first_text)
        begun = {first_text: ahead.submit(voice.synthesise, first_text)}
        # Imported only now that the voice is at work: this takes long, with numpy and all else that an interview needs.
        from voice_interviewer.interview.small_talk import Talk
        from voice_interviewer.interview.speech_ahead import SpeechAhead
        from voice_interviewer.rehearsal.rehearsing import Rehearsal

        speech = SpeechAhead(voice, ahead, {} if words else begun, silence)
        talk = Talk(words, SpeechAhead(voice, ahead, begun, silence)) if words else None
        language = self.language(plan, request)
        return Rehearsal(
            request, plan, weights, language, self.audio_dir, voice, speech, talk, ahead, natural
        )

    def devices(self, *, look_again: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The names of all microphones and of all speakers; if `look_again`, of those that there are now, else of the
        last look. Nobody may open one meanwhile."""
        from contextlib import suppress

        from voice_interviewer.devices.portaudio import refresh
        from voice_interviewer.errors import DeviceError
        from voice_interviewer.rehearsal.device_checks import device_names

        if look_again:
            with suppress(DeviceError):
                refresh()
        return device_names("microphone"), device_names("speaker")

    def voices(self) -> "tuple[OfferedVoice, ...]":
        """The recorded voices, then this computer's own, those that speak English first."""
        from voice_interviewer.rehearsal.device_checks import offered_voices

        return offered_voices()

    def to_prepare(self, bank: "Bank", voice: str) -> "ToPrepare | None":
        """What there is to be said ahead of a bank by the voice that the person is asked by; see `prepare_bank`.

        Args:
            bank: The bank.
            voice: The voice's name; empty for the first of the recorded ones.

        Returns:
            What it is; None where the voice reads no text ahead: it is the computer's own, the extra is not installed,
            or the bank is in another language.
        """
        from voice_interviewer.rehearsal.preparing import to_prepare

        return to_prepare(bank, voice)

    def prepare_bank(
        self,
        bank: str,
        voice: str,
        on_progress: "Callable[[float], None]",
        may_go_on: "Callable[[], bool]" = lambda: True,
    ) -> "Prepared":
        """Have one of the recorded voices say all the questions of a bank ahead; what was said before is kept.

        It gives way to interviews, whose own questions are to be made then.

        Args:
            bank: The bank's name, or the path of its file.
            voice: The voice's name; empty for the first.
            on_progress: Told the share done, 0 to 1.
            may_go_on: Asked ten times a second; once it says no, or an interview begins in this folder, it ends.

        Raises:
            NotFound: There is no such bank, or no such voice.
            BankError: The bank cannot be used.
            VoiceError: The voice is not installed, cannot say this language, or fails.
            DiskError: A sound cannot be kept.
        """
        from voice_interviewer.rehearsal.preparing import prepare_bank

        return prepare_bank(bank, voice, self.here, self.audio_dir, on_progress, may_go_on)

    def languages_of_panels(self) -> tuple[str, ...]:
        """The codes of the languages, such as "en", for which this computer has two voices or more."""
        from voice_interviewer.rehearsal.device_checks import languages_of_two_voices

        return languages_of_two_voices()

    def model_choice(self, wanted: str, language: str = "") -> "Choice":
        """Which model an interview in this language uses, and why; `wanted` is what the person chose, if anything. An
        empty language is that of the built-in banks."""
        from voice_interviewer.rehearsal.models import BUILT_IN, choice_for

        return choice_for(wanted, language or BUILT_IN)

    def is_to_be_measured(self) -> bool:
        """Whether it is to be measured which models keep up here; see `measuring`."""
        from voice_interviewer.rehearsal.measuring import is_to_be_measured

        return is_to_be_measured()

    def measuring(self, may_go_on: "Callable[[], bool]" = lambda: True) -> "Measuring":
        """Measures, while nobody waits, how quickly the models write down here; see `Measuring`."""
        from voice_interviewer.rehearsal.measuring import Measuring

        return Measuring(self.audio_dir, may_go_on)

    def models(self) -> "tuple[tuple[str, int, bool], ...]":
        """All of Whisper's weights that can be used or fetched: name, size in bytes, and whether they are here."""
        from voice_interviewer.devices.weights import KNOWN, list_weights

        here = {each.name: each.size_bytes for each in list_weights()}
        names = dict.fromkeys((*here, *KNOWN))
        return tuple(
            (name, here[name] if name in here else KNOWN[name].size_bytes, name in here) for name in names
        )

    def fetch_model(self, name: str, on_progress: "Callable[[float], None]") -> None:
        """Download weights, the only thing here that uses the network; `on_progress` is told the share done, 0 to 1.
        Raises NotFound, ModelError, DiskError."""
        from voice_interviewer.devices.weights import fetch_weights

        fetch_weights(name, lambda done, total: on_progress(min(1.0, done / total)))

    def look_through(self, may_go_on: "Callable[[], bool]") -> bool:
        """Look through the sessions that were not looked through yet, one after another, while nobody waits.

        Returns whether it came to its end: it stops once `may_go_on` says no, or an interview begins in this folder.
        """
        from voice_interviewer.review.kept_summaries import make_missing
        from voice_interviewer.session.holding import is_any_held

        return make_missing(self.audio_dir, lambda: may_go_on() and not is_any_held(self.audio_dir))

    def second_looks(self, model: str, may_go_on: "Callable[[], bool]" = lambda: True) -> "SecondLooks":
        """The second looks that are to come, to be taken while nobody waits; see `SecondLooks`."""
        from voice_interviewer.rehearsal.second_looks import SecondLooks

        return SecondLooks(self.audio_dir, model, may_go_on)

    def write_down(self, session: "Session", model: str, on_progress: "Callable[[float], None]") -> None:
        """Write down what is not written down yet, and compare it. Raises what `sessions.write_down` raises."""
        from voice_interviewer.rehearsal.sessions import to_write_down, write_down
        from voice_interviewer.review.keeping import write_comparisons
        from voice_interviewer.review.kept_summaries import keep_summary

        if found := to_write_down(session, "", ""):
            write_down(session, found, model, "", on_progress)
        write_comparisons(session)
        keep_summary(session)
