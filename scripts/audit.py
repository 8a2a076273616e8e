"""Whether a version that the tests run with has a known vulnerability: `python -m scripts.audit`, part of `make check`.

Asks the package registry by pip-audit about constraints.txt. Where the registry does not answer, or knows nothing of
vulnerabilities, that is said in a line and nothing fails: a check has to work on a train too.

Exit code 1: a vulnerability that a newer version mends.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CONSTRAINTS = Path(__file__).parents[1] / "constraints.txt"

PATIENCE_S = 60
"""All together; one request gets a tenth."""


@dataclass(frozen=True)
class Finding:
    """A known vulnerability of a version."""

    package: str
    version: str
    name: str
    mended_in: tuple[str, ...]

    def __str__(self) -> str:
        mended = f"mended in {', '.join(self.mended_in)}" if self.mended_in else "no version mends it yet"
        return f"{self.package} {self.version}: {self.name}, {mended}"


def findings(report: dict[str, Any]) -> tuple[int, tuple[Finding, ...]]:
    """How many packages the registry told about, and what it told, from pip-audit's report."""
    known = [each for each in report["dependencies"] if "vulns" in each]
    return len(known), tuple(
        Finding(each["name"], each["version"], vulnerability["id"], tuple(vulnerability["fix_versions"]))
        for each in known
        for vulnerability in each["vulns"]
    )


def verdict(answered: int, found: tuple[Finding, ...]) -> tuple[str, int]:
    """What is said about it, and the exit code."""
    if not answered:
        return "Vulnerabilities: not looked up, as no registry told of any package here.", 0
    told = "".join(f"\n  {finding}" for finding in found)
    code = 1 if any(finding.mended_in for finding in found) else 0
    return f"Vulnerabilities: {len(found)} known in {answered} packages.{told}", code


def asked() -> dict[str, Any]:
    """pip-audit's report; an empty one if it could not make any."""
    command = [
        sys.executable,
        "-m",
        "pip_audit",
        "--requirement",
        str(CONSTRAINTS),
        "--no-deps",
        "--disable-pip",
    ]
    quiet = ["--progress-spinner", "off", "--format", "json", "--timeout", str(PATIENCE_S // 10)]
    try:
        done = subprocess.run([*command, *quiet], capture_output=True, text=True, timeout=PATIENCE_S)
        report: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return {"dependencies": []}
    return report


def main() -> int:
    """Look, and say what was found."""
    said, code = verdict(*findings(asked()))
    print(said)
    return code


if __name__ == "__main__":
    sys.exit(main())
