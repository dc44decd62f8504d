"""``aniw plugins check``: whether an installed plugin is as it should be, in words."""

from collections.abc import Iterator, Sequence
from functools import partial
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click
from attrs import asdict

from aniworld_cli.checking.live import live
from aniworld_cli.checking.start import start
from aniworld_cli.checking.tests import none, shipped, tests
from aniworld_cli.checking.values import contributed, hooks, values
from aniworld_cli.command import Command
from aniworld_cli.exit_codes import ExitCode
from aniworld_cli.invocation import Invocation
from aniworld_cli.output import Block
from aniworld_cli.plugin_reports import command_hooks
from aniworld_cli.tables import Column, Table
from aniworld_core.errors import InvalidValue
from aniworld_core.plugins import reports
from aniworld_core.services.health import Finding
from aniworld_core.services.health.finding import found

if TYPE_CHECKING:
    from aniworld_core.ports import Provider

__all__ = ["command"]

_COLUMNS = (Column("Check"), Column("State"), Column("Found"))


@click.command("check", cls=Command)
@click.argument("name", help="A plugin that `aniw plugins` lists.")
@click.option("--query", help="Ask the provider's site for this title.")
@click.option("--ref", help="Ask the provider's site for this series, as the site calls it.")
@click.option(
    "--tests",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the plugin's tests; those beside a plugin installed with -e are found.",
)
@click.pass_obj
def command(
    invocation: Invocation,
    /,
    *,
    name: str,
    query: str | None,
    ref: str | None,
    folder: Path | None,
) -> ExitCode:
    """Look at a plugin: its start, its hooks, what it contributes, and its own tests.

    No site is asked, unless --query or --ref say for what.
    """
    findings = list(_findings(invocation, name, query, ref, folder))
    well = all(one.ok for one in findings)
    invocation.out.show(
        lambda: {"plugin": name, "ok": well, "checks": [asdict(one) for one in findings]},
        _text(name, findings),
    )
    return ExitCode.DONE if well else ExitCode.FAILED


def _findings(
    invocation: Invocation, name: str, query: str | None, ref: str | None, folder: Path | None
) -> Iterator[Finding]:
    manager, config = invocation.plugins, invocation.config
    trial = invocation.trial(config)
    by_name = {one.name: one for one in reports(trial, command_hooks())}
    if name not in by_name:
        raise InvalidValue(
            f"There is no plugin {name!r}.",
            hint=f"Installed: {', '.join(by_name)}. A new one: pip install -e ITS-FOLDER",
        )
    entry = _entry(name)
    if entry is not None:
        yield from found("start", lambda: start(entry))
    yield from found("hooks", lambda: hooks(by_name[name], manager.broken.get(name)))
    yield from found("ports", lambda: values(manager, name, config))
    if name not in trial.faults and (query is not None or ref is not None):
        for value in contributed(manager, name, "aniworld_providers", config):
            yield from found("site", partial(live, cast("Provider", value), query, ref))
    folder = folder or (shipped(entry) if entry else None)
    yield from found("tests", lambda: tests(folder) if folder else none())


def _entry(name: str) -> EntryPoint | None:
    return next(iter(entry_points(group="aniworld", name=name)), None)


def _text(name: str, findings: Sequence[Finding]) -> Iterator[Block]:
    rows = ((one.name, "ok" if one.ok else "FAULT", one.text) for one in findings)
    yield Table(_COLUMNS, rows)
    faults = [one for one in findings if not one.ok]
    yield "" if faults else f"{name} is in order."
    yield from dict.fromkeys(f"To mend {one.name}: {one.fix}" for one in faults if one.fix)
