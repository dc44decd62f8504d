"""What each plugin contributes, and whether it is broken: every hook is asked to find out."""

from collections.abc import Sequence

from attrs import frozen

from aniworld_cli.groups import LazyGroup
from aniworld_cli.main import BUILT_IN
from aniworld_core.config import Config
from aniworld_core.plugins import PluginManager, Trial

__all__ = ["PluginReport", "reports"]


@frozen(kw_only=True)
class PluginReport:
    """One plugin: ``provides`` are its hooks, ``broken`` its first failure or None."""

    name: str
    version: str | None
    provides: tuple[str, ...]
    broken: str | None


def reports(manager: PluginManager, config: Config) -> Sequence[PluginReport]:
    """Ask every hook of every plugin and report on each plugin, in order of their names."""
    refused = {name: error.message for name, error in Trial(manager, config).faults.items()}
    list(manager.ask("aniworld_commands", cli=LazyGroup("trial", lazy=BUILT_IN)))
    hooks = {name: _hooks(manager, plugin) for name, plugin in manager.list_name_plugin()}
    return [
        PluginReport(
            name=name,
            version=manager.versions.get(name),
            provides=hooks.get(name, ()),
            broken=manager.broken.get(name, refused.get(name)),
        )
        for name in sorted({*hooks, *manager.broken})
    ]


def _hooks(manager: PluginManager, plugin: object) -> tuple[str, ...]:
    if plugin is None:  # blocked
        return ()
    callers = manager.get_hookcallers(plugin) or ()
    return tuple(sorted(caller.name.removeprefix("aniworld_") for caller in callers))
