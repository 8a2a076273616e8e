"""What an interviewer would stop at: care that is left to others, an unkind word, a secret given away, no wish to
listen, to lead or to stay. Pure.

By a list of expressions, so that it says nothing of anything else; what is denied ("I'd never shout back") is no worry.
"""

import re

from voice_interviewer.coverage.ideas import negated
from voice_interviewer.coverage.story import plain
from voice_interviewer.coverage.wording import tokens

__all__ = ["worries"]

_I = r"\b(?:i|we)(?:'d|'ll)?(?: (?:would|will|might|just|simply|only|even|once|then|really|straight|ended up)){0,3}"
_THEM = r"(?:him|her|them|it|people|(?:the |my )?(?:patients?|customers?|clients?|callers?|man|woman|lady|guy|bloke))"
_OTHERS = r"(?:somebody|someone) else(?:'s|'ll| is| will| would| can)?"
_WORRIES = re.compile(
    r"(?<!say it's )(?<!say that's )\bnot my (?:job|problem|business|department|responsibility)\b"
    r"|\bnone of my business\b|\b(?:that|it)'s not on me\b"
    rf"|\b{_OTHERS} (?:job|problem|(?:have done|do|deal with|sort) (?:it|that|them))\b"
    r"|\b(?:can't|couldn't|can not) be bothered\b"
    rf"|{_I} wait (?:(?:until|till) (?:it|they|somebody|someone)|for (?:one of them|them to|somebody|someone))\b"
    rf"|{_I} (?:walk(?:ed)? (?:off|away)|hope for the best)\b"
    rf"|{_I} (?:ignored? {_THEM}|leave {_THEM} to it|left {_THEM} to it)\b"
    r"|\bhop(?:e|ed|ing) (?:nobody|no one) (?:notices|noticed|finds out|found out)\b"
    rf"|{_I} (?:shout(?:ed)?|yell(?:ed)?|swore|swear|snap(?:ped)?) (?:right )?(?:back|at {_THEM})\b"
    rf"|{_I} (?:tell|told) {_THEM} (?:to (?:calm down|shut up|go away|get lost|stop moaning|get over it)|off)\b"
    rf"|{_I} (?:did )?(?:lose|lost) (?:my|our) (?:temper|rag|patience)\b"
    rf"|{_I} (?:hang up|hung up|put the phone down) on {_THEM}\b"
    r"|\btide me over\b|\b(?:until|till) something better\b|\b(?:only|just) (?:in it|here|doing it) for the money\b"
    r"|\b(?:i|we)(?: (?:don't|do not|won't)|(?: would|'d) not| wouldn't) (?:listen|say sorry|apologi[sz]e)\b"
    r"|\b(?:i|we) (?:didn't|don't|did not|do not) (?:need|want|bother) to (?:hear|listen|check|explain)\b"
    r"|\bi(?:'m| am) (?:no|not (?:very |much |any |really )?) ?(?:good|use)"
    r" (?:with|at) (?:computers|people|technology|change)\b"
    r"|\bi(?:'d| would)? (?:don't|do not|never|wouldn't) (?:really )?(?:like|want) (?:being|to be) in charge\b"
    rf"|{_I} (?:do )?(?:interrupt(?:ed)? {_THEM}|cut (?:in\b|{_THEM} (?:off|short)\b))"
    r"|\bi get bored (?:easily|quickly)\b"
    r"|\b(?:drives?|drove) me (?:mad|crazy|up the wall|nuts)\b|\bdo(?:es)? my head in\b"
    r"|(?<!n't )\bjust click (?:it|them|those) away\b"
    r"|\b(?:they|he|she|people|patients|customers)(?:'ll| will) (?:just )?have to (?:lump it|put up with it|leave it)\b"
    r"|\b(?:that|it)'s (?:their|his|her) (?:own )?(?:problem|lookout|fault)\b"
    r"|\bmore of a follower\b|\bi (?:hate|can't stand|can't bear) (?:people|patients|customers|computers|change)\b"
    r"|\b(?:share|shared|give|gave|lend|lent) (?:\w+ ){0,2}my (?:password|log-?in|smartcard)\b"
    rf"|{_I} leave (?:it|myself|the (?:screen|computer|system)) (?:logged in|unlocked)\b"
    rf"|{_I} (?:make|made) (?:it|something|one) up\b(?! to)",
    re.IGNORECASE,
)


def worries(text: str) -> bool:
    """Whether a sentence says something of that kind, and does not deny it."""
    shown = plain(text)
    found = _WORRIES.search(shown)
    if found is None:
        return False
    read = tokens(shown.split())
    first = len(shown[: found.start()].split())
    denied = zip(read, negated(read), strict=True)
    return not any(is_denied for token, is_denied in denied if token.first_word <= first <= token.last_word)
