"""Hashes of the files that hold the rules, so that kept results are made again only when a rule has changed."""

import hashlib
from functools import cache
from pathlib import Path

COVERAGE_RULES = ("coverage", "coverage/judge", "language", "transcript.py")
"""The rooms and files that decide which points an answer covers."""
SUMMARY_RULES = (
    *COVERAGE_RULES,
    "delivery",
    "feedback/remark.py",
    "review/facts.py",
    "review/kept_summaries.py",
    "review/summary.py",
)
"""The rooms and files that decide what a summary says."""

_PACKAGE = Path(__file__).parents[1]


@cache
def coverage_rules() -> str:
    """A hash of COVERAGE_RULES, with which comparisons are kept."""
    return _digest(COVERAGE_RULES)


@cache
def summary_rules() -> str:
    """A hash of SUMMARY_RULES, with which summaries are kept."""
    return _digest(SUMMARY_RULES)


def _digest(rules: tuple[str, ...]) -> str:
    whole = hashlib.sha256()
    for rule in rules:
        path = _PACKAGE / rule
        for file in [path] if path.is_file() else sorted(path.glob("*.*")):
            with file.open("rb") as opened:  # not read whole: the weights alone are 57 MB
                whole.update(hashlib.file_digest(opened, "sha256").digest())
    return whole.hexdigest()
