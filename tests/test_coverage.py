"""What is made of the judge's chances, and what else is in an answer: always something that can be pointed at."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.labelled.sets import heard
from voice_interviewer import coverage
from voice_interviewer.bank import KeyPoint, Question
from voice_interviewer.coverage import (
    AGAINST_FROM,
    HEARD_FROM,
    NOT_HEARD_BELOW,
    Coverage,
    PointCoverage,
    cover,
)
from voice_interviewer.coverage.judge import Judgement
from voice_interviewer.transcript import Transcript, Word


def asked(*points: str, example: str = "") -> Question:
    found = tuple(KeyPoint(text=text, follow_up="And?") for text in points)
    return Question(id="q", category="c", question="How do you work?", example=example, points=found)


def said(question: Question, text: str, terms: tuple[str, ...] = ()) -> Coverage:
    return cover(question, heard(text), terms)


# ---- verdicts ----

SPOKEN = "Well, there it is. I wrote it down at once, and then I rang him. So there."


def found_with(monkeypatch: pytest.MonkeyPatch, judgement: Judgement) -> PointCoverage:
    monkeypatch.setattr(coverage, "judged", lambda *_: (judgement,))
    return said(asked("Rings him."), SPOKEN).points[0]


@pytest.mark.parametrize(
    ("chance", "verdict"),
    [
        (1.0, "heard"),
        (HEARD_FROM, "heard"),
        (HEARD_FROM - 0.01, "perhaps"),
        (NOT_HEARD_BELOW, "perhaps"),
        (NOT_HEARD_BELOW - 0.01, "not-heard"),
        (0.0, "not-heard"),
    ],
)
def test_a_chance_is_one_of_three_verdicts(
    monkeypatch: pytest.MonkeyPatch, chance: float, verdict: str
) -> None:
    found = found_with(monkeypatch, Judgement(chance, 0.0, (4, 6), (0, 0), (4, 6), 0.0))
    assert (found.verdict, found.probability) == (verdict, chance)
    assert bool(found.quote) == (verdict != "not-heard")
    assert (found.covered, found.certain) == (verdict == "heard", verdict != "perhaps")


def test_what_is_said_in_the_points_own_words_is_never_told_as_not_heard(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(coverage, "judged", lambda *_: (Judgement(0.0, 0.0, (0, 1), (0, 0), (0, 1), 0.0),))
    question = asked("Is careful on social media.")
    found = said(question, "I never give anything away. On social media I'm careful too, you know.").points[0]
    assert (found.verdict, found.quote) == ("perhaps", "On social media I'm careful too,")
    far = said(question, f"I'm careful at work. {'And so it goes on. ' * 5} There's the media.").points[0]
    assert far.verdict == "not-heard"


def test_a_quote_is_filled_up_to_its_clause(monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ((5, 6), (4, 8), (6, 7)):
        found = found_with(monkeypatch, Judgement(1.0, 0.0, place, (0, 0), place, 0.0))
        assert (found.quote, found.first_word, found.last_word) == ("I wrote it down at once,", 4, 9)


@pytest.mark.parametrize(
    ("spoken", "place", "quote"),
    [
        (
            "He was a big strong lad and he switched off. And I'd had him down as soft.",
            (9, 16),
            "And I'd had him down",
        ),
        ("we had a leak under the floor and I rang the man at once", (9, 11), "I rang the man at"),
        ("I took the phone and said is he breathing at all or not", (7, 8), "is he breathing"),
        (
            "When the queue is long, the whole front desk helps out, tea, mugs, biscuits and all.",
            (8, 9),
            "the whole",
        ),
        (
            "In the bag are always two cups and a few mugs and plates, spoons, forks and knives",
            (14, 15),
            "forks and knives",
        ),
    ],
)
def test_a_quote_begins_where_a_sentence_or_clause_does(
    monkeypatch: pytest.MonkeyPatch, spoken: str, place: tuple[int, int], quote: str
) -> None:
    """The last of these has none near, for nothing begins in a list: it is left as it is."""
    monkeypatch.setattr(coverage, "judged", lambda *_: (Judgement(1.0, 0.0, place, (0, 0), place, 0.0),))
    assert said(asked("Rings him."), spoken).points[0].quote.startswith(quote)


def test_the_few_words_that_say_most_are_told_if_they_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    spoken = "On the green chair by the door sat Lou, who was over by then, so I asked her to help me out."
    found = {}
    for place in ((9, 11), (15, 17)):
        judgement = Judgement(1.0, 0.0, (0, 20), (0, 0), place, 0.4)
        monkeypatch.setattr(coverage, "judged", lambda *_, found=judgement: (found,))
        found[place] = said(asked("Asks for help."), spoken).points[0]
    assert [one.stands_out for one in found.values()] == [0.4, 0.4]
    assert found[15, 17].clearest == (15, 21)
    assert found[9, 11].clearest is None


def test_where_the_opposite_is_said_is_shown_beside_the_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    found = found_with(monkeypatch, Judgement(0.0, AGAINST_FROM, (0, 0), (11, 13), (0, 0), 0.0))
    assert found.verdict == "not-heard"
    assert found.against is not None
    assert found.against.text == "then I rang him."
    both = found_with(monkeypatch, Judgement(1.0, AGAINST_FROM, (4, 6), (11, 13), (4, 6), 0.0))
    assert both.verdict == "perhaps"
    assert (
        found_with(monkeypatch, Judgement(0.0, AGAINST_FROM - 0.01, (0, 0), (11, 13), (0, 0), 0.0)).against
        is None
    )


# ---- what there is to compare with ----


def test_a_question_without_points_is_compared_with_its_example() -> None:
    example = "I water the tomatoes every morning. On Fridays I clean the greenhouse windows."
    found = said(asked(example=example), "Well, I clean all of the greenhouse windows.")
    assert found.from_example
    assert [(point.text, point.covered) for point in found.points] == [
        ("I water the tomatoes every morning.", False),
        ("On Fridays I clean the greenhouse windows.", True),
    ]
    assert not said(asked("Stays calm."), "I stay calm.").from_example


def test_neither_points_nor_example_is_nothing_to_compare_with() -> None:
    assert said(asked(), "I stay calm.").points == ()


def test_what_matches_nothing_of_the_example_is_the_persons_own() -> None:
    question = asked("Stays calm.", example="I stay calm and ring the nurse.")
    found = said(question, "I stay calm. My grandmother kept bees behind the chapel. I ring the nurse.")
    assert [span.text for span in found.own_material] == ["My grandmother kept bees behind the chapel."]


def heard_with(text: str, probability: float, prompted: bool) -> Transcript:
    words = tuple(Word(word, at, at + 0.5, probability, prompted) for at, word in enumerate(text.split()))
    return Transcript(words, len(words), "tiny.en", "en")


@pytest.mark.parametrize(
    ("probability", "prompted", "counts"), [(0.9, True, 1), (0.3, True, 0), (0.3, False, 1)]
)
def test_only_terms_that_were_truly_heard_count(probability: float, prompted: bool, counts: int) -> None:
    transcript = heard_with("We use EMIS.", probability, prompted)
    assert len(cover(asked("Stays calm."), transcript, ("EMIS",)).terms) == counts


def test_a_term_that_a_second_decode_confirmed_counts_however_improbable() -> None:
    sure = Transcript((Word("EMIS", 0, 1, 0.1, prompted=True, confirmed=True),), 1, "tiny.en", "en")
    assert [term.term for term in cover(asked("Stays calm."), sure, ("EMIS",)).terms] == ["EMIS"]


def test_terms_are_found_whole_and_once() -> None:
    terms = said(
        asked("Stays calm."), "EMIS Web, and EMIS. Is it down? Ring IT.", ("EMIS", "EMIS Web", "IT")
    ).terms
    assert [(term.term, [place.first_word for place in term.places]) for term in terms] == [
        *(("EMIS", [3]), ("EMIS Web", [0]), ("IT", [8]))
    ]


def test_the_words_used_most_are_counted_over_their_forms() -> None:
    words = said(
        asked("Stays calm."), "The patient and the patients asked. Patients wait, um um, and wait."
    ).content_words
    assert [(word.text, word.count) for word in words] == [("patients", 3), ("wait", 2)]


def test_figures_come_with_what_they_count() -> None:
    numbers = said(asked("Stays calm."), "We had fifteen minutes and £25,000 for it, from 6 to 9.").numbers
    assert [span.text for span in numbers] == ["fifteen minutes", "£25,000", "6", "9."]


# ---- whatever is said ----

WORDS = st.lists(
    st.one_of(
        st.sampled_from(
            ["I", "rang", "him.", "and", "then", "we", "wrote", "it", "down,", "never", "25", "um"]
        ),
        st.text(max_size=8),
    ),
    max_size=60,
)


def transcript_of(words: list[str]) -> Transcript:
    return Transcript(
        tuple(Word(word, at * 0.4, at * 0.4 + 0.3, 0.9) for at, word in enumerate(words)), 60, "tiny.en", "en"
    )


@settings(max_examples=100)
@given(WORDS)
def test_any_words_can_be_compared_and_quotes_lie_inside(words: list[str]) -> None:
    question = asked("Rings him.", "Writes it down.", "Makes a plan and keeps to it.")
    found = cover(question, transcript_of(words), ("EMIS", "audit trail"))
    for point in found.points:
        assert (point.first_word is None) == (point.quote == "")
        if point.first_word is not None and point.last_word is not None and point.quote:
            assert 0 <= point.first_word <= point.last_word < len(words)
            assert point.quote == " ".join(words[point.first_word : point.last_word + 1])
    for span in (*found.numbers, *found.own_material):
        assert span.text == " ".join(words[span.first_word : span.last_word + 1])


def test_silence_covers_nothing() -> None:
    found = cover(asked("Stays calm."), Transcript((), 5, "tiny.en", "en"), ("EMIS",))
    assert [point.verdict for point in found.points] == ["not-heard"]
    assert (found.own_material, found.story, found.terms, found.content_words, found.numbers) == (
        (),
        None,
        (),
        (),
        (),
    )


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("twenty-five thousand pounds", ["twenty-five thousand pounds"]),
        ("Two left. Nine cried.", ["Two left.", "Nine cried."]),
        ("one of them", []),
        ("about 25% of it", ["25%"]),
        ("I had twelve. Two left", ["twelve.", "Two left"]),
        ("a £30k budget", ["£30k budget"]),
    ],
)
def test_a_figure_keeps_to_its_sentence(text: str, figures: list[str]) -> None:
    assert [span.text for span in said(asked("Stays calm."), text).numbers] == figures
