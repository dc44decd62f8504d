"""Plugins on the command line: their commands, their faults, and the doctor who finds them."""

import sys
from pathlib import Path
from types import ModuleType

import click
import pytest
from attrs import frozen

from aniworld_cli.groups import LazyGroup
from aniworld_cli.plugin_commands import entry_points
from aniworld_cli.testing import Aniw
from aniworld_core import hookimpl
from aniworld_core.config import Config
from aniworld_core.errors import Blocked
from aniworld_core.ports import Provider


class Greeter:
    """A plugin that adds `aniw greet`."""

    @hookimpl(optionalhook=True)
    def aniworld_commands(self, cli: LazyGroup) -> None:
        cli.add_lazy("greet", "greeting_plugin:greet", "Say hello.")


class Thief:
    """A plugin that wants the name of a built-in command."""

    @hookimpl(optionalhook=True)
    def aniworld_commands(self, cli: LazyGroup) -> None:
        cli.add_lazy("list", "greeting_plugin:greet", "Say hello.")


class Lame:
    """A plugin whose provider hook fails."""

    @hookimpl
    def aniworld_providers(self, config: Config) -> list[Provider]:
        raise RuntimeError("out of order")


@frozen(kw_only=True)
class FussySettings:
    """The settings of the fussy plugin."""

    pause: float = 1.0


class Fussy:
    """A plugin that reads its section."""

    @hookimpl
    def aniworld_providers(self, config: Config) -> list[Provider]:
        config.provider("fussy", FussySettings)
        return []


@pytest.fixture
def greeting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the module importable in which the greeter's command would be."""
    module = ModuleType("greeting_plugin")

    @click.command()
    def greet() -> None:
        click.echo("Hello.")

    module.greet = greet  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "greeting_plugin", module)


def test_a_plugin_adds_a_command(aniw: Aniw, greeting: None) -> None:
    aniw.manager.add(Greeter(), "greeter")
    assert "greet       Say hello." in aniw("--help").stdout
    assert aniw("greet").stdout == "Hello.\n"


def test_a_plugin_cannot_replace_a_command(aniw: Aniw) -> None:
    aniw.manager.add(Thief(), "thief")
    assert "list        List the registered series." in aniw("--help").stdout
    thief = next(one for one in aniw.json("plugins")["plugins"] if one["name"] == "thief")
    assert "already is a command named list" in thief["broken"]


def test_a_command_that_is_none_is_an_error(aniw: Aniw, greeting: None) -> None:
    sys.modules["greeting_plugin"].greet = None  # type: ignore[attr-defined]
    aniw.manager.add(Greeter(), "greeter")
    assert "is no click command" in aniw.error("greet", code=1)["message"]


def test_plugins_lists_what_each_one_provides(aniw: Aniw) -> None:
    aniw.manager.add(Lame(), "lame")
    by_name = {one["name"]: one for one in aniw.json("plugins")["plugins"]}
    assert by_name["world"]["broken"] is None
    assert "providers" in by_name["world"]["provides"]
    assert by_name["lame"]["broken"] == "RuntimeError: out of order"
    result = aniw("plugins")
    assert "lame is broken: RuntimeError: out of order" in result.stdout


def test_plugins_tells_how_each_site_is_doing(aniw: Aniw) -> None:
    assert aniw.json("plugins")["sites"][0]["state"] == "working"
    aniw.world.provider_error = Blocked("The site wants a captcha.")
    aniw("search", "fern", code=1)
    (site,) = aniw.json("plugins")["sites"]
    assert (site["provider"], site["state"]) == ("site", "blocked")
    assert site["until"] is not None
    told = aniw("plugins").stdout
    assert "blocked, resting until" in told
    assert "The site wants a captcha." in told


def test_plugins_lists_one_whose_settings_are_wrong(aniw: Aniw) -> None:
    aniw.manager.add(Fussy(), "fussy")
    aniw.environment["ANIWORLD_PROVIDERS__FUSSY__PAWS"] = "3"
    by_name = {one["name"]: one for one in aniw.json("plugins")["plugins"]}
    assert by_name["world"]["broken"] is None
    assert "providers.fussy.paws: unknown setting" in by_name["fussy"]["broken"]
    assert "providers.fussy.paws" in aniw.error("search", "fern", code=2)["message"]
    checks = {one["name"]: one for one in aniw.json("doctor", code=1)["checks"]}
    assert "providers.fussy.paws" in checks["settings"]["text"]


def test_a_broken_plugin_stops_nothing_else(aniw: Aniw) -> None:
    aniw.manager.add(Lame(), "lame")
    result = aniw("search", "fern")
    assert "Fern" in result.stdout
    assert "lame is broken" in result.stderr


def test_the_doctor_finds_nothing_in_good_health(aniw: Aniw) -> None:
    document = aniw.json("doctor")
    names = [check["name"] for check in document["checks"]]
    assert names == [
        "python",
        "settings",
        "library",
        "mark",
        "space",
        "downloads",
        "store",
        "relay",
        "plugins",
        "providers",
        "ffmpeg",
    ]
    assert document["ok"] is True
    assert "Everything is in order." in aniw("doctor").stdout


def test_the_doctor_names_every_fault_and_its_fix(aniw: Aniw) -> None:
    aniw.root.rmdir()
    aniw.manager.add(Lame(), "lame")
    aniw.environment["ANIWORLD_STORE"] = "tape://drive"
    document = aniw.json("doctor", code=1)
    faults = {check["name"]: check["fix"] for check in document["checks"] if not check["ok"]}
    assert set(faults) == {"settings", "library", "store", "plugins"}
    assert all(faults.values())
    output = aniw("doctor", code=1).stdout
    assert "FAULT" in output
    assert f"To mend library: {faults['library']}" in output


def test_the_doctor_sees_wrong_settings_and_goes_on(aniw: Aniw) -> None:
    aniw.environment["ANIWORLD_DOWNLOADS__WORKERS"] = "99"
    checks = {one["name"]: one for one in aniw.json("doctor", code=1)["checks"]}
    assert "workers" in checks["settings"]["text"]
    assert checks["python"]["ok"] is True
    assert checks["ffmpeg"]["ok"] is True


def test_the_doctor_misses_space(aniw: Aniw) -> None:
    aniw.environment["ANIWORLD_DOWNLOADS__RESERVE"] = str(10**18)
    checks = {one["name"]: one for one in aniw.json("doctor", code=1)["checks"]}
    assert checks["space"]["ok"] is False


def test_the_doctor_asks_the_sites_only_when_told_to(aniw: Aniw) -> None:
    aniw.world.provider_error = Blocked("The site wants a captcha.", hint="Open it in a browser.")
    assert aniw.json("doctor")["ok"] is True
    checks = aniw.json("doctor", "--online", code=1)["checks"]
    (asked,) = [one for one in checks if one["name"] == "online"]
    assert asked["text"] == "site: The site wants a captcha."
    assert asked["fix"] == "Open it in a browser."
    aniw.world.provider_error = None
    checks = aniw.json("doctor", "--online")["checks"]
    assert [one["text"] for one in checks if one["name"] in {"online", "providers"}] == [
        "site answers",
        "site",
    ]


def test_entry_points_are_read_as_the_specification_says(tmp_path: Path) -> None:
    info = tmp_path / "thing-1.0.dist-info"
    info.mkdir()
    (info / "entry_points.txt").write_text(
        "[console_scripts]\nthing = thing:main\n\n"
        "[aniworld]\n# a comment\nfirst = thing.plugin\nsecond=thing:plugin [extra]\n\n"
        "[aniworld.other]\nthird = thing\n"
    )
    (tmp_path / "bare-1.0.dist-info").mkdir()
    folders = [str(tmp_path), str(tmp_path / "missing"), __file__]
    assert list(entry_points("aniworld", folders)) == [
        ("first", "thing.plugin"),
        ("second", "thing:plugin"),
    ]
