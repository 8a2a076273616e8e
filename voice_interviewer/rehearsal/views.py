"""Sessions and progress as other programs get them: the objects that `--json` prints (see docs/json.md)."""

import dataclasses
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voice_interviewer.errors import SessionError
from voice_interviewer.session.holding import is_held
from voice_interviewer.session.record import other_length_s

if TYPE_CHECKING:
    from voice_interviewer.rehearsal.models import Choice
    from voice_interviewer.review.facts import AnswerFacts, SessionFacts, TakeFacts
    from voice_interviewer.review.progress import BankProgress
    from voice_interviewer.review.summary import SessionSummary
    from voice_interviewer.session import Session
    from voice_interviewer.transcript import Transcript

SCHEMA = 1


def model_view(wanted: str, choice: "Choice") -> dict[str, Any]:
    """Which model an interview uses where `wanted` is what the person chose, why, and what was measured."""
    from voice_interviewer.devices.weights import AUTO
    from voice_interviewer.rehearsal.pace import SPEECH_S, read_measured

    measured = read_measured()
    return {
        "wanted": wanted or AUTO,
        "chosen": choice.model,
        "reason": choice.reason.value,
        "too_slow": choice.too_slow.model if choice.too_slow else None,
        "worth_fetching": choice.worth_fetching.model if choice.worth_fetching else None,
        "measured": measured
        and {
            **measured.model_dump(mode="json", exclude={"format", "paces"}),
            "speech_s": SPEECH_S,
            "models": [
                {**pace.model_dump(mode="json"), "keeps_up": pace.keeps_up} for pace in measured.paces
            ],
        },
    }


def summary_view(folder: Path, summary: "SessionSummary") -> dict[str, Any]:
    """A session in a list of sessions. What is left to do for it is counted from the files that are there now."""
    recorded = [take for take in summary.takes if (folder / take.file).is_file()]
    running = [take for take in recorded if take.ending == "running"]
    to_write_down = [take for take in recorded if take not in running or not is_held(folder)]
    return {
        "session": summary.name,
        "bank": summary.bank,
        "title": summary.title,
        "created_at": summary.created_at.isoformat(),
        "state": summary.state,
        "questions": len(summary.questions),
        "answered": summary.answered_count,
        "takes": len(summary.takes),
        "spoken_s": round(sum(take.duration_s for take in summary.takes), 2),
        "untranscribed": sum(take.word_count is None for take in to_write_down),
        "replaced": sum(
            take.word_count is not None and other_length_s(folder / take.file, take.duration_s) is not None
            for take in recorded
        ),
        "second_looks": sum(take.second_look == "to-come" for take in recorded),
        "missing": len(summary.takes) - len(recorded),
    }


def sessions_view(audio_dir: Path, rows: list[dict[str, Any]], unreadable: list[str]) -> dict[str, Any]:
    """All sessions of a folder, each by `summary_view`, and a sentence for each that cannot be read."""
    return {"schema": SCHEMA, "folder": str(audio_dir), "sessions": rows, "unreadable": unreadable}


def progress_view(audio_dir: Path, banks: "tuple[BankProgress, ...]") -> dict[str, Any]:
    """The progress in these banks, with dates and times as text."""
    return {
        "schema": SCHEMA,
        "folder": str(audio_dir),
        "banks": [
            {
                **_with_moments_as_text(dataclasses.asdict(each)),
                "compared": {
                    name: dataclasses.asdict(each.compared(name))
                    for name in ("points_share", "rate_wpm", "fillers_per_minute", "pause_share", "spoken_s")
                },
            }
            for each in banks
        ],
    }


def _with_moments_as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _with_moments_as_text(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_with_moments_as_text(each) for each in value]
    return value.isoformat() if isinstance(value, datetime) else value


def session_view(facts: "SessionFacts", numbers: tuple[int, ...]) -> dict[str, Any]:
    """A session with those of its questions that have these numbers, counted from 1."""
    session, record = facts.session, facts.session.record
    return {
        "schema": SCHEMA,
        "session": session.name,
        "folder": str(session.folder),
        "bank": record.bank,
        "title": record.title,
        "created_at": record.created_at.isoformat(),
        "state": record.state,
        "one_way": dataclasses.asdict(record.one_way) if record.one_way else None,
        "questions": [_question(session, facts.answers[number - 1]) for number in numbers],
        "feedback": dataclasses.asdict(facts.feedback),
        "tips": [tip.model_dump(mode="json") for tip in record.tips],
    }


def _question(session: "Session", answer: "AnswerFacts") -> dict[str, Any]:
    from voice_interviewer.session.answers import read_originals

    originals: dict[int, Transcript] = {}
    with suppress(SessionError):  # the takes and their recordings can be shown even so
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
        "second_look": facts.second_look,
        "unread": facts.unread or None,
        "transcript": transcript_json(said) if said else None,
        "original": transcript_json(heard) if heard and heard != said else None,
        **{name: _as_dict(getattr(facts, name)) for name in ("coverage", "delivery", "feedback")},
    }


def _as_dict(part: Any) -> dict[str, Any] | None:
    return dataclasses.asdict(part) if part is not None else None
