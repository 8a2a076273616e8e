"""`transcribe`: write down what is not written down yet, or all of it again."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from voice_interviewer.cli.options import AudioDir, Language, Model, SessionName

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from voice_interviewer.session import Session
    from voice_interviewer.session.record import Take


def transcribe(
    session: SessionName = "", model: Model = "", language: Language = "", audio_dir: AudioDir = None
) -> None:
    """Write down what is not written down yet.

    With --model or --language, whatever was written with another one is transcribed again.
    """
    from voice_interviewer.cli.summary import line, tell_where
    from voice_interviewer.places import audio_folder
    from voice_interviewer.review import write_comparisons
    from voice_interviewer.review.summaries import keep_summary
    from voice_interviewer.session.answers import untranscribed
    from voice_interviewer.session.finding import find_session

    found = find_session(audio_folder(audio_dir, Path.cwd()), session)
    takes = untranscribed(found, model, language)
    if takes:
        _transcribe_all(found, takes, model, language)
    else:
        line("Everything was transcribed already; --model does it again with another model.")
    write_comparisons(found)
    keep_summary(found)
    tell_where(found, audio_dir)


def _transcribe_all(session: "Session", takes: "tuple[Take, ...]", model: str, language: str) -> None:
    from contextlib import closing

    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from voice_interviewer.cli.console import out
    from voice_interviewer.cli.weights import check_language, language_of
    from voice_interviewer.devices.silero import Silero
    from voice_interviewer.devices.whisper import Whisper
    from voice_interviewer.ears.transcribing import Transcriber
    from voice_interviewer.review import transcribe_take
    from voice_interviewer.review.comparison import take_title

    code = language_of(session.record.locale, language)
    whisper = Whisper(model, code)
    check_language(whisper.model, code)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
    )
    with (
        closing(Transcriber(whisper, session.record.terms)) as transcriber,
        Progress(*columns, console=out) as bars,
    ):
        detector = Silero()
        for take in takes:
            bar = bars.add_task(f"Question {take.question_number}, {take_title(take).lower()}", total=1.0)
            transcribe_take(session, take, transcriber, detector, partial(_show_share, bars, bar))
            bars.update(bar, completed=1.0)


def _show_share(bars: "Progress", bar: "TaskID", share: float) -> None:
    bars.update(bar, completed=share)
