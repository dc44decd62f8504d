"""``aniw doctor``: whether everything is in order."""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext

import click
from attrs import asdict

from aniworld_cli.command import Command
from aniworld_cli.exit_codes import ExitCode
from aniworld_cli.invocation import Invocation
from aniworld_cli.output import Block
from aniworld_cli.plugin_reports import command_hooks
from aniworld_cli.tables import Column, Table
from aniworld_core.errors import AniworldError
from aniworld_core.library import Library
from aniworld_core.services.health import Finding, Health, has_store

__all__ = ["command"]

_COLUMNS = (Column("Check"), Column("State"), Column("Found"))


@click.command("doctor", cls=Command)
@click.option("--online", is_flag=True, help="Ask the catalogue sites too.")
@click.pass_obj
def command(invocation: Invocation, /, *, online: bool) -> ExitCode:
    """Check Python, settings, library folder, store, relay, plugins and ffmpeg, and name what to mend."""
    library = _library(invocation)
    with library or nullcontext():
        health = Health(
            config=lambda: invocation.config,
            plugins=lambda: invocation.plugins,
            providers=None if library is None else lambda: library.plugins.providers,
            conditions=tuple if library is None else library.conditions.all,
            hold=(lambda: None) if library is None else library.holds.current,
            recognise=(lambda: None) if library is None else library.recognising.check,
            file=invocation.settings.path,
            hooks=command_hooks(),
        )
        found = health.check(online=online)
    healthy = all(one.ok for one in found)
    invocation.out.show(
        lambda: {"ok": healthy, "checks": [asdict(one) for one in found]}, _text(found)
    )
    return ExitCode.DONE if healthy else ExitCode.FAILED


def _library(invocation: Invocation) -> Library | None:
    """Open the library for what it knows of the sites; where it does not open, the checks tell why."""
    try:
        config = invocation.config
        return Library(config, invocation.plugins, ()) if has_store(config) else None
    except AniworldError:
        return None


def _text(found: Sequence[Finding]) -> Iterator[Block]:
    yield Table(_COLUMNS, ((one.name, _state(one), one.text) for one in found))
    faults = [one for one in found if not one.ok]
    if faults:
        yield ""
    elif any(one.warning for one in found):
        yield "Everything is in order, but for the warnings: what they tell of passes by itself."
    else:
        yield "Everything is in order."
    yield from (f"To mend {one.name}: {one.fix}" for one in faults if one.fix)


def _state(one: Finding) -> str:
    if not one.ok:
        return "FAULT"
    return "warning" if one.warning else "ok"
