"""`transcribe`: writes down what is not written down yet, or everything again."""

from pathlib import Path

from voice_interviewer.cli.options import AudioDir, Language, Model, Plain, SessionName, is_plain


def transcribe(
    session: SessionName = "",
    model: Model = "",
    language: Language = "",
    plain: Plain = None,
    audio_dir: AudioDir = None,
) -> None:
    """Write down what is not written down yet.

    With --model or --language, answers written down with another one are written down again.
    """
    from voice_interviewer.cli.bank_pages import counted
    from voice_interviewer.cli.console import err, line
    from voice_interviewer.cli.rehearsing import tell_where
    from voice_interviewer.cli.waiting import waiting
    from voice_interviewer.errors import DiskError
    from voice_interviewer.places import audio_folder
    from voice_interviewer.rehearsal.sessions import to_write_down, write_down
    from voice_interviewer.rehearsal.settings import read_settings
    from voice_interviewer.review.keeping import write_comparisons
    from voice_interviewer.review.kept_summaries import keep_summary
    from voice_interviewer.session.answers import missing_recordings
    from voice_interviewer.session.finding import find_session

    session_found = find_session(audio_folder(audio_dir, Path.cwd()), session)
    found = to_write_down(session_found, model, language)
    if found:
        for each in found:
            if each.replaced_s is not None:
                line(
                    f"{each.take.file} has been replaced since it was recorded: it was {each.take.duration_s:.1f} s "
                    f"long, and is now {each.replaced_s:.1f} s."
                )
        what = f"Writing down {counted(len(found), 'recording')}"
        with waiting(what, "written down", plain=is_plain(plain)) as tell:
            kept = write_down(session_found, found, model or read_settings().model, language, tell)
        for path in kept:
            line(f"Your correction of the earlier recording is kept in {path}")
    elif missing := missing_recordings(session_found):
        line(f"Nothing is left to write down; missing recordings: {', '.join(missing)}.")
    else:
        line("Everything has been written down already; use --model to do it again with another model.")
    try:
        write_comparisons(session_found)
    except DiskError as error:
        if found:
            raise
        err.print(str(error), markup=False)  # nothing was to be written down, so this does no harm
    keep_summary(session_found)
    tell_where(session_found, audio_dir)
