"""A person's own word on key points, kept beside the answers in a `.marks.json`: it outlasts every comparison.

A mark goes by the take's number and the point's text. So it stays through a corrected transcript, another judge, and
points that change places.
"""

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from voice_interviewer.bank import Mark
from voice_interviewer.disk import replace_text
from voice_interviewer.errors import SessionError
from voice_interviewer.session import Session
from voice_interviewer.session.record import Take

SCHEMA_VERSION = 1


class _Marked(BaseModel):
    model_config = ConfigDict(frozen=True)

    take: int = Field(ge=1)
    point: str
    mark: Mark


class _Marks(BaseModel):
    model_config = ConfigDict(frozen=True, populate_by_name=True)

    schema_version: int = Field(default=SCHEMA_VERSION, alias="schema", le=SCHEMA_VERSION)
    question: str
    marks: tuple[_Marked, ...] = ()


def read_marks(session: Session, number: int) -> dict[int, dict[str, Mark]]:
    """What the person says of a question's takes: by take number and the point's text.

    Raises SessionError if the file is damaged or newer than this program.
    """
    found: dict[int, dict[str, Mark]] = {}
    for each in _read(session, number).marks:
        found.setdefault(each.take, {})[each.point] = each.mark
    return found


def save_mark(session: Session, take: Take, point: str, mark: Mark | None) -> bool:
    """Keep what the person says of one point of a take, or take it back (None); returns whether that changes anything.

    Whoever calls this holds `holding.marking`. Raises DiskError, SessionError.
    """
    kept = _read(session, take.question_number)
    others = [each for each in kept.marks if (each.take, each.point) != (take.number, point)]
    added = [_Marked(take=take.number, point=point, mark=mark)] if mark else []
    marks = tuple(sorted((*others, *added), key=lambda each: (each.take, each.point)))
    if marks == kept.marks:
        return False
    changed = kept.model_copy(update={"marks": marks})
    text = changed.model_dump_json(indent=1, by_alias=True)
    replace_text(session.document(take.question_number, ".marks.json"), text + "\n")
    return True


def _read(session: Session, number: int) -> _Marks:
    path = session.document(number, ".marks.json")
    try:
        return _Marks.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return _Marks(question=session.question(number).id)
    except OSError as error:  # nothing is wrong with what is in it: it must stay
        raise SessionError(f"{path} cannot be read ({error.strerror}); see who may read it.") from error
    except ValidationError as error:
        raise SessionError(
            f"{path} cannot be understood; move it away, and mark the points again."
        ) from error
