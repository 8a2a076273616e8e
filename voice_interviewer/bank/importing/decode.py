"""Bytes of unknown origin to text: saved pages and exported tables come in the encodings of thirty years."""

import codecs
import re

from voice_interviewer.errors import BankError

_NOT_TEXT = {
    b"PK\x03\x04": "a Word, Excel or other packed document",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel document",
    b"\x1f\x8b": "a packed file",
    b"{\\rtf": "a rich text (RTF) document",
    b"%PDF": "a PDF",  # imports read one before it comes here
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w.:-]{2,20})""", re.I
)
_SAMPLE_BYTES = 4_000

_TEXT_TO_NUL = 20
"""Text may have a stray NUL; one in twenty characters means pictures or programs."""

_FOREIGN_SHARE = 0.25
"""Western texts have an accent in fifty letters; Cyrillic, Greek or Japanese ones are hardly anything else."""


def decode(content: bytes, source: str) -> tuple[str, int]:
    """The text with plain newlines, and how many bytes could not be read (each is a "�" in the text).

    UTF-8, UTF-16 and UTF-32, what a page declares, else what the bytes look like. Raises BankError for what is no
    text at all.
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
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _with_count(content, encoding)
    if encoding := _unmarked_utf_16(content):
        return _with_count(content, encoding)
    try:
        return content.decode("utf-8-sig"), 0
    except UnicodeDecodeError:
        return _with_count(content, _declared(content) or _guessed(content))


def _unmarked_utf_16(content: bytes) -> str:
    """UTF-16 without its mark has a zero in every other byte of whatever is Latin."""
    even, odd = content[:_SAMPLE_BYTES:2], content[1:_SAMPLE_BYTES:2]
    if len(odd) < 8 or len(content) % 2:
        return ""
    for zeros, others, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if zeros.count(0) > 0.6 * len(zeros) and others.count(0) == 0:
            return encoding
    return ""


def _declared(content: bytes) -> str:
    """What a page says of itself; UTF-8 has been tried by then."""
    found = _DECLARED.search(content[:_SAMPLE_BYTES])
    try:
        name = codecs.lookup(found[1].decode("ascii")).name if found else ""
    except LookupError:
        return ""
    return "" if name.startswith(("utf", "ascii")) else "cp1252" if name == "iso8859-1" else name


def _guessed(content: bytes) -> str:
    """Windows-1252, unless so many letters are no ASCII that it is another alphabet."""
    letters = re.sub(rb"[\x00-\x40\x5b-\x60\x7b-\x7f]+", b"", content)
    foreign = re.sub(rb"[\x00-\x7f]+", b"", letters)
    if len(foreign) < 8 or len(foreign) < _FOREIGN_SHARE * len(letters):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(content[: 10 * _SAMPLE_BYTES]).best()
    return best.encoding if best else "cp1252"


def _with_count(content: bytes, encoding: str) -> tuple[str, int]:
    try:
        text = content.decode(encoding, errors="replace")
    except LookupError:  # a codec of Python's own that is no text, such as "rot13"
        text = content.decode("cp1252", errors="replace")
    return text.removeprefix("\ufeff"), text.count("\ufffd")
