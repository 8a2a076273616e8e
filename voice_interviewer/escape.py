"""Makes text from outside harmless where it is shown: a bank, a name or a transcript is never a command."""

import re
import unicodedata

_MARK = "�"
# Cc control, Cs lone surrogate, Zl and Zp line and paragraph separators, and the format characters (Cf) that
# reorder a line or hide in it (bidi overrides, tags). Joiners stay: emoji and several scripts need them.
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cs", "Cf", "Zl", "Zp"})
_KEPT = frozenset("\n\t\u200c\u200d\u00ad")

# What means something anywhere; what only begins a line's block (heading, list, rule); what only makes an autolink.
_ANYWHERE = re.compile(r"([\\`*_{}\[\]|~^$@])")
_AT_THE_START = re.compile(r"^(?:([#+=:-])|(\d+)([.)]))")
_IN_A_LINK = re.compile(r"(?i)(:)(?=//)|(?<=\bwww)(\.)")


def visible(text: str) -> str:
    """The text as a terminal can show it: every control or hidden character becomes one "�".

    That covers ANSI escapes, bells, NUL, a carriage return alone and bidirectional overrides. Newlines and
    tabs are kept; the line end of Windows becomes a newline.
    """
    text = text.replace("\r\n", "\n")
    if text.isascii() and text.isprintable():
        return text
    return "".join(_MARK if _is_hidden(character) else character for character in text)


def _is_hidden(character: str) -> bool:
    return character not in _KEPT and unicodedata.category(character) in _HIDDEN_CATEGORIES


def markdown(text: str) -> str:
    """The text as Markdown source that shows exactly it: no heading, link, emphasis or HTML arises from it.

    Only what would mean something is escaped, with a backslash or, for HTML's own, an entity (CommonMark 2.4 and 2.5;
    GitHub's tables, strikethrough and autolinks), so that prose stays prose in the source. Newlines are kept;
    indentation is dropped, for four spaces would begin a block of code.
    """
    return "\n".join(_markdown_line(line.strip()) for line in visible(text).replace("\t", " ").split("\n"))


def _markdown_line(line: str) -> str:
    line = _ANYWHERE.sub(r"\\\1", line)
    line = _AT_THE_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", line)
    line = _IN_A_LINK.sub(lambda found: f"\\{found.group()}", line)
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
