"""The addresses by which a person brings what they have: a guide, or the advert of a job. Each is read and shown, with
the points that are proposed, before anything is saved."""

import base64
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

from pydantic import Field
from starlette.requests import Request as Visit
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from voice_interviewer.bank import Bank, BankFaults, bank_of_bytes, load_bank
from voice_interviewer.bank.library import Shelved
from voice_interviewer.errors import BankError, VoiceInterviewerError
from voice_interviewer.rehearsal.models import language_of
from voice_interviewer.rehearsal.settings import read_settings
from voice_interviewer.web import pages
from voice_interviewer.web.answers import Post, command, refused
from voice_interviewer.web.guard import IMPORT, LOOK_AT_POINTS, TAILOR
from voice_interviewer.web.window import Window
from voice_interviewer.web.words import in_window

PASTED = "The pasted text"
"""What errors call a text that was pasted."""
UNTITLED_GUIDE = "My interview"
MOST_PARTS = 5
"""An advert, a person specification, a job description; hardly more."""
_BROKEN = "The file did not arrive whole; try again."


class _Part(Post):
    file_name: Annotated[str, Field(max_length=300)] = ""
    """Empty for a text that was pasted."""
    content: str
    """The file in base64, for it need not be UTF-8."""

    def name(self) -> str:
        """What errors call it, and lines are counted in."""
        return Path(self.file_name.replace("\\", "/")).name or PASTED

    def read(self) -> bytes:
        """The bytes of it. Raises BankError."""
        try:
            return base64.b64decode(self.content, validate=True)
        except ValueError as error:
            raise BankError(_BROKEN) from error


class _Guide(Post):
    part: _Part


class _Advert(Post):
    parts: Annotated[tuple[_Part, ...], Field(min_length=1, max_length=MOST_PARTS)]


class _Points(Post):
    points: Annotated[tuple[tuple[dict[str, Any], ...], ...], Field(max_length=5_000)]
    """For each question of the bank all its points, as the form of a bank has them."""


class Bringing:
    """A guide or an advert becomes a bank; proposed points are looked at."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._studio = window.studio

    def routes(self) -> list[Route]:
        """Every address of this part of the window."""
        return [
            Route("/new-bank/guide", self.guide_page),
            command(IMPORT, _Guide, self.read_guide),
            Route("/new-bank/advert", self.advert_page),
            command(TAILOR, _Advert, self.read_advert),
            Route("/banks/{name}/points", self.points_page),
            command(f"/banks/{{name}}/{LOOK_AT_POINTS}", _Points, self.look_at_points),
        ]

    def guide_page(self, visit: Visit) -> Response:
        """The page that takes a guide."""
        return HTMLResponse(pages.bring_guide())

    def read_guide(self, visit: Visit, posted: _Guide) -> Response:
        """Show the bank that a guide would become, and what could not be placed; a bank is taken as it is. Raises
        BankError."""
        from voice_interviewer.bank.importing import import_bank, is_bank

        content, name = posted.part.read(), posted.part.name()
        if is_bank(content, name):
            return self._read_bank(content, name)
        imported = import_bank(content, name).with_points()
        bank = imported.bank
        title = UNTITLED_GUIDE if bank.title == PASTED else bank.title
        bank = self._titled(bank, title)
        return _read(bank, pages.guide_read(imported, bank, self._why_not_written_down(bank)))

    def _read_bank(self, content: bytes, name: str) -> Response:
        try:
            bank = bank_of_bytes(content, name)
        except BankFaults as faults:
            return refused(422, _first_of(faults))
        bank = self._titled(bank, bank.title)
        return _read(bank, pages.bank_read(bank, self._why_not_written_down(bank)))

    def advert_page(self, visit: Visit) -> Response:
        """The page that takes the advert of a job."""
        return HTMLResponse(pages.bring_advert())

    def read_advert(self, visit: Visit, posted: _Advert) -> Response:
        """Show the interview that an advert would become, and what each of its lines led to. Raises BankError."""
        from voice_interviewer.bank.importing import read_page
        from voice_interviewer.bank.library import usable_banks
        from voice_interviewer.bank.tailoring import read_adverts, tailor

        found = [(part.name(), read_page(part.read(), part.name())) for part in posted.parts]
        banks, _ = usable_banks(self._studio.here)
        made = tailor(read_adverts(found), banks)
        bank = self._titled(made.bank, made.bank.title)
        titles = {name: each.title for name, each in banks}
        return _read(bank, pages.advert_read(made, bank, titles, is_one_file=len(found) == 1))

    def points_page(self, visit: Visit) -> Response:
        """The proposed points of one of the person's own banks. Raises NotFound, BankError."""
        shelved, bank = self._own(visit)
        return HTMLResponse(pages.look_at_points(shelved.name, bank))

    def look_at_points(self, visit: Visit, posted: _Points) -> Response:
        """Write down what the person made of the points of a bank. Raises NotFound, BankError, DiskError."""
        from voice_interviewer.bank.editing import with_points_of_form
        from voice_interviewer.bank.points_file import save_points

        shelved, bank = self._own(visit)
        try:
            save_points(shelved.path, with_points_of_form(bank, posted.points))
        except BankFaults as faults:
            return refused(422, str(faults.faults[0]))
        return JSONResponse({"go": f"/banks/{quote(shelved.name)}"})

    def _own(self, visit: Visit) -> tuple[Shelved, Bank]:
        """The bank with points proposed where it has none."""
        from voice_interviewer.bank.proposing import with_points

        shelved = self._window.own(visit.path_params["name"])
        return shelved, with_points(load_bank(shelved.path))

    def _titled(self, bank: Bank, title: str) -> Bank:
        from voice_interviewer.bank.files import free_title

        return bank.model_copy(update={"title": free_title(title, self._studio.here)})

    def _why_not_written_down(self, bank: Bank) -> str:
        """Why answers in its language could only be recorded; empty where they can be written down."""
        try:
            _, why = self._studio.weights_or_why(read_settings().model, language_of(bank.locale, ""))
        except VoiceInterviewerError as error:  # the settings name what is no model
            return in_window(str(error))
        return in_window(str(why)) if why else ""


def _first_of(faults: BankFaults) -> str:
    first, *others = faults.faults
    if not others:
        return str(first)
    return f"{first} There {'is 1 more fault' if len(others) == 1 else f'are {len(others)} more faults'}."


def _read(bank: Bank, page: str) -> Response:
    """What was read: as a part of a page, and as the form of a bank that the page posts to save it."""
    form = bank.model_dump(mode="json", by_alias=True, exclude={"schema_version"})
    return JSONResponse({"page": page, "bank": form})
