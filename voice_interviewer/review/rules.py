"""What the rules are, in short: by the content of their files, so that only a change of them makes all anew."""

import hashlib
from functools import cache
from pathlib import Path

COVERAGE_RULES = ("coverage", "coverage/meaning", "language", "transcript.py")
"""The rooms and files that decide which points an answer covers."""
SUMMARY_RULES = (
    *COVERAGE_RULES,
    "delivery",
    "feedback/remark.py",
    "review/facts.py",
    "review/kept_summaries.py",
    "review/summary.py",
)
"""Those that decide what a summary says."""

_PACKAGE = Path(__file__).parents[1]


@cache
def coverage_rules() -> str:
    return _digest(COVERAGE_RULES)


@cache
def summary_rules() -> str:
    return _digest(SUMMARY_RULES)


def _digest(rules: tuple[str, ...]) -> str:
    whole = hashlib.sha256()
    for rule in rules:
        path = _PACKAGE / rule
        for file in [path] if path.is_file() else sorted(path.glob("*.*")):
            with file.open("rb") as opened:  # 22 MB of weights are not to be in memory at once
                whole.update(hashlib.file_digest(opened, "sha256").digest())
    return whole.hexdigest()
