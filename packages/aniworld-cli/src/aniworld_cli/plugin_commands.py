"""Finding the commands of installed plugins fast enough for every ``aniw --help``.

``importlib.metadata`` alone takes half as long to import as click, and the core's plugin manager
brings the settings with it. Neither is needed to call one hook: entry points stand in plain files,
whose format the packaging specification "Entry points" lays down.
"""

import os
import sys
from collections.abc import Iterator
from importlib import import_module

import pluggy

from aniworld_cli import hookspecs
from aniworld_cli.groups import LazyGroup

__all__ = ["add_plugin_commands", "entry_points"]

_GROUP = "aniworld"


def add_plugin_commands(cli: LazyGroup) -> None:
    """Let every installed plugin add its commands; ``aniw plugins`` shows those that fail."""
    manager = pluggy.PluginManager(_GROUP)
    manager.add_hookspecs(hookspecs)
    for name, target in sorted(entry_points(_GROUP, sys.path)):
        try:
            module, _, attribute = target.partition(":")
            plugin = import_module(module)
            plugin = getattr(plugin, attribute) if attribute else plugin
            manager.register(plugin, name)
            manager.hook.aniworld_commands(cli=cli)
            manager.unregister(plugin)  # so that each one is called alone, inside its own guard
        except Exception:  # noqa: BLE001, S112 - foreign code; told by `aniw plugins`
            continue


def entry_points(group: str, folders: list[str]) -> Iterator[tuple[str, str]]:
    """Yield name and target of each entry point in ``group`` that is installed in ``folders``."""
    for folder in folders:
        try:
            with os.scandir(folder or ".") as entries:
                installed = [entry.path for entry in entries if entry.name.endswith(".dist-info")]
        except OSError:
            continue  # not every entry of sys.path is a folder
        for path in installed:
            yield from _section(f"{path}/entry_points.txt", f"[{group}]")


def _section(path: str, head: str) -> Iterator[tuple[str, str]]:
    try:
        with open(path, encoding="utf-8") as file:  # noqa: PTH123 - pathlib takes long to import
            text = file.read()
    except OSError:
        return  # most distributions have no entry points
    if head not in text:
        return
    inside = False
    for line in text.splitlines():
        if line.startswith("["):
            inside = line.strip() == head
        elif inside and "=" in line and not line.startswith(("#", ";")):
            name, _, target = line.partition("=")
            yield name.strip(), target.partition("[")[0].strip()
