"""`settings`: what the person has chosen for every rehearsal."""

import json
from typing import Annotated

import typer

from voice_interviewer.cli.options import Json


def settings(
    name: Annotated[
        str,
        typer.Argument(
            help="microphone, speaker, voice, voice-rate, model, plain, small-talk, second-look or live-words.",
            metavar="[NAME]",
            show_default=False,
        ),
    ] = "",
    value: Annotated[
        str | None,
        typer.Argument(help="The new value; '' restores the default.", metavar="[VALUE]", show_default=False),
    ] = None,
    as_json: Json = False,
) -> None:
    """Show what every rehearsal uses, or change it: microphone, speaker, voice, its rate, model, plain, small talk,
    words shown in the window as one speaks. A recorded voice has a pace of its own.

    The options and environment variables of a command take precedence.
    """
    from voice_interviewer.cli.console import line
    from voice_interviewer.cli.model_choice import choice_sentence
    from voice_interviewer.errors import NotFound, did_you_mean
    from voice_interviewer.rehearsal.models import BUILT_IN, choice_for, is_auto
    from voice_interviewer.rehearsal.settings import NAMES, change_setting, read_settings, settings_path
    from voice_interviewer.rehearsal.views import model_view
    from voice_interviewer.rehearsal.voices import name_here

    if name and name not in NAMES:
        raise NotFound(f"There is no setting “{name}”.{did_you_mean(name, NAMES)}")
    now = read_settings() if value is None else change_setting(name, value)
    facts = now.model_dump(by_alias=True, include={each.replace("-", "_") for each in NAMES})
    facts["voice"] = name_here(now.voice)
    if name:
        facts = {name: facts[name]}
    if as_json:
        shown = {"schema": 1, "file": str(settings_path()), "settings": facts}
        if "model" in facts:
            shown["model"] = model_view(now.model, choice_for(now.model, BUILT_IN))
        print(json.dumps(shown, indent=2))
        return
    for each, chosen in facts.items():
        line(f"{each:<12}{_told(chosen)}")
    if "model" in facts and (why := choice_sentence(choice_for(now.model, BUILT_IN))):
        line(f"The model is {why}" if is_auto(now.model) else why, style="dim")
    if not name:
        line(f"Kept in {settings_path()}. Change one: voice-interviewer settings NAME VALUE", style="dim")


def _told(chosen: object) -> str:
    if isinstance(chosen, bool):
        return "on" if chosen else "off"
    return str(chosen) if chosen != "" else "the default"
