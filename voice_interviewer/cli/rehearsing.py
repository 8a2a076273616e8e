"""A rehearsal at a terminal: questions before the interview, the interview itself, and what is shown afterwards."""

import shlex
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from voice_interviewer.cli.console import err, line, out
from voice_interviewer.cli.models import fetch, megabytes
from voice_interviewer.cli.signals import ending_on_signals
from voice_interviewer.cli.waiting import waiting_if_needed
from voice_interviewer.errors import DiskError, ModelError, SessionError, WrongLanguage
from voice_interviewer.readable import clock_text, ended
from voice_interviewer.rehearsal.studio import Studio

if TYPE_CHECKING:
    from voice_interviewer.cli.terminal_face import PlainFace
    from voice_interviewer.devices.keyboard import Keyboard
    from voice_interviewer.devices.weights import Weights
    from voice_interviewer.rehearsal.question_plan import CutShort
    from voice_interviewer.rehearsal.rehearsing import Rehearsal
    from voice_interviewer.rehearsal.request import Request
    from voice_interviewer.session import Session
    from voice_interviewer.session.record import Manner

_RECORDED_ANYWAY = (
    "For now your answers are only recorded; `voice-interviewer transcribe` can write them down later."
)


def rehearse(
    studio: Studio,
    request: "Request",
    *,
    plain: bool,
    resume: bool,
    chosen: frozenset[str] = frozenset(),
    open_page: bool,
    audio_dir: Path | None,
    second_look: bool,
) -> None:
    """Hold an interview. Errors of the bank, the devices and the disk are raised; what was said is kept all the same.

    What the interview itself needs is imported only once the voice is at work on the first question.

    Args:
        studio: Where the person rehearses.
        request: What they asked for.
        plain: Print sentences only, and redraw nothing.
        resume: Continue the latest interview that was cut short, or that the person ended early.
        chosen: The fields of `Manner` that were typed: where an interview goes on, the others are as they were.
        open_page: Open the review page at the end.
        audio_dir: What --audio-dir named, if anything: the commands that are printed for copying name it too.
        second_look: At the end hear again what has been heard only once, of earlier interviews too.
    """
    has_keys = not request.rules.hands_free
    folder = studio.latest_cut_short().folder if resume else offer_cut_short(studio, may_ask=has_keys)
    if folder:
        request = studio.to_go_on(request, folder, chosen)
    plan = studio.plan(request)
    if not (folder or request.is_demo):
        from voice_interviewer.cli.bank_pages import tell_passed_over

        tell_passed_over(request.bank, studio.here)
    language = studio.language(plan, request)
    weights = weights_or_none(studio, request.model, language, may_ask=has_keys, plain=plain)
    with ending_on_signals(), studio.rehearsal(request, plan, weights) as rehearsal:
        if has_keys and not studio.has_sessions():
            _check_microphone(rehearsal, plain=plain)
        with face_for(None, plain=True) as face:
            for notice in rehearsal.notices():
                face.tell(notice)
        session = rehearsal.begin()
        _introduce(rehearsal)
        try:
            _hold(rehearsal, plain=plain)
            _finish(rehearsal, plain=plain, open_page=open_page, audio_dir=audio_dir)
        except BaseException:
            _tell_what_is_kept(rehearsal, session, audio_dir)
            raise
    if second_look and _look_again(studio, request.model, session, plain=plain, audio_dir=audio_dir):
        _measure_if_needed(studio, plain=plain)


def _look_again(
    studio: Studio, model: str, session: "Session", *, plain: bool, audio_dir: Path | None
) -> bool:
    """Hear again what has been heard only once. The person has their words already, and may leave at any moment;
    returns False if they did."""
    from voice_interviewer.review.report.writing import write_page

    looks = studio.second_looks(model)
    try:
        with (
            ending_on_signals(),
            waiting_if_needed(
                "Hearing your answers again, more closely (Ctrl-C: another time)", "heard again", plain=plain
            ) as tell,
        ):
            renewed = looks.take(tell)
    except KeyboardInterrupt:
        later = next_step("transcribe", session, audio_dir)
        line(f"They are heard again after your next interview; or now: {later}", to_copy=True)
        return False
    for each in renewed:
        with suppress(DiskError):
            write_page(each)
    if renewed:
        line(
            "Your answers were heard again, more closely; the comparison and the page have the better words."
        )
    return True


def _measure_if_needed(studio: Studio, *, plain: bool) -> None:
    """Find out once which models keep up with the person, for their next interviews."""
    from voice_interviewer.cli.model_choice import measure

    if not studio.is_to_be_measured():
        return
    with suppress(DiskError, KeyboardInterrupt), ending_on_signals():
        measure(studio.measuring(), plain=plain, may_leave=" (Ctrl-C: another time)")


def offer_cut_short(studio: Studio, *, may_ask: bool) -> Path | None:
    """Tell of interviews whose program died. Returns the folder of the one to continue, if the person wants that."""
    import typer

    for each in studio.newly_cut_short():
        _tell_cut_short(each)
        if each.rest is None:
            continue
        which = "the follow-up to " if each.rest.follow_up else ""
        if may_ask and typer.confirm(
            f"Continue it with {which}question {each.rest.number} now?", default=False
        ):
            return each.session.folder
        line("Continue it any time: voice-interviewer practice --resume")
    return None


def _tell_cut_short(found: "CutShort") -> None:
    record, name = found.session.record, found.session.name
    if found.error:
        line(f"The interview {name} was cut short, and cannot be repaired: {found.error}")
        return
    answered = len({take.question_number for take in record.takes})
    spoken = clock_text(sum(take.duration_s for take in record.takes))
    line(
        f"The interview {name} was cut short. It holds {answered} of {len(record.questions)} answers, "
        f"{spoken} of speech; nothing of that is lost."
    )


def weights_or_none(
    studio: Studio, wanted: str, language: str, *, may_ask: bool, plain: bool
) -> "Weights | None":
    """The weights to use; None if the interview can only be recorded for now.

    Args:
        studio: Where the person rehearses.
        wanted: The name or folder of the model; "auto" or empty for the best that keeps up.
        language: The code of the language that the answers are in.
        may_ask: A person is there, and is offered the download of weights that are missing.
        plain: Print sentences only, and redraw nothing.

    Raises:
        NotFound: There is no model of that name.
        ModelError: `wanted` is a folder, and holds no model.
    """
    import typer

    from voice_interviewer.devices.weights import DEFAULT_MODEL, KNOWN
    from voice_interviewer.readable import visible
    from voice_interviewer.rehearsal.models import can_be_fetched, is_auto

    try:
        return studio.weights(wanted, language)
    except WrongLanguage as error:
        reason = error
    except ModelError as error:
        if not can_be_fetched(wanted):
            raise
        name = DEFAULT_MODEL if is_auto(wanted) else wanted
        size = megabytes(KNOWN[name].size_bytes)
        question = f"Whisper's weights {name} are not on this machine. Download them now ({size})?"
        if may_ask and typer.confirm(question):
            return fetch(name, plain=plain)
        reason = error  # type: ignore[assignment]
    err.print(visible(f"{ended(str(reason))} {_RECORDED_ANYWAY}"), markup=False)
    return None


def _check_microphone(rehearsal: "Rehearsal", *, plain: bool) -> None:
    """Before the first interview in a folder: listen to a sentence, and say how the microphone will do."""
    from voice_interviewer.cli.checking import verdict_sentence
    from voice_interviewer.devices.keyboard import Keyboard
    from voice_interviewer.rehearsal.device_checks import listen

    line("Before your first interview, a microphone check: say a sentence. (Any key skips this.)")
    with Keyboard() as keyboard, face_for(keyboard, plain=plain) as face:
        face.show_meter()
        listened = listen(rehearsal.microphone, face.meter, keyboard.read)
    if listened is not None:
        line(verdict_sentence(listened))


def face_for(
    keyboard: "Keyboard | None", *, plain: bool, rehearsal: "Rehearsal | None" = None
) -> "PlainFace":
    """The face for this terminal.

    Args:
        keyboard: None if nobody can press a key.
        plain: Print sentences only, and redraw nothing; so it is too if the output is no terminal.
        rehearsal: Where comparisons come from; None if none are shown.
    """
    from voice_interviewer.cli.terminal_face import LiveFace, PlainFace

    def show_comparison(number: int) -> None:
        from voice_interviewer.cli.comparison_pages import print_comparison

        if rehearsal:
            print_comparison(out, rehearsal.answer(number), plain=plain)

    kind = PlainFace if plain or not out.is_terminal else LiveFace
    return kind(out, keyboard, show_comparison)


def _introduce(rehearsal: "Rehearsal") -> None:
    """Print how long the interview is planned to take, what it uses, and where the recordings go."""
    from rich.text import Text

    from voice_interviewer.cli.bank_pages import counted
    from voice_interviewer.readable import visible

    record, plan = rehearsal.session.record, rehearsal.plan
    minutes = max(1, round(plan.planned_s / 60))
    count = counted(len(record.questions), "question")
    line(f"{record.title}: {count}, planned to take about {minutes} min", style="bold")
    weights = rehearsal.weights
    facts = {
        "Microphone": rehearsal.microphone.name,
        "Speaker": rehearsal.speaker.name,
        "Voice": rehearsal.voice.name,
        "Model": weights.name if weights else "none: recorded now, transcribed later",
        "Recordings": str(rehearsal.session.folder),
    }
    if rehearsal.request.resume and (held := _held(rehearsal.request.manner)):
        facts["Held"] = held
    if one_way := plan.one_way:
        facts["Style"] = (
            f"one-way: {one_way.prepare_s:g} s to prepare, then one take of at most {clock_text(one_way.limit_s)}"
        )
    for name, fact in facts.items():
        out.print(Text.assemble((f"{name:<12}", "dim"), visible(fact)), soft_wrap=True)
    if plan.unwritten_count:
        line(
            f"Left out, because still to be written: {counted(plan.unwritten_count, 'question')} of this bank."
        )


def _held(manner: "Manner") -> str:
    """How an interview that goes on is held, as far as the person may have forgotten it; may be empty."""
    chosen = {
        "hands-free": manner.hands_free,
        "with follow-up questions": manner.follow_ups,
        "with feedback after each answer": manner.feedback_each,
        "by two interviewers": manner.panel,
    }
    return ", ".join(words for words, is_chosen in chosen.items() if is_chosen)


def _hold(rehearsal: "Rehearsal", *, plain: bool) -> None:
    from voice_interviewer.devices.keyboard import Keyboard

    with ExitStack() as stack:
        keyboard = None if rehearsal.request.rules.hands_free else stack.enter_context(Keyboard())
        rehearsal.hold(stack.enter_context(face_for(keyboard, plain=plain, rehearsal=rehearsal)))


def _finish(rehearsal: "Rehearsal", *, plain: bool, open_page: bool, audio_dir: Path | None) -> None:
    """Wait for the transcripts, print the summary, and write the page to listen back with."""
    from voice_interviewer.cli.comparison_pages import summarise
    from voice_interviewer.cli.reviewing import open_page as show_page

    session = rehearsal.session
    failures: tuple[BaseException, ...] = ()
    try:
        with waiting_if_needed("Writing down the answers", "written down", plain=plain) as tell:
            failures = rehearsal.finish(lambda event: tell(event.share))
    except KeyboardInterrupt:
        later = next_step("transcribe", session, audio_dir)
        line(f"The rest is not written down yet; later: {later}", to_copy=True)
        rehearsal.give_up_writing()
        rehearsal.keep_comparisons()
    summarise(rehearsal.facts(), failures, plain=plain)
    tell_where(session, audio_dir)
    if session.record.takes:
        page = rehearsal.write_page()
        if open_page:
            show_page(page)
        line(str(page), to_copy=True)


def tell_where(session: "Session", audio_dir: Path | None) -> None:
    """Print where the session is, and how to look at it later."""
    line(f"Compare: {next_step('show', session, audio_dir)}", to_copy=True)
    line(str(session.folder), to_copy=True)


def next_step(command: str, session: "Session", audio_dir: Path | None) -> str:
    """A command for a session, ready to copy. `audio_dir` is what --audio-dir named, if anything."""
    words = ["voice-interviewer", command, session.name]
    return shlex.join([*words, "--audio-dir", str(audio_dir)] if audio_dir else words)


def _tell_what_is_kept(rehearsal: "Rehearsal", session: "Session", audio_dir: Path | None) -> None:
    """Say what is kept, after an unplanned end. Even the terminal may be gone, and the disk may be full."""
    with suppress(DiskError, SessionError, OSError):
        rehearsal.keep_comparisons()
    with suppress(OSError):
        transcribe = next_step("transcribe", session, audio_dir)
        err.print(
            f"\nStopped. What was said is kept in {session.folder}\nWrite it down: {transcribe}", markup=False
        )
