"""How a passage is meant: supposed, as a disclaimer, a refusal or an aside, or vaguely. Pure.

By its words alone: in doubt a passage means what it says.
"""

import re
from collections.abc import Iterator

from voice_interviewer.coverage.story import own_deeds, plain

__all__ = ["denies", "disclaims", "is_supposed", "leaves_open", "only_refuses", "refuses", "strays", "vague"]

OPENING_LETTERS = 15
"""Room for "Well, I think" before what a sentence supposes."""

_SUPPOSED = re.compile(
    r"\b(?:i|we|you|they|she|he)(?:'d| would| might| could)\b(?! say (?:i'm|i am|it's|that's|about))"
    r"(?! (?:been|had|already|just|got|gone|\w+ed)\b)"
    r"|\bif (?:somebody|someone|anybody|anyone|a|the|there|they|it|i|we|you) ?(?:was|were|is|are|had|came|got)\b",
    re.IGNORECASE,
)
_DISCLAIMS = re.compile(
    r"\b(?:can't|cannot|couldn't) (?:really |quite )?(?:think of|remember|come up with)\b"
    r"|\bhaven't (?:really |ever |actually )?had\b|\b(?:it |that )?(?:hasn't|has never) (?:really )?happened\b"
    r"|\bnever (?:really )?(?:had (?:a|an|one|that|to)|thought about)\b"
    r"|\b(?:don't|do not) (?:really )?have (?:an?|one|any)\b|\bnothing (?:really )?(?:comes|springs) to mind\b"
    r"|\bdon't (?:really )?know what to (?:say|tell)\b",
    re.IGNORECASE,
)
_REFUSES = re.compile(
    r"\b(?:(?:i|we) (?:don't|do not|won't|wouldn't|refuse to|can't be)|(?:i|we)(?:'d| would) not)\b"
    r"(?! (?:(?:really|actually) )?(?:race|rush|panic|think|mind|want|know|have|need|believe|feel|get|like|take)\b)"
    r"(?! (?:just|only)\b)"
    r"|\b(?:i|we) never bother|\b(?:i|we) (?:couldn't|can't|cannot) (?:say|tell you|give you)\b"
    r"|\bi'm not (?:having|going|doing|one for|bothered)\b|\bnot (?:my job|up to me|for me|my problem)\b"
    r"|\b(?:waste of time|no point)\b",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"\b(?:but|instead|until|unless|rather)\b"
    r"|\bi(?:'ll|'d| would)? (?:always )?(?!don't|do|won't|wouldn't|never|can't|'m"
    r"|am|think|mean|know|suppose|had|was|need|want|have|refuse|leave|just|really|would|could)[a-z]+",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(r"\b(?:not|never|no|without|nothing|avoid\w*)\b|n't\b", re.IGNORECASE)
_OPEN = re.compile(
    r"\b(?:i|we) (?:don't|do not|didn't|never) (?:really |actually |even )?(?:know|knew|found out|find out|heard|hear)"
    r" (?:what (?:happened|became|came)|how (?:it|that|things|they|she|he) (?:\w+ )?(?:ended|turned|went|got|worked)"
    r"|whether|if (?:it|that|they|she|he)|any more|anything more|the (?:end|outcome|result))"
    r"|\b(?:i|we) never (?:did )?(?:found out|find out|heard back)\b"
    r"|\bno idea (?:what (?:happened|became)|how it|whether)"
    r"|\bcan't (?:remember|say|tell you) (?:how it|what (?:happened|came))",
    re.IGNORECASE,
)

_FAMILY = (
    r"mum|mother|dad|father|sister|brother|auntie?|uncle|cousin|husband|wife|partner|(?:girl|boy)friend"
    r"|kids|daughter|son"
)
_ASIDE = re.compile(
    rf"\b(?:my (?:\w+ )?(?:{_FAMILY})\b"
    r"|where was i\b|what was (?:i saying|the question|it you asked)|(?:long|another|other|different) story\b"
    r"|not relevant|i digress|i'm rambling|i'm (?:only )?(?:joking|kidding)|i won't go into"
    r"|lovely (?:girl|woman|man|lady|place|bloke|girls)\b|got married|pregnant|retired|second husband"
    r"|(?:dog|cat|parrot|goose|horse|peacocks?|fish tank)s?\b|football|holidays?\b|telly\b|television\b|podcast"
    r"|at christmas|the beach|the sea\b|jam\b|the weather|vending machine|car park\b|parking\b|aldi\b|tesco\b"
    r"|the bus\b|the pub\b|used to live|photos\b)",
    re.IGNORECASE,
)
"""People, animals, free time and places that come into an answer when its speaker has lost the thread."""
_NAMED = r"policy|policies|procedures|guidelines|protocols?|regulations|legislation"
_MANY = (
    r"(?:a lot|lots|loads|plenty|a number) of \w+[^s\W]s"
    r"|(?<!how )(?<!too )(?:many|several|various|quite a few|a few) (?!(?:minute|hour|day|week|month|year)s)\w+[^s\W]s"
)
_VAGUE: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), ask)
    for words, ask in (
        (
            _MANY,
            "How many?",
        ),
        (_NAMED, "Which? Say its name."),
        (
            r"(?:all sorts|things like that|and so on|and stuff|stuff like that|bits and pieces|et cetera)",
            "What, for instance?",
        ),
        (r"(?:a while|ages|a long time|some time|quite quickly|really quickly)", "How long is that?"),
        (r"(?:regularly|now and then|every so often|from time to time)", "How often, in a usual week?"),
        (
            r"(?:much better|improved|went well|worked (?:out )?well|really happy)",
            "How could one tell: what was counted, or what did somebody say?",
        ),
    )
)
"""What stays vague, the worst first, and what a listener would ask."""


def is_supposed(text: str) -> bool:
    """Whether it tells from its beginning what somebody would do, and nothing that was done."""
    found = _SUPPOSED.search(plain(text))
    return found is not None and found.start() <= OPENING_LETTERS and not own_deeds(text)


def disclaims(text: str) -> bool:
    """Whether it says that there is nothing to tell."""
    return bool(_DISCLAIMS.search(plain(text))) and not own_deeds(text)


def refuses(text: str) -> bool:
    """Whether it says what the speaker does not do, whatever else it says."""
    return bool(_REFUSES.search(plain(text)))


def denies(text: str) -> bool:
    """Whether there is a negation in it."""
    return bool(_NEGATIVE.search(plain(text)))


def only_refuses(text: str) -> bool:
    """Whether it says what the speaker does not do, and not what instead."""
    return refuses(text) and not _DOES.search(plain(text))


def leaves_open(text: str) -> bool:
    """Whether it says that the speaker does not know how it ended."""
    return bool(_OPEN.search(plain(text)))


def strays(text: str, question: str) -> bool:
    """Whether it is an aside, in the answer to a question that does not speak of such things itself."""
    found = _ASIDE.search(plain(text))
    return found is not None and found[0].split()[-1].casefold() not in question.casefold()


def vague(texts: tuple[str, ...]) -> Iterator[tuple[int, str, str]]:
    """Which text has a vague expression, the expression, and what a listener would ask; the vaguest first."""
    for pattern, ask in _VAGUE:
        for at, text in enumerate(texts):
            if found := pattern.search(text):
                yield at, found[0], ask
