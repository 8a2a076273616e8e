"""Texts in the phonemes that Kokoro was trained on, by the British lexicon of misaki. Pure.

A word that neither the lexicon nor a rule of spelling knows raises KeyError, and gets a line in RESPELT: a guess would
be heard by everybody.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Entry = str | Mapping[str, str | None]
"""How a word is said, or how it is as which part of speech."""

RESPELT: Mapping[str, str] = {
    "caldicott": "kˈɔːldɪkɒt",
    "emmis": "ˈɛmɪs",
    "live": "lˈɪv",  # never the adjective here
    "smartcard": "smˈɑːtkɑːd",
}
"""Words that the lexicon lacks."""

AS_VERB = re.compile(
    r"to|i|you|we|they|who|[cw]ould|should|can|will|may|might|must|do|does|did|d(o|id)n't|(you|i|we)'d"
)
"""After one of these a word that is a noun and a verb is the verb, unless it ends in -s."""
AS_NOUN = re.compile(r"an?|the|this|that|any|no|my|your|our|their|his|her|its|good")
"""After one of these it is the noun."""
AS_PARTICIPLE = re.compile(r"have|has|had|having|(i|you|we|they|who)'ve|was|were|been|be")
"""After one of these it is the participle: "you've read"."""

VOWELS = frozenset("AIOQWYaiuæɑɐɒɔəɛɜɪʊʌ")
PAUSES = frozenset(";:,.!?—…")
_UNITS = (
    *(
        "nought",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


@dataclass(frozen=True)
class Lexicon:
    """The words of a language."""

    entries: Mapping[str, Entry]

    def phonemes(self, text: str) -> str:
        """The whole text. Raises KeyError for a word that is not known."""
        pieces = _pieces(text)
        said: list[str] = []
        following = ""  # what is said after the word: a small word before a vowel sounds otherwise
        for at in reversed(range(len(pieces))):
            piece = pieces[at]
            if piece in PAUSES:
                sound = piece
            else:
                before = pieces[at - 1].lower() if at else ""
                sound = _small(piece, following) or self._word(piece, before, following)
            said.append(sound)
            following = sound
        return re.sub(r" (?=[;:,.!?…])", "", " ".join(reversed(said)))

    def _word(self, word: str, before: str, following: str) -> str:
        if re.fullmatch(r"[A-Z]{2,}", word) and word.lower() not in self.entries:
            return self._letters(word)
        folded = word.lower()
        if sound := self._listed(word, before, following, plural=folded.endswith("s")):
            return sound
        for ending, said, stems in _ENDINGS:
            if folded.endswith(ending):
                bare = folded.removesuffix(ending)
                for less, more in stems:
                    stem = bare[: len(bare) - less] + more
                    if len(stem) > 1 and (
                        sound := self._listed(stem, before, following, plural=ending == "s")
                    ):
                        return sound + said(sound)
        raise KeyError(word)

    def _listed(self, word: str, before: str, following: str, *, plural: bool) -> str:
        """How the word is said if it is known as it is; "" if not."""
        folded = word.lower()
        found = (
            RESPELT.get(folded)
            or self.entries.get(folded)
            or self.entries.get(word)
            or self.entries.get(folded.capitalize())
        )
        if found is None or isinstance(found, str):
            return found or ""
        return _form(found, before, following, plural=plural)

    def _letters(self, letters: str) -> str:
        """Letter by letter, the last one stressed most."""
        names = [str(self.entries[letter]) for letter in letters]
        return "".join([*(name.replace("ˈ", "ˌ") for name in names[:-1]), names[-1]])


def _pieces(text: str) -> Sequence[str]:
    """Words and marks; single capitals that follow each other are one word, numbers are words."""
    text = text.replace("’", "'").replace("–", "—")
    text = re.sub(r"\b[A-Z](?: [A-Z])+\b", lambda found: found.group().replace(" ", ""), text)
    text = re.sub(r"\d+", lambda found: number(int(found.group())), text)
    return re.findall(r"[A-Za-zÀ-ÿ]+(?:'[a-z]+)*'?|[;:,.!?—…]", text)


def number(value: int) -> str:
    """A number below a hundred in words."""
    if value < 20:
        return _UNITS[value]
    tens = _TENS[value // 10 - 2]
    return f"{tens} {_UNITS[value % 10]}" if value % 10 else tens


def _small(word: str, following: str) -> str:
    """The small words that are said in one way before a vowel and in another before a consonant; "" for others."""
    before_vowel = next((each in VOWELS for each in following if each not in "ˈˌ"), False)
    pauses = not following or following in PAUSES
    match word.lower():
        case "the":
            return "ði" if before_vowel else "ðə"
        case "to":
            return "tuː" if pauses else ("tʊ" if before_vowel else "tə")
        case "a":
            return "ɐ"
        case "an":
            return "ɐn"
        case "in":
            return "ˈɪn" if pauses else "ɪn"
    return "ˌI" if word == "I" else ""


def _form(entry: Mapping[str, str | None], before: str, following: str, *, plural: bool) -> str:
    wanted = ["DEFAULT"]
    if AS_VERB.fullmatch(before) and not plural:
        wanted.insert(0, "VERB")
    elif AS_PARTICIPLE.fullmatch(before):
        wanted[:0] = ["VBN", "VBD", "VERB"]
    elif AS_NOUN.fullmatch(before):
        wanted.insert(0, "NOUN")
    if not following or following in PAUSES:
        wanted.insert(0, "None")
    return next(sound for each in wanted if (sound := entry.get(each)))


def _s(stem: str) -> str:
    return "ɪz" if stem[-1] in "szʃʒʧʤ" else "s" if stem[-1] in "ptkfθ" else "z"


def _d(stem: str) -> str:
    return "ɪd" if stem[-1] in "td" else "t" if stem[-1] in "pkfθsʃʧ" else "d"


def _ing(stem: str) -> str:
    return "ɹɪŋ" if stem[-1] in "əːɜ" else "ɪŋ"


_ENDINGS: Sequence[tuple[str, Callable[[str], str], Sequence[tuple[int, str]]]] = (
    ("'s", _s, [(0, "")]),
    ("s'", _s, [(0, "")]),
    ("'ve", lambda _: "v", [(0, "")]),
    ("'d", lambda _: "d", [(0, "")]),
    ("'ll", lambda _: "l", [(0, "")]),
    ("s", _s, [(0, ""), (1, ""), (2, "y")]),
    ("ed", _d, [(0, ""), (0, "e"), (1, "")]),
    ("ing", _ing, [(0, ""), (0, "e"), (1, "")]),
    ("ly", lambda _: "li", [(0, "")]),
)
"""An ending, how it is said after the word, and how the word may be written without it: letters less, letters more."""
