"""Finding plugins: built-in and foreign ones alike, by entry points; a broken one stops nothing."""

import logging
from collections.abc import Iterable, Iterator
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType
from typing import Any

import pluggy

from aniworld_core import hookspecs
from aniworld_core.errors import AniworldError

__all__ = ["GROUP", "PluginManager", "installed"]

GROUP = "aniworld"
_log = logging.getLogger(__name__)


class PluginManager(pluggy.PluginManager):
    """pluggy's manager that also remembers which plugins are broken and why.

    ``specs`` are modules of hook specifications beside the core's own.
    """

    def __init__(self, *specs: ModuleType) -> None:
        super().__init__(GROUP)
        self.broken: dict[str, str] = {}
        self.versions: dict[str, str] = {}
        for spec in (hookspecs, *specs):
            self.add_hookspecs(spec)

    def note_broken(self, name: str, error: BaseException) -> None:
        """Log a plugin's failure, once, and remember the first one."""
        text = f"{type(error).__name__}: {error}"
        if self.broken.get(name) == text:
            return
        _log.warning("plugin %s is broken: %s", name, text, exc_info=error)
        self.broken.setdefault(name, text)

    def add(self, plugin: object, name: str) -> None:
        """Register a plugin; one with a fault, or with a hook that does not exist, is noted as broken."""
        if self.has_plugin(name):
            self.note_broken(name, ValueError("another plugin has this name"))
            return
        try:
            self.register(plugin, name)
            _check_hooks(self.get_hookcallers(plugin) or (), vars(self.hook).values())
        except Exception as error:  # noqa: BLE001 - a plugin is foreign code
            self.note_broken(name, error)
            if self.is_registered(plugin):
                self.unregister(plugin)

    def ask(self, hook: str, **arguments: object) -> Iterator[tuple[str, Any]]:
        """Call one hook plugin by plugin and yield (plugin name, result).

        A plugin that raises is noted as broken and left out; only an AniworldError comes through: it is
        about the user's settings or data, which only a person can mend.
        """
        for name, answer in self.answers(hook, **arguments):
            if isinstance(answer, AniworldError):
                raise answer
            yield from ((name, one) for one in answer)

    def answers(
        self, hook: str, **arguments: object
    ) -> Iterator[tuple[str, list[Any] | AniworldError]]:
        """Call one hook plugin by plugin and yield what each gives, or the AniworldError it raises.

        A plugin that raises anything else is noted as broken and left out.
        """
        for name, plugin in self.list_name_plugin():
            if plugin is None:
                continue
            others = [other for other in self.get_plugins() if other is not plugin]
            caller = self.subset_hook_caller(hook, others)
            if not caller.get_hookimpls():
                continue
            try:
                result = caller(**arguments)
                # A generator runs only now, inside the guard; firstresult hooks give one value.
                results = (
                    [result] if _is_first(caller) else [one for part in result for one in part]
                )
            except AniworldError as error:
                yield name, error
                continue
            except Exception as error:  # noqa: BLE001 - a plugin is foreign code
                self.note_broken(name, error)
                continue
            yield name, [one for one in results if one is not None]


def installed(*specs: ModuleType) -> PluginManager:
    """Return a manager with every plugin that is installed."""
    manager = PluginManager(*specs)
    for entry in entry_points(group=GROUP):
        if entry.dist is not None:
            manager.versions.setdefault(entry.name, entry.dist.version)
        _load(manager, entry)
    return manager


def _load(manager: PluginManager, entry: EntryPoint) -> None:
    try:
        plugin = entry.load()
    except Exception as error:  # noqa: BLE001 - a plugin is foreign code
        manager.note_broken(entry.name, error)
    else:
        manager.add(plugin, entry.name)


def _check_hooks(hooks: Iterable[pluggy.HookCaller], others: Iterable[pluggy.HookCaller]) -> None:
    unknown = [
        hook.name
        for hook in hooks
        if not hook.has_spec() and any(not impl.optionalhook for impl in hook.get_hookimpls())
    ]
    if unknown:
        from difflib import get_close_matches  # only wanted when something is wrong

        known = [hook.name for hook in others if hook.has_spec()]
        close = get_close_matches(unknown[0], known, n=1)
        meant = f"; did you mean {close[0]}?" if close else ""
        raise LookupError(f"there is no hook {', '.join(unknown)}{meant}")


def _is_first(caller: pluggy.HookCaller) -> bool:
    return caller.spec is not None and bool(caller.spec.opts.get("firstresult"))
