"""The review page: turns facts into one HTML file, with its stylesheet and script inside. Reads only its own templates.

Control and hidden characters are made visible in every text, and Jinja2 escapes it. The Content-Security-Policy allows
only this script and this stylesheet, by their hashes, and lets the page load nothing but recordings.
"""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from voice_interviewer.clock import clock_text
from voice_interviewer.escape import visible
from voice_interviewer.review.facts import SessionFacts
from voice_interviewer.review.progress import progress
from voice_interviewer.review.report.charts import spark
from voice_interviewer.review.report.legend import legend
from voice_interviewer.review.report.next_step import next_step, practice_command
from voice_interviewer.review.report.trends import session_row, trends
from voice_interviewer.review.report.view import Recording, answer_views, take_key, whole
from voice_interviewer.review.summary import SessionSummary
from voice_interviewer.transcript import Transcript

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

FOLDER = Path(__file__).parent

BESIDE = "'self' file:"
"""For recordings beside the page. "self" is not enough in Firefox, where every file is an origin of its own."""
INSIDE = "data: blob:"
"""For recordings inside the page."""


def page_html(
    facts: SessionFacts,
    recordings: Mapping[str, Recording],
    originals: Mapping[str, Transcript],
    summaries: Sequence[SessionSummary],
    index: str = "",
) -> str:
    """The page of one session, as HTML.

    Args:
        facts: Everything known about the session.
        recordings: Those that can be played, by the take's file name.
        originals: The transcripts as Whisper heard them, by the take's file name.
        summaries: The sessions to show progress over, this one among them.
        index: The address of the page of all sessions; empty if there is none.
    """
    record = facts.session.record
    is_single = any(recording.source.startswith("data:") for recording in recordings.values())
    answers = answer_views(facts, recordings, originals)
    return _render(
        "page.html",
        INSIDE if is_single else BESIDE,
        record=record,
        is_single=is_single,
        index=index,
        feedback=facts.feedback,
        next_step=next_step(facts),
        whole=whole(facts),
        answers=answers,
        legend=legend(answers),
        trends=[trend for found in progress(summaries, record.bank) for trend in trends(found)],
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
        rows=[session_row(summary) for summary in reversed(sessions)],
        years={summary.created_at.year for summary in sessions},
        pages=pages,
        banks=[(found.title, trends(found)) for found in progress(practised)],
    )


def _render(template: str, media: str, **facts: object) -> str:
    style, script = _own("page.css"), _own("page.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; media-src {media}; "
        "base-uri 'none'; form-action 'none'"
    )
    html: str = (
        _environment().get_template(template).render(policy=policy, style=style, script=script, **facts)
    )
    return html


@lru_cache(maxsize=1)
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
    environment.filters |= {
        "clock": clock_text,
        "spark": spark,
        "paragraphs": _paragraphs,
        "date": _date,
        "day": _day,
        "time": _time,
    }
    environment.globals |= {"take_key": take_key, "practice_command": practice_command}
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
