"""`practice` and `demo`: what the options say, put together into a plan."""

import sys
from typing import Annotated, Literal

import typer

from voice_interviewer.cli.options import AudioDir, Language, Model, NoOpen, Plain, Speaker, option

TONE_S = 4.0
"""Hands-free, a silence of this length has a soft tone; sooner where a shorter silence ends an answer."""
DEMO_QUESTIONS = ("why-this-role", "unhappy-patient")


def practice(
    bank: Annotated[
        str, typer.Argument(help="A bank's name (see `bank list`) or a .toml file.", show_default=False)
    ] = "",
    questions: Annotated[int, option("--questions", "N", "At most so many questions.", min=1)] = 5,
    minutes: Annotated[
        float, option("--minutes", "N", "Planned to take at most so many minutes.", min=0.1)
    ] = 10,
    question: Annotated[
        list[str] | None,
        option("--question", "ID", "Ask just this question, by its id; can be repeated.", show_default=False),
    ] = None,
    category: Annotated[
        str, option("--category", "NAME", "Only questions of this category.", show_default=False)
    ] = "",
    shuffle: Annotated[bool, option("--shuffle/--no-shuffle", "", "Choose and order by chance.")] = False,
    seed: Annotated[
        int | None,
        option("--seed", "N", "The same number gives the same shuffled interview.", show_default=False),
    ] = None,
    feedback: Annotated[
        Literal["each", "end"],
        option("--feedback", "", "“each”: compare after every answer; “end”: straight through."),
    ] = "end",
    follow_ups: Annotated[
        bool,
        option("--follow-ups/--no-follow-ups", "", "Ask about a key point that your answer left out."),
    ] = False,
    hands_free: Annotated[
        bool, option("--hands-free/--keys", "", "No keys: a long silence ends an answer.")
    ] = False,
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
            "The voice that asks: its name or id (see `check`). Default: by the bank's locale.",
            show_default=False,
        ),
    ] = "",
    voice_rate: Annotated[
        int, option("--voice-rate", "N", "How fast it speaks, in words a minute.", min=80, max=400)
    ] = 170,
    microphone: Annotated[
        str,
        option(
            "--microphone",
            "NAME",
            "Microphone: its name or a part of it (see `check`), or file:PATH for a sound file, or a folder with "
            "<question-id>.wav or .flac.",
            show_default=False,
        ),
    ] = "",
    speaker: Speaker = "",
    plain: Plain = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the last interview that was cut short.")
    ] = False,
    no_open: NoOpen = False,
    audio_dir: AudioDir = None,
) -> None:
    """Hold an interview.

    It asks, you answer aloud; every answer is kept, written down, and compared with an example. Keys while you answer:
    Enter = done, r = say it again, a = ask again, b = back, s = skip, q = finish, ? = this list.
    """
    from voice_interviewer.bank.choose import Wish
    from voice_interviewer.bank.library import DEFAULT_BANK
    from voice_interviewer.cli.plan import Plan
    from voice_interviewer.cli.rehearsal import rehearse
    from voice_interviewer.interview.turn import Rules

    # Keys need a terminal; a microphone that is a file answers by itself, and has nobody to press them.
    keys = (
        not hands_free and sys.stdin.isatty() and sys.stdout.isatty() and not microphone.startswith("file:")
    )
    rehearse(
        Plan(
            bank=bank or DEFAULT_BANK,
            wish=Wish(questions, minutes, tuple(question or ()), category, shuffle, seed, follow_ups),
            rules=Rules(
                hands_free=not keys,
                silence_s=silence,
                max_answer_s=max_answer,
                tone_s=None if microphone.startswith("file:") else min(TONE_S, silence * 2 / 3),
                follow_ups=follow_ups,
            ),
            feedback_each=feedback == "each",
            model=model,
            language=language,
            voice=voice,
            voice_rate_wpm=voice_rate,
            microphone=microphone,
            speaker=speaker,
            plain=plain,
            resume=resume,
            open_page=not no_open,
            audio_dir=audio_dir,
        )
    )


def demo(
    model: Model = "",
    speaker: Speaker = "",
    plain: Plain = False,
    no_open: NoOpen = False,
    audio_dir: AudioDir = None,
) -> None:
    """Show an interview without a microphone.

    Two questions of the first bank, answered by recorded sample answers; otherwise the same as `practice`.
    """
    from voice_interviewer.bank.choose import Wish
    from voice_interviewer.bank.library import DEFAULT_BANK
    from voice_interviewer.cli.plan import Plan
    from voice_interviewer.cli.rehearsal import rehearse
    from voice_interviewer.interview.turn import Rules
    from voice_interviewer.resources import builtin_folder

    rehearse(
        Plan(
            bank=DEFAULT_BANK,
            wish=Wish(ids=DEMO_QUESTIONS),
            rules=Rules(hands_free=True, tone_s=None),
            model=model,
            microphone=f"file:{builtin_folder('demo')}",
            speaker=speaker,
            plain=plain,
            is_demo=True,
            open_page=not no_open,
            audio_dir=audio_dir,
        )
    )
