"""`edit`: a person corrects what Whisper misheard."""

from pathlib import Path
from typing import Annotated

from voice_interviewer.cli.options import AudioDir, QuestionName, SessionName, option

NOTE = "# "
"""Begins each line that is not part of the answer."""
MOST_CHARACTERS = 100_000
"""Two hours of speech: whatever is longer is no answer, and would take minutes to compare."""


def edit(
    session: SessionName = "",
    question: QuestionName = "",
    take: Annotated[
        int | None,
        option(
            "--take",
            "N",
            "Which take. Default: the latest answer to the question itself, not to a follow-up.",
            show_default=False,
        ),
    ] = None,
    audio_dir: AudioDir = None,
) -> None:
    """Correct a transcript in your text editor.

    Your correction is then compared with the example; what Whisper heard is kept beside it.
    """
    from voice_interviewer.cli.console import line
    from voice_interviewer.cli.text_editor import edited
    from voice_interviewer.errors import AnswerError
    from voice_interviewer.places import audio_folder
    from voice_interviewer.rehearsal.sessions import correction_of, keep_words
    from voice_interviewer.session.finding import find_session

    found = find_session(audio_folder(audio_dir, Path.cwd()), session)
    correction = correction_of(found, question, take)
    file = correction.take.file
    page = _page(correction.question, correction.text, correction.heard.text)
    with edited(page, found.folder, f"{Path(file).stem}.txt") as saved:
        if len(saved) > MOST_CHARACTERS:
            raise AnswerError(f"That is more than {MOST_CHARACTERS:,} characters; keep to what you said.")
        changed = keep_words(correction, _answer(saved))
    if changed:
        line(f"Corrected: {file}. Compare: voice-interviewer show {found.name}")
    else:
        line("Nothing was changed.")


def _page(question: str, text: str, heard: str) -> str:
    """The text that the editor shows."""
    notes = [question, "Write what you said, as you said it. Lines that begin with # are left out."]
    if text != heard:
        notes.append(f"Whisper heard: {heard}")
    # A question may have lines of its own.
    return "".join(f"{NOTE}{' '.join(note.split())}\n" for note in notes) + f"\n{text}\n"


def _answer(saved: str) -> str:
    """The answer in one line, without the notes."""
    kept = [line for line in saved.splitlines() if not line.startswith(NOTE.strip())]
    return " ".join(" ".join(kept).split())
