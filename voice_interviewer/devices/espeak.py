"""The espeak-ng that came from PyPI, so that no system package is needed: for processes of their own, on Linux."""

import ctypes
import os
from pathlib import Path

_RETRIEVAL, _DONT_EXIT = 1, 0x8000
_UTF8, _IPA = 1, 2


def load_espeak() -> ctypes.CDLL:
    """Load the library, for everybody in this process. Changes the current folder.

    espeak keeps the path of its data in a short array, and ends the process if the path does not fit, so it is given a
    relative one.
    """
    import espeakng_loader

    folder = Path(espeakng_loader.get_data_path())
    os.chdir(folder.parent)
    os.environ["ESPEAK_DATA_PATH"] = folder.name
    return ctypes.CDLL(espeakng_loader.get_library_path(), ctypes.RTLD_GLOBAL)


class EspeakPhonemes:
    """How espeak would say a word in British English."""

    def __init__(self) -> None:
        """Raises ImportError or OSError where there is no espeak."""
        self._library = load_espeak()
        self._library.espeak_TextToPhonemes.restype = ctypes.c_char_p
        self._library.espeak_Initialize(_RETRIEVAL, 0, None, _DONT_EXIT)
        if self._library.espeak_SetVoiceByName(b"gmw/en"):
            raise OSError("espeak has no British voice")

    def of(self, word: str) -> str:
        """The word in the International Phonetic Alphabet."""
        text = ctypes.c_char_p(word.encode())
        found: bytes | None = self._library.espeak_TextToPhonemes(ctypes.byref(text), _UTF8, _IPA)
        return (found or b"").decode(errors="replace").strip()
