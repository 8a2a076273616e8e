"""`transcribe`: write down what is not written down yet, or all of it again."""

from pathlib import Path
from typing import TYPE_CHECKING

from voice_interviewer.cli.options import AudioDir, Language, Model, Plain, SessionName

if TYPE_CHECKING:
    from voice_interviewer.cli.waiting import Tell
    from voice_interviewer.session import Session
    from voice_interviewer.session.record import Take


def transcribe(
    session: SessionName = "",
    model: Model = "",
    language: Language = "",
    plain: Plain = False,
    audio_dir: AudioDir = None,
) -> None:
    """Write down what is not written down yet.

    With --model or --language, whatever was written with another one is transcribed again.
    """
    from voice_interviewer.cli.console import err, line
    from voice_interviewer.cli.summary import tell_where
    from voice_interviewer.cli.waiting import waiting
    from voice_interviewer.errors import DiskError
    from voice_interviewer.places import audio_folder
    from voice_interviewer.review.keeping import write_comparisons
    from voice_interviewer.review.summaries import keep_summary
    from voice_interviewer.session.answers import missing_recordings, untranscribed
    from voice_interviewer.session.finding import find_session

    found = find_session(audio_folder(audio_dir, Path.cwd()), session)
    takes = untranscribed(found, model, language)
    if takes:
        recordings = "1 recording" if len(takes) == 1 else f"{len(takes)} recordings"
        with waiting(f"Writing down {recordings}", "written down", plain=plain) as tell:
            _transcribe_all(found, takes, model, language, tell)
    elif missing := missing_recordings(found):
        line(f"Nothing is left to write down; what is missing: {', '.join(missing)}.")
    else:
        line("Everything was transcribed already; --model does it again with another model.")
    try:
        write_comparisons(found)
    except DiskError as error:
        if takes:
            raise
        err.print(str(error), markup=False)  # nobody asked for it; all that can be read was shown
    keep_summary(found)
    tell_where(found, audio_dir)


def _transcribe_all(
    session: "Session", takes: "tuple[Take, ...]", model: str, language: str, tell: "Tell"
) -> None:
    from contextlib import closing

    from voice_interviewer.cli.weights import check_language, language_of
    from voice_interviewer.devices.silero import Silero
    from voice_interviewer.devices.whisper import Whisper
    from voice_interviewer.ears.transcribing import Transcriber
    from voice_interviewer.review.keeping import transcribe_take

    code = language_of(session.record.locale, language)
    whisper = Whisper(model, code)
    check_language(whisper.model, code)
    total_s = sum(take.duration_s for take in takes)
    done_s = 0.0
    with closing(Transcriber(whisper, session.record.terms)) as transcriber:
        detector = Silero()
        for take in takes:

            def tell_of_all(share: float, before_s: float = done_s, take_s: float = take.duration_s) -> None:
                tell((before_s + share * take_s) / total_s if total_s else 0.0)

            transcribe_take(session, take, transcriber, detector, tell_of_all)
            done_s += take.duration_s
