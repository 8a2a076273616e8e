"""The addresses of question banks: read them, check them, have them said ahead, copy one, write or change one in a
form."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

from pydantic import Field
from starlette.requests import Request as Visit
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from voice_interviewer.bank import BankFaults, load_bank, remarks
from voice_interviewer.errors import VoiceError
from voice_interviewer.rehearsal.settings import read_settings
from voice_interviewer.web import pages
from voice_interviewer.web.answers import Nothing, Post, command, refused, to_keep
from voice_interviewer.web.guard import CHANGE, NEW_BANK
from voice_interviewer.web.window import Window, named
from voice_interviewer.web.words import BUSY, INTERVIEW_RUNNING, TITLE_TAKEN, VOICE_GAVE_WAY, fault_told


class _Copy(Post):
    title: Annotated[str, Field(max_length=300)]


class _Bank(Post):
    bank: dict[str, Any]
    practise: bool = False
    """Whether to go on to an interview with it."""
    seen: Annotated[str, Field(max_length=64)] = ""
    """The fingerprint of the file that the form was filled from."""


class Banks:
    """All banks, and each bank."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._studio = window.studio

    def routes(self) -> list[Route]:
        """Every address of this part of the window."""
        return [
            Route("/banks", self.banks),
            Route("/new-bank", self.new_page),
            command(NEW_BANK, _Bank, self.make),
            Route("/banks/{name}", self.guide),
            Route("/banks/{name}/edit", self.edit_page),
            command(f"/banks/{{name}}/{CHANGE}", _Bank, self.change),
            command("/banks/{name}/copy", _Copy, self.copy),
            Route("/banks/{name}/file", self.bank_file),
            Route("/banks/{name}/example/{question}", self.example),
            command("/banks/{name}/check", Nothing, self.check_bank),
            command("/banks/{name}/prepare-voice", Nothing, self.prepare_voice),
        ]

    def banks(self, visit: Visit) -> Response:
        """The page of all banks."""
        return HTMLResponse(pages.banks(self._studio))

    def guide(self, visit: Visit) -> Response:
        """The page of one bank, as a guide to its interview. Raises NotFound, BankError."""
        name = visit.path_params["name"]
        built_in = self._window.shelved(name).built_in
        return HTMLResponse(pages.guide(self._studio, name, self._window.bank(name), is_own=not built_in))

    def example(self, visit: Visit) -> Response:
        """The example answer to a question, read aloud. Raises NotFound, BankError, VoiceError, DiskError."""
        bank = self._window.bank(visit.path_params["name"])
        question = named(
            {each.id: each for each in bank.questions}, visit.path_params["question"], "question"
        )
        return self._window.aloud.answer(question.example, bank.locale, bank.vocabulary)

    def new_page(self, visit: Visit) -> Response:
        """The empty form for a bank."""
        return HTMLResponse(pages.edit_bank("", None, seen="", has_notes=False))

    def make(self, visit: Visit, posted: _Bank) -> Response:
        """Make a bank from a form, or from what a guide or an advert was read as. Raises BankError, DiskError."""
        from voice_interviewer.bank.editing import from_form
        from voice_interviewer.bank.files import save_new
        from voice_interviewer.bank.importing import bank_toml

        try:
            bank = from_form(posted.bank)
        except BankFaults as faults:
            return _told_faults(faults)
        path = self._free_path(bank.title)
        if path is None:
            return refused(422, TITLE_TAKEN, [{"at": "title", "text": TITLE_TAKEN}])
        save_new(path, bank_toml(bank))
        return JSONResponse({"go": f"/ready?bank={path.stem}" if posted.practise else f"/banks/{path.stem}"})

    def edit_page(self, visit: Visit) -> Response:
        """The form with one of the person's own banks. Raises NotFound, BankError."""
        from voice_interviewer.bank.editing import fingerprint, has_notes

        shelved = self._window.own(visit.path_params["name"])
        seen = fingerprint(shelved.path)
        bank = load_bank(shelved.path)
        return HTMLResponse(pages.edit_bank(shelved.name, bank, seen=seen, has_notes=has_notes(shelved.path)))

    def change(self, visit: Visit, posted: _Bank) -> Response:
        """Write a changed bank over the file that the form was filled from. Raises NotFound, BankError, DiskError."""
        from voice_interviewer.bank.editing import from_form, save_changed

        shelved = self._window.own(visit.path_params["name"])
        try:
            bank = from_form(posted.bank)
        except BankFaults as faults:
            return _told_faults(faults)
        save_changed(shelved.path, bank, posted.seen)
        return JSONResponse({"go": f"/banks/{quote(shelved.name)}"})

    def copy(self, visit: Visit, posted: _Copy) -> Response:
        """Copy a bank to a new one of the person's own, with a title of its own, so that both can be told apart. Raises
        NotFound, BankError, DiskError."""
        from voice_interviewer.bank.files import save_new
        from voice_interviewer.bank.importing import bank_toml

        bank = self._window.bank(visit.path_params["name"])
        title = posted.title.strip()
        if not title:
            return refused(422, "Give the copy a title.")
        path = self._free_path(title)
        if path is None:
            return refused(422, TITLE_TAKEN)
        save_new(path, bank_toml(bank.model_copy(update={"title": title})))
        return JSONResponse({"go": f"/banks/{path.stem}/edit"})

    def _free_path(self, title: str) -> Path | None:
        """Where a new bank of that title goes; None if a bank goes by its name already."""
        from voice_interviewer.bank.files import free_title, new_bank_path
        from voice_interviewer.bank.importing import slug

        here, name = self._studio.here, slug(title)
        if name and slug(free_title(title, here)) != name:
            return None
        return new_bank_path(name or slug(free_title("my bank", here)), here)

    def bank_file(self, visit: Visit) -> Response:
        """A copy of a bank's file, which must be readable as a bank. Raises NotFound, BankError."""
        from voice_interviewer.bank.importing import slug

        shelved = self._window.shelved(visit.path_params["name"])
        load_bank(shelved.path)
        name = slug(shelved.name) or "bank"  # which no system refuses
        return to_keep(shelved.path.read_bytes(), f"{name}.toml", "application/toml")

    def check_bank(self, visit: Visit, posted: Nothing) -> Response:
        """What could be better in a bank, a sentence for each remark. Raises NotFound, BankError."""
        from voice_interviewer.coverage.examples import left_out

        bank = self._window.bank(visit.path_params["name"])
        return JSONResponse({"remarks": [*remarks(bank), *left_out(bank)]})

    def prepare_voice(self, visit: Visit, posted: Nothing) -> Response:
        """Begin to have the voice of the settings say all questions of a bank ahead. Raises NotFound, SettingsError."""
        name, voice = self._window.shelved(visit.path_params["name"]).name, read_settings().voice
        if self._window.live.is_running:
            return refused(409, INTERVIEW_RUNNING)
        begun = self._window.working.begin("preparing", name, lambda tell: self._say_ahead(name, voice, tell))
        return JSONResponse({}) if begun else refused(409, BUSY)

    def _say_ahead(self, name: str, voice: str, tell: Callable[[float], None]) -> None:
        if self._studio.prepare_bank(name, voice, tell, self._may_say_ahead).left_count:
            raise VoiceError(VOICE_GAVE_WAY)

    def _may_say_ahead(self) -> bool:
        return not (self._window.live.is_running or self._window.closing)


def _told_faults(faults: BankFaults) -> Response:
    """Each fault with its place in the form, such as questions.2.category."""
    told = [{"at": ".".join(map(str, each.path)), "text": fault_told(each)} for each in faults.faults]
    count = "One thing is" if len(told) == 1 else f"{len(told)} things are"
    return refused(422, f"{count} still to be mended; each is told at its place.", told)
