"""What a line begins with: a number or the sign of a list, as in "Q3)", and a label that names a field, as in
"Sample answer: I …", in many languages."""

import re
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache

_QUESTION = (
    r"(?:(?i:q(?:uestion)?s?|frage|pregunta|domanda|pergunta|vraag|pytanie|вопрос|питання|ερώτηση|otázka|soru|"
    r"fråga|spørgsmål|سؤال|질문|質問|問題|问题|item)(?:\b|(?=\d))\.?\s{0,2})"
)
_SIGN = r"(?:\#|№\s?|[nN][or°]\.?\s?)"
_DIGITS = r"\d{1,3}(?:\.\d{1,3}){0,5}"
_NUMBER = re.compile(
    rf"""(?:
    {_QUESTION}?{_SIGN}?{_DIGITS}\s?(?:[.:：．、](?!\d)|[)\]](?!\w)|\s[-–—]\s)[)\]]?      # 3.  3)  Q3:  3 –  1.2.
    | [(\[（]\s?{_QUESTION}?{_SIGN}?{_DIGITS}\s?[)\]）][.:]?                              # (3)  [3]
    | {_QUESTION}{_SIGN}?{_DIGITS}(?=\s+[^\W\d_]{{2}}|\s*$)                                # Question 3 Why
    | \d{{1,2}}(?:\.\d{{1,3}}){{1,5}}(?=\s+[A-ZÀ-ÞΑ-ΩА-Я¿"“'‘«„])                         # 1.2 Why
    | (?:[A-Z]\.|[B-Z])\d{{1,2}}(?:\.\d{{1,3}}){{0,3}}(?:\.(?!\d)|\))(?=\s)                 # B2)  C.4.  "A1." answers
    | [A-Z]\.\d{{1,2}}(?:\.\d{{1,3}}){{0,3}}(?=\s+[A-ZÀ-ÞΑ-ΩА-Я¿"“'‘«„])                    # C.4 Why
    | (?i:q(?:uestion)?)\s?[.)](?=\s)                                                        # Q.
    | [a-z]\.(?=\s+[A-ZÀ-ÞΑ-ΩА-Я¿"“'‘«„])                                               # b. Why
    | \(?[a-z]\)(?=\s) | \([ivx]{{1,5}}\)(?=\s) | (?:[ivx]{{2,5}}|[IVX]{{2,5}})[.)](?=\s)  # a)  (iv)  IV.
    | 第\s?[\d一二三四五六七八九十]{{1,4}}\s?[题題問问]?[:：.、\s]?
    | [①-⑳❶-❿➀-➓⑴-⒇⒈-⒛]\.?
    | (?:\d\ufe0f?\u20e3){{1,2}}[.)]?
    )\s*""",
    re.VERBOSE,
)
_BULLET = re.compile(
    r"(?:[-*+•●○▪■□▫·‣◦–—➢➤►▶✓✔☐☑✅❓👉»>]\ufe0f?\s+|[•●▪‣◦➢➤►✓✔☐☑✅❓👉]\ufe0f?\s*|o\s+(?=[A-Z]))(?:\[[ xX]\]\s+)?"
)


def number_end(text: str) -> int:
    """How many characters of the text are its number and the space behind it; 0 if it has none."""
    found = _NUMBER.match(text[:60])
    return found.end() if found else 0


_OUTLINE = re.compile(rf"({_DIGITS})(?!\d)")
_ALONE = re.compile(rf"{_QUESTION}?{_SIGN}?[(\[]?\d{{1,3}}(?:\.\d{{1,3}}){{0,5}}[.:)\]]{{0,2}}")


def outline(text: str) -> tuple[str, ...]:
    """The figures of the number before a text: ("1", "2") for "1.2. Why us?"; empty if it has none."""
    found = _OUTLINE.match(text) if number_end(text) else None
    return tuple(found[1].split(".")) if found else ()


def is_number_alone(text: str) -> bool:
    """True for "7." and "Q3", which were before a heading that is lost, or are those of a page."""
    return _ALONE.fullmatch(text[:40]) is not None


def bullet_end(text: str) -> int:
    """The same for the sign of a list."""
    found = _BULLET.match(text[:20])
    return found.end() if found else 0


@lru_cache(maxsize=1024)  # each line is looked at from several of those before it
def without_number(text: str) -> str:
    """The text without its number and signs, however many of them there are; a number alone stays."""
    end = 0
    for _ in range(3):
        rest = text[end:]
        end += number_end(rest) or bullet_end(rest)
    return text[end:] if text[end:].strip() else text


_PICTURES = re.compile(
    "(?:[\U0001f000-\U0001faff\u2600-\u26ff\u2700-\u2775\u2794-\u27bf\u2b00-\u2bff][\ufe0f\u200d]*)+\\s*"
)
"""But not the digits among these signs."""


def without_pictures(text: str) -> str:
    """The text without the pictures that stand before it, unless it is nothing else."""
    found = _PICTURES.match(text)
    return text[found.end() :] or text if found else text


def is_picture_alone(text: str) -> bool:
    """True for "👇"."""
    return _PICTURES.fullmatch(text) is not None


class Field(Enum):
    """What a text is about."""

    QUESTION = "question"
    INTENT = "intent"
    ADVICE = "advice"
    EXAMPLE = "example"
    POINTS = "points"
    FOLLOW_UP = "follow-up"


WHO = (
    r"(?:the |your |most |many |some |any |an? |potential |future |prospective |these |hiring )*"
    r"(?:interviewers?|employers?|hiring (?:managers?|teams?)|managers?|recruiters?|panels?|companies|they)"
)
_ASKER = rf"(?:{WHO}|we|I)"
_THIS = r"(?: about)?(?: it| that| this)?(?: (?:interview )?question)?"

_ENGLISH = {
    Field.QUESTION: r"(?:the |an? |your |next |main |sample |practice |mock )*(?:interview )?question|q|"
    rf"interviewer|recruiter|hiring manager|panel|(?P<their>(?:what )?{_ASKER}(?:'ll| will| may| might)? asks?)",
    Field.INTENT: rf"(?:the )?(?:intent(?:ion)?|purpose|rationale)(?: of the question)?|"
    rf"why (?:do |does |would )?{_ASKER}(?: \w+)? asks?{_THIS}|why (?:it|this)(?: question)? is (?:being )?asked|"
    rf"why ask{_THIS}|"
    rf"what (?:is |are |do |does )?{_ASKER}(?:'re|'m| are| is| am)? (?:(?:really |actually |always )?(?:wants?|looks?|"
    r"looking|after|hope|hoping|listen(?:ing)?|assess(?:ing)?|asking|getting at))"
    r"(?: for)?(?: to (?:know|hear|see|learn))?|what (?:it|this(?: question)?) (?:tests|assesses|is about)|"
    r"(?:the )?reason(?:ing)? (?:behind|for) (?:the|this) question|really asking|(?:look|listen)(?:ing)?(?: out)? for",
    Field.ADVICE: r"advice|guidance|hints?|tips?|(?:pro|top|expert|quick|answering|interview|our|bonus|extra) tips?|"
    rf"notes?|approach|strategy|how (?:to|should you|do you|can you|i|you (?:can|should|might)) (?:best )?"
    rf"(?:answer|respond|approach)(?: to)?{_THIS}|"
    r"what (?:to|you (?:should|could|can|might)) (?:say|include|mention|cover)|dos and don'ts|do's and don'ts",
    Field.POINTS: r"(?:key |main |talking |bullet )+points(?: to (?:cover|make|mention|include))?|points|what to cover|"
    r"checklist|key takeaways?",
    Field.FOLLOW_UP: r"(?:possible |likely |potential |common )*follow[- ]?ups?(?: questions?)?|"
    r"probing questions?|probes?",
}
_ABROAD = {
    Field.QUESTION: """
    frage interviewfrage pregunta domanda pergunta vraag pytanie вопрос питання ερώτηση otázka kérdés
    întrebare fråga spørgsmål spørsmål kysymys soru سؤال السؤال שאלה प्रश्न सवाल 질문 問題 问题 質問 câu_hỏi
    pertanyaan la_question la_pregunta la_domanda die_frage
""",
    Field.EXAMPLE: """
    beispiel beispielantwort musterantwort beispiel_antwort antwort antwortbeispiel mögliche_antwort
    gute_antwort exemple exemple_de_réponse réponse réponse_type réponse_possible bonne_réponse
    modèle_de_réponse ejemplo ejemplo_de_respuesta respuesta respuesta_modelo respuesta_de_ejemplo
    posible_respuesta buena_respuesta esempio esempio_di_risposta risposta possibile_risposta exemplo
    exemplo_de_resposta resposta resposta_modelo voorbeeld voorbeeldantwoord antwoord przykład
    przykładowa_odpowiedź odpowiedź пример пример_ответа ответ образец_ответа приклад приклад_відповіді
    відповідь παράδειγμα απάντηση příklad odpověď příklad_odpovědi példa válasz exemplu răspuns exempel
    svar eksempel esimerkki vastaus örnek örnek_cevap cevap yanıt مثال إجابة الإجابة جواب الجواب דוגמה
    תשובה उदाहरण उत्तर जवाब 예시 예시_답변 답변 답 例
    回答例 例文 回答 答え 答案 示例 参考答案 范例 ví_dụ trả_lời contoh jawaban
""",
    Field.ADVICE: """
    tipp tipps hinweis rat ratschlag empfehlung conseil conseils astuce consejo consejos consiglio
    consigli suggerimento dica dicas conselho advies tip porada wskazówka совет подсказка порада
    συμβουλή rada tanács sfat råd vinkki ipucu نصيحة עצה सुझाव 팁 조언 コツ アドバイス
    ポイント 提示 建议 技巧 wie_antworten
    comment_répondre cómo_responder come_rispondere como_responder
""",
    Field.INTENT: """
    absicht ziel_der_frage hintergrund zweck warum_diese_frage warum_das_gefragt_wird
    pourquoi_cette_question por_qué_lo_preguntan perché_lo_chiedono intention objectif but_de_la_question
    intención objetivo intenzione obiettivo intenção bedoeling doel cel_pytania цель цель_вопроса σκοπός
    意図 質問の意図 意图 考察点 목적 의도 هدف الهدف
""",
    Field.POINTS: """
    stichpunkte schlüsselpunkte kernpunkte points_clés puntos_clave punti_chiave pontos-chave kernpunten
    ключевые_моменты 要点
""",
    Field.FOLLOW_UP: """
    nachfrage anschlussfrage relance question_de_relance repregunta vervolgvraag 追问
""",
}
_AFTER = r"(?: \((?P<aside>[^()]{1,60})\))?(?: ?#?\d{1,2})?(?: \((?P<end>[^()]{1,60})\))?"


def _alternatives(field: Field) -> str:
    words = (re.escape(name.replace("_", " ")) for name in _ABROAD.get(field, "").split())
    return "|".join((*([_ENGLISH[field]] if field in _ENGLISH else []), *words))


_LABEL = re.compile(
    f"(?:{'|'.join(f'(?P<{field.name}>{_alternatives(field)})' for field in Field if field is not Field.EXAMPLE)}|"
    rf"(?P<EXAMPLE>(?P<lead>(?:[\w'-]+ ){{0,4}})(?:answers?|responses?|reply|replies|examples?|"
    r"sample|candidate|applicant|interviewee)|"
    rf"a|{_alternatives(Field.EXAMPLE)}))"
    rf"{_AFTER}(?P<about> (?:for|from|about|using|with|to the question) [^:?!.]{{1,50}}(?=[:：]))?"
    r"(?:\??\s{0,3}(?P<colon>[:：])|(?P<asked>\?\s)|(?P<stop>\.)\s|\s[-–—](?:\s|$)|\??$)\s*",
    re.IGNORECASE,
)
_NO_LEAD_LIST = """
    in to how with when if for give use include keep make end start begin prepare support should must
    can is are not no do does this that these those why what which where who so but and or as on at of
    from by it he she they i we you will would could may might have has had want wants need
    needs looking interview question questions any each every then also expect tell share provide avoid
"""
_NO_LEAD = frozenset(_NO_LEAD_LIST.split())
"""Words after which "answer" or "example" is part of a sentence and no label."""

_PLAIN_LEAD_LIST = """
    a an the my your our one another example sample model possible suggested strong good great better
    best ideal excellent effective winning perfect full short brief detailed real star candidate
    method
"""
_PLAIN_LEAD = frozenset(_PLAIN_LEAD_LIST.split())
"""The only words before it where no colon says that it is a label."""

_SCHEME_LIST = """
    star starl starr soar car carl par sar s.t.a.r s.t.a.r. star-style method technique format framework structure
    style model approach using with the in story
"""
_SAYS_NOTHING = (_PLAIN_LEAD | set(_SCHEME_LIST.split())) - {"your"}
""" "Your answer" is a blank to fill in, and not somebody's."""

_STORY_WORDS = frozenset({"", "answer", "answers", "response", "breakdown", "your"} | _SAYS_NOTHING)

_ABOUT_A_BAD_ONE = re.compile(
    r"(?:(?:an?|the) )?(?:weak|bad|poor|wrong|terrible|unsuccessful|red flags?|what (?:not to|to avoid)|"
    r"mistakes? to avoid|avoid|don'ts?|do not say|schlechte|mauvaise|mala)\b[^:]{0,40}[:：]",
    re.IGNORECASE,
)
_NEEDS_COLON = frozenset(
    {
        "q",
        "a",
        "interviewer",
        "recruiter",
        "hiring manager",
        "panel",
        "candidate",
        "applicant",
        "interviewee",
        "note",
        "notes",
        "points",
        "purpose",
        "approach",
        "strategy",
        *(
            f"{verb}{ending}{out} for"
            for verb in ("look", "listen")
            for ending in ("", "ing")
            for out in ("", " out")
        ),
        "really asking",
    }
)
"""Alone on a line these are too short to be a label."""

_MOST_LABEL_CHARACTERS = 120

_BEFORE_ACTION = frozenset("STOCP")
"""The letters after which "A:" is Action, not Answer, in STAR, SOAR, CAR and PAR."""
_STAR = re.compile(
    r"[\[(]?(?P<letter>[STARCPOL])(?:(?: \([^()]{1,20}\))?\s?(?::|[-–—=]\s)|[\])](?:\s?[:–—-])?\s| \([^()]{1,20}\)$)|"
    r"(?:the )?(?:situation|task|action|result|outcome|problem|challenge|context|obstacle|reflection|"
    r"lesson|learning)s?(?: taken)?"
    r"(?:(?:,? (?:and|&) |\s?[/&+]\s?)(?:the )?(?:task|situation|problem|result|action)s?)?"
    r"(?: \([^()]{1,20}\))?\s?(?::|\s[-–—]\s|$)",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """For matching: straight apostrophes and hyphens; as long as the text itself."""
    return text.translate(_PLAIN)


_PLAIN = str.maketrans({"’": "'", "‘": "'", "\u2010": "-", "\u2011": "-", "\u00a0": " ", "\u202f": " "})


@lru_cache(1_024)
def label(text: str) -> tuple[Field, str] | None:
    """The field that a line names at its start, and what follows it (may be ""). A number before it goes."""
    for start in (text, without_number(text)):
        if found := _label(start):
            return found
    return None


def _label(text: str) -> tuple[Field, str] | None:
    head = plain(text[: 2 * _MOST_LABEL_CHARACTERS])
    if _ABOUT_A_BAD_ONE.match(head):
        return Field.ADVICE, text
    found = _LABEL.match(head)
    if not found:
        said = said_end(text)
        return (Field.EXAMPLE, text[said:]) if said else None
    field = next(field for field in Field if found[field.name] is not None)
    words = found[field.name].casefold()
    lead = (found["lead"] or "").casefold().split()
    if any(word in _NO_LEAD if found["colon"] else word not in _PLAIN_LEAD for word in lead):
        return None
    if found["stop"] and not _NUMBERED.match(text):
        return None
    needs_colon = words in _NEEDS_COLON or words in _SHORT_ABROAD or found["their"]
    if (found["colon"] is None and not found["stop"] and needs_colon) or (
        found["asked"] and " " not in words
    ):
        return None
    return field, text[found.end() :]


_SAID = re.compile(
    r"(?P<lead>[^.?!:“”\"]{3,60}\b(?:say|saying|answer|reply|respond|instance|example|like|try|run|go|sounds?)\b"
    r"[^.?!:“”\"]{0,40}):\s{0,3}(?=[“\"][^“”\"]{0,400}\b(?:I|[Mm]y|[Ww]e|[Oo]ur)\b)",
)
_DENIED = re.compile(
    r"\b(?:not|never|avoid|without|instead|weak|bad|poor|worst|wrong)\b|n't\b", re.IGNORECASE
)


def said_end(text: str) -> int:
    """Where the quotation begins in "You might say: “I …”", if it goes on to the end; else 0."""
    found = _SAID.match(plain(text[: 6 * _MOST_LABEL_CHARACTERS]))
    ends = text.rstrip("*_ .)")[-1:] in {"”", '"'}
    return found.end() if found and ends and not _DENIED.search(found["lead"]) else 0


_NUMBERED = re.compile(r"A ?\d*\.|(?i:q|question) ?#?\d{1,3}\.")
"""With a full stop instead of the colon: the answers of a list in which Q. asks, and questions with numbers."""

_FURTHER = re.compile(r"[^\d:：]{1,60}[ #](?:[2-9]|[1-9]\d)\b[^:：]{0,60}[:：]")


def is_further(text: str) -> bool:
    """True for "Example 2: …", which belongs where the first one did."""
    return _FURTHER.match(text[:_MOST_LABEL_CHARACTERS]) is not None


_SPOKEN = re.compile(r"(?:the )?(?:interviewer|recruiter|hiring manager|panel)\b", re.IGNORECASE)


def is_spoken(text: str) -> bool:
    """True if a label of a question names who asks it: "Interviewer: …"."""
    return _SPOKEN.match(text) is not None


_SHORT_ABROAD = frozenset(
    name for names in _ABROAD.values() for name in names.split() if len(name) <= 3 and name != "tip"
)


def names_of(field: Field) -> list[str]:
    """The plain words of other languages for a field, for the columns of tables."""
    return [name.replace("_", " ") for name in _ABROAD[field].split()]


def own_words(text: str) -> str:
    """The label at the start of a text if it says more than which field follows: "Answer (at the till):"; else ""."""
    found = _LABEL.match(plain(text[: 2 * _MOST_LABEL_CHARACTERS]))
    if not found:
        return text[: said_end(text)].strip()
    said = " ".join(found[name] or "" for name in ("lead", "aside", "end", "about")).casefold().split()
    return text[: found.end()].strip() if any(word not in _SAYS_NOTHING for word in said) else ""


def tip_name(text: str) -> str:
    """What the label at the start of a text calls the hint behind it: "Pro tip" of "Pro tip: Bring a pen."; else ""."""
    from voice_interviewer.bank.proposing.wording import TIP

    for start in (text, without_number(text)):
        if found := _LABEL.match(plain(start[: 2 * _MOST_LABEL_CHARACTERS])):
            name = found[Field.ADVICE.name] or ""
            return name if TIP.fullmatch(f"{name}:") else ""
    return ""


def star_part(text: str) -> str:
    """ "S", "T", "A" or "R" if a line begins a part of a STAR story with its letter, "*" if with its name, else ""."""
    found = _star(text)
    letter = found["letter"] if found else ""
    return "*" if found and not letter else letter if letter and letter in "STAR" else ""


def is_before_action(text: str) -> bool:
    """True for the part of a story, by its letter, after which its action comes: "T: …", "C: …"."""
    found = _star(text)
    return found is not None and found["letter"] in _BEFORE_ACTION


def is_part_alone(text: str) -> bool:
    """True if a line is nothing but the letter or the name of such a part: what follows is its text."""
    found = _star(text)
    return found is not None and not text[found.end() :].strip(" :–—-")


def without_part(text: str) -> str:
    """What stands behind the letter or the name of a part."""
    found = _star(text)
    return text[found.end() :].strip(" :–—-") if found else text


_FEWEST_PARTS = 3


def story_names(names: Iterable[str]) -> frozenset[str]:
    """Of the names of columns or keys those of a story's parts, if there are enough for one: "Situation", "S"."""
    own = [name for name in names if name and star_part(f"{name.strip().rstrip(':')}:")]
    letters = {name.strip().rstrip(":") for name in own if len(name.strip().rstrip(":")) == 1}
    is_spelt = {"S", "A", "R"} <= letters
    found = frozenset(name for name in own if is_spelt or name.strip().rstrip(":") not in letters)
    return found if len(found) >= _FEWEST_PARTS else frozenset()


def says_only_example(text: str) -> bool:
    """True for the heading of a story that tells no more than that one follows: "STAR", "My STAR story:"."""
    return all(word.strip(":()[]–—-") in _STORY_WORDS for word in plain(text).casefold().split())


def _star(text: str) -> re.Match[str] | None:
    return _STAR.match(plain(text[:_MOST_LABEL_CHARACTERS]))
