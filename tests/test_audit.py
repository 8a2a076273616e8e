"""What `make check` makes of the registry's answer about known vulnerabilities."""

from typing import Any

import pytest

from scripts.audit import findings, verdict


def told(name: str, *fixes: tuple[str, ...]) -> dict[str, Any]:
    return {
        "name": name,
        "version": "1.0",
        "vulns": [{"id": f"CVE-{number}", "fix_versions": list(fix)} for number, fix in enumerate(fixes, 1)],
    }


def unknown(name: str) -> dict[str, Any]:
    return {"name": name, "skip_reason": "not found"}


@pytest.mark.parametrize("packages", [[], [unknown("a"), unknown("b")]])
def test_a_registry_that_tells_nothing_fails_nothing_and_is_not_taken_for_all_clear(
    packages: list[dict[str, Any]],
) -> None:
    said, code = verdict(*findings({"dependencies": packages}))
    assert code == 0
    assert "not looked up" in said


def test_how_many_were_looked_at_is_said() -> None:
    said, code = verdict(*findings({"dependencies": [told("a"), told("b"), unknown("c")]}))
    assert (said, code) == ("Vulnerabilities: 0 known in 2 packages.", 0)


def test_one_that_a_newer_version_mends_fails_and_is_named_with_that_version() -> None:
    said, code = verdict(*findings({"dependencies": [told("a", ("1.1", "2.0"))]}))
    assert code == 1
    assert "a 1.0: CVE-1, mended in 1.1, 2.0" in said


def test_one_that_nothing_mends_is_told_and_keeps_nobody_from_working() -> None:
    said, code = verdict(*findings({"dependencies": [told("a", ())]}))
    assert code == 0
    assert "CVE-1" in said
