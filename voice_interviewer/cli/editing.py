"""`edit`: a person puts right what Whisper misheard."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voice_interviewer.cli.options import AudioDir, QuestionName, SessionName, option

if TYPE_CHECKING:
    from voice_interviewer.session import Session
    from voice_interviewer.session.record import Take

NOTE = "# "
"""What a line that is not part of the answer begins with."""


def edit(
    session: SessionName = "",
    question: QuestionName = "",
    take: Annotated[
        int | None,
        option(
            "--take",
            "N",
            "Which take. Default: the last that answers the question itself.",
            show_default=False,
        ),
    ] = None,
    audio_dir: AudioDir = None,
) -> None:
    """Correct a transcript in your text editor.

    The comparison follows your correction; what Whisper heard is kept beside it.
    """
    from voice_interviewer.cli.console import line
    from voice_interviewer.cli.text_editor import edited
    from voice_interviewer.errors import NotFound, SessionError
    from voice_interviewer.places import audio_folder
    from voice_interviewer.review.correcting import corrected
    from voice_interviewer.review.keeping import keep_correction
    from voice_interviewer.session.answers import read_originals, read_transcripts
    from voice_interviewer.session.finding import find_session
    from voice_interviewer.session.holding import is_held

    found = find_session(audio_folder(audio_dir, Path.cwd()), session)
    chosen = _take(found, question, take)
    if is_held(found.folder):
        raise SessionError(f"The session {found.name} is in use by an interview; let that end first.")
    heard = read_originals(found, chosen.question_number).get(chosen.number)
    if heard is None:
        raise NotFound(
            f"Take {chosen.number} is not transcribed yet; run: voice-interviewer transcribe {found.name}"
        )
    now = read_transcripts(found, chosen.question_number)[chosen.number]
    asked = found.asked(chosen.question_number, chosen.follow_up).question
    page = _page(asked, now.text, heard.text)
    with edited(page, found.folder, f"{Path(chosen.file).stem}.txt") as saved:
        text = _answer(saved)
        if text in ("", now.text):
            line("Nothing was changed.")
            return
        keep_correction(found, chosen, None if text == heard.text else corrected(heard, text))
    line(f"Corrected: {chosen.file}. Compare: voice-interviewer show {found.name}")


def _take(session: "Session", wanted: str, number: int | None) -> "Take":
    """That take of the question, or the last that answers it; where only one was answered, it needs no naming."""
    from voice_interviewer.errors import NotFound

    answered = [number for number in session.numbers(wanted) if session.takes_of(number)]
    if not answered:
        raise NotFound(
            f"The session {session.name} has no answer to correct; see: voice-interviewer show {session.name}"
        )
    if len(answered) > 1:
        raise typer.BadParameter(f"Say which answer: --question {answered[0]} to {answered[-1]}, or its id")
    takes = session.takes_of(answered[0])
    if number is None:
        return [take for take in takes if take.follow_up is None][-1]
    if number > len(takes) or number < 1:
        raise NotFound(
            f"Question {answered[0]} of {session.name} has takes 1 to {len(takes)}, and no {number}."
        )
    return takes[number - 1]


def _page(question: str, text: str, heard: str) -> str:
    """What the editor shows."""
    notes = [question, "Write what you said, as you said it. Lines that begin with # are left out."]
    if text != heard:
        notes.append(f"Whisper heard: {heard}")
    return "".join(f"{NOTE}{note}\n" for note in notes) + f"\n{text}\n"


def _answer(saved: str) -> str:
    """The answer in one line, without the notes."""
    kept = [line for line in saved.splitlines() if not line.startswith(NOTE.strip())]
    return " ".join(" ".join(kept).split())
