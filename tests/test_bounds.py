"""The lowest versions that pyproject.toml allows, as `make test-lowest` installs them."""

import pytest

from scripts import bounds


def test_each_is_held_to_the_lowest_version_it_allows() -> None:
    assert bounds.lowest(["numpy>=1.26,<3", "pinned==0.1.0", "plain[extra]>=2"]) == (
        "numpy==1.26",
        "pinned==0.1.0",
        "plain==2",
    )


def test_a_requirement_of_one_system_stays_one_of_that_system() -> None:
    (line,) = bounds.lowest(["loader>=0.2.4,<0.3; sys_platform == 'linux'"])
    assert line.startswith("loader==0.2.4; ")
    assert "linux" in line


@pytest.mark.parametrize("text", ["open", "below<3", "numpy!=2"])
def test_a_requirement_without_a_lowest_version_is_told(text: str) -> None:
    with pytest.raises(ValueError, match=text[:5]):
        bounds.lowest([text])


def test_every_requirement_of_the_package_has_one(capsys: pytest.CaptureFixture[str]) -> None:
    bounds.main()
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 20
    assert all("==" in line for line in lines)
