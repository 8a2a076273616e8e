"""The review page: turns facts into one HTML file, with its stylesheet and script inside. Reads only its own templates.

Control and hidden characters are made visible in every text, and Jinja2 escapes it. The Content-Security-Policy allows
only this script and this stylesheet, by their hashes, and lets the page load nothing but recordings.
"""

import base64
import hashlib
import re
import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from voice_interviewer.bank.library import DEFAULT_BANK
from voice_interviewer.readable import clock_text, visible
from voice_interviewer.review.facts import SessionFacts
from voice_interviewer.review.for_others import for_others
from voice_interviewer.review.progress import progress
from voice_interviewer.review.report import FOLDER
from voice_interviewer.review.report.charts import POINTS_COUNTED, session_row, spark, trends
from voice_interviewer.review.report.view import Recording, answer_views, legend, take_key, whole
from voice_interviewer.review.summary import SessionSummary
from voice_interviewer.steps import Step
from voice_interviewer.transcript import Transcript

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

BESIDE = "'self' file:"
"""For recordings beside the page. "self" is not enough in Firefox, where every file is an origin of its own."""
INSIDE = "data: blob:"
"""For recordings inside the page."""


def page_html(
    facts: SessionFacts,
    recordings: Mapping[str, Recording],
    originals: Mapping[str, Transcript],
    summaries: Sequence[SessionSummary],
    missing_count: int = 0,
    index: str = "",
    *,
    is_going_on: bool = False,
    stays: bool = True,
    is_single: bool = False,
) -> str:
    """The page of one session, as HTML.

    Args:
        facts: Everything known about the session.
        recordings: Those that can be played, by the take's file name.
        originals: The transcripts as Whisper heard them, by the take's file name.
        summaries: The sessions to show progress over, this one among them.
        missing_count: How many sessions are not looked through yet, and may be missing there.
        index: The address of the page of all sessions; empty if there is none.
        is_going_on: Whether the interview is being held just now.
        stays: Whether the page is kept or handed on: it says nothing then that is true only just now.
        is_single: Whether the recordings are inside, so that it can be sent to somebody: it names no command then.
    """
    record = facts.session.record
    answers = answer_views(facts, recordings, originals)
    return _render(
        "page.html",
        INSIDE if is_single else BESIDE,
        is_single=is_single,
        is_going_on=is_going_on,
        stays=stays,
        record=record,
        index=index,
        feedback=facts.feedback,
        next_step=next_step(facts),
        whole=whole(facts),
        answers=answers,
        legend=legend(answers),
        trends=[trend for found in progress(summaries, record.bank) for trend in trends(found)],
        missing_count=missing_count,
        look_through=Step.LOOK_THROUGH,
    )


def index_html(
    sessions: Sequence[SessionSummary], practised: Sequence[SessionSummary], pages: Mapping[str, str]
) -> str:
    """The page of all sessions, as HTML.

    Args:
        sessions: The sessions to list, the earliest first.
        practised: Those to show progress over.
        pages: The addresses of the sessions' own pages, by session name.
    """
    return _render(
        "index.html",
        "'none'",
        points_counted=POINTS_COUNTED,
        rows=[session_row(summary) for summary in reversed(sessions)],
        years={summary.created_at.year for summary in sessions},
        pages=pages,
        banks=[(found.title, trends(found)) for found in progress(practised)],
    )


def _render(template: str, media: str, *, is_single: bool = False, **facts: object) -> str:
    style, script = _own("page.css"), _own("page.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; media-src {media}; "
        "base-uri 'none'; form-action 'none'"
    )
    html: str = (
        _environment(is_single)
        .get_template(template)
        .render(policy=policy, style=style, script=script, **facts)
    )
    return html


@lru_cache(maxsize=2)
def _environment(is_single: bool) -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    told: Callable[[str], str] = for_others if is_single else str
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: visible(told(value)) if type(value) is str else value,
    )
    environment.filters |= {
        "clock": clock_text,
        "spark": spark,
        "paragraphs": _paragraphs,
        "date": _date,
        "day": _day,
        "time": _time,
    }
    environment.globals |= {
        "is_single": is_single,
        "take_key": take_key,
        "practice_command": practice_command,
    }
    return environment


def _own(name: str) -> "Markup":
    """A file of this package that goes into the page unescaped."""
    from markupsafe import Markup

    return Markup((FOLDER / name).read_text(encoding="utf-8"))


def _hash(text: str) -> str:
    """An inline script or stylesheet as the policy names it: by its hash."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _date(moment: datetime) -> str:
    return f"{moment:%A} {moment.day} {moment:%B %Y}"


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%b}"


def _time(moment: datetime) -> str:
    return f"{moment:%H:%M}"


@dataclass(frozen=True)
class NextStep:
    """The exercise in three parts, of which `linked` ("question 1") becomes a link to the answer.

    If the exercise names no question, all of it is in `before`, and there is no command.
    """

    before: str
    linked: str = ""
    after: str = ""
    question_number: int = 0
    command: str = ""


def next_step(facts: SessionFacts) -> NextStep | None:
    """The next step that the session's feedback suggests, if any."""
    text = facts.feedback.exercise
    number = facts.feedback.to_work_on[0].question_number if facts.feedback.to_work_on else _last(facts)
    # The last mention of the question: an earlier one may be a quotation from the bank.
    places = list(re.finditer(rf"\bquestion {number}\b", text))
    if not places:
        return NextStep(text) if text else None
    start, end = places[-1].span()
    record = facts.session.record
    command = practice_command(record.bank, record.questions[number - 1].id)
    return NextStep(text[:start], text[start:end], text[end:], number, command)


def practice_command(bank: str, question_id: str) -> str:
    """The command that asks one question again."""
    named = "" if bank == DEFAULT_BANK else f" {shlex.quote(bank)}"
    return f"voice-interviewer practice{named} --question {question_id}"


def _last(facts: SessionFacts) -> int:
    """The number of the last question answered: the exercise is about it if nothing stands out to work on."""
    return max((answer.number for answer in facts.answers if answer.latest), default=0)
