"""Single keys from a terminal, read without waiting, and with the terminal restored afterwards.

prompt_toolkit reads them on every system. Tried on Linux: the terminal was restored after keys, Ctrl-C and kill. The
code for Windows follows the documentation and has not been run.
"""

from contextlib import ExitStack
from importlib import import_module
from types import ModuleType, TracebackType
from typing import TYPE_CHECKING, Self

from voice_interviewer.background_call import BackgroundCall

if TYPE_CHECKING:
    from prompt_toolkit.input import Input

ENTER = "enter"
_NAMES = {"c-m": ENTER, "c-j": ENTER, "\r": ENTER, "\n": ENTER}


class Keyboard:
    """Reads keys; soon after the first `read` the terminal is in raw mode, until the `with` ends.

    prompt_toolkit takes a tenth of a second to import: that is done while the first question sounds, and on another
    thread, for a Ctrl-C in the middle of an import can get lost. What is typed before then waits in the terminal.
    """

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._importing: BackgroundCall[ModuleType] | None = None
        self._input: Input | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()
        if self._input is not None:
            self._input.close()
        self._input = None

    def read(self) -> tuple[str, ...]:
        """The keys pressed since the last call, without waiting: `enter`, or the character in lower case.

        Raises KeyboardInterrupt for Ctrl-C, which raw mode delivers as a key, and when the terminal has gone.
        """
        if self._input is None:
            self._open_if_imported()
        if self._input is None:
            return ()
        pressed = [*self._input.read_keys(), *self._input.flush_keys()]
        names = [getattr(press.key, "value", press.key) for press in pressed]
        if "c-c" in names or self._input.closed:
            raise KeyboardInterrupt
        return tuple(_NAMES.get(name, name.lower()) for name in names)

    def _open_if_imported(self) -> None:
        if self._importing is None:
            self._importing = BackgroundCall(lambda: import_module("prompt_toolkit.input"))
        if self._importing.wait(0.0):
            opened: Input = self._importing.result().create_input()
            self._stack.enter_context(opened.raw_mode())
            self._input = opened
