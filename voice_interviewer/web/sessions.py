"""The addresses of interviews that were held: listen back, correct, write down, export, delete."""

from typing import Annotated, Literal

from pydantic import Field
from starlette.requests import Request as Visit
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from voice_interviewer.errors import NotFound
from voice_interviewer.rehearsal.sessions import (
    Correction,
    correction_of,
    delete,
    handouts,
    keep_words,
    mark_point,
)
from voice_interviewer.rehearsal.settings import read_settings
from voice_interviewer.session import Session
from voice_interviewer.session.record import Take
from voice_interviewer.web import pages
from voice_interviewer.web.answers import CONTENT_TYPES, Nothing, Post, command, of_review, refused, to_keep
from voice_interviewer.web.window import Window, named
from voice_interviewer.web.words import BUSY, INTERVIEW_RUNNING


class _Words(Post):
    take: Annotated[str, Field(max_length=40)]
    text: Annotated[str, Field(max_length=60_000)]


class _Mark(Post):
    take: Annotated[str, Field(max_length=40)]
    point: Annotated[int, Field(ge=1, le=1_000)]
    mark: Literal["said", "not-said", "unmarked"]


class _Delete(Post):
    name: Annotated[str, Field(max_length=300)]


class Sessions:
    """Each interview that was held, and the page of all of them."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._studio = window.studio

    def routes(self) -> list[Route]:
        """Every address of this part of the window."""
        return [
            Route("/history", self.history),
            Route("/sessions/review.html", self.to_history),
            Route("/sessions/{name}/", self.review),
            Route("/sessions/{name}/words", self.words),
            command("/sessions/{name}/correct", _Words, self.correct),
            command("/sessions/{name}/mark", _Mark, self.mark),
            command("/sessions/{name}/write-down", Nothing, self.write_down),
            command("/sessions/{name}/delete", _Delete, self.delete),
            Route("/sessions/{name}/export/{kind}", self.export),
            Route("/sessions/{name}/example/{question}", self.example),
            Route("/sessions/{name}/{file}", self.recording),
        ]

    def history(self, visit: Visit) -> Response:
        """The page of all interviews and the progress made."""
        return of_review(pages.history(self._studio))

    def to_history(self, visit: Visit) -> Response:
        """Where the review page's own link to the page of all interviews leads."""
        return RedirectResponse("/history", 303)

    def review(self, visit: Visit) -> Response:
        """The review page of one interview. Raises NotFound, SessionError."""
        session, live = self._window.session(visit.path_params["name"]), self._window.live
        is_running_here = live.is_running and live.shown.session == session.name
        return of_review(pages.review(self._studio, session, is_running_here=is_running_here))

    def recording(self, visit: Visit) -> Response:
        """A recording, whole or in part, for Safari asks only for parts. Raises NotFound, SessionError."""
        session = self._window.session(visit.path_params["name"])
        take = named(
            {each.file: each for each in session.record.takes}, visit.path_params["file"], "recording"
        )
        path = session.recording(take)
        if path.is_symlink() or not path.is_file():
            raise NotFound("The recording has been removed.")
        return FileResponse(path, media_type=CONTENT_TYPES[".wav"])

    def example(self, visit: Visit) -> Response:
        """The example answer to a question, read aloud. Raises NotFound, SessionError, VoiceError, DiskError."""
        session = self._window.session(visit.path_params["name"])
        numbers = {str(each): each for each in session.numbers()}
        number = named(numbers, visit.path_params["question"], "question")
        record = session.record
        return self._window.aloud.answer(session.question(number).example, record.locale, record.vocabulary)

    def words(self, visit: Visit) -> Response:
        """The transcript of a take, to be corrected. Raises NotFound, SessionError."""
        session = self._window.session(visit.path_params["name"])
        return JSONResponse({"text": _correction(session, visit.query_params.get("take", "")).text})

    def correct(self, visit: Visit, posted: _Words) -> Response:
        """Put the person's own words in place of a take's transcript. Raises NotFound, SessionError, DiskError."""
        session = self._window.session(visit.path_params["name"])
        text = " ".join(posted.text.split())
        if not text:
            return refused(422, "Write at least one word, or delete the interview.")
        keep_words(_correction(session, posted.take), text)
        return JSONResponse({})

    def mark(self, visit: Visit, posted: _Mark) -> Response:
        """Keep the person's own word on a key point of a take. Raises NotFound, SessionError, DiskError."""
        session = self._window.session(visit.path_params["name"])
        take = _take(session, posted.take)
        mark = None if posted.mark == "unmarked" else posted.mark
        mark_point(session, str(take.question_number), take.number, posted.point, mark)
        return JSONResponse({})

    def write_down(self, visit: Visit, posted: Nothing) -> Response:
        """Begin to write down every answer that is not written down yet. Raises NotFound, SessionError."""
        session, studio = self._window.session(visit.path_params["name"]), self._studio
        model = read_settings().model
        if self._window.live.is_running:
            return refused(409, INTERVIEW_RUNNING)
        begun = self._window.working.begin(
            "writing", session.name, lambda tell: studio.write_down(session, model, tell)
        )
        return JSONResponse({}) if begun else refused(409, BUSY)

    def delete(self, visit: Visit, posted: _Delete) -> Response:
        """Delete an interview for good, if its name is posted too. Raises NotFound, SessionError, DiskError."""
        name = visit.path_params["name"]
        if posted.name != name:
            return refused(422, "The name is not that of the interview to delete.")
        delete(self._window.folder(name))
        return JSONResponse({"go": "/"})

    def export(self, visit: Visit) -> Response:
        """A file for a coach: text, figures, or one page with the recordings in it. Raises NotFound, SessionError."""
        session, kind = self._window.session(visit.path_params["name"]), visit.path_params["kind"]
        if kind == "page":
            return _single_page(session)
        types = {"md": "text/markdown; charset=utf-8", "csv": "text/csv; charset=utf-8"}
        media_type = named(types, kind, "export")
        content = handouts(session)[kind].encode()
        return to_keep(content, _file_name(session, f".{kind}"), media_type)


def _file_name(session: Session, suffix: str) -> str:
    """By bank and day, for whoever is sent several; and so that no system refuses it."""
    from voice_interviewer.bank.importing import slug

    return f"{slug(f'interview-{session.record.bank}')}-{session.record.created_at:%Y-%m-%d}{suffix}"


def _take(session: Session, key: str) -> Take:
    # Imported here, as below: what compares answers takes long to import, and the first page needs none of it.
    from voice_interviewer.review.report.view import take_key

    takes = {take_key(each.question_number, each.number): each for each in session.record.takes}
    return named(takes, key, "answer")


def _correction(session: Session, key: str) -> Correction:
    take = _take(session, key)
    return correction_of(session, str(take.question_number), take.number)


def _single_page(session: Session) -> Response:
    from voice_interviewer.review.report.writing import single_page

    return to_keep(single_page(session).encode(), _file_name(session, ".html"), "text/html; charset=utf-8")
