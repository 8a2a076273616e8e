"""Texts in the phonemes that Kokoro was trained on, by the British lexicon of misaki. Pure."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from voice_interviewer.devices.natural.reading import PAUSES, in_words

Entry = str | Mapping[str, str | None]
"""How a word is said, or how it is as which part of speech."""

RESPELT: Mapping[str, str] = {
    "covid": "kˈQvɪd",
    "caldicott": "kˈɔːldɪkɒt",
    "emmis": "ˈɛmɪs",
    "live": "lˈɪv",  # never the adjective here
    "phd": "pˌiːAʧdˈiː",
    "smartcard": "smˈɑːtkɑːd",
}
"""Words that the lexicon lacks, or has otherwise."""

AS_VERB = re.compile(
    r"to|i|you|we|they|who|[cw]ould|should|can|will|may|might|must|do|does|did|d(o|id)n't|(you|i|we)'d"
)
"""After one of these a word that is a noun and a verb is the verb, unless it ends in -s."""
AS_NOUN = re.compile(r"an?|the|this|that|any|no|my|your|our|their|his|her|its|good")
"""After one of these it is the noun."""
AS_PARTICIPLE = re.compile(r"have|has|had|having|(i|you|we|they|who)'ve|was|were|been|be")
"""After one of these it is the participle: "you've read"."""

SMALL_IN_CAPITALS = frozenset({"HE", "IN", "IS", "ME", "OR"})
"""Words that are stressed by capitals more often than they are abbreviations."""
SHORTEST_SAID = 5
"""An unknown abbreviation of so many letters is said as a word if it can be: COVID, not HTTPS."""
VOWELS = frozenset("AIOQWYaiuæɑɐɒɔəɛɜɪʊʌ")
MOST_AT_ONCE = 400
"""Phonemes; Kokoro takes 510, and hurries through more than this."""


@dataclass(frozen=True)
class Lexicon:
    """The words of a language."""

    entries: Mapping[str, Entry]
    guess: Callable[[str], str] | None = None
    """How a word is said that is not known. Without it such a word is refused: what is shipped is not guessed."""

    def phonemes(self, text: str) -> str:
        """The whole text. Raises KeyError for a word that is not known, UnreadableError for a text without words."""
        pieces = _pieces(in_words(text))
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
        if self.is_spelt_out(word):
            return self._letters(word)
        if len(word) > 2 and word[:-1].isupper() and word[-1] == "s" and word.lower() not in self.entries:
            letters = self._letters(word[:-1])  # CVs
            return letters + _s(letters)
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
        if self.guess is None:
            raise KeyError(word)
        return self.guess(word)

    def is_spelt_out(self, word: str) -> bool:
        """Whether a word is read letter by letter: CV, and IT, but not NASA."""
        if not re.fullmatch(r"[A-Z]{2,}", word) or word in SMALL_IN_CAPITALS:
            return False
        entry = self.entries.get(word)
        if entry is not None:
            return not isinstance(entry, str) and entry.get("NOUN", "") is None
        is_long_word = len(word) >= SHORTEST_SAID and bool(re.search("[AEIOU]", word))
        return word.lower() not in self.entries and not is_long_word

    def known(self, word: str) -> str:
        """How a word is said that stands alone; "" if the lexicon does not have it."""
        if self.is_spelt_out(word):
            return self._letters(word)
        return self._listed(word, "", "", plural=False)

    def _listed(self, word: str, before: str, following: str, *, plural: bool) -> str:
        """How the word is said if it is known as it is; "" if not."""
        folded = word.lower()
        forms = (folded, word, folded.capitalize(), _american(folded), _without_accents(folded))
        found = RESPELT.get(folded) or next(
            (entry for each in forms if (entry := self.entries.get(each))), None
        )
        if found is None and len(word) == 1:
            found = self.entries.get(word.upper())
        if found is None or isinstance(found, str):
            return found or ""
        return _form(found, before, following, plural=plural)

    def _letters(self, letters: str) -> str:
        """Letter by letter, the last one stressed most."""
        names = [str(self.entries[letter]) for letter in letters]
        return "".join([*(name.replace("ˈ", "ˌ") for name in names[:-1]), names[-1]])


def _american(folded: str) -> str:
    """The lexicon has not every word in -ise; the sound is the same."""
    return re.sub(r"(?<=[a-z]{3})(i|y)s(?=e|ation|ing)", r"\1z", folded)


def _without_accents(folded: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFD", folded) if each.isalpha())


def portions(phonemes: str, most: int = MOST_AT_ONCE) -> tuple[str, ...]:
    """A long text in parts that can be said at once, as long as may be: whole sentences, else clauses, else words."""
    if len(phonemes) <= most:
        return (phonemes,)
    for boundary in (r"(?<=[.!?…]) ", r"(?<=[;:,—]) ", " "):
        parts = re.split(boundary, phonemes)
        if len(parts) > 1:
            break
    else:
        return tuple(phonemes[at : at + most] for at in range(0, len(phonemes), most))
    joined: list[str] = []
    for part in parts:
        if joined and len(joined[-1]) + 1 + len(part) <= most:
            joined[-1] += f" {part}"
        else:
            joined.append(part)
    return tuple(piece for part in joined for piece in portions(part, most))


def _pieces(text: str) -> Sequence[str]:
    """Words and marks; single capitals that follow each other are one word."""
    text = re.sub(r"\b[A-Z](?: [A-Z])+\b", lambda found: found.group().replace(" ", ""), text)
    return re.findall(r"[A-Za-zÀ-ÿ]+(?:'[a-z]+)*'?|[;:,.!?—…]", text)


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
