"""Words made comparable: one stem for "organised", "Organising" and "organize", whatever Whisper made of them. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import snowballstemmer

__all__ = ["FILLERS", "NOT", "NUMBER", "STOP_STEMS", "Token", "content_stem", "is_negative", "stem", "tokens"]

NOT = "not"
"""The stem of every negating word, "never" and "nobody" among them."""
NUMBER = "#"
"""The stem of every number; its digits are in Token.value."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


FILLERS = _words(
    """
    um umm uh uhm er erm eh ah oh mm mmm hm hmm
    """
)
_NEGATORS = _words(
    """
    not never no nobody nothing none neither nor without hardly rarely nowhere cannot
    """
)
_IS_AFTER = _words(
    """
    it he she that what who where there here how when everyone everybody something
    """
)
_CONTRACTED = {
    "won't": "will not",
    "can't": "can not",
    "cannot": "can not",
    "shan't": "shall not",
    "let's": "let us",
}
_ENDINGS = (
    ("n't", " not"),
    ("'re", " are"),
    ("'m", " am"),
    ("'ll", " will"),
    ("'ve", " have"),
    ("'d", " would"),
)

_TWO_LETTERS = _words("it pc gp hr id")
"""Abbreviations of two letters; any other two may be a word and the pronoun: "plan B I think"."""

_SAME = """
    be:am is are was were been being | have:has had having | do:does did done doing | go:went gone |
    get:got gotten | say:said | tell:told | hear:heard | speak:spoke spoken | take:took taken |
    give:gave given | make:made | find:found | feel:felt | keep:kept | think:thought | know:knew known |
    ring:rang rung | write:wrote written | bring:brought | see:saw seen | come:came | leave:left | run:ran |
    begin:began begun | choose:chose chosen | draw:drew drawn | teach:taught | learn:learnt | send:sent |
    sit:sat | stand:stood | meet:met | lead:led | hold:held | deal:dealt | understand:understood | lose:lost |
    break:broke broken | fall:fell fallen | grow:grew grown | pay:paid | buy:bought | mean:meant |
    build:built | win:won | rise:rose risen | show:shown | freeze:froze frozen | shake:shook shaken |
    catch:caught | fight:fought | sleep:slept | forget:forgot forgotten | drive:drove driven | wear:wore |
    speed:sped | stick:stuck | tear:tore torn | colour:color | favour:favor | behaviour:behavior |
    neighbour:neighbor | honour:honor | labour:labor | humour:humor | centre:center | programme:program |
    practice:practise practised practising practises | okay:ok | gp:gps | licence:license
"""
"""Forms whose stem the stemmer cannot know: irregular verbs, American spellings."""
_LEMMAS = {
    form: line.split(":")[0].strip() for line in _SAME.split("|") for form in line.split(":")[1].split()
}

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_VALUES = {word: value for value, word in enumerate(_UNITS.split())}
_VALUES |= {
    word: 20 + 10 * n
    for n, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"])
}
_VALUES |= {"hundred": 100, "thousand": 1_000, "million": 1_000_000}

STOP_STEMS = _words(
    """
    a an the and or but if so then than that this these those of to in on at by for from with without into
    onto about as be have do would will can could should may might must shall not i you he she it we they
    me him her us them my your his its our their mine yours who whom whose which what when where why how
    there here also just very really quite too even still some any all each every such same other another
    more most much many few own get go say tell thing lot way make up down out off over under again once
    only because while until before after between well like yes okay know think something someone somebody
    everyone everybody anyone anybody people person one let us am going sort kind mean bit actually always
    often sometimes maybe obviously basically literally you're it's give take come put look want
    """
)
"""Stems that say little of what an answer is about."""


@dataclass(frozen=True)
class Token:
    """One comparable word. `first_word` and `last_word` count the transcript's words it was made of.

    `ends` is "" inside a clause, "," at a clause's end, "." at a sentence's. `value` has a number's digits.
    """

    stem: str
    first_word: int
    last_word: int
    ends: str = ""
    value: str = ""


def is_negative(text: str) -> bool:
    """Whether anything is negated in it."""
    return any(token.stem == NOT for token in tokens(text.split()))


def tokens(words: Sequence[str]) -> tuple[Token, ...]:
    """The tokens of a text's words, in order, without fillers and immediate repeats; numbers are one token."""
    plain = _with_letters_joined(list(_plain_tokens(words)))
    return tuple(_without_repeats(_with_numbers_joined(plain)))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of one lower-case word without punctuation."""
    if word in _NEGATORS:
        return NOT
    word = _LEMMAS.get(word, word)
    word = re.sub(r"(?<=\w{3})(i|y)z(e|es|ed|ing|ation|ations|er|ers)$", r"\1s\2", word)
    with _STEMMERS_TURN:
        return str(_STEMMER.stemWord(word))


def content_stem(word: str) -> str:
    """The stem of a word that says something by itself, else ""."""
    plain = word.casefold().replace("’", "'").strip(_EDGES).removesuffix("'s")
    found = stem(plain) if plain.isalpha() and len(plain) > 2 else ""
    return "" if found in STOP_STEMS or plain in STOP_STEMS or plain in FILLERS or found == NOT else found


_STEMMER = snowballstemmer.stemmer("english")
_STEMMERS_TURN = Lock()
"""The stemmer keeps the word that it works on in itself; an answer is compared while the one before is being saved."""
_EDGES = "\"'“”‘’()[]*_.,;:!?…-–—"


def _plain_tokens(words: Sequence[str]) -> Iterator[Token]:
    for index, word in enumerate(words):
        parts = _parts(word)
        ends = _ending(word)
        for number, part in enumerate(parts, 1):
            yield Token(*_stem_of(part, index), ends if number == len(parts) else "", _digits(part))


def _stem_of(part: str, index: int) -> tuple[str, int, int]:
    return (NUMBER if _digits(part) else "it-department" if part == "IT" else stem(part), index, index)


@lru_cache(maxsize=20_000)
def _parts(word: str) -> tuple[str, ...]:
    """A written word as the words it says: "they'd" two, "follow-up" two, "um," none."""
    plain = word.replace("’", "'").strip(_EDGES)
    if plain == "IT":
        return ("IT",)
    lower = plain.casefold()
    spelt = _CONTRACTED.get(lower, lower)
    for ending, meaning in _ENDINGS:
        if spelt.endswith(ending):
            spelt = spelt.removesuffix(ending) + meaning
    if spelt.endswith("'s"):
        bare = spelt.removesuffix("'s")
        spelt = f"{bare} is" if bare in _IS_AFTER else bare
    found = re.findall(r"[£$€]?\d[\d,.:]*\d*k?|[^\W\d_]+|#", spelt)
    return tuple(part for part in found if part not in FILLERS)


def _ending(word: str) -> str:
    tail = word.rstrip("\"'”’)")
    if word.casefold().strip(_EDGES) in FILLERS:
        return ""
    return (
        "."
        if tail.endswith((".", "?", "!", "…"))
        else ","
        if tail.endswith((",", ";", ":", "–", "—", "-"))
        else ""
    )


def _digits(part: str) -> str:
    if part == NUMBER or part == "one":
        return NUMBER if part == NUMBER else ""
    if part[-1:].isdigit() or part[:1] in "£$€" or re.fullmatch(r"\d[\d,.]*k", part):
        return re.sub(r"[^\d]", "", part) + ("000" if part.endswith("k") else "")
    return str(_VALUES.get(part, ""))


def _with_letters_joined(plain: list[Token]) -> list[Token]:
    """Abbreviations as Whisper sometimes hears them: "I T", "g d p r"."""
    joined: list[Token] = []
    at = 0
    while at < len(plain):
        end = at
        while end < len(plain) and len(plain[end].stem) == 1 and plain[end].stem.isalpha():
            end += 1
        letters = "".join(token.stem for token in plain[at:end])
        if (len(letters) > 2 and set(letters) - {"i", "a"}) or letters in _TWO_LETTERS:
            name = "it-department" if letters == "it" else letters
            joined.append(Token(name, plain[at].first_word, plain[end - 1].last_word, plain[end - 1].ends))
        else:
            end = at + 1
            joined.append(plain[at])
        at = end
    return joined


def _with_numbers_joined(plain: list[Token]) -> Iterator[Token]:
    """Consecutive number words are one number: "twenty-five thousand"."""
    run: list[Token] = []
    for token in plain:
        if run and (token.stem != NUMBER or run[-1].ends):
            yield _joined(run)
            run = []
        if token.stem == NUMBER:
            run.append(token)
        else:
            yield token
    if run:
        yield _joined(run)


def _joined(run: list[Token]) -> Token:
    return Token(
        NUMBER, run[0].first_word, run[-1].last_word, run[-1].ends, _value([each.value for each in run])
    )


def _value(parts: list[str]) -> str:
    if len(parts) == 1 or any(part == NUMBER or len(part) > 12 for part in parts):
        return parts[0]
    numbers = [int(part) for part in parts if part]
    if all(number < 10 for number in numbers):  # "nine nine nine"
        return "".join(str(number) for number in numbers)
    total, current = 0, 0
    for number in numbers:
        if number in (1_000, 1_000_000):
            total, current = total + max(1, current) * number, 0
        elif number == 100:
            current = max(1, current) * 100
        else:
            current += number
    return str(total + current)


def _without_repeats(plain: Iterator[Token]) -> Iterator[Token]:
    """ "the the nurse" and "it was it was packed" are said once; the first mention stays."""
    kept: list[Token] = []
    source = list(plain)
    index = 0
    while index < len(source):
        length = next((n for n in (2, 1) if _repeats(kept, source, index, n)), 0)
        if not length:
            kept.append(source[index])
        index += length or 1
    return iter(kept)


def _repeats(kept: list[Token], source: list[Token], index: int, length: int) -> bool:
    before, here = kept[-length:], source[index : index + length]
    return len(before) == len(here) == length and all(
        old.stem == new.stem and old.stem != NUMBER and not old.ends
        for old, new in zip(before, here, strict=True)
    )
