"""The act that goes on: the same library in a browser, until Ctrl-C."""

from collections.abc import Mapping
from pathlib import Path

from aniworld_cli.interrupts import stopping
from aniworld_core.config import load
from aniworld_core.library import Library
from aniworld_core.plugins import Trial
from aniworld_core.services.settings import Settings
from aniworld_demo.story.stage import plugins, write_settings
from aniworld_demo.story.telling import Teller
from aniworld_web import create_app
from aniworld_web.auth.passwords import invented
from aniworld_web.serving import Serving

__all__ = ["serve"]


def serve(tell: Teller, directory: Path, base_urls: Mapping[str, str]) -> None:
    """Serve the web application over the library in ``directory`` and tell how to come in.

    Its settings are in a file of the directory, so that they can be changed there as well.
    """
    manager, path = plugins(), write_settings(directory, base_urls)
    settings = Settings(path, check=lambda config: Trial(manager, config).problems)
    with (
        stopping(tell.out.note) as stop,
        Library.open(load(path, environment={}), plugins=manager) as library,
    ):
        app = create_app(library, settings=settings, load=lambda: load(path, environment={}))
        password = invented()
        app.state.site.access.reset(password)
        with Serving(app) as serving:
            _tell_doors(tell, serving.url, password, catalogues=base_urls)
            serving.wait(stop)
            app.state.site.runner.stop()


def _tell_doors(tell: Teller, url: str, password: str, *, catalogues: Mapping[str, str]) -> None:
    tell.act("In a browser: the same library, to search, add, download and set")
    tell.out.show(
        lambda: {"url": url, "password": password, "catalogues": dict(catalogues)},
        [
            f"  address:   {url}",
            f"  password:  {password}",
            "Downloads are slowed down, so that they can be watched. Ctrl-C ends the demo.",
        ],
    )
