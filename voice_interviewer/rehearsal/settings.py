"""What a person has chosen for every rehearsal: devices, voice, model. One small file, read by every face."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from voice_interviewer.devices.weights import AUTO
from voice_interviewer.disk import cannot_write, replace_text
from voice_interviewer.errors import DiskError, SettingsError
from voice_interviewer.rehearsal.request import VOICE_RATE_WPM
from voice_interviewer.steps import Step


class Settings(BaseModel):
    """Empty texts mean the default. Unknown keys are kept: a newer version may have written them."""

    model_config = ConfigDict(frozen=True, extra="allow", alias_generator=lambda name: name.replace("_", "-"))

    microphone: str = ""
    speaker: str = ""
    voice: str = ""
    voice_rate: int = Field(default=VOICE_RATE_WPM, ge=80, le=400)
    """Words a minute, of the computer's own voices: a recorded one has a pace of its own."""
    model: str = AUTO
    """A name or a folder, or "auto": the best that is here and keeps up with speech on this machine."""
    plain: bool = False
    """Print sentences only, and redraw nothing."""
    live_words: bool = False
    """In the window, show the words while one speaks; reading oneself disturbs most people."""
    small_talk: bool = True
    """Greet, say a word between two answers, and say goodbye."""
    second_look: bool = True
    """After an interview, hear its answers again, as well as this machine can."""


NAMES = tuple(name.replace("_", "-") for name in Settings.model_fields)
"""The names of the settings as people type them, such as "voice-rate"."""


def settings_path() -> Path:
    """Where the settings are kept; the file need not exist."""
    import platformdirs

    return Path(platformdirs.user_config_path("voice-interviewer", appauthor=False), "settings.toml")


def read_settings() -> Settings:
    """The settings from the file, or the defaults if there is none. Raises SettingsError if it cannot be understood."""
    import tomllib

    path = settings_path()
    try:
        return Settings.model_validate(tomllib.loads(path.read_text("utf-8-sig")))
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        raise SettingsError(path, f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    except OSError as error:
        raise SettingsError(path, error.strerror or str(error)) from error
    except ValueError as error:
        raise SettingsError(path, str(error)) from error


def change_setting(name: str, value: str) -> Settings:
    """Change one setting, and return them all. Comments in the file are kept.

    Args:
        name: One of NAMES.
        value: The new value; an empty one restores the default.

    Raises:
        SettingsError: The value does not fit, or the file cannot be understood.
        DiskError: The file cannot be written.
    """
    import tomlkit

    path = settings_path()
    read_settings()  # a file that cannot be understood must not be overwritten
    document = tomlkit.parse(path.read_text("utf-8-sig")) if path.exists() else tomlkit.document()
    document.pop(name, None)
    if value:
        try:
            fitting = Settings.model_validate({name: value})
        except ValidationError as error:
            raise SettingsError(None, f"{name}: {error.errors()[0]['msg']}") from error
        document[name] = fitting.model_dump(by_alias=True)[name]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DiskError(cannot_write(path.parent, error, Step.OPTIONS)) from error
    replace_text(path, tomlkit.dumps(document), Step.OPTIONS)
    return read_settings()
