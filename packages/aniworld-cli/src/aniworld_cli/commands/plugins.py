"""``aniw plugins``: what is installed, what it contributes, and what is broken."""

from collections.abc import Iterator, Sequence

import click
from attrs import asdict, frozen

from aniworld_cli.command import Command
from aniworld_cli.groups import LazyGroup
from aniworld_cli.invocation import Invocation
from aniworld_cli.output import Block
from aniworld_cli.tables import Column, Table
from aniworld_core.config import Config
from aniworld_core.plugins import PluginManager, Plugins

__all__ = ["PluginReport", "command", "reports"]

_COLUMNS = (Column("Plugin"), Column("Version"), Column("State"), Column("Provides"))


@frozen(kw_only=True)
class PluginReport:
    """One plugin: ``provides`` are its hooks, ``broken`` its first failure or None."""

    name: str
    version: str | None
    provides: tuple[str, ...]
    broken: str | None


@click.command("plugins", cls=Command)
@click.pass_obj
def command(invocation: Invocation, /) -> None:
    """List the installed plugins; every hook is asked, so that a broken one shows."""
    found = reports(invocation.plugins, invocation.config)
    invocation.out.show(lambda: {"plugins": [asdict(one) for one in found]}, _text(found))


def reports(manager: PluginManager, config: Config) -> Sequence[PluginReport]:
    """Ask every hook of every plugin and report on each plugin, in order of their names."""
    plugins = Plugins(manager, config)
    for name in ("providers", "resolvers", "downloaders", "migrators", "name_readers", "sinks"):
        getattr(plugins, name)
    list(manager.ask("aniworld_commands", cli=LazyGroup("trial")))
    hooks = {name: _hooks(manager, plugin) for name, plugin in manager.list_name_plugin()}
    return [
        PluginReport(
            name=name,
            version=manager.versions.get(name),
            provides=hooks.get(name, ()),
            broken=manager.broken.get(name),
        )
        for name in sorted({*hooks, *manager.broken})
    ]


def _hooks(manager: PluginManager, plugin: object) -> tuple[str, ...]:
    if plugin is None:  # blocked
        return ()
    callers = manager.get_hookcallers(plugin) or ()
    return tuple(sorted(caller.name.removeprefix("aniworld_") for caller in callers))


def _text(found: Sequence[PluginReport]) -> Iterator[Block]:
    if not found:
        yield "No plugin is installed. Try: pip install aniworld-cli[all]"
        return
    yield Table(_COLUMNS, map(_row, found))
    for one in found:
        if one.broken is not None:
            yield f"{one.name} is broken: {one.broken}"


def _row(one: PluginReport) -> tuple[object, ...]:
    state = "ok" if one.broken is None else "broken"
    return one.name, one.version or "", state, ", ".join(one.provides).replace("_", " ")
