"""`transcribe`: write down what is not written down yet, or all of it again."""

from pathlib import Path
from typing import TYPE_CHECKING

from voice_interviewer.cli.options import AudioDir, Language, Model, Plain, SessionName, is_plain

if TYPE_CHECKING:
    from voice_interviewer.cli.waiting import Tell
    from voice_interviewer.session import Session
    from voice_interviewer.session.record import Take


def transcribe(
    session: SessionName = "",
    model: Model = "",
    language: Language = "",
    plain: Plain = None,
    audio_dir: AudioDir = None,
) -> None:
    """Write down what is not written down yet.

    With --model or --language, whatever was written with another one is transcribed again.
    """
    from voice_interviewer.cli.console import err, line
    from voice_interviewer.cli.rehearsing import tell_where
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
        _tell_replaced(found, takes)
        recordings = "1 recording" if len(takes) == 1 else f"{len(takes)} recordings"
        with waiting(f"Writing down {recordings}", "written down", plain=is_plain(plain)) as tell:
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


def _tell_replaced(session: "Session", takes: "tuple[Take, ...]") -> None:
    """Say why something is written down again. Raises SessionError if that would disturb an interview."""
    from voice_interviewer.cli.console import line
    from voice_interviewer.errors import SessionError
    from voice_interviewer.session.holding import is_held
    from voice_interviewer.session.lengths import other_length_s

    lengths_s = {take.file: other_length_s(session.recording(take), take.duration_s) for take in takes}
    replaced = [(take, length_s) for take in takes if (length_s := lengths_s[take.file]) is not None]
    if replaced and is_held(session.folder):
        raise SessionError(f"The session {session.name} is in use by an interview; let that end first.")
    for take, length_s in replaced:
        line(
            f"{take.file} was replaced since it was recorded: it was {take.duration_s:.1f} s long, and is "
            f"{length_s:.1f} s."
        )


def _transcribe_all(
    session: "Session", takes: "tuple[Take, ...]", model: str, language: str, tell: "Tell"
) -> None:
    from contextlib import closing

    from voice_interviewer.cli.console import line
    from voice_interviewer.devices.silero import Silero
    from voice_interviewer.devices.whisper import Whisper
    from voice_interviewer.ears.transcribing import Transcriber
    from voice_interviewer.rehearsal.models import check_language, language_of
    from voice_interviewer.review.keeping import settle_replaced, transcribe_take
    from voice_interviewer.session.lengths import other_length_s

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

            length_s = other_length_s(session.recording(take), take.duration_s)
            # Where the program itself made a sound in the earlier recording says nothing of this one.
            now = (
                take.model_copy(update={"duration_s": length_s, "masked": ()})
                if length_s is not None
                else take
            )
            transcribe_take(session, now, transcriber, detector, tell_of_all)
            if now != take and (aside := settle_replaced(session, take, now)):
                line(f"Your correction of the earlier recording is kept in {aside}")
            done_s += take.duration_s
