"""That what was said is found, what was not is missed, and that both can be pointed at."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from benchmarks.coverage import score, scored, share, together
from tests.labelled import (
    Answer,
    answers,
    bank_answers,
    bank_names,
    bank_questions,
    heard,
    labelled_points,
    looked_into_answers,
    questions,
    rewordings,
)
from voice_interviewer.bank import KeyPoint, Question, load_bank
from voice_interviewer.coverage import Coverage, cover
from voice_interviewer.coverage.denials import denies_itself
from voice_interviewer.coverage.topic import ENOUGH_WORDS
from voice_interviewer.coverage.wording import content_stem
from voice_interviewer.places import builtin_folder
from voice_interviewer.transcript import Transcript, Word

BANKS = [
    load_bank(builtin_folder("bank") / f"{name}.toml") for name in ("general", "patient-services-coordinator")
]
EVERY = [question for bank in BANKS for question in bank.questions]
ASKED = questions()
ANSWERS = answers()
LOOKED_INTO = looked_into_answers()


def asked(*points: str, example: str = "") -> Question:
    found = tuple(KeyPoint(text=text, follow_up="And?") for text in points)
    return Question(id="q", category="c", question="How do you work?", example=example, points=found)


def said(question: Question, text: str, terms: tuple[str, ...] = ()) -> Coverage:
    return cover(question, heard(text), terms)


def covers(point: str, text: str) -> bool:
    return said(asked(point), text).points[0].covered


# ---- measured on the labelled answers ----


def test_points_are_found_in_the_answers_kept_aside() -> None:
    """Reached: F1 0.98, quotes 0.96, off-topic 0 %; the bounds leave room for a reworded bank."""
    kept = score(answer for answer in ANSWERS if answer.kept_aside)
    assert kept.labels >= 200
    assert kept.f1 >= 0.85
    assert kept.quotes >= 0.93
    assert kept.off_topic_max <= 0.2


def test_points_are_found_in_the_answers_tuned_on() -> None:
    tuned = score(answer for answer in ANSWERS if not answer.kept_aside)
    assert tuned.f1 >= 0.94
    assert tuned.quotes >= 0.95
    assert tuned.off_topic_max <= 0.2


def test_points_of_any_other_bank_are_found_in_the_answers_kept_aside() -> None:
    """Reached: F1 0.68, quotes 0.77, off-topic 0 %; the bounds leave room for another processor's arithmetic."""
    kept = together(bank_names())
    assert kept.labels >= 100
    assert kept.f1 >= 0.66
    assert kept.quotes >= 0.75
    assert kept.off_topic_max <= 0.2


@pytest.mark.parametrize(
    ("name", "least_f1"), [("coordinator", 0.89), ("coordinator2", 0.81), ("other", 0.77), ("mechanic", 0.73)]
)
def test_points_are_found_in_answers_that_nothing_was_tuned_on(name: str, least_f1: float) -> None:
    """Reached: F1 0.93, 0.85, 0.82 and 0.80. Bounds leave room for another processor; the aim is 0.85."""
    found = scored(LOOKED_INTO[name])
    assert found.labels >= 80
    assert found.f1 >= least_f1
    assert all(len(answer.readings[0]) == len(answer.readings[1]) for answer, _ in LOOKED_INTO[name])


@pytest.mark.parametrize("name", bank_names())
def test_an_answer_to_another_bank_has_marks_for_points_that_there_are(name: str) -> None:
    asked = bank_questions(name)
    found = bank_answers(name)
    assert {answer.question for answer in found} <= asked.keys()
    assert all(quote in answer.text for answer in found for quote in answer.quotes)
    assert not any(mark in answer.text for answer in found for mark in "{}")


@pytest.mark.parametrize("question", EVERY, ids=lambda question: question.id)
def test_an_example_covers_all_of_its_own_points(question: Question) -> None:
    missed = [point.text for point in said(question, question.example).points if not point.covered]
    assert missed == []


@pytest.mark.parametrize("name", rewordings())
def test_an_example_in_other_words_covers_most_of_its_points(name: str) -> None:
    """Reached: 0.985 of all points; with four points, one missed is 0.75."""
    assert share(said(ASKED[name], rewordings()[name]).points) >= 0.75


def test_examples_in_other_words_cover_their_points_on_the_whole() -> None:
    shares = [share(said(ASKED[name], text).points) for name, text in rewordings().items()]
    assert len(shares) >= 30
    assert sum(shares) / len(shares) >= 0.95


def test_an_answer_to_something_else_covers_little() -> None:
    """The general bank's examples as answers to the coordinator's questions: reached 0.13 of the points."""
    others = [question for question in EVERY if question.id not in ASKED]
    shares = [share(said(question, other.example).points) for question in ASKED.values() for other in others]
    assert sum(shares) / len(shares) <= 0.2


# ---- the labelled answers themselves ----


def test_the_labels_are_those_of_the_bank() -> None:
    """When a point of the bank is reworded, look at its labels and then change the text at the file's end."""
    current = {name: [point.text for point in ASKED[name].points] for name in labelled_points()}
    assert current == labelled_points()


def test_there_are_enough_labels_of_many_kinds() -> None:
    assert len(ANSWERS) >= 60
    assert len({answer.question for answer in ANSWERS}) >= 15
    assert sum(len(answer.covered) for answer in ANSWERS) >= 250
    kinds = {answer.kind for answer in ANSWERS}
    assert kinds >= {"good", "partial", "off-topic", "rambling", "terse", "negation", "whisper"}
    assert 0.25 <= sum(answer.kept_aside for answer in ANSWERS) / len(ANSWERS) <= 0.45


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer.id)
def test_a_label_has_two_readings_and_a_quote_if_covered(answer: Answer) -> None:
    assert [len(reading) for reading in answer.readings] == [len(answer.covered)] * 2
    assert [bool(quote) for quote in answer.quotes] == list(answer.covered)
    assert all(quote in answer.text for quote in answer.quotes)


# ---- one thing at a time ----


def test_a_covered_point_has_its_words_and_its_moment() -> None:
    point = said(
        asked("Listens without interrupting."), "It was loud. I let him finish. Then I spoke."
    ).points[0]
    assert point.covered
    assert "let him finish" in point.quote
    assert point.first_word is not None
    assert point.start_s == pytest.approx(point.first_word * 0.4)
    assert point.start_s is not None
    assert point.end_s is not None
    assert point.end_s > point.start_s


def test_a_missed_point_points_nowhere() -> None:
    point = said(asked("Listens without interrupting."), "I like the garden in spring.").points[0]
    assert not point.covered
    assert (point.quote, point.start_s, point.end_s, point.first_word, point.last_word) == (
        "",
        None,
        None,
        None,
        None,
    )
    assert point.follow_up == "And?"


@pytest.mark.parametrize(
    ("point", "yes", "no"),
    [
        ("Asks open questions.", "I ask open questions.", "I would never ask open questions."),
        ("Stays calm.", "I stay calm.", "I couldn't stay calm."),
        ("Makes a point of not rushing.", "I never rush it.", "I rush it."),
        ("Does not assume.", "I don't make assumptions.", "I make assumptions, everybody does."),
        ("Names GDPR.", "I keep to the GDPR.", "I never had any training on GDPR."),
        ("Books a professional interpreter.", "I'd book an interpreter.", "I wouldn't book an interpreter."),
        ("Reports technical trouble to IT.", "I'd ring IT.", "I wouldn't bother IT, not me."),
    ],
)
def test_a_negation_turns_the_meaning(point: str, yes: str, no: str) -> None:
    assert covers(point, yes)
    assert not covers(point, no)


def test_a_negation_ends_with_its_clause() -> None:
    assert covers("Stays calm.", "I don't run about because I stay calm.")
    assert covers("Asks open questions.", "I'm not sure, so I ask open questions.")


def test_what_a_microphone_makes_of_words_still_counts() -> None:
    assert covers(
        "Names record systems used, such as EMIS or SystmOne.", "um so I used used Emmis for four years"
    )
    assert covers("Names GDPR.", "we um we follow the g d p r")


def test_an_instance_is_not_asked_for() -> None:
    point = "Arranges a professional interpreter, for instance by phone."
    assert covers(point, "I'd get an interpreter in.")


def test_words_that_belong_to_no_idea_are_compared_by_their_stems() -> None:
    point = "Feeds the penguins."
    assert covers(point, "Every morning I was feeding a penguin.")
    assert not covers(point, "Every morning I was sweeping the yard.")


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
    st.one_of(st.sampled_from(ASKED["root-causes"].example.split()), st.text(max_size=8)), max_size=60
)


def transcript_of(words: list[str]) -> Transcript:
    return Transcript(
        tuple(Word(word, at * 0.4, at * 0.4 + 0.3, 0.9) for at, word in enumerate(words)), 60, "tiny.en", "en"
    )


@settings(max_examples=60, deadline=None)
@given(WORDS)
def test_any_words_can_be_compared_and_quotes_lie_inside(words: list[str]) -> None:
    found = cover(ASKED["root-causes"], transcript_of(words), ("EMIS", "audit trail"))
    for point in found.points:
        if point.covered:
            assert point.first_word is not None
            assert point.last_word is not None
            assert 0 <= point.first_word <= point.last_word < len(words)
            assert point.quote == " ".join(words[point.first_word : point.last_word + 1])


def test_silence_covers_nothing() -> None:
    found = cover(ASKED["root-causes"], Transcript((), 5, "tiny.en", "en"), ("EMIS",))
    assert found.covered_count == 0
    assert (found.own_material, found.story, found.terms, found.content_words, found.numbers) == (
        (),
        None,
        (),
        (),
        (),
    )


def test_what_the_likeness_alone_hears_in_a_denial_makes_no_known_point() -> None:
    """ "I'm forty six, so I'm not after conquering the world"."""
    answer, question = next(pair for pair in LOOKED_INTO["coordinator2"] if pair[0].id == "d-goals-college")
    covered = {point.text for point in said(question, answer.text).points if point.covered}
    assert "Fits the goals to what this employer values." not in covered
    # The fifth lies on the bound, where the rounding of one processor decides otherwise than that of another.
    assert len(covered) >= 3


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(ANSWERS), WORDS)
def test_going_on_speaking_takes_nothing_back(answer: Answer, more: list[str]) -> None:
    """But for a short answer that goes on about something else, or goes on to deny: those are judged as a whole."""
    question = ASKED[answer.question]
    before = answer.text.split()
    known = [word for word in more if content_stem(word) == ""]
    assume(not denies_itself(" ".join(known)))
    first = cover(question, transcript_of(before), ()).points
    then = cover(question, transcript_of([*before, *known]), ()).points
    assert all(later.covered for early, later in zip(first, then, strict=True) if early.covered)


def test_a_long_answer_on_its_topic_may_wander() -> None:
    question = ASKED["root-causes"]
    letters = "bcdfghjklm"
    wander = " ".join(f"z{one}o{two}{three}uk" for one in letters for two in letters for three in letters)
    alone, wandering = said(question, question.example), said(question, f"{question.example} {wander}")
    assert alone.covered_count == wandering.covered_count == len(question.points)
    assert len({content_stem(word) for word in question.example.split()}) > ENOUGH_WORDS
