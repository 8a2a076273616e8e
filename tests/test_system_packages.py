"""What is installed, and when the person is asked instead."""

import pytest

from scripts import system_packages
from scripts.system_packages import GROUPS, NOT_ON_UBUNTU, Machine, by_hand, plan, wanted_packages

TEST = GROUPS["test"]


def machine(
    *installed: str, platform: str = "linux", has_apt: bool = True, root_prefix: tuple[str, ...] | None = ()
) -> Machine:
    return Machine(platform, has_apt, root_prefix, frozenset(installed))


def test_nothing_is_done_where_nothing_is_missing() -> None:
    todo = plan(TEST, machine(*TEST, root_prefix=None))
    assert (todo.missing, todo.commands, todo.advice) == ((), (), "")


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_need_nothing(platform: str) -> None:
    todo = plan(TEST, machine(platform=platform, has_apt=False, root_prefix=None))
    assert (todo.missing, todo.commands, todo.advice) == ((), (), "")


def test_root_installs_only_what_is_missing() -> None:
    todo = plan(TEST, machine(*(set(TEST) - {"strace", "tmux"})))
    update, install = todo.commands
    assert update == ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "update")
    assert install[:5] == ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y")
    assert install[-2:] == ("strace", "tmux")
    assert "libportaudio2" not in install
    assert "--no-install-recommends" in install
    assert "--no-remove" in install


def test_sudo_comes_before_every_command() -> None:
    todo = plan(GROUPS["practice"], machine(root_prefix=("sudo", "-n")))
    assert [command[:3] for command in todo.commands] == [("sudo", "-n", "env")] * 2


def test_without_rights_the_line_to_run_is_told() -> None:
    todo = plan(GROUPS["practice"], machine(root_prefix=None))
    assert todo.commands == ()
    assert todo.advice == "Please run: sudo apt-get install -y --no-install-recommends libportaudio2"


def test_elsewhere_than_debian_the_packages_are_named() -> None:
    todo = plan(GROUPS["practice"], machine(has_apt=False))
    assert todo.commands == ()
    assert "libportaudio2" in todo.advice
    assert "apt-get" not in todo.advice


def test_a_desktop_on_pipewire_is_not_given_pulseaudio_unasked() -> None:
    todo = plan(TEST, machine("pipewire-pulse"))
    assert todo.commands == ()
    assert todo.advice.endswith(by_hand(TEST))
    assert "mask pulseaudio" in todo.advice


def test_a_desktop_on_pipewire_is_given_everything_else() -> None:
    todo = plan(GROUPS["practice"], machine("pipewire-pulse"))
    assert todo.commands[-1][-1] == "libportaudio2"


def test_browsers_are_wanted_where_apt_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_packages, "_is_ubuntu", lambda: False)
    assert set(GROUPS["test"]) <= set(wanted_packages("test"))
    assert set(GROUPS["browsers"]) <= set(wanted_packages("browsers"))
    monkeypatch.setattr(system_packages, "_is_ubuntu", lambda: True)
    assert not NOT_ON_UBUNTU & {*wanted_packages("test"), *wanted_packages("browsers")}
    assert "webkit2gtk-driver" in wanted_packages("browsers")


def test_only_who_asks_waits_for_every_browser() -> None:
    assert not set(GROUPS["browsers"]) & {*wanted_packages("practice"), *wanted_packages("test")}
