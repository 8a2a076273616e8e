"""Single keys from a terminal, read without waiting, and with the terminal restored afterwards.

prompt_toolkit reads them on every system. Tried on Linux: the terminal was restored after keys, Ctrl-C and kill. The
code for Windows follows the documentation and has not been run.
"""

from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from prompt_toolkit.input import Input

ENTER = "enter"
_NAMES = {"c-m": ENTER, "c-j": ENTER, "\r": ENTER, "\n": ENTER}


class Keyboard:
    """Reads keys; the terminal is in raw mode from the first `read` until the `with` ends.

    Not sooner, since prompt_toolkit takes a tenth of a second to import: the first question sounds meanwhile. What is
    typed before then waits in the terminal.
    """

    def __init__(self) -> None:
        self._stack = ExitStack()
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
            self._input = self._opened()
        pressed = [*self._input.read_keys(), *self._input.flush_keys()]
        names = [getattr(press.key, "value", press.key) for press in pressed]
        if "c-c" in names or self._input.closed:
            raise KeyboardInterrupt
        return tuple(_NAMES.get(name, name.lower()) for name in names)

    def _opened(self) -> "Input":
        from prompt_toolkit.input import create_input

        opened = create_input()
        self._stack.enter_context(opened.raw_mode())
        return opened
