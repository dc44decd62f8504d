"""`aniw plugins check` blames the plugin, each thing once, for whatever it answers or does."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, frozen
from click.testing import CliRunner

from aniworld_cli import hookspecs
from aniworld_cli.main import program
from aniworld_cli.testing import Aniw
from aniworld_core import hookimpl
from aniworld_core.config import Config
from aniworld_core.entities import EpisodeId, SearchHit, Series
from aniworld_core.plugins.manager import installed

RUBBISH: Any = ["fern"]
FERN = SearchHit(provider="odd", ref="fern", title="Fern")


class Site:
    """A provider whose every answer is what ``answer`` gives."""

    name = "odd"

    def __init__(self, answer: Callable[[], Any]) -> None:
        self.answer = answer

    def search(self, query: str) -> Any:
        return self.answer()

    def series(self, ref: str) -> Any:
        return self.answer()

    def links(self, ref: str, episode: EpisodeId) -> Any:
        return self.answer()


class Plugin:
    def __init__(self, answer: Callable[[], Any]) -> None:
        self.site = Site(answer)

    @hookimpl
    def aniworld_providers(self) -> list[Any]:
        return [self.site]


@frozen
class Settings:
    """What the plugin can be told."""

    speed: int = 1


class Strict:
    @hookimpl
    def aniworld_providers(self, config: Config) -> list[Any]:
        config.provider("odd", Settings)
        return []


def checks(aniw: Aniw, *options: str, code: int = 1) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = aniw.json("plugins", "check", "odd", *options, code=code)[
        "checks"
    ]
    return [one for one in found if code == 0 or not one["ok"]]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda: None, "the answer is NoneType, not a list or tuple of SearchHit"),
        (lambda: 7, "the answer is int"),
        (lambda: (FERN for _ in range(1)), "the answer is generator"),
        (lambda: [None], "the answer holds NoneType"),
        (lambda: [evolve(FERN, ref=RUBBISH)], "the answer holds something of a wrong type"),
    ],
    ids=["nothing", "number", "generator", "list of nothing", "wrong field"],
)
@pytest.mark.parametrize("asked", [["--query", "fern"], ["--query", "fern", "--ref", "fern"]])
def test_whatever_a_search_gives_is_the_plugin_s_fault(
    aniw: Aniw, answer: Callable[[], Any], said: str, asked: list[str]
) -> None:
    aniw.manager.add(Plugin(answer), "odd")
    found = checks(aniw, *asked)
    assert any(said in one["text"] for one in found), found
    assert all("fault of the program" not in one["fix"] for one in found)


def test_a_series_with_wrong_fields_is_the_plugin_s_fault(aniw: Aniw, fern: Series) -> None:
    number: Any = 7
    aniw.manager.add(Plugin(lambda: evolve(fern, aliases=number)), "odd")
    (found,) = checks(aniw, "--ref", "fern")
    assert "something of a wrong type" in found["text"]
    assert "Mend the provider" in found["fix"]


def test_a_setting_that_is_not_known_is_told_once(aniw: Aniw, tmp_path: Path) -> None:
    settings = tmp_path / "odd.toml"
    settings.write_text("[providers.odd]\nsped = 2\n")
    aniw.manager.add(Strict(), "odd")
    document = aniw.json(
        *("--config", str(settings), "plugins", "check", "odd", "--query", "fern"),
        shape="plugins check",
        code=1,
    )
    (found,) = [one for one in document["checks"] if not one["ok"]]
    assert "sped" in found["text"] + found["fix"]
    assert "hooks" not in found["fix"]


def test_one_reason_of_many_tests_is_told_once(aniw: Aniw, tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_it.py").write_text(
        "import pytest\n\n\n@pytest.mark.parametrize('n', range(5))\n"
        "def test_the_moon_is_near(n):\n    raise OSError('too far')\n"
    )
    aniw.manager.add(Plugin(list), "odd")
    (found,) = checks(aniw, "--tests", str(tmp_path / "tests"))
    assert found["text"] == "not so: the moon is near[0], and 4 more like it (OSError: too far)"


def test_a_plugin_without_tests_says_so(aniw: Aniw) -> None:
    aniw.manager.add(Plugin(list), "odd")
    (found,) = [one for one in checks(aniw, code=0) if one["name"] == "tests"]
    assert "no tests were found" in found["text"]


def test_the_traceback_of_a_plugin_that_cannot_be_imported_is_shown_with_vv(
    aniw: Aniw, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site"
    (package / "odd-1.0.dist-info").mkdir(parents=True)
    (package / "odd-1.0.dist-info" / "METADATA").write_text("Name: odd\nVersion: 1.0\n")
    (package / "odd-1.0.dist-info" / "entry_points.txt").write_text(
        "[aniworld]\nodd = odd_module\n"
    )
    (package / "odd_module.py").write_text(
        "def deep():\n    raise OSError('no disk')\n\n\ndeep()\n"
    )
    monkeypatch.syspath_prepend(str(package))

    def told(*options: str) -> str:
        runner = CliRunner(env=aniw.environment)
        return runner.invoke(program(lambda: installed(hookspecs)), ["plugins", *options]).output

    assert "odd is broken: OSError: no disk" in told()
    assert "Traceback" not in told("-v")
    assert "in deep" in told("-vv")
