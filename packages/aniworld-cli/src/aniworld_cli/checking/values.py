"""What a plugin contributes: that its hooks exist and answer, and that each value fits its port."""

from collections.abc import Iterator

from aniworld_core.config import Config
from aniworld_core.errors import AniworldError
from aniworld_core.plugins import PluginManager, PluginReport
from aniworld_core.plugins.checking import PORTS, member_faults, name_faults

__all__ = ["contributed", "hooks", "values"]

_WITHOUT_CONFIG = frozenset({"aniworld_migrators", "aniworld_name_readers"})


def hooks(report: PluginReport, broken: str | None) -> Iterator[tuple[bool, str, str]]:
    """Say which hooks a plugin has, and whether they could be asked, or why it is ``broken``."""
    if broken is not None:
        yield False, broken, "See docs/hooks.md for the names and arguments of the hooks."
    elif not report.provides:
        yield False, str(report.broken), "Mark a function with aniworld_core.hookimpl."
    else:
        yield True, f"provides {', '.join(report.provides)}".replace("_", " "), ""


def values(manager: PluginManager, name: str, config: Config) -> Iterator[tuple[bool, str, str]]:
    """Hold each value that a plugin contributes to its port."""
    for hook, port in PORTS.items():
        for value in contributed(manager, name, hook, config):
            what = f"the {port.__name__.lower()} {getattr(value, 'name', type(value).__name__)}"
            faults = [*member_faults(value, port), *name_faults(value, port)]
            for fault in faults:
                yield False, f"{what}: {fault}", f"See {port.__name__} in docs/plugins.md."
            if not faults:
                yield True, f"{what} has all that its port asks for", ""


def contributed(manager: PluginManager, name: str, hook: str, config: Config) -> list[object]:
    """Return what a plugin gives for a hook; raises the AniworldError that it raises."""
    arguments = {} if hook in _WITHOUT_CONFIG else {"config": config}
    for plugin, answer in manager.answers(hook, **arguments):
        if plugin == name:
            if isinstance(answer, AniworldError):
                raise answer
            return answer
    return []
