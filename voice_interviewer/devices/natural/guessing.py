"""How a word is said that the lexicon does not have: as two words, as espeak would, or by rules of spelling. Pure."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

SHORTEST_HALF = 4
"""Letters: "helpdesk" is help and desk, but "nation" is not na and tion."""

_OF_ESPEAK: Sequence[tuple[str, str]] = (
    *(("tʃ", "ʧ"), ("dʒ", "ʤ"), ("eɪ", "A"), ("aɪ", "I"), ("aʊ", "W"), ("ɔɪ", "Y"), ("əʊ", "Q"), ("oʊ", "Q")),
    *(
        ("eə", "ɛː"),
        ("iə", "ɪə"),
        ("e", "ɛ"),
        ("r", "ɹ"),
        ("ɐ", "ə"),
        ("x", "k"),
        ("ç", "k"),
        ("ɬ", "l"),
        ("g", "ɡ"),
    ),
)
"""What espeak writes otherwise than Kokoro's phonemes are written."""
_SOUNDS = frozenset("AIQWYabdfhijklmnpstuvwzæðŋɑɐɒɔəɛɜɡɪɹʃʊʌʒʤʧθˈˌː")

_RULES: Sequence[tuple[str, str]] = (
    # Endings
    ("tion$", "ʃən"),
    ("sion$", "ʒən"),
    ("ture$", "ʧə"),
    ("ous$", "əs"),
    ("able$", "əbəl"),
    ("le$", "əl"),
    ("ing$", "ɪŋ"),
    ("ies$", "iz"),
    ("er$", "ə"),
    ("or$", "ə"),
    ("y$", "i"),
    # A silent e makes the vowel before it long
    ("a(?=[bcdfgklmnpstvz]es?$)", "A"),
    ("i(?=[bcdfgklmnpstvz]es?$)", "I"),
    ("o(?=[bcdfgklmnpstvz]es?$)", "Q"),
    ("u(?=[bcdfgklmnpstvz]es?$)", "uː"),
    ("e(?=s?$)", ""),
    # Letters together
    ("tch", "ʧ"),
    ("sch", "ʃ"),
    ("igh", "I"),
    ("eigh", "A"),
    ("^kn", "n"),
    ("^wr", "ɹ"),
    ("^ps", "s"),
    ("^x", "z"),
    ("mb$", "m"),
    ("qu", "kw"),
    ("ch", "ʧ"),
    ("ck", "k"),
    ("gh", "ɡ"),
    ("ph", "f"),
    ("sh", "ʃ"),
    ("th", "θ"),
    ("wh", "w"),
    ("ng$", "ŋ"),
    ("dge", "ʤ"),
    ("air", "ɛː"),
    ("ear", "ɪə"),
    ("eer", "ɪə"),
    ("oor", "ɔː"),
    ("our", "ɔː"),
    ("ar(?![aeiou])", "ɑː"),
    ("[eiu]r(?![aeiou])", "ɜː"),
    ("or(?![aeiou])", "ɔː"),
    ("ai|ay|ei", "A"),
    ("au|aw", "ɔː"),
    ("ea|ee|ie", "iː"),
    ("eu|ew", "juː"),
    ("oa", "Q"),
    ("oi|oy", "Y"),
    ("oo|ou", "uː"),
    ("ow", "W"),
    # One letter
    ("c(?=[eiy])", "s"),
    ("g(?=[ey])", "ʤ"),
    ("([bdfgklmnprstz])\\1", ""),  # one of two goes: see _next
    ("y(?=[aeiou])", "j"),
    ("o$", "Q"),
    ("a$", "ə"),
    ("i$", "i"),
    *zip(
        "abcdefghijklmnopqrstuvwxyz",
        [
            *"abkd",
            "ɛ",
            "f",
            "ɡ",
            "h",
            "ɪ",
            "ʤ",
            *"klmn",
            "ɒ",
            "p",
            "k",
            "ɹ",
            "s",
            "t",
            "ʌ",
            "v",
            "w",
            "ks",
            "ɪ",
            "z",
        ],
        strict=True,
    ),
)
_COMPILED = tuple((re.compile(pattern), sound) for pattern, sound in _RULES)
_VOWEL = re.compile("[AIQWYaɑɒɔɛɜɪʊʌiu]")


@dataclass(frozen=True)
class Guess:
    """Finds how an unknown word is said."""

    known: Callable[[str], str]
    """How a word is said that the lexicon has; "" for another."""
    espeak: Callable[[str], str]
    """How espeak would say a word, in the International Phonetic Alphabet; "" where there is no espeak."""

    def __call__(self, word: str) -> str:
        """The word's phonemes."""
        parts = re.findall(r"[A-Z]?[a-zà-ÿ']+|[A-Z]+(?![a-z])", word)
        if len(parts) > 1:
            return "".join(self._part(each) for each in parts)
        return self._part(word)

    def _part(self, word: str) -> str:
        return (
            self.known(word)
            or self._compound(word.lower())
            or of_espeak(self.espeak(word))
            or by_spelling(word)
        )

    def _compound(self, word: str) -> str:
        for at in range(len(word) - SHORTEST_HALF, SHORTEST_HALF - 1, -1):
            first, second = self.known(word[:at]), self.known(word[at:])
            if first and second:
                return first + second.replace("ˈ", "ˌ")
        return ""


def of_espeak(ipa: str) -> str:
    """What espeak wrote, as Kokoro's phonemes are written."""
    for theirs, ours in _OF_ESPEAK:
        ipa = ipa.replace(theirs, ours)
    return "".join(each for each in ipa if each in _SOUNDS)


def by_spelling(word: str) -> str:
    """How a word may be said, by the letters that it is written with; the first vowel is stressed."""
    folded = word.lower()
    said, at = "", 0
    while at < len(folded):
        said_here, at = _next(folded, at)
        said += said_here
    return _VOWEL.sub(lambda vowel: f"ˈ{vowel.group()}", said, count=1) or "ə"


def _next(word: str, at: int) -> tuple[str, int]:
    """The sound of the letters from `at` on that go together, and where the next ones begin."""
    for pattern, sound in _COMPILED:
        found = pattern.match(word, at)
        if found and found.end() > at and not (pattern.pattern.startswith("^") and at):
            return sound, at + 1 if found.groups() else found.end()
    return "", at + 1
