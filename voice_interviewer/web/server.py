"""The window's server: on this computer alone, for as long as somebody uses it."""

import asyncio
import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from voice_interviewer.errors import WindowError
from voice_interviewer.rehearsal.studio import Studio
from voice_interviewer.steps import Step
from voice_interviewer.web.app import guarded
from voice_interviewer.web.entrance import Entrance
from voice_interviewer.web.looking_again import LookingAgain
from voice_interviewer.web.running import Place, clear_way_in, find_door, only_one, put_door, way_in
from voice_interviewer.web.window import Window

IDLE_S = 600.0
"""How long after the last page was closed the program ends, if nothing is running."""
CLOSING_S = 30.0
"""A window that was quit may write down and compare for so long before another can open."""
HEADERS_TIMEOUT_S = 10.0
"""A browser sends its request in one go; a connection that does not takes up a place that another needs."""
MOST_CONNECTIONS = 200
"""A browser opens six. Each is an open file; a program may have about a thousand, and an interview needs some."""


def open_window(
    studio: Studio,
    port: int,
    tell: Callable[[str, Path, bool], object],
    *,
    idle_s: float = IDLE_S,
    second_look: bool = False,
) -> None:
    """Serve the window until somebody ends it or, unused for `idle_s`, it ends by itself.

    `tell` is given the address of the window, the path of the page that leads in, and whether the window was already
    open; if it was, this returns at once. Port 0 is any free one. With `second_look`, answers that were heard once are
    heard again while nothing else is done.

    Raises WindowError, DiskError; KeyboardInterrupt after Ctrl-C, when all is closed.
    """
    place = Place(studio.audio_dir)
    until_s = time.monotonic() + CLOSING_S
    while True:
        with only_one(place) as is_first:
            if is_first:
                with _listening(port) as listener:
                    entrance = Entrance(listener.getsockname()[1])
                    put_door(place, entrance)
                    _serve(studio, entrance, listener, place, tell, idle_s, second_look=second_look)
                return
        if found := find_door(place):
            tell(found.origin, way_in(place, found), True)
            return
        if time.monotonic() > until_s:
            raise WindowError(
                "A window is already open, but its address cannot be found; end that program, and start again."
            )


def _listening(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":  # elsewhere it would let two programs have one port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except (OSError, OverflowError) as error:
        listener.close()
        raise WindowError(f"Port {port} cannot be used ({error}); {Step.OTHER_PORT}.") from error
    listener.listen(128)
    return listener


def _serve(
    studio: Studio,
    entrance: Entrance,
    listener: socket.socket,
    place: Place,
    tell: Callable[[str, Path, bool], object],
    idle_s: float,
    *,
    second_look: bool,
) -> None:
    window = Window(studio, entrance, on_enter=lambda key: clear_way_in(place, key))
    config = uvicorn.Config(
        guarded(window),
        http=_Bounded,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=2,
    )
    server = _Server(config, window, idle_s)
    window.on_quit = server.end
    tell(entrance.origin, way_in(place, entrance), False)
    looking = LookingAgain(window, second_look=second_look)
    try:
        server.run([listener])
    finally:
        place.door.unlink(missing_ok=True)  # nobody answers there any more
        window.closing = True
        window.live.end()
        looking.end()


class _Server(uvicorn.Server):
    """Ends by itself when nobody has used the window for a while."""

    def __init__(self, config: uvicorn.Config, window: Window, idle_s: float) -> None:
        super().__init__(config)
        self._window = window
        self._idle_s = idle_s

    def end(self) -> None:
        self.should_exit = True

    async def on_tick(self, counter: int) -> bool:
        window = self._window
        if window.is_in_use:
            window.seen()
        elif time.monotonic() - window.seen_s > self._idle_s:
            return True
        if await super().on_tick(counter):
            window.closing = True  # streams of events end by themselves
            await asyncio.sleep(0)
            return True
        return False


class _Bounded(H11Protocol):
    """Closes a connection that sends no whole request in time, and any connection beyond MOST_CONNECTIONS."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            transport.abort()
            return
        self.loop.call_later(HEADERS_TIMEOUT_S, self._close_if_silent)

    def _close_if_silent(self) -> None:
        if self.cycle is None and not self.transport.is_closing():
            self.transport.close()
