"""What each plugin contributes, and whether it is broken: every hook is asked to find out."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from attrs import frozen

from aniworld_core.plugins.checking.members import PORTS, member_faults, name_faults
from aniworld_core.plugins.manager import PluginManager
from aniworld_core.plugins.trial import Trial

__all__ = ["FurtherHooks", "PluginReport", "reports"]

FurtherHooks = Mapping[str, Mapping[str, Any]]
"""Hooks that a front end adds to the core's, each with the arguments to try it with."""


@frozen(kw_only=True)
class PluginReport:
    """One plugin: ``provides`` are its hooks, ``broken`` its first failure or None.

    A value that lacks a part of its port is a failure, and so is to have no hook at all.
    """

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
    wrong = {**_lacking(trial), **refused}
    provided = {name: _hooks(manager, plugin) for name, plugin in manager.list_name_plugin()}
    return [
        PluginReport(
            name=name,
            version=manager.versions.get(name),
            provides=provided.get(name, ()),
            broken=manager.broken.get(name, wrong.get(name, _useless(provided.get(name)))),
        )
        for name in sorted({*provided, *manager.broken})
    ]


def _lacking(trial: Trial) -> dict[str, str]:
    """Return the first fault of each plugin that gives a value unlike its port."""
    found: dict[str, str] = {}
    for plugin, hook, value in trial.given:
        if hook in PORTS and plugin not in found:
            port = PORTS[hook]
            for fault in (*member_faults(value, port), *name_faults(value, port)):
                name = getattr(value, "name", type(value).__name__)
                found.setdefault(plugin, f"the {port.__name__.lower()} {name}: {fault}")
    return found


def _useless(hooks: tuple[str, ...] | None) -> str | None:
    return "it has no hook, so it does nothing" if hooks == () else None


def _hooks(manager: PluginManager, plugin: object) -> tuple[str, ...]:
    if plugin is None:  # blocked
        return ()
    callers = manager.get_hookcallers(plugin) or ()
    return tuple(sorted(caller.name.removeprefix("aniworld_") for caller in callers))
