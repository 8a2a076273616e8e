"""The review page: facts to HTML, one file with its stylesheet and its script in it. Pure but for its own templates.

Jinja2 escapes whatever is put in, and before that every control or hidden character was made visible. A policy
(Content-Security-Policy) lets only this script and this stylesheet work, by their hashes, and nothing be fetched but
recordings.
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
"""Recordings that lie beside the page. "self" is not enough where every file is an origin of its own (Firefox)."""
INSIDE = "data: blob:"


def page_html(
    facts: SessionFacts,
    recordings: Mapping[str, Recording],
    originals: Mapping[str, Transcript],
    summaries: Sequence[SessionSummary],
    index: str = "",
) -> str:
    """The page of one session. `recordings` are those that can be played, `originals` the transcripts as they were
    heard before they were corrected, both by the name of the take's file; `summaries` are all that is to be compared,
    this session among them; `index` is the address of the page over all, if there is one to go to."""
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
    """The page over all `sessions`, the earliest first; `practised` are those that progress is told of. `pages` are
    the addresses of their own pages, by name."""
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
    """A file of this package that goes into the page as it is."""
    from markupsafe import Markup

    return Markup((FOLDER / name).read_text(encoding="utf-8"))


def _hash(text: str) -> str:
    """How the policy names an inline script or stylesheet."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _date(moment: datetime) -> str:
    return f"{moment:%A} {moment.day} {moment:%B %Y}"


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%b}"


def _time(moment: datetime) -> str:
    return f"{moment:%H:%M}"
