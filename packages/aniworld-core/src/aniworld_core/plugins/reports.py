"""What each plugin contributes, and whether it is broken: every hook is asked to find out."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from attrs import frozen

from aniworld_core.plugins.manager import PluginManager
from aniworld_core.plugins.trial import Trial

__all__ = ["FurtherHooks", "PluginReport", "reports"]

FurtherHooks = Mapping[str, Mapping[str, Any]]
"""Hooks that a front end adds to the core's, each with the arguments to try it with."""


@frozen(kw_only=True)
class PluginReport:
    """One plugin: ``provides`` are its hooks, ``broken`` its first failure or None."""

    name: str
    version: str | None
    provides: tuple[str, ...]
    broken: str | None


def reports(trial: Trial, hooks: FurtherHooks = MappingProxyType({})) -> Sequence[PluginReport]:
    """Report on each plugin of a trial, in order of their names, once ``hooks`` have been asked too."""
    manager = trial.manager
    refused = {name: error.message for name, error in trial.faults.items()}
    for hook, arguments in hooks.items():
        list(manager.ask(hook, **arguments))
    provided = {name: _hooks(manager, plugin) for name, plugin in manager.list_name_plugin()}
    return [
        PluginReport(
            name=name,
            version=manager.versions.get(name),
            provides=provided.get(name, ()),
            broken=manager.broken.get(name, refused.get(name)),
        )
        for name in sorted({*provided, *manager.broken})
    ]


def _hooks(manager: PluginManager, plugin: object) -> tuple[str, ...]:
    if plugin is None:  # blocked
        return ()
    callers = manager.get_hookcallers(plugin) or ()
    return tuple(sorted(caller.name.removeprefix("aniworld_") for caller in callers))
