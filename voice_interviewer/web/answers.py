"""How the window answers: reads and checks what is posted, and turns errors into sentences."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request as Visit
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from voice_interviewer.errors import NotFound, SessionError, VoiceInterviewerError
from voice_interviewer.web import pages
from voice_interviewer.web.words import told_of

CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".wav": "audio/wav",
}
"""By file extension. Not asked of the system, which can be wrong (Windows looks in its registry)."""


OURS = 500
"""The status of an error that is the program's own fault."""


class Post(BaseModel):
    """What is posted to an address."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Nothing(Post):
    """A command whose address says everything."""


Posted = TypeVar("Posted", bound=Post)


def command(path: str, form: type[Posted], act: Callable[[Visit, Posted], Response]) -> Route:
    """An address that takes commands. Each runs on a thread of its own, so that the server goes on meanwhile."""

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
    """A file that a browser saves instead of showing it."""
    return Response(
        content, media_type=media_type, headers={"content-disposition": f'attachment; filename="{file_name}"'}
    )


def refused(status: int, sentence: str, faults: Sequence[Mapping[str, str]] = ()) -> Response:
    """An error, in a sentence, for the page that posted; `faults` have a sentence (text) for each place (at)."""
    return JSONResponse({"error": sentence, **({"faults": list(faults)} if faults else {})}, status)


def told_error(visit: Visit, error: Exception) -> Response:
    """Any error, told in a sentence: to the page that posted, else on a page of its own."""
    match error:
        case NotFound():
            status = 404
        case SessionError():
            status = 409
        case HTTPException():
            status = error.status_code
        case VoiceInterviewerError():
            status = 422
        case _:  # our own fault: the terminal shows it in full
            status = OURS
    sentence = told_of(error)
    if isinstance(error, HTTPException):
        sentence = "There is no such page."
    elif status == OURS:
        sentence = "Something went wrong in Voice Interviewer; try again. What you recorded is kept."
    if visit.method == "POST":
        return refused(status, sentence)
    return HTMLResponse(pages.told(status, sentence), status)


def of_review(page: str) -> Response:
    """A page of the review, with its own security policy."""
    return HTMLResponse(
        pages.without_policy(page), headers={"content-security-policy": pages.policy_of(page)}
    )
