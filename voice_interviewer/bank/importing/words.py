"""How interview guides say what a sentence is: the words that ask, guide, tell or advertise.

Gathered from the ways careers pages are written; every pattern is anchored at the start of a line or sentence and
its repeats are bounded, so that a hostile line cannot make it slow.
"""

import re
from functools import lru_cache

from voice_interviewer.bank.importing.labels import WHO, Field, number_end, plain, said_end, without_number

MOST_QUESTION_WORDS = 70
"""A line with more words that ends in a question mark is prose with a question in it."""

MARKS = "?？؟\u037e՞፧⁇⁈⸮‽"
"""Question marks of all scripts; the Armenian one stands inside its word."""

_CLOSERS = "\"”’'»›)）]」』*_ .!…"
QUOTES = '"“”„«»「」'
_GREEK = re.compile(r"[\u0370-\u03ff]")
_ASKED_INSIDE = re.compile(rf"[{MARKS}][{re.escape(_CLOSERS)}]*(?:\s|$)")

_US = r"(?:me|us|the (?:panel|board|interviewers?))"
_IMPERATIVE = re.compile(
    rf"(?:please )?(?:(?:can|could|would) you )?(?:please )?(?:tell {_US}|(?:walk|talk|take) {_US} through|describe|"
    r"share|explain|discuss|give (?:me |us )?(?:an?|one|some) |imagine|outline|name |introduce|summari[sz]e|recall|"
    r"think of a time|compare|define|list |convince|sell me|rate )\b",
    re.IGNORECASE,
)
_PLAINLY_ASKED = re.compile(
    rf"(?:please )?(?:(?:can|could|would) you )?(?:please )?(?:tell {_US}\b(?! that)|(?:walk|talk|take) {_US} through|"
    r"give (?:me|us) (?:an|one|some) examples?|introduce yourself|sell me\b|"
    r"(?:describe|share|explain|recall|think of|give an example of|discuss) (?:a|an|any|"
    r"the last) (?:\w+ )?(?:time|situation|"
    r"occasion|example|instance|moment|experience)\b|describe (?:yourself|your)\b|"
    r"(?:erzähl(?:en sie|e|t)?|beschreib(?:en sie|e|t)|nennen sie|schildern sie|erläutern sie|erklären sie|"
    r"berichten sie|"
    r"stellen sie (?:sich|uns)|geben sie|parlez(?:[- ](?:moi|nous))?|décrivez|racontez|expliquez|présentez|"
    r"donnez|citez|"
    r"cuénte(?:me|nos)|háble(?:me|nos)|descr[ií]ba(?:me|nos|se)?|explíque(?:me|nos)|díga(?:me|nos)|"
    r"dem?e un ejemplo|"
    r"(?:mi|ci) (?:parli|racconti|descriva|dica|faccia)|descriva|racconti|fale(?:-me| sobre| um| de)|"
    r"conte(?:-me)?|descreva|"
    r"explique|vertel|beschrijf|noem|geef een|opowiedz|proszę (?:opowiedzieć|opisać)|opisz|расскажите|опишите|"
    r"назовите|"
    r"приведите|розкажіть|опишіть|наведіть|berätta|beskriv|fortæl|fortell|kerro|popište|řekněte|povedzte|"
    r"meséljen|descrieți|"
    r"povestiți|anlat[ıi]n|περιγράψτε|μιλήστε|πείτε|"
    r"(?:hábla|cuénta|descríbe)(?:me|nos|te)\b|presént(?:ese|ate)|póngame un ejemplo|"
    r"(?:parla|racconta|descrivi)(?:mi|ci)|(?:si )?presenti\b|presentati|"
    r"(?:me|nos) (?:fale|conte|diga|descreva)|(?:fala|conta|diz)-(?:me|nos)|apresent(?:e-se|a-te)|"
    r"(?:parle|raconte)-(?:moi|nous)|présente-toi|nenne? mir|stell dich vor|stel (?:jezelf|uzelf)|"
    r"představ(?:te)? se|predstav(?:te)? sa|predstavit?e? se|przedstaw się|proszę się przedstawić|"
    r"niech pani? (?:opowie|opisze|się przedstawi)|расскажи|разкажете|представьтесь|представете се|"
    r"mutatkozz(?:on)? be|mesélj|vorbi[țţ]i-(?:mi|ne)|prezenta[țţ]i-v[ăa]|"
    r"ح[َ]?د[ِّ]{0,2}ث(?:ني|نا)|أخبر(?:ني|نا)|عر[ِّ]{0,2}فنا? (?:ب|على )نفسك|ספרי? (?:לי|לנו)|"
    r"hãy (?:giới thiệu|kể|nói về|mô tả)|ceritakan|perkenalkan|"
    r"(?:bize |bana )?(?:biraz )?kendiniz(?:i tanıtın|den bahsed)\w{0,10})\b)",
    re.IGNORECASE,
)
_ASKED_IN_CJK = re.compile(
    r"(?:ですか|ますか|でしょうか|ましたか|ください|下さい|什么|吗|呢|お願いします|"
    r"나요|습니까|하세요|주세요|"
    r"(?:말씀|말|소개|소개를|설명|이야기) ?해 ?(?:보세요|주십시오|보십시오)|बारे में (?:कुछ )?(?:बताइए|बताइये|बताएं|बताएँ)|"
    r"دربار[هۀ] خود(?:تان)? بگویید)[。.।]?$|"
    r"^(?:请|請|介绍一下|介紹一下|谈谈|談談|说说|說說|讲讲|講講|描述一下)"
)

_UNMARKED = re.compile(
    r"(?:(?:what|why|how|when|where|who|which)(?: \w+){0,2}? )?(?:do|does|did|are|is|was|were|have|has|can|could|would|"
    r"will|should|makes?|motivates|attracted|brought|interests|drew) (?:[\w']+ ){0,6}?(?:you|your|yourself|we|us|our)\b"
    r".{0,150}$",
    re.IGNORECASE,
)

_INTENT_VERBS = (
    r"(?:wants?|asks?|asking|looks?|looking|needs? to|likes?|uses?|hopes?|would|will|trying|tries|tests?|"
    r"testing|checks?|"
    r"checking|assess(?:es|ing)?|gauges?|evaluates?|measures?|learns?|sees?|interested|keen|expects?|after|"
    r"cares?|values?|"
    r"knows?|prefers?|seeks?|listens?|understands?|determines?|finds? out|judges?|pose|poses|raises?)"
)
_INTENT = re.compile(
    rf"(?:here,? |often,? |usually,? |generally,? |sometimes,? )?{WHO}\b(?!')[^.?!]{{0,40}}?\b{_INTENT_VERBS}\b|"
    rf"(?:here,? )?(?:this|the) (?:interview )?(?:question|one)\b|(?:with|by asking|asking) (?:this|you|about|"
    rf"how|for)\b|"
    r"(?:the|its) (?:aim|purpose|goal|idea|point)\b|it (?:tests|shows|checks|tells|helps|gives)\b|"
    rf"(?:your|the) (?:answer|response|reply|approach)s?(?: to this(?: question)?)?(?: here)? "
    rf"(?:tells?|shows?|gives?|helps?|reveals?|lets?|allows?|indicates?|demonstrates?)\b|"
    rf"(?:knowing|hearing|learning|understanding|seeing|finding out)\b[^.?!]{{0,80}}?\b{WHO}\b|"
    rf"[^.?!]{{0,80}}?\b(?:helps?|tells?|shows?|lets?|allows?|gives?|matters? to|is important to|important for) "
    rf"(?:the |your |an? |potential |future )*(?:interviewers?|employers?|hiring managers?|recruiters?|panel)\b",
    re.IGNORECASE,
)
_STRONG_INTENT = re.compile(
    r"(?:here,? |often,? )?(?:(?:the|your|an?|most|many|some|potential|future|prospective) )*"
    r"(?:interviewers?|employers?|hiring (?:managers?|teams?)|recruiters?|(?:interview )?panels?)\b(?!')|"
    r"(?:with |by asking |asking )?(?:this|the) (?:interview )?question\b|by asking (?:this|you|about|how)\b",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"(?:to (?:answer|respond|prepare)|(?:and |so |here,? |instead,? |also,? |then,? |finally,? )?"
    r"you(?:'ll| will|'d)? (?:also )?(?:need|should|could|can|may|might|must|want to|do not|don't|are expected|"
    r"ought)|"
    r"it(?:'s| is| can be| may be| helps?)? (?:also )?(?:important|best|helpful|useful|good|wise|worth|"
    r"a good idea|essential|to)\b|"
    r"(?:in )?your (?:answer|response|reply)|(?:when|while|in|for) (?:answering|you answer|responding|your)|"
    r"an? (?:good|strong|great|effective|ideal|winning) (?:answer|response|reply)|"
    r"(?:good|strong|great|the best|ideal) (?:answers?|candidates?|responses?)|"
    r"(?:try|aim|feel free) to|make (?:sure|it|clear)|be |ensure|remember|think|consider|focus|mention|show|"
    r"highlight|"
    r"emphasi[sz]e|avoid|demonstrate|use|talk|speak|explain|describe|include|give|provide|outline|"
    r"(?:start|begin|end|finish|open|close|conclude|lead) (?:by|with|on|off)|keep|don't|do not|never|always|"
    r"stress|prepare|"
    r"choose|pick|select|reflect|share|discuss|refer|research|state|identify|draw|say|stay|listen|look|link|"
    r"relate|bring|"
    r"practi[sc]e|check|tell|take|stick|quantify|name|list|mind|note|read|point|acknowledge|admit|walk|connect|"
    r"convey|"
    r"illustrate|back|offer|add|set out|cover|express|let|put|present|structure|tailor|write|visit|find|follow|"
    r"ask|have(?! you\b)|go)\b",
    re.IGNORECASE,
)
_ON_THE_EXAMPLE = re.compile(
    r"(?:this|the) (?:answer|example|response|reply|candidate)\b|(?:why )?(?:this|it) works\b", re.IGNORECASE
)
_FIRST_PERSON = re.compile(
    r"\bI\b|\b(?:[Mm]y|[Mm]e|[Ww]e|[Oo]ur|[Uu]s|[Mm]yself)\b|"
    r"\b(?i:ich|mich|mir|mein\w{0,2}|wir|unser\w{0,2}|je|mon|nous|yo|mis|nosotros|io|mio|mia|eu|meu|minha|ik|mijn|"
    r"я|мой|моя|мне|мы|εγώ|μου|jag|jeg|minä|ben|benim)\b|\bj['’]|[私僕我]|저는|제가|أنا|मैं|मैंने"
)
_SENTENCES = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"”’]))\s+(?=[A-ZÀ-Þ0-9“‘\"'(¿])|(?<=[。！？])")
_INLINE_LABEL = re.compile(
    r"(?<=[.!?:”\"»’')])\s+(?=(?:(?:(?:(?:An? |The |One |Your )?"
    r"(?:Example|Sample|Model|Strong|Good|Possible)(?: (?:answer|response|"
    r"reply))?)|Answer|Tip|"
    r"Pro tip|Beispiel|Exemple|Ejemplo|Esempio|Exemplo|Voorbeeld|Tipp|Conseil|Consejo)s?)\s?:\s)",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"(?P<asked>[^?？؟]{4,300}[?？؟])[\"”]?\s*(?:[-–—:]\s+|(?=(?:I|I'm|I’m|My|We|Yes|No|Because)\b))(?P<told>[^?]{2,}[^?\s])",
    re.DOTALL,
)
_SIGN_BETWEEN = re.compile(
    r"(?P<asked>)(?:\s{0,3}(?:→|➜|➔|⇒|=>|->)|(?<=[.?!])\s{1,3}[-–—](?=\s))\s{0,3}(?P<told>(?=\S))"
)
_CALL_BEFORE = re.compile(
    r"^(?P<call>[^.?!]{2,60}?)\s*(?:[»›→▶]\s*(?=\S)|(?<=[a-z])(?=(?:The |Your |Most )?(?:Interviewers?|"
    r"Employers?|Hiring|"
    r"Recruiters?|This question)\b))"
)


_LEADER = re.compile(r"\s{0,9}(?:[.…·_]\s?){3,200}\s{0,9}\d{1,4}$")
"""The dots of a table of contents, and the number of the page."""


@lru_cache(maxsize=1024)  # each line is looked at from several of those before it
def question(text: str, is_marked: bool = False) -> str | None:
    """The question that a line asks, without its number and quotation marks, or None.

    `is_marked`: the page itself sets it apart, as a heading or as one of a list of questions.
    """
    bare = _LEADER.sub("", without_number(text))
    if quoted_question(bare):
        return None  # it speaks of one
    marked = is_marked or bool(number_end(text))
    bare = bare.strip().strip(QUOTES).strip()
    if bare[:1] in {"'", "‘"} and bare[-1:] in {"'", "’"} and len(bare) > 2:
        bare = bare[1:-1].strip()
    if not any(letter.isalpha() for letter in bare) or len(bare.split()) > MOST_QUESTION_WORDS:
        return None
    if asks(bare) or (marked and _ASKED_INSIDE.search(bare)):
        return bare if marked or not (_is_guidance(bare) or _is_told(bare)) else None
    is_order = bool(_PLAINLY_ASKED.match(plain(bare)) or _ASKED_IN_CJK.search(bare))
    if is_order or (marked and (_IMPERATIVE.match(bare) or lacks_its_mark(bare))):
        return bare
    return None


def lacks_its_mark(text: str) -> bool:
    """True for a question to "you" or by "us" that only lacks its question mark."""
    bare = without_number(text)
    return bool(_UNMARKED.match(bare)) and not bare.endswith((".", ":", "!", ",", ";"))


def asks(text: str) -> bool:
    """True if it ends in a question mark of any script; the Greek one looks like a semicolon."""
    end = text.rstrip(_CLOSERS)
    if end.endswith(tuple(MARKS)) or "՞" in text.rpartition(" ")[2]:
        return True
    return text.rstrip().endswith(";") and len(_GREEK.findall(text)) * 2 > len(text) / 2


def is_marked_question(text: str, is_heading: bool) -> bool:
    """True if the page itself marks it as one: numbered, or a heading."""
    return bool(number_end(text) or is_heading) and question(text, is_heading) is not None


def is_plainly_asked(text: str) -> bool:
    """True for a question by its mark or by words that only an interviewer says."""
    bare = without_number(text)
    return asks(bare) or bool(_PLAINLY_ASKED.match(plain(bare)))


def _is_guidance(text: str) -> bool:
    flat = plain(text)
    if _PLAINLY_ASKED.match(flat):
        return False
    return bool(_STRONG_INTENT.match(flat)) or bool(_ADVICE.match(flat) and not _IMPERATIVE.match(flat))


def _is_told(text: str) -> bool:
    """True for a long piece of a story that happens to end in a question."""
    return len(text.split()) > 35 and bool(re.search(r"\bI\b", text))


def guidance(sentence: str) -> Field | None:
    """INTENT or ADVICE if a sentence begins the way guides write these."""
    flat = plain(sentence[:300])
    if _STRONG_INTENT.match(flat) and not re.match(r"(?i)the question is\b", flat):
        return Field.INTENT
    if _ADVICE.match(flat):
        return Field.ADVICE
    return Field.INTENT if _INTENT.match(flat) else None


def is_strong_intent(text: str) -> bool:
    """True for a sentence about the interviewer or the question, which nobody says in an answer."""
    return bool(_STRONG_INTENT.match(plain(text[:300])) and not is_first_person(text))


def is_on_the_example(text: str) -> bool:
    """True for a remark about the example above it."""
    return bool(_ON_THE_EXAMPLE.match(plain(text)))


def is_first_person(text: str) -> bool:
    return bool(_FIRST_PERSON.search(text))


_TO_A_CANDIDATE = re.compile(
    r"\b(?:candidates?|applicants?|interviewees?|(?:tells|gives|shows) (?:me|us)|"
    r"(?:we|I)(?:'d)? (?:\w+ly |always )?(?:(?:hope|want|like|love|expect|need) to (?:hear|see)|listen for)|"
    r"we look for|"
    r"(?:(?:want|like|love|hope|hoping|need) to (?:hear|see|know)|(?:listen|look)(?:ing)? for)\b(?=.*\b(?:you|your|"
    r"somebody|someone|people|anyone|they|them)\b))",
    re.IGNORECASE | re.DOTALL,
)


_OWN = re.compile(r"\bI\b|\b(?:[Mm]y|[Mm]e|[Mm]yself)\b|[^\x00-\x7f]")
_SPEECH = re.compile(r"[“\"«][^“”\"«»]{1,400}[”\"»]")


def is_own_story(text: str) -> bool:
    """True for what somebody says of themselves: more of "I" than of "you", and nothing of candidates."""
    if text[:1] in QUOTES and closes_quote(text):
        return is_first_person(text)
    text = _SPEECH.sub("", text)  # what others said
    if not is_first_person(text) or _TO_A_CANDIDATE.search(text):
        return False
    if not _OWN.search(text):  # "we" may be an employer
        return "you" not in text.casefold() and is_first_person(sentences(text)[0])
    yours = len(re.findall(r"\byou(?:r|rself)?\b", text, re.IGNORECASE))
    return yours <= len(_FIRST_PERSON.findall(text))


_BY_ME = re.compile(r"\b(?:I|[Mm]y)\b|\b(?:with|for|to|about|against) me\b")


def is_of_the_reader(text: str) -> bool:
    """True for a question in which the asker is "I": "How do I apply?"."""
    return asks(text) and bool(_BY_ME.search(text)) and not is_to_you(text)


def is_to_you(text: str) -> bool:
    """True for a question to "you", or an order to tell something."""
    if _PLAINLY_ASKED.match(plain(without_number(text))):
        return True
    return bool(re.search(r"\byou(?:r|rs|rself)?\b", text, re.IGNORECASE))


_INTERVIEW = re.compile(
    r"\b(?:interviewers?|hiring managers?|recruiters?|"
    r"(?<!your )(?<!previous )(?<!former )(?<!last )(?<!past )employers|"
    r"interview (?:questions?|process|panels?|answers?)|interviews|panels|candidates|applicants|"
    r"(?:an?|the|your|video|telephone|phone|online|panel|job) (?:[\w-]+ )?interview)\b",
    re.IGNORECASE,
)
_ASKED_OF_YOU = re.compile(r"\b(?:do|did|have|would|could|are|were) you\b(?! answer)", re.IGNORECASE)


def is_about_interviews(text: str) -> bool:
    """True for a question about interviews that nobody is asked in one: "What is a panel interview?"."""
    return asks(text) and bool(_INTERVIEW.search(text)) and not _ASKED_OF_YOU.search(text)


_QUOTED = re.compile(r"[“\"«](?P<asked>[^“”\"«»]{6,250})[”\"»]")
_NEAR_THE_START = 120


def quoted_question(text: str) -> str:
    """The one question that the beginning of a paragraph quotes: 'We begin with "Why us?" Say …'; else ""."""
    found = [quote for quote in _QUOTED.finditer(text) if is_plainly_asked(quote["asked"])]
    is_part = len(found) == 1 and found[0].end() < len(text.rstrip(_CLOSERS))
    return found[0]["asked"] if is_part and found[0].start() < _NEAR_THE_START else ""


def addresses_the_reader(text: str) -> bool:
    """True for what is said to whoever prepares: no "I" in it, and "you" or a piece of advice."""
    if is_first_person(text):
        return False
    says_you = bool(re.search(r"\b(?:you|your|yourself)\b", text, re.IGNORECASE))
    return says_you or any(guidance(sentence) for sentence in sentences(text))


def sentences(text: str) -> list[str]:
    return [part for part in _SENTENCES.split(text) if part.strip()] or [text]


_LONGEST_PARAGRAPH = 3_000
"""Characters; in a longer one nobody looks for what somebody might say."""


def apart(text: str, is_marked: bool = False) -> list[str]:
    """The line, cut behind a call to action at its start and before a label in its middle.

    A marked line that has both a question and what belongs to it is cut between them.
    """
    if is_marked and (both := _asked_and_told(text)):
        return list(both)
    quote = _QUOTED.match(text)
    if quote and is_plainly_asked(quote["asked"]) and text[quote.end() :].lstrip()[:1].isupper():
        return [quote["asked"], text[quote.end() :]]
    found = _CALL_BEFORE.match(text)
    parts = [found["call"], text[found.end() :]] if found and len(found["call"].split()) <= 5 else [text]
    parts = [*parts[:-1], *_INLINE_LABEL.split(parts[-1])]
    last = parts[-1] if len(parts[-1]) <= _LONGEST_PARAGRAPH else ""
    begin = next((at.end() for at in _SENTENCES.finditer(last) if said_end(last[at.end() :])), 0)
    return [*parts[:-1], parts[-1][:begin], parts[-1][begin:]] if begin else parts


def begins_with_call(text: str) -> bool:
    """True for an advert that stands alone, or is glued to what follows it: "Start now »The interviewer wants …"."""
    found = _CALL_BEFORE.match(text)
    return is_advert(text) or bool(found and is_advert(found["call"]))


def _asked_and_told(text: str) -> tuple[str, str] | None:
    """A question and the guidance behind it: "1. Why us? Say what you like."; None if the line is no such pair."""
    for cut in (_SIGN_BETWEEN.search(text), _BOTH.fullmatch(text)):
        if cut and question(asked := text[: cut.end("asked")], is_marked=True):
            return asked, text[cut.start("told") :]
    each = sentences(text[number_end(text) :])
    last = next((at for at, sentence in enumerate(each) if asks(sentence) or is_plainly_asked(sentence)), 0)
    rest = each[last + 1 :]
    if not rest or any(asks(sentence) for sentence in rest):
        return None
    is_one_more_order = len(rest) == 1 and _IMPERATIVE.match(rest[0])  # "Do you plan ahead? Give an example."
    if is_one_more_order or not any(guidance(sentence) for sentence in rest):
        return None
    end = number_end(text)
    for sentence in each[: last + 1]:
        end = text.index(sentence, end) + len(sentence)
    asked, told = text[:end], text[text.index(rest[0], end) :]
    return (asked, told) if question(asked, is_marked=True) else None


_BETWEEN = " \u00a0:–—-→"
"""What may stand between a question in bold and what follows it."""


def led(text: str, lead: str) -> tuple[str, str]:
    """The question in bold that a paragraph begins with, and the rest; ("", "") if there is none."""
    rest = text[len(lead) :]
    if rest[:1] in {*MARKS, ".", ":"}:  # outside the bold letters, as many type it
        lead, rest = lead + rest[0], rest[1:]
    is_whole = not rest or asks(lead) or lead.endswith((".", ":", "!")) or rest.lstrip()[0] in _BETWEEN
    is_asked = is_plainly_asked(lead) or is_marked_question(lead, is_heading=False)
    if not (text.startswith(lead) and is_whole and is_asked):
        return "", ""
    told = rest.lstrip(_BETWEEN)
    return ("", "") if asks(told) and len(sentences(told)) == 1 else (lead.rstrip(":"), told)


def opens_quote(text: str) -> bool:
    """True if the text begins with a quotation mark and its last word has none: it goes on in the next paragraph."""
    return text[:1] in QUOTES and text[:1] != "" and not closes_quote(text)


def closes_quote(text: str) -> bool:
    return text.rstrip(".,!? ")[-1:] in {'"', "”", "»", "“", "」"} and len(text) > 1


def unquoted(text: str) -> str:
    """Without the quotation marks around the whole, or before each of its paragraphs; marks inside keep them all."""
    paragraphs = text.split("\n")
    for opening, closing in ('""', "“”", "‘’", "„“", "«»", "「」"):
        if text.endswith(closing) and all(paragraph.startswith(opening) for paragraph in paragraphs):
            inner = "\n".join(paragraph[1:].strip() for paragraph in paragraphs)[:-1].strip()
            return inner if inner and not any(mark in inner for mark in QUOTES + "‘") else text
    return text


_ADVERT = re.compile(
    r"(?:advert(?:isement|ising)?\b|sponsored\b|promoted\b|(?:sign|log) (?:up|in)\b|subscribe|register (?:now|"
    r"today|for)|"
    r"join (?:our|over|thousands|the newsletter|now)|newsletter|share (?:this|on|via)|follow us|read (?:more|"
    r"next|also)|"
    r"see also|related (?:articles?|guides?|jobs?|posts?|content|reading)|you (?:may|might) also like|"
    r"more (?:articles|guides) |cookies?\b|privacy|"
    r"accept (?:all|cookies)|(?:we|(?:this|our) \w{3,9}) uses? (?:\w+ ){0,3}cookies|we and our partners|"
    r"terms (?:of|and|&)|©|copyright|"
    r"all rights reserved|download (?:our|the|your|now)|get (?:our|the app|weekly|job|your free|started)|"
    r"upload (?:your|a) (?:cv|resume)|create (?:an?|your) (?:account|cv|resume|job|free)|"
    r"(?:find|search|browse|view|see)(?: all| more| \d+| latest)* jobs?|job alerts?|career (?:guide|advice)$|"
    r"looking for (?:a|your)(?: \w+)? (?:job|role|career)|ready to (?:apply|find|take|land|start)|"
    r"(?:ready|want|looking|hungry|need) (?:for |to )?(?:\w+ ){0,4}more\b|try (?:our|the)\b|"
    r"(?:start|try|apply|buy|learn|click|join|unlock|book|download) (?:(?:it|here|more) )?(?:now|today|here|"
    r"free|for free)\b|"
    r"menu$|home$|search$|skip to|back to (?:top|all)|print(?: this)?$|e-?mail (?:this|us)|tags? ?:|"
    r"(?:last )?(?:updated|posted|published|reviewed)(?: on| by|:| \d)|written by\b|by the\b.{0,40}team$|"
    r"\d{1,3} ?-?min(?:ute)?s? (?:read|to read)|(?:table of )?contents:?$|in this (?:article|guide)|"
    r"page \d+(?: of \d+)?$|"
    r"(?:\d+ )?comments?$|leave a (?:comment|reply)|.{0,80}\bin the comments\b|was this .{0,20}helpful|"
    r"(?!.{0,60}\b(?:would|do) you\b).{0,60}\bthis (?:web)?(?:page|article|guide)\b.{0,40}\?$|"
    r"still (?:\w+ )?(?:nervous|stuck|worried|unsure|confused|looking|have|need)\b|(?:enjoyed|liked) this|"
    r"(?:any|more|got a|have a|still have) (?:other |further |more )?questions?\?|need (?:\w+ )?(?:help|support)\?|"
    r"(?:home|careers?|advice) ?[>»›/|])",
    re.IGNORECASE,
)
_MOST_ADVERT_WORDS = 25
_MOST_TITLE_WORDS = 15
_RELATED = re.compile(
    r"(?:related\b|you (?:may|might) also like|more (?:articles|guides|from)|read next|see also|"
    r"popular (?:articles|posts)|people also (?:ask|read|viewed)|recommended\b|explore more)",
    re.IGNORECASE,
)
_TIPS = re.compile(
    r"\b(?:research|prepar(?:e|ing|ation)|tips|before (?:the|your) interview|tipps|vorbereitung|conseils|"
    r"consejos|consigli|"
    r"dicas|porady|советы)\b",
    re.IGNORECASE,
)
_BRIDGE = re.compile(
    rf"(?:what |the questions )?(?:{WHO}|we|you)(?:'ll| will| may| might| could)? (?:be )?ask(?:ed)?\b|"
    r"(?:get|try|explore|check|see|view|keep|read|practi[sc]e|prepare|learn|find|discover|start|continue|let's|"
    r"here|ready|"
    r"want|need|still|now|next|go|click|unlock|boost|improve|master|even|more|other|additional|further|bonus)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"interview|\bquestions?\b|\bfragen\b|vorstellungsgespräch|bewerbungsgespräch|entretien|entrevista|"
    r"colloquio|sollicitatie|"
    r"собеседовани|співбесід|面接|面试|면접|rozmow",
    re.IGNORECASE,
)
_ITS_WORDS_LIST = """
    interview interviews question questions answer answers sample example examples vorstellungsgespräch
    fragen frage antworten entretien entrevista preguntas respuestas réponses colloquio domande
"""
_ITS_WORDS = frozenset(_ITS_WORDS_LIST.split())
_JOINING_LIST = """
    about the and with for top on your common some of a to in
    two three four five six seven eight nine ten twelve fifteen twenty
"""
_JOINING = frozenset(_JOINING_LIST.split())
_SENTENCE_END = (".", "!", "?", ":", ",")


def is_advert(text: str) -> bool:
    """True for menus, adverts and the small print of a page; long lines never are."""
    return bool(_ADVERT.match(plain(text))) and len(text.split()) <= _MOST_ADVERT_WORDS


_SUBJECT = re.compile(r"(?:(?:subject|betreff|objet|asunto|oggetto|re|fwd?)\s?:\s{0,9}){1,4}", re.IGNORECASE)


def without_subject(title: str) -> str:
    """The title of a mail, without the word that says so."""
    found = _SUBJECT.match(title)
    return title[found.end() :] or title if found else title


def is_emphasis(text: str) -> bool:
    """True for a sentence that is set in bold and heads nothing."""
    is_sentence = text.endswith((".", "!")) and len(text.split()) >= _SHORTEST_SENTENCE
    return is_sentence and not number_end(text) and question(text, is_marked=True) is None


_SHORTEST_SENTENCE = 4
_CLOSING = re.compile(
    r"(?:and )?(?:(?:the )?(?:very )?best of luck|good luck|(?:very |all )?best wishes|all the (?:very )?best|"
    r"(?:kind|kindest|warm|best|many) (?:regards|thanks)|regards,|yours(?: \w+)?,|cheers,|"
    r"(?:lots of )?love(?:,| you\b| from\b)|"
    r"see you (?:on|soon|there|then)|break a leg|fingers crossed|thank you for (?:reading|your (?:time|interest))|"
    r"thanks (?:again|for reading)|"
    r"that(?:'s| is) (?:it|all)\b|(?:we|i)(?: are|'re| am|'m)? look(?:ing)? forward to (?:your|meet|see|hear|receiv)|"
    r"viel erfolg|mit freundlichen grüßen|bonne chance|cordialement|mucha suerte|"
    r"un saludo|buona fortuna|powodzenia|удачи)",
    re.IGNORECASE,
)
_BETWEEN_BARS = re.compile(r"\s[|·•›/]\s")
_MOST_BAR_WORDS = 20


def is_closing(text: str) -> bool:
    """True for a farewell, as stands below the last question."""
    return bool(_CLOSING.match(plain(text)))


def is_bar(text: str) -> bool:
    """True for a few words between bars, as in the foot of a page: "Careers team | The Hive | Contact"."""
    is_short = len(text.split()) <= _MOST_BAR_WORDS and not text.endswith(_SENTENCE_END)
    return is_short and len(_BETWEEN_BARS.findall(text)) >= 2


_ASKED_BACK = re.compile(
    r"questions? (?:that |which )?(?:(?:you|candidates|applicants) )?"
    r"(?:(?:can|could|should|might|may|want|would like) )?(?:to )?(?:ask|put to)\b"
    r"(?: (?:us|them|him|her|the|your|an?|at|in return|back|yourself)\b|:?$)|"
    r"your (?:own )?questions(?: (?:for|to) (?:us|them|the|your)\b|:?$)|"
    r"what (?:to|you (?:can|could|should|might)) ask (?:us|them|the|your)\b|fragen an (?:uns|den|das|die|ihren)\b",
    re.IGNORECASE,
)
_MOST_HEADING_WORDS = 12


def is_asked_back(text: str) -> bool:
    """True for the heading of questions that the candidate may ask."""
    return (
        len(text.split()) <= _MOST_HEADING_WORDS and not asks(text) and bool(_ASKED_BACK.search(plain(text)))
    )


def is_related_heading(text: str) -> bool:
    """True for the line above a list of other pages."""
    return bool(_RELATED.match(text)) and len(text.split()) <= 6


_INTERROGATIVE = re.compile(r"(?:what|why|how|when|where|who|whose|which)\b", re.IGNORECASE)


def begins_like_a_question(text: str) -> bool:
    """True for "Which cloth goes where", with its mark or without."""
    return bool(_INTERROGATIVE.match(text))


def is_title(text: str) -> bool:
    """True for a short line about interviews that is no sentence, as stands at the top of a page."""
    short = len(text.split()) <= _MOST_TITLE_WORDS and not text.endswith(_SENTENCE_END)
    return short and bool(_TITLE.search(text))


def is_tip_title(text: str) -> bool:
    """True for a few words that are no sentence, as stand above each tip."""
    return len(text.split()) <= 6 and not text.endswith((*_SENTENCE_END, "”"))


def is_section(text: str) -> bool:
    """True for what heads a part of a guide, even where no empty line sets it apart."""
    return is_tips_heading(text) or bool(re.search(r"\b(?:questions|fragen)$", text, re.IGNORECASE))


def is_bridge(text: str) -> bool:
    """True for a line that leads on to the next part and names none: "Get ready with more questions"."""
    return bool(_BRIDGE.match(plain(text)))


def is_tips_heading(text: str) -> bool:
    return bool(_TIPS.search(text)) and "question" not in text.casefold()


def category(heading: str) -> str:
    """What a section is called, without the words that all guides have; "" if nothing is left, or too much."""
    names = "".join(_word_letters(heading)).casefold().split()
    names = [name for name in names if not name.isdigit() or len(name) >= _YEAR_DIGITS]
    names = [name for name in names if name not in _ITS_WORDS]
    while names and names[0] in _JOINING:
        names.pop(0)
    while names and names[-1] in _JOINING:
        names.pop()
    name = "-".join(names)
    return name if len(name) <= _MOST_CATEGORY else ""


_MOST_CATEGORY = 60
_YEAR_DIGITS = 4


def _word_letters(text: str) -> list[str]:
    return [letter if letter.isalnum() else "" if letter in "'’" else " " for letter in text]
