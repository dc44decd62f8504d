"""Checks of what the program is made of: settings, store, plugins and catalogue sites."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from aniworld_core.config import Config
from aniworld_core.plugins import GuardedProvider, PluginReport, Trial
from aniworld_core.ports import Store
from aniworld_core.services.health.finding import told

__all__ = ["Rest", "answers", "plugins", "providers", "settings", "store"]

_INSTALL = "Try: pip install aniworld-cli[all]"
_QUERY = "one piece"


def settings(trial: Trial, file: Path | None) -> Iterator[tuple[bool, str, str]]:
    """Look whether the plugins accept the settings, too; ``file`` is where they come from."""
    problems = trial.problems
    for place, what in problems:
        fix = "Mend it: aniw config set, or the environment."
        yield False, f"{place}: {what}" if place else what, fix
    if problems:
        return
    if file is None:
        yield True, "in order", ""
    else:
        yield True, f"{file}" if file.is_file() else f"defaults; there is no {file}", ""


def store(
    trial: Callable[[], Trial], config: Config, opened: Store | None
) -> Iterator[tuple[bool, str, str]]:
    """Look whether the store opens, or answers where it is open already."""
    if opened is not None:
        opened.queue.counts()
        yield True, "is open, and answers", ""
        return
    if not config.store and not (config.data / "library.db").exists():
        yield True, f"is made at the first use, in {config.data}", ""
        return
    trial().open_store(config.store_url).close()
    yield True, "opens, and its quick check found no fault", ""


def plugins(found: Sequence[PluginReport]) -> Iterator[tuple[bool, str, str]]:
    """Look for broken plugins."""
    for one in found:
        if one.broken is not None:
            fix = (
                f"Mend its settings, update or uninstall the plugin {one.name}, or tell its author."
            )
            yield False, f"{one.name}: {one.broken}", fix
    well = [one.name for one in found if one.broken is None]
    yield bool(well), ", ".join(well) or "none", _INSTALL


class Rest(Protocol):
    """A catalogue site that is not asked before ``until``, and the reason."""

    @property
    def provider(self) -> str:
        """The site."""

    @property
    def until(self) -> datetime:
        """When it is asked again."""

    @property
    def reason(self) -> str:
        """What it said."""


def providers(
    found: Mapping[str, GuardedProvider], resting: Sequence[Rest]
) -> Iterator[tuple[bool, str, str]]:
    """Look whether there is a catalogue site at all; one that rests is no fault, but told."""
    for one in resting:
        yield (
            True,
            f"{one.provider} is left alone until {one.until:%Y-%m-%d %H:%M} UTC: {one.reason}",
            "",
        )
    yield bool(found), ", ".join(found) or "none is installed", _INSTALL


def answers(found: Mapping[str, GuardedProvider]) -> Iterator[tuple[bool, str, str]]:
    """Search every catalogue site, over the network."""
    for name, provider in found.items():
        try:
            hits = provider.search(_QUERY)
        except Exception as error:  # noqa: BLE001 - the other sites are asked all the same
            text, fix = told(error)
            yield False, f"{name}: {text}", fix
        else:
            yield True, f"{name} answers ({len(hits)} hits)", ""
