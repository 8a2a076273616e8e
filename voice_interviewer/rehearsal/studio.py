"""The one object that every face works with: rehearsals, sessions, banks, devices and models."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voice_interviewer.devices.weights import Weights
    from voice_interviewer.rehearsal.question_plan import CutShort, QuestionPlan
    from voice_interviewer.rehearsal.rehearsing import Rehearsal
    from voice_interviewer.rehearsal.request import Request
    from voice_interviewer.session import Session


class Studio:
    """Where somebody rehearses: the folder of their recordings, and the folder whose `bank/` has their own banks.

    Light to make: whatever a method needs is imported when it is called. Nothing is kept between two calls, so that
    what another program has changed is seen.
    """

    def __init__(self, audio_dir: Path, here: Path) -> None:
        self.audio_dir = audio_dir
        self.here = here

    def has_sessions(self) -> bool:
        """Whether anybody has rehearsed here."""
        from voice_interviewer.session.finding import session_folders

        return bool(session_folders(self.audio_dir))

    def latest_cut_short(self) -> "Session":
        """The latest interview that has a question left. Raises CutShortNowhere, DiskError."""
        from voice_interviewer.rehearsal.question_plan import latest_cut_short

        return latest_cut_short(self.audio_dir)

    def newly_cut_short(self) -> "tuple[CutShort, ...]":
        """The interviews whose program died since anybody looked; each is told once."""
        from voice_interviewer.rehearsal.question_plan import newly_cut_short

        return newly_cut_short(self.audio_dir)

    def plan(self, request: "Request") -> "QuestionPlan":
        """Which questions would be asked. Raises NotFound, BankError."""
        from voice_interviewer.rehearsal.question_plan import plan_questions

        return plan_questions(request, self.audio_dir, self.here)

    def language(self, plan: "QuestionPlan", request: "Request") -> str:
        """The language that answers are listened to in, such as "en"."""
        from voice_interviewer.rehearsal.models import language_of

        return language_of(plan.locale, request.language)

    def weights(self, wanted: str, language: str) -> "Weights":
        """Raises WrongLanguage, NotFound, ModelError."""
        from voice_interviewer.rehearsal.models import weights_for

        return weights_for(wanted, language)

    def rehearsal(self, request: "Request", plan: "QuestionPlan", weights: "Weights | None") -> "Rehearsal":
        """One interview, to be used in a `with`. Without weights it is recorded, and written down another time."""
        from voice_interviewer.rehearsal.rehearsing import Rehearsal

        return Rehearsal(request, plan, weights, self.language(plan, request), self.audio_dir)
