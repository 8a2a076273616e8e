"""Child processes that run a module of this package: one way to start them."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

NO_TELEMETRY = MappingProxyType({"ORT_DISABLE_TELEMETRY": "1"})
"""For whoever imports onnxruntime. Since 1.32 it looks for its maker's telemetry server on Linux too, and writes to the
home folder. Only this variable, set before the import, keeps it from that."""

_PACKAGE_PARENT = Path(__file__).parents[1]


def start_module(
    module: str,
    *arguments: str,
    below_normal: bool = False,
    more_env: Mapping[str, str] = MappingProxyType({}),
    **streams: Any,
) -> "subprocess.Popen[bytes]":
    """Start `python -m MODULE ARGUMENTS` as a child process.

    The child imports this very package, wherever the program was started, and nothing from the user's own folder:
    -P keeps a `json.py` there, for example, out of its imports. Windows shows no console window.

    Args:
        module: The module's full name.
        arguments: Its command line.
        below_normal: Give the child less of the processor. Windows only: elsewhere the child calls `nice` itself.
        more_env: Variables of the environment that it has beside ours.
        streams: `stdin`, `stdout` and `stderr`, as for subprocess.Popen.

    Raises:
        OSError: The process cannot be started.
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
        env={**os.environ, "PYTHONPATH": path, **NO_TELEMETRY, **more_env},
        creationflags=flags,
        **streams,
    )
