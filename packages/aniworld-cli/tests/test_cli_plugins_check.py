"""`aniw plugins check` says in words what is wrong with a plugin."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from aniworld_cli.testing import Aniw
from aniworld_core import hookimpl
from aniworld_core.entities import EpisodeId, Link, SearchHit, Series
from aniworld_core.errors import Blocked


class Site:
    """A provider that a test spoils."""

    name = "spoilt"

    def search(self, query: str) -> Sequence[SearchHit]:
        return [SearchHit(provider="spoilt", ref="fern", title=" Fern ")]

    def series(self, ref: str) -> Series:
        raise RuntimeError("out of order")

    def links(self, ref: str, episode: EpisodeId) -> Sequence[Link]:
        return []


class WithoutLinks:
    name = "Spoilt Site"

    async def search(self, query: str) -> Sequence[SearchHit]:
        return []

    def series(self) -> None:
        return None

    titles = 7


class Plugin:
    def __init__(self, provider: object) -> None:
        self.provider = provider

    @hookimpl
    def aniworld_providers(self) -> list[Any]:
        return [self.provider]


def faults(aniw: Aniw, *options: str) -> list[str]:
    document = aniw.json("plugins", "check", "spoilt", *options, code=1)
    assert document["ok"] is False
    return [one["text"] for one in document["checks"] if not one["ok"]]


def test_a_right_plugin_is_in_order(aniw: Aniw) -> None:
    document = aniw.json("plugins", "check", "world")
    assert document["ok"] is True
    assert "world is in order." in aniw("plugins", "check", "world").stdout


def test_a_site_is_asked_only_when_told_to(aniw: Aniw) -> None:
    aniw.world.provider_error = Blocked("The site wants a captcha.", hint="Open it in a browser.")
    aniw("plugins", "check", "world")
    answer = aniw("plugins", "check", "world", "--query", "fern", code=1).stdout
    assert "The site wants a captcha." in answer
    assert "To mend site: Open it in a browser." in answer


def test_what_a_site_answers_is_told(aniw: Aniw, fern: Series) -> None:
    in_order = tuple(sorted(fern.episodes, key=lambda one: one.id))
    aniw.world.series["fern"] = evolve(fern, episodes=in_order)
    checks = aniw.json("plugins", "check", "world", "--query", "fern")["checks"]
    assert [one["text"] for one in checks if one["name"] == "site"] == [
        "search('fern') gives 1 hits",
        "series('fern') is 'Fern' with 6 episodes",
        "S00E001 has 1 links",
    ]


def test_what_does_not_fit_the_port_is_named(aniw: Aniw) -> None:
    aniw.manager.add(Plugin(WithoutLinks()), "spoilt")
    told = "\n".join(faults(aniw))
    assert "it has no links, which Provider asks for" in told
    assert "series cannot be called as series(ref)" in told
    assert "search is async" in told
    assert "titles is int, not a method" in told
    assert "its name cannot stand in settings and keys" in told


def test_episodes_out_of_order_are_told(aniw: Aniw) -> None:
    checks = aniw.json("plugins", "check", "world", "--ref", "fern", code=1)["checks"]
    assert "the episodes are not in the order of their ids" in [one["text"] for one in checks]


def test_wrong_answers_are_named(aniw: Aniw) -> None:
    aniw.manager.add(Plugin(Site()), "spoilt")
    told = "\n".join(faults(aniw, "--query", "fern"))
    assert "the title of the hit 'fern' is ' Fern '" in told
    assert "series raises RuntimeError: out of order; only a ProviderError may leave it" in told
    assert "Traceback" not in told


def test_a_plugin_that_is_not_installed_is_named_with_those_that_are(aniw: Aniw) -> None:
    error = aniw.error("plugins", "check", "spoilt", code=2)
    assert "Installed: world." in error["hint"]


def test_a_failing_test_is_told_in_words(aniw: Aniw, tmp_path: Path) -> None:
    folder = tmp_path / "plugin" / "tests"
    folder.mkdir(parents=True)
    (folder / "test_it.py").write_text(
        "def test_the_moon_is_made_of_cheese():\n    assert 'rock' == 'cheese'\n\n"
        "def test_the_sun_is_warm():\n    pass\n"
    )
    aniw.manager.add(Plugin(Site()), "spoilt")
    (told,) = faults(aniw, "--tests", str(folder))
    assert told.startswith("not so: the moon is made of cheese (AssertionError: assert 'rock'")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("raise OSError('no disk')", "importing lame_module fails: OSError: no disk"),
        ("import httpx", "importing lame_module brings httpx along"),
        ("__import__('time').sleep(1.1)", "lame_module is imported in 1"),
        ("while __import__('time').process_time() < 1: pass", "lame_module is imported in"),
    ],
)
def test_a_start_that_fails_or_is_slow_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, said: str
) -> None:
    from importlib.metadata import EntryPoint

    from aniworld_cli.checking.start import start

    (tmp_path / "lame_module.py").write_text(source)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    found = list(start(EntryPoint(name="lame", value="lame_module", group="aniworld")))
    assert any(not well and text.startswith(said) for well, text, _ in found), found
