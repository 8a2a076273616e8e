"""Files that `bank new` and `bank import` read and write, and what a new bank begins with. An existing bank is never
overwritten."""

from pathlib import Path

from voice_interviewer.bank.importing import MOST_BYTES, slug
from voice_interviewer.bank.library import shelf
from voice_interviewer.disk import cannot_write, why_refused, write_new
from voice_interviewer.errors import BankError, DiskError, NotFound
from voice_interviewer.steps import Step

ROOM_FOR_NUMBER = 54
"""Of the 60 characters of a bank's name, those that a title keeps before a number."""
_TEMPLATE = """\
# A question bank for Voice Interviewer. Write between the quotes; lines beginning with # are notes to you.
# Check it with:  voice-interviewer bank check {name}
# Practise with:  voice-interviewer practice {name}
schema = 1
title = "{title}"
role = ""           # the job, as the advert calls it
locale = "en-GB"    # the language, which also chooses the voice

# Words that the interview is full of and that might be misheard. Where a voice would misread one,
# write it as {{ term = "EMIS", spoken = "Emmis" }}.
vocabulary = []

# Advice on preparing, about no question in particular. Repeat the whole block for another one.
[[tips]]
title = "The employer's website"
text = "Read what they say about their services and values, and pick two things you can talk about."

# One block for each question. Leave question = "" while it is still to be written: an interview leaves it out.
[[questions]]
id = "why-this-job"         # letters a to z, digits and hyphens; recordings are named after it
category = "motivation"     # an interview mixes categories
stage = "opening"           # when it is asked: opening, knowledge, experience, hard-cases or closing
question = "Why would you like this job?"
intent = \"""
What the interviewer is after. You see this and all that follows only after your answer.\"""
advice = \"""
What a good answer has in it.\"""
example = \"""
An example answer, as you would say it.\"""
suggested_s = 90            # seconds that a comfortable answer takes

# Three to six things that an answer covers or does not, each a plain sentence.
[[questions.points]]
text = "I say what draws me to this work."
follow_up = "What is it about this work that draws you?"   # asked when the point was missed

[[questions.points]]
text = "I say why this employer."
follow_up = "And why with us?"

[[questions]]
id = "second-question"
category = "teamwork"
question = ""
"""
"""Valid as it is, with comments that say what goes where."""


def new_bank_text(name: str) -> str:
    """The text of a new bank called `name`, which is a bank's file name without .toml."""
    return _TEMPLATE.format(name=name, title=name.replace("-", " ").capitalize())


def new_bank_path(name: str, folder: Path) -> Path:
    """Where a new bank of that name goes. Raises BankError if the name is no file name, or is
    taken, DiskError if the folder of banks is closed to us."""
    stem = name.removesuffix(".toml")
    fit = slug(stem)
    if not stem or fit != stem:
        hint = f'; "{fit}" would do' if fit else ""
        raise BankError(
            f'"{name}" cannot be the name of a bank: letters a to z, digits and hyphens only{hint}.'
        )
    path = folder / "bank" / f"{stem}.toml"
    if why := why_refused(path.with_name("any.toml")):
        raise DiskError(f"{path.parent} cannot be looked into ({why}); {Step.ALLOW_OR_OTHER_PRACTICE}.")
    if why := why_refused(path):
        raise BankError(f'"{name}" cannot be the name of a bank ({why}); choose another one.')
    if path.exists() or path.is_symlink():
        raise _taken(path)
    return path


def free_title(title: str, folder: Path) -> str:
    """A title whose name no bank on the shelf has: this one, or this one with a number."""
    taken = {each.name for each in shelf(folder)}
    number, free, short = 2, title, title
    while len(slug(short, len(title) * 20)) > ROOM_FOR_NUMBER:  # a name is cut, and its number must not be
        short = short[:-1]
    while slug(free) in taken:
        free, number = f"{short} {number}", number + 1
    return free


def read_import(path: Path) -> bytes:
    """At most one byte more than MOST_BYTES. Raises NotFound, BankError."""
    if why := why_refused(path):
        raise NotFound(f"{path} cannot be opened ({why}); give the path of a page or table to import.")
    if not path.exists():
        raise NotFound(f"There is no file {path}; give the path of a page or table to import.")
    if not path.is_file():
        raise BankError(f"{path} is not a file; give the path of a page or table to import.")
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise BankError(f"{path} cannot be read ({error.strerror}); check who may read it.") from error


def save_new(path: Path, text: str) -> None:
    """Write a file that is there whole or not at all, and was not there before.

    Raises BankError if it is there by now, DiskError if it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:  # it may be a file
        raise DiskError(cannot_write(path.parent, error, Step.OTHER_PRACTICE)) from error
    try:
        write_new(path, text)
    except FileExistsError as error:
        raise _taken(path) from error
    except OSError as error:
        raise DiskError(cannot_write(path, error, Step.OTHER_PRACTICE)) from error


def _taken(path: Path) -> BankError:
    return BankError(f"{path} is there already; {Step.OTHER_NAME}.")
