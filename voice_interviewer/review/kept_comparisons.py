"""A cache of comparisons beside the answers: each takes up to a second or two to make, and a page shows thirty.

It is one hidden file in each session, and is dropped when the rules of comparing change. The key of an entry is made of
the question, the words and the terms, so a corrected answer is compared again.
"""

from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from voice_interviewer.bank import Question
from voice_interviewer.coverage import Coverage, cover
from voice_interviewer.disk import replace_text
from voice_interviewer.errors import DiskError
from voice_interviewer.review.rule_hashes import coverage_rules
from voice_interviewer.session import Session
from voice_interviewer.transcript import Transcript

COMPARED_NAME = ".compared.json"
"""The file's name in the session's folder."""


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True)

    rules: str
    found: dict[str, Coverage]


class KeptComparisons:
    """The comparisons of one session. They are read once; `keep` saves those that were added."""

    def __init__(self, session: Session) -> None:
        self._path = session.folder / COMPARED_NAME
        self._terms = session.record.terms
        self._found = _read(self._path)
        self._used: dict[str, Coverage] = {}

    def cover(self, question: Question, transcript: Transcript) -> Coverage:
        """As `coverage.cover`, but a comparison that is known is not made again."""
        key = _key(question, transcript, self._terms)
        found = self._found.get(key)
        if found is None:
            found = cover(question, transcript, self._terms)
        if found.is_judged:  # else it is tried anew next time
            self._used[key] = found
        return found

    def keep(self) -> None:
        """Save new comparisons beside the old ones. If that fails, they are simply made again next time."""
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
