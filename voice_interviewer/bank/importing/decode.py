"""Bytes of unknown origin to text: saved pages and exported tables come in the encodings of thirty years."""

import codecs
import re

from voice_interviewer.errors import BankError

IMPORT_COPY = "open it, select all, copy it into a .txt file and import that"
"""What helps where something else than text is to be imported."""

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


def decode(content: bytes, source: str, remedy: str) -> tuple[str, int]:
    """The text with plain newlines, and how many bytes could not be read (each is a "�" in the text).

    UTF-8, UTF-16 and UTF-32, what a page declares, else what the bytes look like. Raises BankError for what is no
    text at all; `remedy` is what a person can do about a document.
    """
    for start, kind in _NOT_TEXT.items():
        if start == b"PK\x03\x04" and b"collection.anki2" in content:
            raise BankError(f"{source} is a package of Anki's; in Anki, export it as notes in plain text.")
        if content.startswith(start):
            raise BankError(f"{source} is {kind}; {remedy}.")
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
        if _is_nearly_utf_8(content):  # whatever it declares
            return _with_count(content, "utf-8")
        return _with_count(content, _declared(content) or _guessed(content))


def _is_nearly_utf_8(content: bytes) -> bool:
    """Whether more characters beyond ASCII are right UTF-8 than not; bytes of another encoding are hardly ever."""
    text = content.decode("utf-8", errors="replace")
    unread_count = text.count("\ufffd")
    return sum(not character.isascii() for character in text) > 2 * unread_count


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
    """A western encoding, unless so many letters are no ASCII that it is another alphabet."""
    letters = re.sub(rb"[\x00-\x40\x5b-\x60\x7b-\x7f]+", b"", content)
    foreign = re.sub(rb"[\x00-\x7f]+", b"", letters)
    if len(foreign) < 8 or len(foreign) < _FOREIGN_SHARE * len(letters):
        found = min(_WESTERN, key=lambda encoding: _oddities(content, encoding))
        if found in _SELDOM or not _is_central_european(content):
            return found
        return min(
            _CENTRAL, key=lambda encoding: _oddities(content, encoding) + _strange_letters(content, encoding)
        )
    from charset_normalizer import from_bytes

    best = from_bytes(content[: 10 * _SAMPLE_BYTES]).best()
    return best.encoding if best else "cp1252"


_CENTRAL = ("cp1250", "iso8859_2")
"""Of Windows and of Unix; the first if both fit alike."""

_LETTERS = {
    "cs": "áčďéěíňóřšťúůýž", "hr": "čćđšž", "hu": "áéíóöőúüű", "pl": "ąćęłńóśźż", "ro": "ăâîşţșț",
    "sk": "áäčďéíĺľňóôŕšťúýž", "sl": "čšžćđ", "sr": "čćđšž",
}  # fmt: skip
_TAGS = re.compile(rb"<[^<>]{1,500}>")


def _is_central_european(content: bytes) -> bool:
    """Whether the words are of a language that Windows writes in cp1250, where a "č" is the byte of an "è" elsewhere.

    That tells all of sixty texts of two sentences in six languages; charset-normalizer with these candidates takes five
    of ten French ones for central European.
    """
    from voice_interviewer.bank.importing.language import code_of

    words_alone = _TAGS.sub(b" ", content[: 10 * _SAMPLE_BYTES])
    # in both, for the letters of cp1250 make a word or two of Spanish look Slovak
    readings = (words_alone.decode(encoding, errors="replace") for encoding in (_CENTRAL[0], "cp1252"))
    return all(code_of(reading) in _LETTERS for reading in readings)


def _strange_letters(content: bytes, encoding: str) -> int:
    """How many letters a text has in this encoding that its language has not: a "ą" in Czech was a "š"."""
    from voice_interviewer.bank.importing.language import code_of

    text = content.decode(encoding, errors="replace").casefold()
    own = _LETTERS.get(code_of(text), "")
    return sum(text.count(letter) for letter in {*text} - {*own} if letter.isalpha() and not letter.isascii())


_WESTERN = ("cp1252", "iso8859_15", "cp1250", "mac_roman", "cp850")
"""Of Windows, Unix, Windows in Central Europe, older Macs and DOS; the first of those that fit alike is taken."""

_SELDOM = frozenset({"mac_roman", "cp850"})
_CAPITALS = "".join(filter(str.isupper, map(chr, range(0xC0, 0x180))))
_SMALL = "".join(filter(str.islower, map(chr, range(0xDF, 0x180))))
_LETTER = r"[^\W\d_¹²³ªº¼½¾]"
_ODD = re.compile(
    r"[\ufffd\x80-\x9f¤ıƒ]|"
    r"[^\x00-\x7f\w\s’‘“”„…–—·«»£€§°©®™×•¿¡\u00ad]|"
    rf"(?<={_LETTER})[“”„«»£€§°©®™×•¿¡¹²³ªº](?={_LETTER})|"  # a sign inside a word
    rf"(?<!{_LETTER})[^\x00-\x7f\W\d_](?!{_LETTER})|"  # a letter for a dash
    rf"(?<=[a-z{_SMALL}])[{_CAPITALS}]|[{_SMALL}](?=[A-Z])|(?<=[A-Z]{{2}})[{_SMALL}]"  # "itÕs", "ìWhy"
)
"""What hardly stands in anybody's text. There is more of it where a text was read in the wrong encoding."""


def _oddities(content: bytes, encoding: str) -> int:
    """How little a text looks like one in this encoding. One byte that has no meaning is no reason to take another."""
    text = content.decode(encoding, errors="replace")
    found = sum(1 if each[0] == "\ufffd" else 2 for each in _ODD.finditer(text))
    return found + (encoding in _SELDOM)


_CONTROLS = re.compile("[\x80-\x84\x86-\x9f]")
"""C1 controls stand in no text, but for the one that ends a line; where one is read, the encoding is another."""


def _with_count(content: bytes, encoding: str) -> tuple[str, int]:
    try:
        text = content.decode(encoding, errors="replace")
    except LookupError:  # a codec of Python's own that is no text, such as "rot13"
        text = content.decode("cp1252", errors="replace")
    text = _CONTROLS.sub("\ufffd", text)
    return text.removeprefix("\ufeff"), text.count("\ufffd")
