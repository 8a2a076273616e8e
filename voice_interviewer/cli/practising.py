"""`practice` and `demo`: options and settings, made into a request."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from voice_interviewer.cli.options import (
    AudioDir,
    Language,
    Model,
    NoOpen,
    Plain,
    SecondLook,
    Speaker,
    is_plain,
    option,
)


def practice(
    bank: Annotated[
        str, typer.Argument(help="A bank's name (see `bank list`) or a .toml file.", show_default=False)
    ] = "",
    questions: Annotated[int, option("--questions", "N", "At most this many questions.", min=1)] = 5,
    minutes: Annotated[float, option("--minutes", "N", "Plan for at most this many minutes.", min=0.1)] = 10,
    question: Annotated[
        list[str] | None,
        option("--question", "ID", "Ask just this question, by its id; can be repeated.", show_default=False),
    ] = None,
    category: Annotated[
        str, option("--category", "NAME", "Only questions of this category.", show_default=False)
    ] = "",
    shuffle: Annotated[
        bool, option("--shuffle", "", "Choose the questions at random; their order too, within each stage.")
    ] = False,
    feedback: Annotated[
        Literal["each", "end"] | None,
        option(
            "--feedback",
            "",
            "“each”: compare after every answer; “end”, the default: straight through.",
            show_default=False,
        ),
    ] = None,
    follow_ups: Annotated[
        bool | None,
        option(
            "--follow-ups/--no-follow-ups",
            "",
            "Ask about a key point that your answer left out.",
            show_default=False,
        ),
    ] = None,
    small_talk: Annotated[
        bool | None,
        option(
            "--small-talk/--no-small-talk",
            "",
            "Greet, say a word between answers, say goodbye (in English). Default: your settings.",
            show_default=False,
        ),
    ] = None,
    style: Annotated[
        Literal["conversation", "one-way"],
        option(
            "--style",
            "",
            "“one-way”: time to prepare, one take, a limit, as employers' video systems have it.",
        ),
    ] = "conversation",
    prepare: Annotated[
        float, option("--prepare", "SECONDS", "One-way: seconds to prepare an answer.", min=0, max=600)
    ] = 30,
    limit: Annotated[
        float, option("--limit", "SECONDS", "One-way: an answer is cut off here.", min=15, max=3600)
    ] = 90,
    hands_free: Annotated[
        bool | None,
        option("--hands-free/--keys", "", "No keys: a long silence ends an answer.", show_default=False),
    ] = None,
    silence: Annotated[
        float,
        option("--silence", "SECONDS", "Hands-free: seconds of silence that end an answer.", min=1, max=60),
    ] = 6,
    max_answer: Annotated[
        float,
        option("--max-answer", "SECONDS", "Hands-free: the longest answer, in seconds.", min=5, max=3600),
    ] = 180,
    model: Model = "",
    language: Language = "",
    voice: Annotated[
        str,
        option(
            "--voice",
            "NAME",
            "The voice that asks: its name or id (see `check`). Default: your settings, else Emma's recorded voice "
            "where it has all the questions (with the extra `natural`: any in English), else by the bank's locale.",
            show_default=False,
        ),
    ] = "",
    panel: Annotated[
        bool | None,
        option("--panel/--no-panel", "", "Two interviewers: two voices take turns.", show_default=False),
    ] = None,
    microphone: Annotated[
        str,
        option(
            "--microphone",
            "NAME",
            "Microphone: its name or a part of it (see `check`), or file:PATH for a sound file, or a folder with "
            "<question-id>.wav or .flac. Default: your settings.",
            show_default=False,
        ),
    ] = "",
    speaker: Speaker = "",
    plain: Plain = None,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume",
            help="Continue the latest interview that was cut short or that you ended early, held as you chose then "
            "unless you choose anew.",
        ),
    ] = False,
    second_look: SecondLook = None,
    no_open: NoOpen = False,
    audio_dir: AudioDir = None,
) -> None:
    """Hold an interview.

    It asks, and you answer aloud. Every answer is kept, written down and compared with an example. Keys while you
    answer: Enter = done, r = say it again, a = ask again, b = back, s = skip, q = finish, ? = this list.
    """
    from voice_interviewer.places import audio_folder
    from voice_interviewer.rehearsal.studio import Studio

    if follow_ups and style == "one-way":
        raise typer.BadParameter("In a one-way interview nobody is there to ask on; leave out --follow-ups.")
    studio = Studio(audio_folder(audio_dir, Path.cwd()), Path.cwd())
    studio.make_voice_ready(voice, bank)
    studio.make_ready(microphone=microphone, speaker=speaker)  # in the background, while the rest is imported
    from voice_interviewer.bank.choose import OneWay, Wish
    from voice_interviewer.bank.library import DEFAULT_BANK
    from voice_interviewer.cli.rehearsing import rehearse
    from voice_interviewer.interview.turn import Rules
    from voice_interviewer.language.small_talk import small_talk as words
    from voice_interviewer.rehearsal.request import FILE, Request, tone_s
    from voice_interviewer.rehearsal.settings import read_settings

    settings = read_settings()
    studio.make_voice_ready(voice or settings.voice, bank)
    microphone = microphone or settings.microphone
    # Keys need a terminal. With a sound file in place of a microphone, nobody is there to press them.
    keys = not hands_free and sys.stdin.isatty() and sys.stdout.isatty() and not microphone.startswith(FILE)
    request = Request(
        bank=bank or DEFAULT_BANK,
        wish=Wish(
            questions,
            minutes,
            tuple(question or ()),
            category,
            shuffle,
            follow_ups=bool(follow_ups),
            one_way=OneWay(prepare, limit) if style == "one-way" else None,
        ),
        rules=Rules(
            hands_free=not keys,
            silence_s=silence,
            max_answer_s=max_answer,
            tone_s=tone_s(silence, microphone),
            follow_ups=bool(follow_ups),
        ),
        wants_hands_free=bool(hands_free),
        feedback_each=feedback == "each",
        model=model or settings.model,
        language=language,
        voice=voice or settings.voice,
        panel=bool(panel),
        voice_rate_wpm=settings.voice_rate,
        microphone=microphone,
        speaker=speaker or settings.speaker,
        small_talk=words if (settings.small_talk if small_talk is None else small_talk) else None,
    )
    typed = {"hands_free": hands_free, "follow_ups": follow_ups, "feedback_each": feedback, "panel": panel}
    rehearse(
        studio,
        request,
        plain=is_plain(plain),
        resume=resume,
        chosen=frozenset(name for name, value in typed.items() if value is not None),
        open_page=not no_open,
        audio_dir=audio_dir,
        second_look=settings.second_look if second_look is None else second_look,
    )


def demo(
    model: Model = "",
    speaker: Speaker = "",
    plain: Plain = None,
    no_open: NoOpen = False,
    audio_dir: AudioDir = None,
) -> None:
    """Show an interview without a microphone.

    Two questions of the built-in bank, answered by recorded sample answers; otherwise as in `practice`.
    """
    from voice_interviewer.places import audio_folder
    from voice_interviewer.rehearsal.studio import Studio

    studio = Studio(audio_folder(audio_dir, Path.cwd()), Path.cwd())
    studio.make_ready(speaker=speaker)
    from voice_interviewer.cli.rehearsing import rehearse
    from voice_interviewer.rehearsal.request import demonstration
    from voice_interviewer.rehearsal.settings import read_settings

    settings = read_settings()
    rehearse(
        studio,
        demonstration(model or settings.model, speaker or settings.speaker),
        plain=is_plain(plain),
        resume=False,
        open_page=not no_open,
        audio_dir=audio_dir,
        second_look=False,  # nobody practised
    )
