"""`show`: what was said beside what could be said."""

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voice_interviewer.cli.options import AudioDir, Json, QuestionName, SessionName

if TYPE_CHECKING:
    from voice_interviewer.session import Session


def show(
    session: SessionName = "", question: QuestionName = "", audio_dir: AudioDir = None, as_json: Json = False
) -> None:
    """Compare what you said with the example answers."""
    from voice_interviewer.cli.columns import print_comparison
    from voice_interviewer.cli.console import out
    from voice_interviewer.cli.summary import line
    from voice_interviewer.places import audio_folder
    from voice_interviewer.session.finding import find_session

    found = find_session(audio_folder(audio_dir, Path.cwd()), session)
    numbers = found.numbers(question)
    if as_json:
        print(json.dumps(_facts(found, numbers), indent=2))
        return
    line(f"{found.record.title}, {found.record.created_at:%A %d %B %Y, %H:%M}", style="bold")
    for number in numbers:
        print_comparison(out, found, number)
    line("")
    line(f"Recordings and comparisons: {found.folder}", style="dim")


def _facts(session: "Session", numbers: tuple[int, ...]) -> dict[str, Any]:
    record = session.record
    return {
        "schema": 1,
        "session": session.name,
        "folder": str(session.folder),
        "bank": record.bank,
        "title": record.title,
        "created_at": record.created_at.isoformat(),
        "state": record.state,
        "questions": [_question(session, number) for number in numbers],
    }


def _question(session: "Session", number: int) -> dict[str, Any]:
    from voice_interviewer.review.facts import gather_answer
    from voice_interviewer.session.answers import read_originals, read_transcripts, transcript_json

    facts = {each.take.number: each for each in gather_answer(session, number).takes}
    transcripts, originals = read_transcripts(session, number), read_originals(session, number)
    said = {take: transcript_json(transcript) for take, transcript in transcripts.items()}
    misheard = {
        take: transcript_json(original)
        for take, original in originals.items()
        if original != transcripts[take]
    }
    takes = [
        {
            **take.model_dump(mode="json", exclude={"question_number"}),
            "recording": str(session.recording(take)),
            "transcript": said.get(take.number),
            "original": misheard.get(take.number),
            **{
                name: _plain(getattr(facts[take.number], name))
                for name in ("coverage", "delivery", "feedback")
            },
        }
        for take in session.takes_of(number)
    ]
    return {"number": number, **session.question(number).model_dump(mode="json"), "takes": takes}


def _plain(part: Any) -> dict[str, Any] | None:
    return dataclasses.asdict(part) if part is not None else None
