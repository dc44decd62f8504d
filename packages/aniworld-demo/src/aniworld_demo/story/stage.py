"""Where the story plays: a directory, settings and plugins of its own, never the user's."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

from aniworld_core.config import Config, parse
from aniworld_core.errors import AlreadyThere
from aniworld_core.plugins import PluginManager
from aniworld_core.services.settings import Settings
from aniworld_demo.replica import provider_settings

__all__ = ["directory_for", "plugins", "settings", "write_settings"]

# Named one by one, so that no other installed provider is asked for the story's series.
_PLUGINS = (
    "aniworld_downloaders_ytdlp",
    "aniworld_migrators_legacy",
    "aniworld_names_anitomy",
    "aniworld_providers_aniworld",
    "aniworld_providers_sto",
    "aniworld_stores_sql",
    "aniworld_web",
)

_WATCHED = 50_000
"""Bytes a second of a download that a person watches: the videos are small."""


@contextmanager
def directory_for(wanted: Path | None, *, keep: bool) -> Iterator[Path]:
    """Give a directory for the story: the ``wanted`` one, which stays, or a temporary one.

    Raises AlreadyThere when the wanted one holds anything.
    """
    if wanted is not None:
        if wanted.exists() and (not wanted.is_dir() or any(wanted.iterdir())):
            raise AlreadyThere(
                f"{wanted} is not an empty folder.", hint="Name a new one; the demo fills it."
            )
        wanted.mkdir(parents=True, exist_ok=True)
        yield wanted.absolute()
    elif keep:
        yield Path(mkdtemp(prefix="aniworld-demo-"))
    else:
        with TemporaryDirectory(prefix="aniworld-demo-") as name:
            yield Path(name)


def settings(directory: Path, base_urls: Mapping[str, str]) -> Config:
    """Return settings for a library inside ``directory`` with the replica's catalogues."""
    return parse(_settings(directory, base_urls))


def write_settings(directory: Path, base_urls: Mapping[str, str]) -> Path:
    """Write such settings into a file inside ``directory``, for downloads to be watched; return its path."""
    path = directory / "settings" / "config.toml"
    path.parent.mkdir()
    settings = _settings(directory, base_urls)
    settings["downloads"]["item_speed_limit"] = _WATCHED
    Settings(path).replace(settings)
    return path


def _settings(directory: Path, base_urls: Mapping[str, str]) -> dict[str, Any]:
    return {
        "library": str(directory / "library"),
        "data": str(directory / "data"),
        "downloads": {
            "languages": ["ger-dub", "ger-sub"],
            "backoff": 0.5,
            "patience": 20.0,
            "per_hoster": 2,
            "reserve": 100_000_000,
        },
        "providers": provider_settings(base_urls),
    }


def plugins() -> PluginManager:
    """Return a manager with the plugins that the story needs."""
    manager = PluginManager()
    for name in _PLUGINS:
        manager.add(import_module(name), name)
    return manager
