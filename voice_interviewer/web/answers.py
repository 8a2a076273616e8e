"""How the window answers: what is posted is read and checked here, and what went wrong becomes a sentence."""

from collections.abc import Callable
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request as Visit
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from voice_interviewer.errors import NotFound, SessionError, VoiceInterviewerError
from voice_interviewer.web import pages

CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".wav": "audio/wav",
}
"""Written down: what the system says of an ending can be wrong (Windows takes it from the registry)."""


OURS = 500
"""A fault of the program's own."""


class Post(BaseModel):
    """What is posted to an address."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Nothing(Post):
    """A command that says all by its address."""


Posted = TypeVar("Posted", bound=Post)


def command(path: str, form: type[Posted], act: Callable[[Visit, Posted], Response]) -> Route:
    """An address that takes commands. They are carried out beside the server, which goes on meanwhile."""

    async def answer(visit: Visit) -> Response:
        try:
            posted = form.model_validate_json(await visit.body() or b"{}")
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(map(str, first["loc"]))
            return refused(422, f"{where}: {first['msg']}".removeprefix(": "))
        return await run_in_threadpool(act, visit, posted)

    return Route(path, answer, methods=["POST"])


def to_keep(content: bytes, file_name: str, media_type: str) -> Response:
    """A file that a browser keeps, and does not show."""
    return Response(
        content, media_type=media_type, headers={"content-disposition": f'attachment; filename="{file_name}"'}
    )


def refused(status: int, sentence: str) -> Response:
    """A sentence for the page that posted."""
    return JSONResponse({"error": sentence}, status)


def told_error(visit: Visit, error: Exception) -> Response:
    """An error that a person can meet: a sentence where they look."""
    match error:
        case NotFound():
            status = 404
        case SessionError():
            status = 409
        case HTTPException():
            status = error.status_code
        case VoiceInterviewerError():
            status = 422
        case _:  # a fault of ours, which the terminal tells in full
            status = OURS
    sentence = str(error)
    if isinstance(error, HTTPException):
        sentence = "There is no such page."
    elif status == OURS:
        sentence = "Something went wrong here; what was recorded is kept."
    if visit.method == "POST":
        return refused(status, sentence)
    return HTMLResponse(pages.told(status, sentence), status)


def of_review(page: str) -> Response:
    """A page of the review, under its own policy."""
    return HTMLResponse(
        pages.without_policy(page), headers={"content-security-policy": pages.policy_of(page)}
    )
