"""The addresses of question banks: read them, check them, import one."""

import base64
from pathlib import Path
from typing import Annotated

from pydantic import Field
from starlette.requests import Request as Visit
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from voice_interviewer.bank import load_bank, remarks
from voice_interviewer.web import pages
from voice_interviewer.web.answers import Nothing, Post, command, refused, to_keep
from voice_interviewer.web.guard import IMPORT
from voice_interviewer.web.window import Window


class _Import(Post):
    name: Annotated[str, Field(max_length=100)]
    file_name: Annotated[str, Field(max_length=300)] = "pasted.txt"
    content: str
    """The file in base64, for it need not be UTF-8."""
    save: bool = False


class Banks:
    """All banks, each bank, and the import of a new one."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._studio = window.studio

    def routes(self) -> list[Route]:
        """Every address of this part of the window."""
        return [
            Route("/banks", self.banks),
            command(IMPORT, _Import, self.import_bank),
            Route("/banks/{name}", self.guide),
            Route("/banks/{name}/file", self.bank_file),
            command("/banks/{name}/check", Nothing, self.check_bank),
        ]

    def banks(self, visit: Visit) -> Response:
        """The page of all banks."""
        return HTMLResponse(pages.banks(self._studio))

    def guide(self, visit: Visit) -> Response:
        """The page of one bank, as a guide to its interview. Raises NotFound, BankError."""
        name = visit.path_params["name"]
        return HTMLResponse(pages.guide(self._studio, name, self._window.bank(name)))

    def bank_file(self, visit: Visit) -> Response:
        """A copy of a bank's file, which must be readable as a bank. Raises NotFound, BankError."""
        shelved = self._window.shelved(visit.path_params["name"])
        load_bank(shelved.path)
        return to_keep(shelved.path.read_bytes(), "bank.toml", "application/toml")

    def check_bank(self, visit: Visit, posted: Nothing) -> Response:
        """What could be better in a bank, a sentence for each remark. Raises NotFound, BankError."""
        from voice_interviewer.coverage.examples import left_out

        bank = self._window.bank(visit.path_params["name"])
        return JSONResponse({"remarks": [*remarks(bank), *left_out(bank)]})

    def import_bank(self, visit: Visit, posted: _Import) -> Response:
        """Show the bank that a guide would become or, with `save`, make it. Raises BankError, DiskError."""
        from voice_interviewer.bank.files import new_bank_path, save_new
        from voice_interviewer.bank.importing import bank_toml, import_bank, slug

        try:
            content = base64.b64decode(posted.content, validate=True)
        except ValueError:
            return refused(422, "The file did not arrive whole; try again.")
        path = new_bank_path(
            slug(posted.name) or slug(Path(posted.file_name).stem) or "imported", self._studio.here
        )
        imported = import_bank(content, Path(posted.file_name).name or "pasted.txt")
        if posted.save:
            save_new(path, bank_toml(imported.bank))
            return JSONResponse({"go": f"/banks/{path.stem}"})
        return JSONResponse(
            {
                "name": path.stem,
                "title": imported.bank.title,
                "questions": [each.question for each in imported.bank.questions],
                "tips": [each.title for each in imported.bank.tips],
                "notes": list(imported.notes),
                "leftovers": [vars(each) for each in imported.leftovers],
            }
        )
