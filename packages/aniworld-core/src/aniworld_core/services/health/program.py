"""Checks of what the program is made of: settings, store, plugins and catalogue sites."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from aniworld_core.config import Config
from aniworld_core.entities import Condition, ConditionKind, Hold
from aniworld_core.plugins import GuardedProvider, PluginReport, Trial
from aniworld_core.ports import Store
from aniworld_core.services.health.finding import told

__all__ = ["answers", "downloads", "has_store", "plugins", "providers", "settings", "store"]

_INSTALL = "Try: pip install aniworld-cli[all]"
_ASK = "Nothing: it is asked again by itself. At once: aniw doctor --online"
_WAIT = "Nothing: it is tried again by itself."
_HOSTER = "hoster "
"""How the names begin by which hosters are kept among the sites."""
_QUERY = "one piece"
_STATES = {
    ConditionKind.WORKING: "works",
    ConditionKind.RESTING: "asked us to wait",
    ConditionKind.BLOCKED: "refuses us",
    ConditionKind.LAYOUT_CHANGED: "shows pages unknown to this program",
    ConditionKind.UNAVAILABLE: "does not answer",
}


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


def has_store(config: Config) -> bool:
    """Tell whether there is a store to open, rather than one to be made at the first use."""
    return bool(config.store) or (config.data / "library.db").exists()


def store(
    trial: Callable[[], Trial], config: Config, opened: Store | None
) -> Iterator[tuple[bool, str, str]]:
    """Look whether the store opens, or answers where it is open already."""
    if opened is not None:
        opened.queue.counts()
        yield True, "is open, and answers", ""
        return
    if not has_store(config):
        yield True, f"is made at the first use, in {config.data}", ""
        return
    trial().open_store(config.store_url).close()
    yield True, "opens, and its quick check found no fault", ""


def downloads(hold: Hold | None) -> Iterator[tuple[bool | None, str, str]]:
    """Look whether something holds all downloads; that passes, and is a warning."""
    if hold is None:
        yield True, "nothing holds them", ""
        return
    until = "" if hold.until is None else f"until {hold.until.astimezone():%Y-%m-%d %H:%M}: "
    yield None, f"held, {until}{hold.reason}", _WAIT


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


def providers(
    found: Mapping[str, GuardedProvider], conditions: Sequence[Condition], now: datetime
) -> Iterator[tuple[bool | None, str, str]]:
    """Look whether there is a catalogue site at all; that one is in trouble is no fault, but a warning.

    So it is with a hoster, as long as that is left alone.
    """
    known = {name for one in found.values() for name in (one.name, one.play_links)}
    for one in conditions:
        is_hoster = one.provider.startswith(_HOSTER) and one.rests_at(now)
        if one.kind is not ConditionKind.WORKING and (is_hoster or one.provider in known):
            yield None, _told(one, now), _WAIT if is_hoster else _ASK
    yield bool(found), ", ".join(found) or "none is installed", _INSTALL


def _told(condition: Condition, now: datetime) -> str:
    state = _STATES[condition.kind]
    if condition.kind is ConditionKind.UNAVAILABLE and condition.provider.startswith(_HOSTER):
        state = "does not work"  # it answers with what is no video, for instance
    what, until = f"{condition.provider}: {state}", condition.until
    if until is None or until <= now:
        return f"{what}, when last asked: {condition.reason}"
    return (
        f"{what}, and is left alone until {until.astimezone():%Y-%m-%d %H:%M}: {condition.reason}"
    )


def answers(found: Mapping[str, GuardedProvider]) -> Iterator[tuple[bool, str, str]]:
    """Search every catalogue site, over the network, also those that rest."""
    for name, provider in found.items():
        try:
            provider.probe(_QUERY)
        except Exception as error:  # noqa: BLE001 - the other sites are asked all the same
            text, fix = told(error)
            yield False, f"{name}: {text}", fix
        else:
            yield True, f"{name} answers", ""
