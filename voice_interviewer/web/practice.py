"""The addresses of an interview: getting ready, holding it, and the stream of events that its page shows."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import asdict
from typing import Annotated

from pydantic import Field
from starlette.requests import Request as Visit
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from voice_interviewer.bank.choose import OneWay, Wish
from voice_interviewer.bank.library import DEFAULT_BANK
from voice_interviewer.interview.protocol import Command, UseMicrophone
from voice_interviewer.interview.turn import Rules
from voice_interviewer.language.small_talk import small_talk as words
from voice_interviewer.rehearsal.request import Request, tone_s
from voice_interviewer.rehearsal.settings import read_settings
from voice_interviewer.session.record import Manner
from voice_interviewer.web import pages
from voice_interviewer.web.answers import Nothing, Post, command, refused
from voice_interviewer.web.trying import Trying
from voice_interviewer.web.window import Window, named
from voice_interviewer.web.words import voice_group

SILENCE_S = Rules(hands_free=True).silence_s
LOOK_S = 0.05
"""How often a stream of events looks for news: a level is shown at most this long after its sound."""
SIGN_OF_LIFE_S = 10.0
"""How often a stream without news sends something, so that a browser that has gone is noticed."""
MOST_STREAMS = 4
"""A browser opens six connections to one address, whatever the number of its tabs: were all of them streams, its next
page would wait for ever. Beyond these the oldest ends, and its page opens another when the person comes back to it."""


class _Begin(Post):
    bank: Annotated[str, Field(max_length=200)] = ""
    question: Annotated[str, Field(max_length=60)] = ""
    resume: Annotated[str, Field(max_length=300)] = ""
    questions: Annotated[int, Field(ge=1, le=100)] = 5
    minutes: Annotated[float, Field(ge=1, le=240)] = 10
    hands_free: bool | None = None
    """None, here and where it stands below: as before, where an interview goes on; else no."""
    follow_ups: bool | None = None
    feedback_each: bool | None = None
    small_talk: bool = False
    panel: bool | None = None
    one_way: bool = False
    prepare_s: Annotated[float, Field(ge=0, le=600)] = OneWay.prepare_s
    limit_s: Annotated[float, Field(ge=15, le=3600)] = OneWay.limit_s


class _Wanted(Post):
    interview: int
    step: int
    command: Command | None = None
    microphone: Annotated[str, Field(max_length=300)] = ""


class Practice:
    """Before and during an interview."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._studio = window.studio

    def routes(self) -> list[Route]:
        """Every address of this part of the window."""
        return [
            Route("/ready", self.ready),
            Route("/devices", self.devices),
            command("/try/microphone", Nothing, self.try_microphone),
            command("/try/playback", Nothing, self.try_playback),
            command("/try/voice", Nothing, self.try_voice),
            Route("/interview", self.interview),
            command("/interview/begin", _Begin, self.begin),
            command("/interview/command", _Wanted, self.command),
            Route("/interview/compared", self.compared),
            Route("/events", self.events),
        ]

    def ready(self, visit: Visit) -> Response:
        """The page for getting ready; the interview's own page while one is running. Raises NotFound, BankError,
        SessionError."""
        if self._window.live.is_running:
            return RedirectResponse("/interview", 303)
        asked = visit.query_params
        resume = self._window.session(asked["resume"]) if "resume" in asked else None
        name = resume.record.bank if resume else asked.get("bank", DEFAULT_BANK)
        question = None
        if not resume:
            bank = self._window.bank(name)
            known = {each.id: each for each in bank.questions}
            question = named(known, asked["question"], "question") if "question" in asked else None
        cards = [card for card in pages.bank_cards(self._studio) if not card.fault]
        return HTMLResponse(pages.ready(self._studio, cards, name, question, resume))

    def devices(self, visit: Visit) -> Response:
        """The names of all microphones and speakers, and the voices. Devices are looked for anew unless one is in
        use."""
        with self._window.sound:
            trying = self._window.trying
            is_free = not (self._window.live.is_running or trying.is_busy or trying.is_listening)
            microphones, speakers = self._studio.devices(look_again=is_free)
        facts = {
            "microphones": microphones,
            "speakers": speakers,
            "voices": [
                {"name": each.name, "locale": each.locale, "group": voice_group(each)}
                for each in self._studio.voices()
            ],
            "panels": self._studio.languages_of_panels(),
        }
        return JSONResponse(facts)

    def try_microphone(self, visit: Visit, posted: Nothing) -> Response:
        """Listen for three seconds to the microphone of the settings. Raises SettingsError."""
        return self._tried(lambda trying: trying.microphone(read_settings().microphone))

    def try_playback(self, visit: Visit, posted: Nothing) -> Response:
        """Play what the microphone heard last. Raises SettingsError."""
        return self._tried(lambda trying: trying.play_back(read_settings().speaker))

    def try_voice(self, visit: Visit, posted: Nothing) -> Response:
        """Have the voice of the settings say a sentence. Raises SettingsError."""
        settings = read_settings()
        return self._tried(lambda trying: trying.voice(settings.voice, settings.speaker))

    def _tried(self, begin: Callable[[Trying], bool]) -> Response:
        with self._window.sound:
            begun = not self._window.live.is_running and begin(self._window.trying)
        if not begun:
            return refused(
                409, "An interview is running, or something else is being tried; wait until that is over."
            )
        return JSONResponse({})

    def interview(self, visit: Visit) -> Response:
        """The page of the current or last interview; the first page if there has been none."""
        if self._window.live.shown.phase == "none":
            return RedirectResponse("/", 303)
        return HTMLResponse(pages.interview())

    def begin(self, visit: Visit, posted: _Begin) -> Response:
        """Begin an interview, unless one is running; what is being tried ends. Raises NotFound, SettingsError."""
        if self._window.working.work.now == "writing":
            return refused(409, "Earlier answers are still being written down; begin when that is done.")
        request = self._request(posted)
        with self._window.trying.let_go(), self._window.sound:
            begun = self._window.live.begin(request, live_words=read_settings().live_words)
        if not begun:
            return refused(409, "An interview is already running.")
        return JSONResponse({"go": "/interview"})

    def _request(self, posted: _Begin) -> Request:
        settings = read_settings()
        if posted.resume:
            bank, resume = "", self._window.folder(posted.resume)
        else:
            bank, resume = self._window.shelved(posted.bank).name, None
        ids = (posted.question,) if posted.question else ()
        # In a one-way interview nobody is there to ask on.
        follow_ups = bool(posted.follow_ups) and not posted.one_way
        one_way = OneWay(posted.prepare_s, posted.limit_s) if posted.one_way else None
        request = Request(
            bank=bank,
            wish=Wish(posted.questions, posted.minutes, ids, follow_ups=follow_ups, one_way=one_way),
            rules=Rules(
                bool(posted.hands_free),
                SILENCE_S,
                tone_s=tone_s(SILENCE_S, settings.microphone),
                follow_ups=follow_ups,
            ),
            wants_hands_free=bool(posted.hands_free),
            feedback_each=bool(posted.feedback_each),
            model=settings.model,
            voice=settings.voice,
            panel=bool(posted.panel),
            small_talk=words if posted.small_talk else None,
            voice_rate_wpm=settings.voice_rate,
            microphone=settings.microphone,
            speaker=settings.speaker,
        )
        if resume is None:
            return request
        chosen = {name for name in Manner.model_fields if getattr(posted, name) is not None}
        return self._studio.to_go_on(request, resume, frozenset(chosen))

    def command(self, visit: Visit, posted: _Wanted) -> Response:
        """Pass on what a person wants, unless the interview has moved on since they saw its page."""
        wanted = posted.command or (UseMicrophone(posted.microphone) if posted.microphone else None)
        live = self._window.live
        if wanted is None or posted.interview != live.shown.interview or not live.want(posted.step, wanted):
            return refused(409, "The interview has moved on; look at its page again.")
        return JSONResponse({})

    def compared(self, visit: Visit) -> Response:
        """The latest answer beside its key points, as part of a page; status 404 if there is none."""
        answer = self._window.live.answer()
        return HTMLResponse(pages.compared(answer)) if answer else HTMLResponse("", 404)

    async def events(self, visit: Visit) -> Response:
        """A stream of everything that pages show: first as it is now, then after each change; the level; and, where
        they are wanted, the words. The microphone listens as long as a page for getting ready has it open."""
        is_getting_ready = "ready" in visit.query_params
        return StreamingResponse(
            self._events(is_getting_ready=is_getting_ready), media_type="text/event-stream"
        )

    async def _events(self, *, is_getting_ready: bool) -> AsyncIterator[str]:
        window = self._window
        words = ""
        told: tuple[object, ...] = ()
        meter: object = None
        said_s = time.monotonic()
        stream = object()
        window.streams.append(stream)
        try:
            while not window.closing:
                if stream not in window.streams[-MOST_STREAMS:]:
                    yield "event: rest\ndata: now\n\n"
                    return
                if is_getting_ready and not window.live.is_running:
                    window.trying.stand_by()
                shown, tried, work = window.live.shown, window.trying.tried, window.working.work
                now = window.live.meter if shown.is_running else window.trying.meter
                lines = []
                if told != (shown, tried, work):
                    told = (shown, tried, work)
                    facts = {"interview": asdict(shown), "trying": asdict(tried), "working": asdict(work)}
                    lines.append(f"event: shown\ndata: {json.dumps(facts)}\n\n")
                if now is not None and now is not meter:
                    meter = now
                    lines.append(f"event: level\ndata: {json.dumps(asdict(now))}\n\n")
                if words != (words := window.live.words):
                    lines.append(f"event: words\ndata: {json.dumps(words)}\n\n")
                if not lines and time.monotonic() - said_s > SIGN_OF_LIFE_S:
                    lines.append(":\n\n")
                if lines:
                    said_s = time.monotonic()
                    yield "".join(lines)
                await asyncio.sleep(LOOK_S)
        finally:
            window.streams.remove(stream)
            window.seen()
