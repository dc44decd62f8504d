"""The example of every hook is a working plugin."""

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click
import pytest

from aniworld_cli import hookspecs as cli_hookspecs
from aniworld_core.config import Config, parse
from aniworld_core.entities import (
    EpisodeId,
    Failure,
    Language,
    Link,
    NamedEpisodes,
    SeriesKey,
    Stream,
    StreamKind,
    Wanted,
)
from aniworld_core.errors import Cancelled, Gone
from aniworld_core.events import DownloadFinished
from aniworld_core.plugins import PluginManager, Plugins
from aniworld_core.ports import OldSeries
from tools.docs.hooks import EXAMPLES, hooks

GER_DUB = Language("ger-dub")
SHELF = {"blue-harbour": {"title": "Blue Harbour", "episodes": {"S01E01": {"Box": "file:///a.mkv"}}}}


def plugins(hook: str, config: Config) -> Plugins:
    manager = PluginManager(cli_hookspecs)
    manager.add(example(hook), hook)
    assert not manager.broken
    return Plugins(manager, config)


def example(hook: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"example_{hook}", EXAMPLES / f"{hook}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_hook_has_an_example_and_every_example_a_hook() -> None:
    assert {hook.__name__ for hook in hooks()} == {path.stem for path in EXAMPLES.glob("*.py")}


@pytest.mark.parametrize("hook", [hook.__name__ for hook in hooks()])
def test_an_example_implements_its_hook(hook: str) -> None:
    assert callable(getattr(example(hook), hook))
