"""`show`: what was said beside what could be said."""

import dataclasses
import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voice_interviewer.cli.options import AudioDir, Json, Plain, QuestionName, SessionName, is_plain

if TYPE_CHECKING:
    from voice_interviewer.review.facts import AnswerFacts, SessionFacts, TakeFacts
    from voice_interviewer.session import Session
    from voice_interviewer.transcript import Transcript


def show(
    session: SessionName = "",
    question: QuestionName = "",
    plain: Plain = None,
    audio_dir: AudioDir = None,
    as_json: Json = False,
) -> None:
    """Compare what you said with the example answers."""
    from voice_interviewer.cli.columns import print_comparison, print_feedback, print_tips
    from voice_interviewer.cli.console import line, out
    from voice_interviewer.places import audio_folder
    from voice_interviewer.review.facts import gather
    from voice_interviewer.session.finding import find_session

    found = find_session(audio_folder(audio_dir, Path.cwd()), session)
    numbers = found.numbers(question)
    facts = gather(found)
    if as_json:
        print(json.dumps(_json(facts, numbers), indent=2))
        return
    line(f"{found.record.title}, {found.record.created_at:%A %d %B %Y, %H:%M}", style="bold")
    for number in numbers:
        print_comparison(out, facts.answers[number - 1], plain=is_plain(plain))
    if not question:
        line("")
        line("The whole interview", style="bold")
        print_feedback(out, facts)
        print_tips(out, facts)
    line("")
    line(f"Recordings and comparisons: {found.folder}", style="dim")


def _json(facts: "SessionFacts", numbers: tuple[int, ...]) -> dict[str, Any]:
    """Described in docs/show.md."""
    session, record = facts.session, facts.session.record
    return {
        "schema": 1,
        "session": session.name,
        "folder": str(session.folder),
        "bank": record.bank,
        "title": record.title,
        "created_at": record.created_at.isoformat(),
        "state": record.state,
        "questions": [_question(session, facts.answers[number - 1]) for number in numbers],
        "feedback": dataclasses.asdict(facts.feedback),
        "tips": [tip.model_dump(mode="json") for tip in record.tips],
    }


def _question(session: "Session", answer: "AnswerFacts") -> dict[str, Any]:
    from voice_interviewer.errors import SessionError
    from voice_interviewer.session.answers import read_originals

    originals: dict[int, Transcript] = {}
    with suppress(SessionError):  # the takes and their recordings are there all the same
        originals = read_originals(session, answer.number)
    takes = [each for take in answer.takes for each in (take, *take.follow_ups)]
    return {
        "number": answer.number,
        **answer.question.model_dump(mode="json"),
        "takes": [_take(session, take, originals.get(take.take.number)) for take in takes],
    }


def _take(session: "Session", facts: "TakeFacts", heard: "Transcript | None") -> dict[str, Any]:
    from voice_interviewer.session.answers import transcript_json

    said = facts.transcript
    return {
        **facts.take.model_dump(mode="json", exclude={"question_number"}),
        "recording": str(session.recording(facts.take)),
        "replaced_s": facts.replaced_s,
        "transcript": transcript_json(said) if said else None,
        "original": transcript_json(heard) if heard and heard != said else None,
        **{name: _plain(getattr(facts, name)) for name in ("coverage", "delivery", "feedback")},
    }


def _plain(part: Any) -> dict[str, Any] | None:
    return dataclasses.asdict(part) if part is not None else None
