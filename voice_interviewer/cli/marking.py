"""`mark`: a person says themselves whether they made a key point."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from voice_interviewer.cli.options import AudioDir, QuestionName, option

Word = Literal["said", "not-said", "unmarked"]


def mark(
    session: Annotated[
        str, typer.Argument(help="A session's name, or the beginning of it.", show_default=False)
    ],
    word: Annotated[
        Word,
        typer.Argument(help="“unmarked” takes back what you said before.", show_default=False),
    ],
    point: Annotated[
        int, option("--point", "N", "Which key point, counted from the top.", show_default=False)
    ],
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
    """Say that you made a key point, or that you did not.

    You have the last word: it counts in feedback, progress and export, and no new comparison changes it.
    """
    from voice_interviewer.cli.console import line
    from voice_interviewer.places import audio_folder
    from voice_interviewer.rehearsal.sessions import mark_point
    from voice_interviewer.session.finding import find_session

    found = find_session(audio_folder(audio_dir, Path.cwd()), session)
    made = mark_point(found, question, take, point, None if word == "unmarked" else word)
    told = {"said": "You said", "not-said": "You did not say", "unmarked": "No longer marked"}[word]
    where = f"question {made.take.question_number}, take {made.take.number}"
    line(f"{told}: “{made.point.rstrip('.')}” ({where}).{'' if made.is_new else ' It was so before.'}")
