"""Child processes that run a module of this package: one way to start them."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

_PACKAGE_PARENT = Path(__file__).parents[1]


def start_module(
    module: str, *arguments: str, below_normal: bool = False, **streams: Any
) -> "subprocess.Popen[bytes]":
    """Start `python -m MODULE ARGUMENTS` beside this program; `streams` are those of subprocess.Popen. Raises OSError.

    The child finds this very package, wherever the program was started, and nothing that lies in the user's folder:
    -P keeps a json.py there, say, out of its imports. Windows shows no console window, and with `below_normal` gives
    the child less of the processor (elsewhere the child calls `nice` itself).
    """
    known = os.environ.get("PYTHONPATH", "")
    path = os.pathsep.join(filter(None, [str(_PACKAGE_PARENT), known]))
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW
        if below_normal:
            flags |= subprocess.BELOW_NORMAL_PRIORITY_CLASS
    return subprocess.Popen(
        [sys.executable, "-P", "-m", module, *arguments],
        env={**os.environ, "PYTHONPATH": path},
        creationflags=flags,
        **streams,
    )
