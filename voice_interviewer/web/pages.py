"""What is seen at each address, as HTML. Jinja2 escapes every value; hidden characters are made visible."""

import html
import os
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from voice_interviewer.bank import Bank, Question, load_bank
from voice_interviewer.bank.choose import OneWay, Practised, due_s, planned_s
from voice_interviewer.bank.library import DEFAULT_BANK, Shelved, shelf, why_locked
from voice_interviewer.bank.proposing.looking import proposed_count
from voice_interviewer.errors import (
    CutShortNowhere,
    DiskError,
    SessionError,
    SettingsError,
    VoiceInterviewerError,
)
from voice_interviewer.readable import clock_text, visible
from voice_interviewer.rehearsal.models import language_of
from voice_interviewer.rehearsal.request import VOICE_RATE_WPM
from voice_interviewer.rehearsal.studio import Studio
from voice_interviewer.review.kept_summaries import summaries_at_once, summaries_within
from voice_interviewer.review.progress import practised, progress
from voice_interviewer.review.summary import SessionSummary
from voice_interviewer.session.answers import to_look_at_again, untranscribed
from voice_interviewer.session.holding import is_held
from voice_interviewer.session.record import Manner
from voice_interviewer.steps import Step
from voice_interviewer.web.icon import has_icon
from voice_interviewer.web.words import (
    AT_THE_TOP,
    IF_UNREAD,
    STEPS,
    WHILE_IN_USE,
    goes_on_with,
    in_window,
    model_sentence,
)

if TYPE_CHECKING:
    from jinja2 import Environment

    from voice_interviewer.bank.importing import Imported
    from voice_interviewer.bank.tailoring import Tailored
    from voice_interviewer.rehearsal.preparing import ToPrepare
    from voice_interviewer.review.facts import AnswerFacts
    from voice_interviewer.session import Session

TEMPLATES = Path(__file__).parent / "templates"
LATEST_COUNT = 5
PATIENCE_S = 0.4
"""How long a page waits for summaries that are missing. The others are made while nothing else is done, or when a page
is shown again."""
_DAY_S = 86_400.0
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">\n?')


@dataclass(frozen=True)
class BankCard:
    """A bank on the shelf: its facts, or what is wrong with it."""

    name: str
    built_in: bool
    title: str = ""
    role: str = ""
    language: str = ""
    """Its code, such as "en"."""
    question_count: int = 0
    unwritten_count: int = 0
    minutes: int = 0
    fault: str = ""


@dataclass(frozen=True)
class Standing:
    """How a question stands: how it went last time, and when it is due again."""

    last: str = ""
    due: str = ""


def home(studio: Studio, *, is_running: bool = False) -> str:
    """The first page: back to the interview, if one `is_running`; practise now, go on, look back."""
    from voice_interviewer.review.report.charts import trends

    held, missing_count = summaries_within(studio.audio_dir, PATIENCE_S)
    summaries = _practised_in(held)
    names = {each.name for each in shelf(studio.here)}
    used = next((each.bank for each in reversed(summaries) if each.bank in names), DEFAULT_BANK)
    cards = bank_cards(studio)
    found = progress(summaries, used)
    return _render(
        "home.html",
        is_running=is_running,
        bank=next(card for card in cards if card.name == used),
        banks=[card for card in cards if card.name != used],
        cut_short=_cut_short(studio, summaries),
        offers_icon=not (summaries or missing_count or has_icon()),
        missing_count=missing_count,
        latest=list(reversed(summaries))[:LATEST_COUNT],
        session_count=len(summaries),
        trends=trends(found[0])[:3] if found else [],
    )


def bank_cards(studio: Studio) -> list[BankCard]:
    """Every bank there is, the person's own first."""
    return [_card(shelved) for shelved in shelf(studio.here)]


def banks(studio: Studio) -> str:
    """All banks, and the ways to a new one."""
    return _render("banks.html", banks=bank_cards(studio), locked=why_locked(studio.here))


def bring_guide() -> str:
    """The page that takes a guide."""
    return _render("bring-guide.html")


def guide_read(imported: "Imported", bank: Bank, why_not_written_down: str) -> str:
    """What a guide was read as, for its page: `bank` as it would be saved, beside what could not be placed."""
    return _render(
        "guide-read.html",
        bank=bank,
        imported=imported,
        proposed_count=proposed_count(bank),
        why_not_written_down=why_not_written_down,
    )


def bank_read(bank: Bank, why_not_written_down: str) -> str:
    """A bank that somebody saved, for the page that takes a guide: `bank` as it would be saved."""
    return _render("bank-read.html", bank=bank, why_not_written_down=why_not_written_down)


def bring_advert() -> str:
    """The page that takes the advert of a job."""
    return _render("bring-advert.html")


def advert_read(made: "Tailored", bank: Bank, titles: Mapping[str, str], *, is_one_file: bool) -> str:
    """What an advert was read as, for its page. `titles` are those of the banks, by name."""
    from voice_interviewer.bank.tailoring import Asked

    kinds = {
        kind.value: [each for each in made.served if each.wanted.kind is kind]
        for kind in (Asked.ESSENTIAL, Asked.DESIRABLE, Asked.DUTY, Asked.VALUE)
    }
    return _render(
        "advert-read.html",
        bank=bank,
        advert=made.advert,
        kinds=kinds,
        unserved_count=sum(not each.question_id for each in made.served),
        questions={each.id: each.question for each in bank.questions},
        titles=titles,
        is_one_file=is_one_file,
    )


def look_at_points(name: str, bank: Bank) -> str:
    """The proposed points of a bank, to keep, change or drop."""
    return _render("points-page.html", name=name, bank=bank, proposed_count=proposed_count(bank))


def guide(studio: Studio, name: str, bank: Bank, *, is_own: bool) -> str:
    """A bank as a guide to the interview."""
    from voice_interviewer.bank.files import free_title

    stands = practised(summaries_at_once(studio.audio_dir), name)
    return _render(
        "guide.html",
        to_prepare=_to_prepare(studio, bank),
        name=name,
        bank=bank,
        is_own=is_own,
        copy_title=free_title(f"{bank.title}, my copy", studio.here),
        proposed_count=proposed_count(bank),
        categories=list(dict.fromkeys(question.category for question in bank.questions)),
        standing={question.id: _standing(stands.get(question.id)) for question in bank.questions},
    )


def _to_prepare(studio: Studio, bank: Bank) -> "ToPrepare | None":
    """What the voice of the settings has still to say ahead of a bank, if anything."""
    from voice_interviewer.rehearsal.settings import read_settings

    try:
        found = studio.to_prepare(bank, read_settings().voice)
    except SettingsError:  # told where an interview would begin; the guide can be read all the same
        return None
    return found if found and found.missing_count else None


def edit_bank(name: str, bank: Bank | None, *, seen: str, has_notes: bool) -> str:
    """The form for a bank; an empty one if there is no `bank` yet. `seen` is the fingerprint of its file."""
    return _render("edit.html", name=name, bank=bank, seen=seen, has_notes=has_notes)


def ready(
    studio: Studio, cards: list[BankCard], name: str, question: Question | None, resume: "Session | None"
) -> str:
    """What the interview will be, and a try of microphone and voice. Nothing begins here by itself."""
    from voice_interviewer.rehearsal.settings import read_settings
    from voice_interviewer.rehearsal.voices import name_here

    languages = {card.name: card.language for card in cards}
    language = language_of(resume.record.locale, "") if resume else languages.get(name, "")
    return _render(
        "ready.html",
        banks=cards,
        name=name,
        language=language,
        question=question,
        resume=resume,
        manner=(resume and resume.record.manner) or Manner(),
        one_way=OneWay(),
        settings=(now := read_settings()),
        voice=name_here(now.voice),
        writing={
            each: model_sentence(studio.model_choice(now.model, each))
            for each in sorted({language, *languages.values()})
        },
    )


def interview() -> str:
    """The page of an interview; what it shows arrives as events."""
    return _render("interview.html")


def compared(answer: "AnswerFacts") -> str:
    """An answer beside its key points, for the middle of an interview."""
    return _render("compared.html", answer=answer, take=answer.latest)


def history(studio: Studio) -> str:
    """All interviews and the progress in each bank: the page that `review --all` writes, with links to the window."""
    from voice_interviewer.review.report.page import index_html

    held, missing_count = summaries_within(studio.audio_dir, PATIENCE_S)
    addresses = {each.name: f"/sessions/{quote(os.fsencode(each.name))}/" for each in held}
    bar = _render("bar.html", missing_count=missing_count)
    return _in_window(index_html(held, _practised_in(held), addresses), bar)


def review(studio: Studio, session: "Session", *, is_running_here: bool = False) -> str:
    """The page in the session's folder, with the buttons that only the window can offer; `is_running_here` if it is of
    the interview that the window is holding."""
    from voice_interviewer.review.report.writing import kept_page

    page = kept_page(session)
    is_there = session.record.bank in {each.name for each in shelf(studio.here)}
    is_in_use = is_running_here or is_held(session.folder)
    unwritten, to_hear_again, unread = 0, 0, ""
    try:
        unwritten, to_hear_again = len(untranscribed(session)), len(to_look_at_again(session))
    except SessionError as error:  # all else can be shown
        unread = in_window(str(error))
    bar = _render(
        "bar.html",
        session=session,
        is_there=is_there,
        is_in_use=is_in_use,
        is_running_here=is_running_here,
        unwritten_count=unwritten,
        look_count=to_hear_again,
        unread=unread,
    )
    there = IF_UNREAD if unread else WHILE_IN_USE if is_in_use else AT_THE_TOP
    return _in_window(page, bar, STEPS | there)


def settings(studio: Studio) -> str:
    """The settings, and the models that can be fetched."""
    from voice_interviewer.rehearsal.settings import read_settings, settings_path
    from voice_interviewer.rehearsal.voices import name_here

    now = read_settings()
    return _render(
        "settings.html",
        settings=now,
        voice=name_here(now.voice),
        path=str(settings_path()),
        models=studio.models(),
        writing=writing(studio),
    )


def writing(studio: Studio) -> str:
    """What writes down the answers, and why, in a sentence or two."""
    from voice_interviewer.rehearsal.settings import read_settings

    return model_sentence(studio.model_choice(read_settings().model))


def told(status: int, sentence: str) -> str:
    """A page that says in one sentence what is wrong. `status` is that of HTTP."""
    return _render("told.html", status=status, sentence=sentence)


def entered(to: str) -> str:
    """A page that leads on to the address `to`, so that the key is no longer in the address."""
    return _render("entered.html", to=to)


def policy_of(page: str) -> str:
    """The security policy of a review page, widened by what the window adds: the value of an HTTP header."""
    found = _POLICY.search(page)
    assert found, "the pages of the review have a policy"
    own = (
        html.unescape(found[1])
        .replace("script-src ", "script-src 'self' ")
        .replace("style-src ", "style-src 'self' ")
    )
    own = own.replace(" file:", "")
    return f"{own}; connect-src 'self'; img-src 'self'; frame-ancestors 'none'"


def without_policy(page: str) -> str:
    """The page without its own policy, which goes into the header instead."""
    return _POLICY.sub("", page, count=1)


def _in_window(page: str, bar: str, steps: Mapping[Step, str] = STEPS) -> str:
    head, header = "</head>", "<header>"
    links = (
        '<link rel="stylesheet" href="/static/bar.css"><link rel="icon" href="/static/icon.svg" type="image/svg+xml">'
        '<script type="module" src="/static/after.js"></script>'
    )
    return in_window(page, steps).replace(head, f"{links}{head}", 1).replace(header, f"{bar}\n{header}", 1)


def _card(shelved: Shelved) -> BankCard:
    try:
        bank = load_bank(shelved.path)
    except VoiceInterviewerError as error:
        return BankCard(shelved.name, shelved.built_in, title=shelved.name, fault=in_window(str(error)))
    written = [question for question in bank.questions if question.question]
    return BankCard(
        shelved.name,
        shelved.built_in,
        bank.title,
        bank.role,
        language_of(bank.locale, ""),
        len(bank.questions),
        len(bank.questions) - len(written),
        round(sum(planned_s(question, VOICE_RATE_WPM) for question in written) / 60),
    )


def _cut_short(studio: Studio, summaries: Sequence[SessionSummary]) -> "Session | None":
    # Not looked for where there is none: that would be to read every session there is.
    if all(each.state == "finished" for each in summaries):
        return None
    try:
        return studio.latest_cut_short()
    except (CutShortNowhere, DiskError):
        return None


def _practised_in(held: Sequence[SessionSummary]) -> tuple[SessionSummary, ...]:
    """Without demonstrations, in which nobody practised."""
    return tuple(each for each in held if not each.is_demo)


def _standing(stands: Practised | None) -> Standing:
    if stands is None:
        return Standing(due="not practised yet")
    share = stands.covered_share
    points = f", {share:.0%} of its points covered" if share is not None else ""
    days = (due_s(stands) - time.time()) / _DAY_S
    due = "due again now" if days <= 0 else f"due again in {_counted(max(1, round(days)), 'day')}"
    return Standing(f"last practised on {_day(stands.when)}{points}", due)


def _render(template: str, **facts: object) -> str:
    text: str = _environment().get_template(template).render(**facts)
    return text


@lru_cache(maxsize=1)
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import escape

    from voice_interviewer.review.report import FOLDER
    from voice_interviewer.review.report.charts import spark

    environment = Environment(
        loader=FileSystemLoader([TEMPLATES, FOLDER]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
    environment.filters |= {
        # A name on disk need not be text, and what is typed over must come back as it was, hidden characters too.
        "address": lambda name: quote(os.fsencode(name), safe=""),
        "typed": escape,
        "clock": clock_text,
        "counted": _counted,
        "day": _day,
        "spark": spark,
        "goes_on_with": goes_on_with,
        "megabytes": lambda size_bytes: f"{size_bytes / 1e6:,.0f} MB",
        "recorded_s": _recorded_s,
        "time": lambda moment: f"{moment:%H:%M}",
        "paragraphs": lambda text: [line.strip() for line in text.split("\n") if line.strip()],
    }
    return environment


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%b %Y}"


def _recorded_s(summary: SessionSummary) -> float:
    return sum(take.duration_s for take in summary.takes)
