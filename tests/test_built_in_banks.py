"""The banks that ship with the program: complete, natural, and none of their answers alike."""

import re
from collections import Counter

import pytest

from voice_interviewer.bank import Bank, Question, load_bank, remarks
from voice_interviewer.bank.choose import Wish, choose_interview
from voice_interviewer.places import builtin_folder

SHIPPED = builtin_folder("bank")
JOBS = (
    "care-worker",
    "customer-service-adviser",
    "healthcare-assistant",
    "receptionist-administrator",
    "retail-assistant",
    "software-developer",
    "teaching-assistant",
    "warehouse-operative",
)
"""The banks of fifteen questions, each for one job."""

COORDINATOR = load_bank(SHIPPED / "patient-services-coordinator.toml")
GENERAL = load_bank(SHIPPED / "general.toml")
JOB_BANKS = [load_bank(SHIPPED / f"{name}.toml") for name in JOBS]
BANKS = [COORDINATOR, GENERAL, *JOB_BANKS]
EVERY = [(bank, question) for bank in BANKS for question in bank.questions]

COMFORTABLE_WPM = 150
"""National Center for Voice and Speech: about the average of spoken English."""

TOPICS = """
root-causes problem-solving · health-records systems · team-conflict teamwork · urgent-tasks organisation ·
busy-day organisation · confidentiality systems · healthcare-experience background · team-communication teamwork ·
data-accuracy systems · supporting-colleagues teamwork · patient-software systems · system-failure problem-solving ·
our-services employer · fast-decision problem-solving · why-this-role motivation · learning-technology systems ·
unhappy-patient patients · working-in-a-team teamwork · beyond-the-job patients · complex-problem problem-solving ·
diverse-patients patients · daily-tasks background · upset-patients patients · solving-problems problem-solving ·
team-goal teamwork · interest-in-the-role motivation · challenge problem-solving · career-goals motivation ·
salary employer · our-company employer
"""


def name_of(case: object) -> str:
    return case.id if isinstance(case, Question) else case.title if isinstance(case, Bank) else str(case)


def spoken_s(text: str) -> float:
    return len(text.split()) * 60 / COMFORTABLE_WPM


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.casefold().replace("’", "'"))


def test_the_coordinator_bank_has_every_topic_under_its_id_and_category() -> None:
    expected = dict(pair.split() for pair in TOPICS.replace("\n", " ").split("·"))
    assert {question.id: question.category for question in COORDINATOR.questions} == expected
    assert len(COORDINATOR.questions) == 30
    assert len(COORDINATOR.tips) == 4


def test_the_general_bank_has_twelve_questions_for_any_role() -> None:
    assert len(GENERAL.questions) == 12
    assert "patient" not in (SHIPPED / "general.toml").read_text(encoding="utf-8").casefold()


def test_these_banks_are_shipped_and_no_other() -> None:
    shipped = {path.stem for path in SHIPPED.glob("*.toml")}
    assert shipped == {"general", "patient-services-coordinator", *JOBS}


@pytest.mark.parametrize("bank", JOB_BANKS, ids=name_of)
def test_a_bank_for_a_job_has_fifteen_questions_three_tips_and_words_to_expect(bank: Bank) -> None:
    assert bank.role == bank.title
    assert len(bank.questions) == 15
    assert len(bank.tips) == 3
    assert len({question.category for question in bank.questions}) >= 4
    assert len(bank.vocabulary) >= 15
    assert all(question.advice.count(".") >= 2 for question in bank.questions)


@pytest.mark.parametrize("bank", BANKS, ids=name_of)
def test_an_abbreviation_that_is_heard_has_a_spoken_form(bank: Bank) -> None:
    """A voice would read SENCO or PUWER as it likes."""
    heard = " ".join(
        text
        for question in bank.questions
        for text in (question.question, question.example, *(point.follow_up for point in question.points))
    )
    listed = {word for term in bank.vocabulary if term.spoken for word in term.term.split()}
    assert set(re.findall(r"\b[A-Z][A-Z0-9]+\b", heard)) - listed == set()


@pytest.mark.parametrize("bank", BANKS, ids=name_of)
def test_a_bank_has_no_remarks_and_an_opener(bank: Bank) -> None:
    assert remarks(bank) == ()
    assert {"motivation", "background"} & {question.category for question in bank.questions}


@pytest.mark.parametrize("bank", BANKS, ids=name_of)
def test_an_interview_begins_with_the_person_and_ends_with_the_future(bank: Bank) -> None:
    assert all(question.stage for question in bank.questions)
    asked = choose_interview(bank, Wish(question_count=None, minutes=None), {}, COMFORTABLE_WPM).questions
    assert asked[0].stage == "opening"
    assert asked[-1].stage == ("closing" if bank is COORDINATOR else "hard-cases")


@pytest.mark.parametrize(("bank", "question"), EVERY, ids=name_of)
def test_a_question_is_complete(bank: Bank, question: Question) -> None:
    assert bank.title
    assert question.question
    assert question.intent
    assert question.advice
    assert 3 <= len(question.points) <= 6
    assert all(point.follow_up.rstrip().endswith(("?", ".")) for point in question.points)


@pytest.mark.parametrize(("bank", "question"), EVERY, ids=name_of)
def test_an_example_takes_as_long_as_a_good_answer(bank: Bank, question: Question) -> None:
    """60 to 120 s where the question asks for a story; facts may be shorter, and suggest less time then."""
    assert bank.title
    shortest_s = 60 if question.suggested_s >= 75 else 30
    assert shortest_s <= spoken_s(question.example) <= 120


@pytest.mark.parametrize(("bank", "question"), EVERY, ids=name_of)
def test_a_text_is_natural_when_heard(bank: Bank, question: Question) -> None:
    assert bank.title
    for text in (question.question, question.example, *(point.follow_up for point in question.points)):
        assert not re.search(r"[()\[\]{}<>*•/]|\be\.g\.|\bi\.e\.|\betc\b", text), text


def test_no_two_answers_begin_or_end_the_same_way() -> None:
    openings = Counter(" ".join(words(question.example)[:3]) for _, question in EVERY)
    endings = Counter(" ".join(words(question.example)[-3:]) for _, question in EVERY)
    assert {text: count for text, count in (openings + endings).items() if count > 1} == {}


def test_no_two_examples_share_a_run_of_eight_words() -> None:
    seen: dict[tuple[str, ...], str] = {}
    for bank, question in EVERY:
        name = f"{bank.title}: {question.id}"
        heard = words(question.example)
        for run in zip(*(heard[start:] for start in range(8)), strict=False):
            assert seen.setdefault(run, name) == name, f"{name} and {seen[run]}: {' '.join(run)}"
