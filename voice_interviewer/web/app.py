"""The window as an application: all its addresses, behind the guard."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.requests import Request as Visit
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from voice_interviewer.errors import VoiceInterviewerError
from voice_interviewer.rehearsal.settings import change_setting
from voice_interviewer.review.report import FOLDER
from voice_interviewer.web import pages
from voice_interviewer.web.answers import CONTENT_TYPES, Nothing, Post, command, refused, told_error
from voice_interviewer.web.banks import Banks
from voice_interviewer.web.bringing import Bringing
from voice_interviewer.web.guard import ENTER, Guard
from voice_interviewer.web.icon import install_icon
from voice_interviewer.web.practice import Practice
from voice_interviewer.web.sessions import Sessions
from voice_interviewer.web.window import Window, named
from voice_interviewer.web.words import BUSY

STATIC = Path(__file__).parent / "static"


class _Setting(Post):
    name: Literal["microphone", "speaker", "voice", "voice-rate", "model", "live-words", "small-talk"]
    value: Annotated[str, Field(max_length=300)]


class _Fetch(Post):
    name: Annotated[str, Field(max_length=100)]


class Doors:
    """The way in, the first page, the settings, and the way out."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._studio = window.studio

    def routes(self) -> list[Route]:
        """Every address of this part of the window."""
        return [
            Route(ENTER, self.enter),
            Route("/", self.home),
            Route("/settings", self.settings),
            command("/settings/change", _Setting, self.change_setting),
            command("/settings/fetch", _Fetch, self.fetch_model),
            command("/icon", Nothing, self.icon),
            command("/here", Nothing, self.here),
            command("/quit", Nothing, self.quit),
            Route("/static/{file}", self.static),
        ]

    def enter(self, visit: Visit) -> Response:
        """Exchange a key for a cookie, and lead on to the first page, or to the interview that is running.

        The page leads on by itself, which also takes the key out of the address and the history. After a redirect the
        browser would not send the strict cookie: the request would still count as coming from another site.
        """
        entrance = self._window.entrance
        if entrance.knows(
            visit.cookies.get(entrance.cookie_name, "")
        ):  # in already: they came here by Back, for example
            return HTMLResponse(pages.entered(self._first_address()))
        key = visit.query_params.get("key", "")
        cookie = entrance.exchange(key)
        if cookie is None:
            return HTMLResponse(
                pages.told(
                    403,
                    "This link has been used, or is too old. Start Voice Interviewer again to open the window.",
                ),
                403,
            )
        self._window.on_enter(key)
        answer = HTMLResponse(pages.entered(self._first_address()))
        answer.set_cookie(entrance.cookie_name, cookie, httponly=True, samesite="strict", path="/")
        return answer

    def _first_address(self) -> str:
        return "/interview" if self._window.live.is_running else "/"

    def icon(self, visit: Visit, posted: Nothing) -> Response:
        """Add the icon to the person's programs, or renew it. Raises DiskError, WindowError."""
        install_icon(self._studio.here)
        return JSONResponse({})

    def here(self, visit: Visit, posted: Nothing) -> Response:
        """A page says that it is still open. The guard has noted that already."""
        return JSONResponse({})

    def quit(self, visit: Visit, posted: Nothing) -> Response:
        """End the program, once this has been answered."""
        return JSONResponse({}, background=BackgroundTask(self._window.on_quit))

    def home(self, visit: Visit) -> Response:
        """The first page."""
        return HTMLResponse(pages.home(self._studio, is_running=self._window.live.is_running))

    def settings(self, visit: Visit) -> Response:
        """The page of settings."""
        return HTMLResponse(pages.settings(self._studio))

    def change_setting(self, visit: Visit, posted: _Setting) -> Response:
        """Save one setting, for every interview from now on. Raises SettingsError, DiskError."""
        change_setting(posted.name, posted.value)
        if posted.name == "microphone":
            self._window.trying.open_anew()
        if posted.name == "model":
            return JSONResponse({"writing": pages.writing(self._studio)})
        return JSONResponse({})

    def fetch_model(self, visit: Visit, posted: _Fetch) -> Response:
        """Fetch a model: the only thing that uses the network, and only on request. Raises NotFound."""
        studio = self._studio
        name = named({each: each for each, _, _ in studio.models()}, posted.name, "model")
        begun = self._window.working.begin("fetching", name, lambda tell: studio.fetch_model(name, tell))
        return JSONResponse({}) if begun else refused(409, BUSY)

    def static(self, visit: Visit) -> Response:
        """The window's own files, and the stylesheet that it shares with the review page. Raises NotFound."""
        files = {path.name: path for path in (*STATIC.iterdir(), FOLDER / "page.css")}
        path = named(files, visit.path_params["file"], "page")
        return FileResponse(path, media_type=CONTENT_TYPES[path.suffix])


def guarded(window: Window) -> ASGIApp:
    """The application with all its addresses, which only the person reaches."""
    rooms = (Doors(window), Practice(window), Sessions(window), Banks(window), Bringing(window))
    inner = Starlette(
        routes=[route for room in rooms for route in room.routes()],
        exception_handlers=dict.fromkeys((VoiceInterviewerError, HTTPException, Exception), told_error),
    )
    inner.router.redirect_slashes = False
    return Guard(inner, window.entrance, window.seen)
