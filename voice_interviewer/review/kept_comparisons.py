"""Comparisons that were made, kept beside the answers: each takes a quarter of a second, and a page has thirty.

One hidden file a session. It holds only as long as the rules are the same; what is in it goes by the words that were
heard and the question that was asked, so that a correction is compared anew.
"""

from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from voice_interviewer.bank import Question
from voice_interviewer.coverage import Coverage, cover
from voice_interviewer.disk import replace_text
from voice_interviewer.errors import DiskError
from voice_interviewer.review.rules import coverage_rules
from voice_interviewer.session import Session
from voice_interviewer.transcript import Transcript

COMPARED_NAME = ".compared.json"


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True)

    rules: str
    found: dict[str, Coverage]


class Compared:
    """The comparisons of one session, read once. `keep` writes down what was added."""

    def __init__(self, session: Session) -> None:
        self._path = session.folder / COMPARED_NAME
        self._terms = session.record.terms
        self._found = _read(self._path)
        self._used: dict[str, Coverage] = {}

    def cover(self, question: Question, transcript: Transcript) -> Coverage:
        """See `coverage.cover`."""
        key = _key(question, transcript, self._terms)
        found = self._found.get(key)
        self._used[key] = cover(question, transcript, self._terms) if found is None else found
        return self._used[key]

    def keep(self) -> None:
        """Write down what is new, beside what was there. Where it cannot be written it is made again next time."""
        if self._used.keys() <= self._found.keys():
            return
        kept = _Kept(rules=coverage_rules(), found=_read(self._path) | self._used)
        with suppress(DiskError):
            replace_text(self._path, kept.model_dump_json() + "\n")


def _read(path: Path) -> dict[str, Coverage]:
    try:
        kept = _Kept.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return {}
    return kept.found if kept.rules == coverage_rules() else {}


def _key(question: Question, transcript: Transcript, terms: tuple[str, ...]) -> str:
    return sha256(repr((question, transcript.words, terms)).encode()).hexdigest()[:32]
