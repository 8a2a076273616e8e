"""Pages and tables as people have them become exactly these banks, and whatever is not in a bank is told.

After a wanted change: `python -m tests.test_importing` writes the golden files again; read the difference.
"""

from pathlib import Path

import pytest

from voice_interviewer.bank import BankFaults, parse_bank
from voice_interviewer.bank.importing import Imported, bank_toml, import_bank, with_question
from voice_interviewer.bank.importing.plain import goes_on
from voice_interviewer.errors import BankError

GOLDEN = Path(__file__).parent / "golden" / "import"
INPUTS = sorted(path for path in GOLDEN.iterdir() if path.is_file())


def imported(text: str, name: str = "page.txt") -> Imported:
    return import_bank(text.encode(), name)


def golden(path: Path) -> Path:
    return GOLDEN / "expected" / f"{path.name}.toml"


def as_golden(path: Path) -> str:
    """The bank, and below it as comments what is not in it."""
    made = import_bank(path.read_bytes(), path.name)
    notes = [f"# line {left.line}: {left.text!r} {left.reason}\n" for left in made.leftovers]
    return made.toml() + "\n" + "".join(notes)


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.name)
def test_a_page_becomes_exactly_this_bank(path: Path) -> None:
    assert as_golden(path) == golden(path).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.name)
def test_an_imported_bank_is_one_that_can_be_read_again(path: Path) -> None:
    made = import_bank(path.read_bytes(), path.name)
    assert parse_bank(bank_toml(made.bank), path.name) == made.bank
    assert len(made.question_lines) == len(made.bank.questions)


def test_there_are_two_pages_of_every_kind() -> None:
    endings = [path.suffix for path in INPUTS]
    assert len(INPUTS) >= 12
    assert all(endings.count(kind) >= 2 for kind in (".txt", ".html", ".md", ".csv"))
    assert ".tsv" in endings


def every_word(text: str) -> set[str]:
    return {
        word
        for word in "".join(letter if letter.isalnum() else " " for letter in text).split()
        if len(word) > 3
    }


ENGLISH_PROSE = [
    *("adverts-everywhere", "case-lost-headings", "flash-cards", "lost-twelve", "mailed-utf-16"),
    *("pasted-without-blank-lines", "questions-lost", "tidy-page"),
]


@pytest.mark.parametrize(
    "path", [GOLDEN / f"{name}.txt" for name in ENGLISH_PROSE], ids=lambda path: path.name
)
def test_nothing_is_invented_and_nothing_is_dropped_in_silence(path: Path) -> None:
    """Every word of the page is in the bank or in the report, but for labels; no other word is in the bank."""
    encoding = "utf-16" if "utf-16" in path.name else "utf-8"
    page = every_word(path.read_text(encoding=encoding))
    made = import_bank(path.read_bytes(), path.name)
    in_bank = every_word(" ".join(_texts(made)))
    told = every_word(" ".join(left.text for left in made.leftovers))
    labels = every_word(
        "Example Sample answer Question Purpose Answer Points Follow Intent Advice looking They What"
    )
    headings = every_word(
        "Questions about readers General questions Frequently asked questions"
    )  # now categories
    assert in_bank <= page
    assert page - in_bank - told <= labels | headings


def _texts(made: Imported) -> list[str]:
    texts = [made.bank.title] if "interview" in made.bank.title else []  # else it is the file's name
    for question in made.bank.questions:
        texts += [question.question, question.intent, question.advice, question.example]
        texts += [text for point in question.points for text in (point.text, point.follow_up)]
    return texts + [text for tip in made.bank.tips for text in (tip.title, tip.text)]


PAGE = "Why do you want “this” job?\nThe interviewer wants to know you.\nExample: I like cafés – really.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_do_not_matter(encoding: str, line_end: str) -> None:
    content = PAGE.replace("\n", line_end).encode(encoding)
    made = import_bank(content, "page.txt")
    assert made.bank == imported(PAGE).bank
    assert made.bank.questions[0].example == "I like cafés – really."
    assert made.notes == ()


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("cp1252", "I’d add “crème” – for £5… à la carte"),
        ("mac_roman", "I’d add “crème” – for £5… à la carte"),
        ("mac_roman", "it’s"),
        ("mac_roman", "möchte für die Straße größer sein, lässt"),
        ("cp850", "möchte für die Straße größer sein, lässt"),
        ("cp850", "a café"),
        ("cp437", "a café"),
        ("iso8859_15", "5 €, not £4"),
        ("cp1250", "chciałbym pracować dłużej, żeby pomóc"),
    ],
)
def test_an_old_encoding_is_told_by_what_nobody_would_write(encoding: str, said: str) -> None:
    made = import_bank(f"Why do you want this job?\nExample: I say {said}.\n".encode(encoding), "page.txt")
    assert made.bank.questions[0].example == f"I say {said}."


def test_a_stray_nul_is_no_reason_to_refuse_a_page() -> None:
    made = import_bank(PAGE.replace("job", "j\0b").encode() * 2, "page.txt")
    assert made.bank.questions[0].question == "Why do you want “this” j\ufffdb?"
    assert made.notes[0].startswith("2 characters could not be read")


def test_bytes_that_mean_nothing_are_counted() -> None:
    made = import_bank(b"Why do you say \x81 and \xe9?\n", "page.txt")
    assert made.bank.questions[0].question == "Why do you say \ufffd and é?"
    assert made.notes == ('1 character could not be read; look for "\ufffd" and put it right.',)


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"%PDF-1.7\n", "guide.pdf", "is a PDF; open it, select all, copy it into a .txt file"),
        (b"PK\x03\x04more", "guide.docx", "is a Word, Excel or other packed document"),
        (b"\xd0\xcf\x11\xe0", "guide.doc", "is an old Word or Excel document"),
        (b"PK\x03\x04 collection.anki21", "deck.apkg", "in Anki, export it as notes in plain text"),
        ("Why?".encode("utf-16-le"), "guide.txt", "is not text"),
        (b"", "guide.txt", "has no questions that could be recognised"),
        (b"Just a note to myself.\n", "guide.txt", "has no questions that could be recognised"),
        (b"name,age\nSam,4\n", "guide.csv", "has no column called question"),
        (b"question\n\n", "guide.csv", "has no questions that could be recognised"),
        (b"question\n" + b'"' + b"a" * 1_100_000, "guide.csv", "line 2: is not a table (field larger than"),
        (b"a" * 5_000_001, "guide.txt", "is larger than 5 MB; import a part of it"),
        (b"a\n" * 50_001, "guide.txt", "has more than 50,000 lines; import a part of it"),
        (
            b"question\n" + b"Why?\n" * 2_001,
            "guide.csv",
            "has more than 2,000 questions; import a part of it",
        ),
        (b"question" + b",x" * 70, "guide.csv", "has more than 60 columns"),
    ],
)
def test_what_cannot_be_imported_is_told(content: bytes, name: str, sentence: str) -> None:
    with pytest.raises(BankError) as caught:
        import_bank(content, name)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_text_that_no_bank_allows_is_told_with_its_place() -> None:
    with pytest.raises(
        BankFaults, match=r"page\.csv, question 1 \(why\), example: is too long \(at most 20,000\)"
    ):
        imported(f"question,example\nWhy?,{'a ' * 11_000}\n", "page.csv")


def test_no_page_can_make_a_tip_or_point_that_no_bank_allows() -> None:
    with pytest.raises(BankFaults, match=r"tip 1, text: is too long \(at most 20,000\)"):
        imported(f"# Guide\n\n## Tips\n\n### Sleep\n\n{'z ' * 11_000}\n\n## Questions\n\nWhy?\n", "page.md")
    with pytest.raises(BankFaults, match=r"question 1 \(why\), point 1, text: is too long \(at most 2,000\)"):
        imported(f"question,points\nWhy?,{'z ' * 1_100}\n", "page.csv")
    made = imported("# Guide\n\n## Tips\n\n### 1.\n\nSleep well.\n\n## Questions\n\nWhy?\n", "page.md")
    assert made.bank.tips == ()
    assert [left.text for left in made.leftovers] == ["Tips", "Sleep well.", "Questions"]
    made = imported(
        "# Guide\n\n## Tips\n\n### 1.\n\nSleep well.\n\nEat well.\n\n## Questions\n\nWhy?\n", "page.md"
    )
    assert [(left.line, left.text) for left in made.leftovers][1:3] == [(7, "Sleep well."), (9, "Eat well.")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('{"tips": {"tips": "Example: I once led a team."}}', "page.jsonl"),
        ("# Page\n\n## Tips\n\nTip:\n\nExample: I once led a team.\n", "page.md"),
        (
            "# Page\n\n## Tips\n\n### Sleep\n\nTip:\n\nQuestion: Why?\nExample: I once led a team.\n",
            "page.md",
        ),
    ],
)
def test_a_label_of_a_tip_that_nothing_stands_behind_makes_no_tip(text: str, name: str) -> None:
    made = imported(text, name)
    assert made.bank.tips == ()
    assert [question.example for question in made.bank.questions] == ["I once led a team."]
    assert "" not in [left.text for left in made.leftovers]


@pytest.mark.parametrize(
    "line",
    [
        "Why do you want this job?",
        "1. Why do you want this job?",
        "12) Why do you want this job?",
        "Q3: Why do you want this job?",
        "Question 4 – Why do you want this job?",
        "Question: Why do you want this job?",
        "• Why do you want this job?",
        "“Why do you want this job?”",
        "#5 - Why do you want this job?",
    ],
)
def test_a_question_is_recognised_however_it_is_marked(line: str) -> None:
    assert [question.question for question in imported(line).bank.questions] == ["Why do you want this job?"]


@pytest.mark.parametrize(
    "line",
    [
        "Tell me about yourself.",
        "Walk us through your CV",
        "3. Describe your manner.",
        "Give me an example of care.",
    ],
)
def test_an_order_is_a_question_too(line: str) -> None:
    [question] = imported(line).bank.questions
    assert question.question == line.removeprefix("3. ")


@pytest.mark.parametrize(
    "asked",
    """Bize biraz kendinizden bahsedin.|حدثني عن نفسك.|أخبرنا عن خطأ ارتكبته.|自己紹介をお願いします。|谈谈你的缺点。|
자기소개를 해 보세요.|실패 경험을 말씀해 주십시오.|Háblame de ti.|Cuéntanos un error.|Preséntese.|Parlami di te.|
Me fale sobre você.|Fala-me de ti.|Parle-moi de toi.|Stel jezelf voor.|Představte se.|Proszę się przedstawić.|
Niech Pani opowie o sobie.|Расскажи о себе.|Разкажете за себе си.|Mutatkozzon be.|Vorbiți-mi despre dumneavoastră.|
ספר לי על עצמך.|अपने बारे में बताइए।|Hãy giới thiệu về bản thân.|Ceritakan tentang diri Anda.""".replace(
        "\n", ""
    ).split("|"),
)
def test_an_order_of_an_interviewer_is_known_in_many_languages(asked: str) -> None:
    made = imported(f"{asked}\nExample: I am Ada.\n", "page.txt")
    assert [(each.question, each.example) for each in made.bank.questions] == [(asked, "I am Ada.")]


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Example:", "example"),
        ("Sample answer:", "example"),
        ("EXAMPLE ANSWER –", "example"),
        ("Model answer 1:", "example"),
        ("A:", "example"),
        ("Tip:", "advice"),
        ("Pro tip:", "advice"),
        ("How to answer:", "advice"),
        ("How should you answer this question?", "advice"),
        ("Why they ask this:", "intent"),
        ("Why do interviewers ask this question?", "intent"),
        ("What they’re looking for:", "intent"),
        ("What the interviewer wants to know:", "intent"),
    ],
)
def test_a_label_says_what_follows(label: str, name: str) -> None:
    [question] = imported(f"Why?\n\n{label} a plain text.\n").bank.questions
    assert getattr(question, name) == "a plain text."
    [question] = (
        imported(f"Why?\n\n{label}\n\na plain text.\n").bank.questions if len(label) > 2 else [question]
    )
    assert getattr(question, name) == "a plain text."


def test_what_is_quoted_often_and_a_year_are_not_lost() -> None:
    made = imported(f"## Asked in 2031\n\nWhy?\n\n{'>' * 60}Be kind.\n", "page.md")
    [question] = made.bank.questions
    assert (question.category, question.advice) == ("asked-in-2031", "Be kind.")


@pytest.mark.parametrize("label", ["Your answer", "Sample answer:", "Tip:"])
def test_a_label_with_nothing_below_is_told(label: str) -> None:
    made = imported(f"1. Why do you ask?\n\n{label}\n\n2. Why do you come?\n")
    assert [question.question for question in made.bank.questions] == ["Why do you ask?", "Why do you come?"]
    assert [(left.line, left.text) for left in made.leftovers] == [(3, label)]


def test_a_question_in_the_middle_of_a_quoted_example_opens_none() -> None:
    page = (
        "How do you listen?\n\nExample: “I ask first.\n\nWhat happened then?\n\nAnd then I wait.”\n\nWhy?\n"
    )
    first, second = imported(page).bank.questions
    assert first.example == "“I ask first.\nWhat happened then?\nAnd then I wait.”"
    assert second.question == "Why?"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("“I listen.”", "I listen."),
        ('"I listen."', "I listen."),
        ("‘I listen.’", "I listen."),
        ("“I said “yes” to him.”", "“I said “yes” to him.”"),
        ('"Yes" is what I said, and "no".', '"Yes" is what I said, and "no".'),
        ("I said “yes”", "I said “yes”"),
    ],
)
def test_quotation_marks_go_only_if_they_are_around_the_whole(written: str, kept: str) -> None:
    assert imported(f"Why?\nExample: {written}\n").bank.questions[0].example == kept


def test_a_missing_question_can_be_filled_in() -> None:
    made = imported("The interviewer wants to know X.\nExample: I do.\n\nWhy us?\n")
    assert [question.question for question in made.bank.questions] == ["", "Why us?"]
    filled = with_question(made, 0, " Why  us? ")
    assert [(question.id, question.question) for question in filled.bank.questions] == [
        ("why-us-2", "Why  us?"),
        ("why-us", "Why us?"),
    ]
    assert filled.bank.questions[0].example == "I do."
    with pytest.raises(BankError, match="too long"):
        with_question(made, 0, "why " * 600)


@pytest.mark.parametrize(
    ("cell", "seconds"),
    [("60", 60), ("45 s", 45), ("1:30", 90), ("90 seconds", 90), ("12,5", 12.5), ("", 90)],
)
def test_seconds_are_read_as_people_write_them(cell: str, seconds: float) -> None:
    [question] = imported(f"Question;Time\nWhy?;{cell}\n", "page.csv").bank.questions
    assert question.suggested_s == seconds


def test_a_line_above_the_questions_may_be_shorter_than_theirs() -> None:
    made = imported(
        "sep=;\nMine;all\nAda;care;Why here?\nBo;care;Why now?\nCy;till;Who are you?\n", "page.csv"
    )
    assert [question.question for question in made.bank.questions] == [
        "Why here?",
        "Why now?",
        "Who are you?",
    ]


def test_excel_can_name_its_delimiter() -> None:
    made = imported("sep=|\nquestion|answer\nWhy, and how?|I\n", "page.csv")
    assert made.bank.questions[0].question == "Why, and how?"
    assert made.question_lines == (3,)


FOLDED = {
    "bare": "<details>\n<summary>{asked}</summary>\n\n{told}\n\n</details>\n",
    "open, in capitals": "<DETAILS open>\n<SUMMARY><STRONG>{asked}</STRONG></SUMMARY>\n\n{told}\n\n</DETAILS>\n",
    "in one line": "<details><summary>{asked}</summary>{told}</details>\n",
    "without empty lines": "<details>\n<summary>{asked}</summary>\n{told}\n</details>\n",
    "with a heading of HTML": "<details><summary><h3>{asked}</h3></summary>\n\n{told}\n\n</details>\n",
    "with a heading of Markdown": "<details>\n<summary>\n\n### {asked}\n\n</summary>\n\n{told}\n\n</details>\n",
    "in a list": "1. <details><summary>{asked}</summary><p>{told}</p></details>\n",
    "in a quotation": "> <details>\n> <summary>{asked}</summary>\n>\n> {told}\n>\n> </details>\n",
    "with a number": "<details>\n<summary>1. <b>{asked}</b></summary>\n\n{told}\n</details>\n",
    "never closed": "<details>\n<summary>{asked}</summary>\n\n{told}\n",
    "as its answer alone": "### {asked}\n\n<details><summary>Answer</summary>\n\n{told}\n\n</details>\n",
    "to be shown": "**{asked}**\n\n<details><summary>Show answer</summary>\n\n{told}\n\n</details>\n",
    "in a table": "| Q | A |\n|---|---|\n| {asked} | <details><summary>Answer</summary>{told}</details> |\n",
}


@pytest.mark.parametrize("way", FOLDED)
@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Why a library?", "My aunt ran one."),
        ("Describe a reader.", "She came daily."),
        ("What do you ask a reader?", "I ask: what did you like? Then I listen."),
    ],
)
def test_what_is_seen_asks_and_what_is_folded_away_answers(way: str, asked: str, told: str) -> None:
    made = imported(f"# Library\n\n{FOLDED[way].format(asked=asked, told=told)}", "page.md")
    assert [(each.question, each.example) for each in made.bank.questions] == [(asked, told)]


def test_a_row_that_names_a_part_of_a_table_is_no_question() -> None:
    made = imported(
        "No.;Question\n;Core React\n1;What do you know of React?\n;Hooks\n2;Why hooks?\n", "page.csv"
    )
    assert [(each.question, each.category) for each in made.bank.questions] == [
        ("What do you know of React?", "core-react"),
        ("Why hooks?", "hooks"),
    ]


def test_where_nothing_asks_what_is_seen_of_what_is_folded_away_is_the_question() -> None:
    made = imported(FOLDED["bare"].format(asked="Your greatest strength", told="It is patience."), "page.md")
    assert [(each.question, each.example) for each in made.bank.questions] == [
        ("Your greatest strength", "It is patience.")
    ]


def test_a_table_that_is_folded_away_is_a_part_of_the_answer() -> None:
    table = "| Fast | Slow |\n|---|---|\n| bikes | boats |"
    made = imported(FOLDED["bare"].format(asked="What do you compare?", told=table), "page.md")
    assert [each.example for each in made.bank.questions] == ["Fast, Slow\nbikes, boats"]


CARD = ("Why do you want this job?", "I like people.\nI live next door.")
OWN = "#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n"
DECKS = {
    "as it was exported": "#separator:tab\n#html:true\n{front}\t{back}\n",
    "with Windows' line ends": "#separator:tab\r\n#html:true\r\n{front}\t{back}\r\n",
    "with commas": '#separator:Comma\n#html:true\n"{front}","{back}"\n',
    "with colons": "#separator:Colon\n{front}:{back}\n",
    "with another sign": "#separator:~\n{front}~{back}\n",
    "with its separator not named": "#html:true\n{front};{back}\n",
    "with empty lines": "\n#separator:tab\n\n#html:true\n\n{front}\t{back}\n",
    "with comments": "#separator:tab\n# my own deck\n#html:true\n{front}\t{back}\n# Not yet?\tNo.\n",
    "with all that Anki can add": f"#separator:tab\n{OWN}a?b\tBasic (and reversed card)\tMine\t{{front}}\t{{back}}\t\n",
    "with the names of its fields": "#separator:tab\n#columns:Back\tQuestion\n{back}\t{front}\n",
    "with their names in German": "#separator:tab\n#columns:Vorderseite\tRückseite\n{front}\t{back}\n",
    "with their names in Finnish": "#separator:tab\n#columns:Etupuoli\tTakapuoli\n{front}\t{back}\n",
    "with sounds and pictures": '#separator:tab\n{front} [sound:a.mp3]\t<img src="b.jpg">{back}[sound:c.ogg]\n',
    "with gaps": "#separator:tab\nWhy do you want {{{{c1::this job::what?}}}}?\t{{{{c2::}}}}{back}\n",
    "by an old Anki, without a head": "{front}\t{back}\nTell me about you.\tI am Ada.\nDescribe a day.\tI rose.\n",
    "as a table with names": "Front,Back\n{front},{back}\n",
    "as a table with names in Spanish": "Anverso;Reverso\n{front};{back}\n",
}


@pytest.mark.parametrize("deck", DECKS)
@pytest.mark.parametrize("ending", [".txt", ".csv", ".tsv", ""])
def test_a_deck_of_cards_is_read_however_it_was_exported(deck: str, ending: str) -> None:
    text = DECKS[deck].format(front=CARD[0], back=CARD[1].replace("\n", "<br>"))
    if "table" in deck and ending != ".csv":
        return
    [question, *_] = imported(text, f"deck{ending}").bank.questions
    assert (question.question, question.example) == CARD
    assert not question.advice


def test_what_stands_in_a_deck_for_anki_alone_is_told() -> None:
    row = "x\tBasic (type in the answer)\tCare::Nights\tWhy?\tI do.\tcalm\n"
    made = imported(f"#separator:tab\n{OWN}{row}# Not yet?\tNo.\n", "deck.txt")
    assert made.bank.questions[0].category == "Care::Nights"
    assert [left.text for left in made.leftovers] == ["guid", "notetype", "calm", "# Not yet?\tNo."]


def test_what_an_anki_deck_writes_with_angle_brackets_is_text_if_it_says_so() -> None:
    made = imported("#separator:tab\n#html:false\nWhat does <br> do?\tI use <br> & more.\n", "deck.txt")
    assert made.bank.questions[0].question == "What does <br> do?"
    assert made.bank.questions[0].example == "I use <br> & more."


if __name__ == "__main__":
    for each in INPUTS:
        golden(each).parent.mkdir(exist_ok=True)
        golden(each).write_text(as_golden(each), encoding="utf-8", newline="\n")


@pytest.mark.parametrize(
    "above", ["tell me about a time you dealt with an angry customer", "Tell us about yourself"]
)
def test_two_questions_without_their_marks_are_two(above: str) -> None:
    made = imported(f"why us?\n{above}\nwhere do you see yourself in five years?\n")
    asked = [question.question for question in made.bank.questions]
    assert asked == ["why us?", above, "where do you see yourself in five years?"]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("How do you react if colleagues who report to you", "are late with work you need?"),
        ("Describe a situation in which you saw that you", "could have done better for your team?"),
        ("Tell me about a time when you were asked to", "describe your work to a beginner"),
        ("Tell me about the last project that", "motivates you"),
    ],
)
def test_a_question_that_is_broken_before_a_verb_is_one(above: str, below: str) -> None:
    assert goes_on(above, below)
    made = imported(f"1. {above}\n{below}\nExample: I ask why.\n")
    assert [question.question for question in made.bank.questions] == [f"{above} {below}"]
