"""What is shown to people: times as a clock has them, small numbers in words, and outside text made harmless. Pure.

No bank, name or transcript can act as a command, in a terminal or in Markdown.
"""

import re
import unicodedata

_NUMBER_LIST = "zero one two three four five six seven eight nine ten eleven twelve"
NUMBER_WORDS = tuple(_NUMBER_LIST.split())
"""Small numbers as people write them out, each at its own place."""


def clock_text(seconds: float) -> str:
    """A moment or a length of time in minutes and seconds, as a clock shows them: "1:05"."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"


def ended(sentence: str) -> str:
    """The sentence with a full stop, where it has none because it ends with a command to copy: another may follow."""
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


_MARK = "�"
# Cc control, Cs lone surrogate, Zl and Zp line and paragraph separators, and the format characters (Cf) that
# reorder a line or hide in it (bidi overrides, tags). Joiners stay: emoji and several scripts need them.
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cs", "Cf", "Zl", "Zp"})
_KEPT = frozenset("\n\t\u200c\u200d\u00ad")

# Characters with a meaning anywhere; those with one only at the start of a line (heading, list, rule); those that only
# make an autolink.
_ANYWHERE = re.compile(r"([\\`*_{}\[\]|~^$@])")
_AT_THE_START = re.compile(r"^(?:([#+=:-])|(\d+)([.)]))")
_IN_A_LINK = re.compile(r"(?i)(:)(?=//)|(?<=\bwww)(\.)")


def visible(text: str) -> str:
    """The text as it can safely be shown: every control or hidden character becomes a "�".

    That covers ANSI escapes, bells, NUL, a lone carriage return and bidirectional overrides. Newlines and tabs are
    kept; Windows line ends become newlines.
    """
    text = text.replace("\r\n", "\n")
    if text.isascii() and text.isprintable():
        return text
    return "".join(_MARK if _is_hidden(character) else character for character in text)


def _is_hidden(character: str) -> bool:
    return character not in _KEPT and unicodedata.category(character) in _HIDDEN_CATEGORIES


def markdown(text: str) -> str:
    """Markdown source that is shown as exactly this text: nothing in it becomes a heading, link, emphasis or HTML.

    Only characters with a meaning are escaped, so that prose stays readable in the source: by a backslash, or by an
    entity in the case of HTML (CommonMark 2.4 and 2.5; GitHub's tables, strikethrough and autolinks). Newlines are
    kept; indentation is dropped, because four spaces would begin a block of code.
    """
    return "\n".join(_markdown_line(line.strip()) for line in visible(text).replace("\t", " ").split("\n"))


def _markdown_line(line: str) -> str:
    line = _ANYWHERE.sub(r"\\\1", line)
    line = _AT_THE_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", line)
    line = _IN_A_LINK.sub(lambda found: f"\\{found.group()}", line)
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
