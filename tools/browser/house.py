"""A library of its own with the web application over it, as `aniw serve` puts it together."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import tomlkit
from attrs import frozen

from aniworld_core.config import load
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.plugins.trial import Trial
from aniworld_core.services.settings import Settings
from aniworld_demo.replica import provider_settings
from aniworld_web.app import create_app
from aniworld_web.serving import Serving
from aniworld_web.site import Site

__all__ = ["PASSWORD", "House", "replica_settings", "served"]

PASSWORD = "vier schwarze Kraniche im Nebel"  # noqa: S105 - guards nothing but an example


@frozen(kw_only=True)
class House:
    """A served application: where it is, and what it works with."""

    url: str
    site: Site
    root: Path

    @property
    def library(self) -> Library:
        """The library as it is now: it is another object after the settings changed."""
        return self.site.library


def replica_settings(base_urls: Mapping[str, str], **downloads: Any) -> dict[str, Any]:
    """Return settings by which the replica's catalogues are read fast and every disk is large enough."""
    return {
        "downloads": {
            "languages": ["ger-dub", "ger-sub"],
            "reserve": 0,
            "backoff": 1.0,
            **downloads,
        },
        "providers": provider_settings(base_urls),
    }


@contextmanager
def served(
    directory: Path, settings: Mapping[str, Any], *, plugins: PluginManager, port: int = 0
) -> Iterator[House]:
    """Serve an application whose settings, data and library are inside ``directory``.

    ``settings`` begin the file, which stays when it is there already. No library folder is set.
    """
    path = directory / "settings.toml"
    if not path.exists():
        directory.mkdir(parents=True, exist_ok=True)
        text = tomlkit.dumps({"data": str(directory / "data"), **settings})
        path.write_text(text, "utf-8")
    file = Settings(path, check=lambda config: Trial(plugins, config).problems)
    with Library.open(load(path, environment={}), plugins=plugins) as library:
        app = create_app(library, settings=file, load=lambda: load(path, environment={}))
        with Serving(app, port=port) as serving:
            yield House(url=serving.url, site=app.state.site, root=directory / "library")
