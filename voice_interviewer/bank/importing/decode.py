"""Bytes of unknown origin to text: saved pages and exported tables come in the encodings of thirty years."""

import codecs

from voice_interviewer.errors import BankError

_NOT_TEXT = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a Word, Excel or other packed document",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel document",
    b"\x1f\x8b": "a packed file",
}

_TEXT_TO_NUL = 20
"""Text may have a stray NUL; one in twenty characters means pictures, programs, or UTF-16 without its mark."""


def decode(content: bytes, source: str) -> tuple[str, int]:
    """The text with plain newlines, and how many bytes could not be read (each is a "�" in the text).

    UTF-8, UTF-16 with its mark, else Windows-1252, in which five bytes have no meaning. Raises BankError for what
    is no text at all.
    """
    for start, kind in _NOT_TEXT.items():
        if content.startswith(start):
            raise BankError(
                f"{source} is {kind}; open it, select all, copy it into a .txt file and import that."
            )
    text, unread_count = _decode(content)
    nul_count = text.count("\0")
    if nul_count * _TEXT_TO_NUL > len(text):
        raise BankError(f"{source} is not text; open it where it came from and save it as UTF-8 text.")
    return text.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n"), unread_count + nul_count


def _decode(content: bytes) -> tuple[str, int]:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _with_count(content, "utf-16")
    try:
        return content.decode("utf-8-sig"), 0
    except UnicodeDecodeError:
        return _with_count(content, "cp1252")


def _with_count(content: bytes, encoding: str) -> tuple[str, int]:
    text = content.decode(encoding, errors="replace")
    return text, text.count("\ufffd")
