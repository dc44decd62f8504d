"""Lets changed settings take effect while the application runs."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import evolve, frozen

from aniworld_core import serde
from aniworld_core.config import Config, load
from aniworld_core.errors import AniworldError, NotPossible
from aniworld_core.library import Library
from aniworld_core.services.settings import Settings
from aniworld_web.redacting import secrets_of
from aniworld_web.site import Site

__all__ = ["Changed", "change", "differing", "editable", "hide_secrets", "wanted"]


@frozen(kw_only=True)
class Changed:
    """What the file says after a change, and which settings need a restart to take effect."""

    settings: Config
    restart_needed: tuple[str, ...]


def editable(site: Site) -> Settings:
    """Return the settings file; raises NotPossible where the embedding program decides the settings."""
    if site.settings is None:
        raise NotPossible(
            "The settings belong to the program that this application is part of.",
            hint="Change them there.",
        )
    return site.settings


def change(site: Site, write: Callable[[Settings], Config]) -> Changed:
    """Change the settings file and work with what it says from now on; one change at a time.

    Downloads that run end with the old settings. Where the files of the program are, and where and how it
    listens, stays as it is until a restart. Raises what ``write`` raises, and NotPossible when the new
    settings were saved but cannot take effect.
    """
    settings = editable(site)
    with site.changing:
        saved = write(settings)
        try:
            return Changed(settings=saved, restart_needed=_take_effect(site))
        except AniworldError as error:
            raise NotPossible(
                f"The settings were saved, but cannot take effect. {error.message}", hint=error.hint
            ) from error


def wanted(site: Site) -> Config:
    """Return the settings as a restart would find them: the file's, environment and options on top."""
    if site.load is not None:
        return site.load()
    if site.settings is not None and site.settings.path.is_file():
        return load(site.settings.path)
    return site.library.config


def differing(one: Config, other: Config) -> Iterator[str]:
    """Yield the settings, such as ``downloads.workers``, that differ."""
    return _differing(serde.unstructure(one), serde.unstructure(other), "")


def hide_secrets(site: Site) -> None:
    """Keep the secrets of the settings out of the tail of the log."""
    site.logs.hide(secrets_of(serde.unstructure(site.library.config)))


def _take_effect(site: Site) -> tuple[str, ...]:
    """Work with the settings as they are now; returns which of them need a restart."""
    asked, running = wanted(site), site.library.config
    config = _usable(asked, running)
    if config != running:
        _exchange(site, config)
    return tuple(differing(asked, config))


def _usable(asked: Config, running: Config) -> Config:
    """Return the settings that were asked for, but those that only a restart can change."""
    plugins = {name: section for name, section in asked.plugins.items() if name != "web"}
    if "web" in running.plugins:
        plugins["web"] = running.plugins["web"]
    return evolve(
        asked,
        data=running.data,
        store=running.store,
        relay=running.relay,
        host_label=running.host_label,
        plugins=plugins,
    )


def _exchange(site: Site, config: Config) -> None:
    old = site.library
    own = [sink for sink in old.emit.sinks if sink not in old.plugins.sinks]
    site.library = Library.open(
        config,
        plugins=old.plugins.manager,
        sinks=own,
        store=old.store,
        relay=old.relay,
        process=old.process,
    )
    # The old library keeps its sinks: its downloads and jobs go on telling until they end.
    hide_secrets(site)
    site.runner.drain()
    site.ready.forget()


def _differing(one: Mapping[str, Any], other: Mapping[str, Any], above: str) -> Iterator[str]:
    for name in sorted({*one, *other}):
        mine, its = one.get(name), other.get(name)
        # Without a section is as good as with an empty one.
        if isinstance(mine, Mapping | None) and isinstance(its, Mapping | None):
            yield from _differing(mine or {}, its or {}, f"{above}{name}.")
        elif mine != its:
            yield f"{above}{name}"
