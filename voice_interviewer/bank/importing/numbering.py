"""The numbers that people put before a question: "3.", "(3)", "1.2.", "Q3)", "Frage 3:", "③", "a)"."""

import re

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
    | (?i:q(?:uestion)?)\s?[.)](?=\s)                                                        # Q.
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


def bullet_end(text: str) -> int:
    """The same for the sign of a list."""
    found = _BULLET.match(text[:20])
    return found.end() if found else 0


def without_number(text: str) -> str:
    """The text without its number and signs, however many of them there are; a number alone stays."""
    end = 0
    for _ in range(3):
        rest = text[end:]
        end += number_end(rest) or bullet_end(rest)
    return text[end:] if text[end:].strip() else text
