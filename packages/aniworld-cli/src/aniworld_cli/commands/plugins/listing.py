"""``aniw plugins`` alone: what is installed, what it contributes, and what is broken."""

from collections.abc import Iterator, Sequence

import click
from attrs import asdict

from aniworld_cli.command import Command
from aniworld_cli.invocation import Invocation
from aniworld_cli.output import Block
from aniworld_cli.plugin_reports import command_hooks
from aniworld_cli.tables import Column, Table
from aniworld_core.plugins import PluginReport, reports

__all__ = ["command"]

_COLUMNS = (Column("Plugin"), Column("Version"), Column("State"), Column("Provides"))


@click.command("plugins", cls=Command)
@click.pass_obj
def command(invocation: Invocation, /) -> None:
    """List the installed plugins; every hook is asked, so that a broken one shows."""
    found = reports(invocation.trial(invocation.config), command_hooks())
    invocation.out.show(lambda: {"plugins": [asdict(one) for one in found]}, _text(found))


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
