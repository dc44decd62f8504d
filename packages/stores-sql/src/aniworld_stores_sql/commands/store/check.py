"""``aniw store check``: whether a store is whole."""

from collections.abc import Iterator, Sequence

import click
from attrs import asdict

from aniworld_cli.command import Command
from aniworld_cli.exit_codes import ExitCode
from aniworld_cli.invocation import Invocation
from aniworld_cli.output import Block
from aniworld_cli.tables import Column, Table
from aniworld_core.services.health import Finding
from aniworld_stores_sql.checking import check
from aniworld_stores_sql.commands.store.urls import URL, shown

__all__ = ["command"]

_COLUMNS = (Column("Check"), Column("State"), Column("Found"))


@click.command("check", cls=Command)
@click.argument("url", metavar="[URL]", required=False, help=f"Else that of the settings. {URL}")
@click.pass_obj
def command(invocation: Invocation, /, *, url: str | None) -> ExitCode:
    """Say whether a store is whole: its schema, its pages, what its rows say of each other.

    Everything is read, nothing is changed or mended; a library that is in use may be checked too. With
    findings the exit code is 1.
    """
    store = url or invocation.config.store_url
    found = check(store)
    whole = all(one.ok for one in found)
    invocation.out.show(
        lambda: {"store": shown(store), "ok": whole, "checks": [asdict(one) for one in found]},
        _text(found, whole=whole),
    )
    return ExitCode.DONE if whole else ExitCode.FAILED


def _text(found: Sequence[Finding], *, whole: bool) -> Iterator[Block]:
    yield Table(_COLUMNS, ((one.name, "ok" if one.ok else "FAULT", one.text) for one in found))
    yield "The store is whole." if whole else ""
    yield from (f"To mend {one.name}: {one.fix}" for one in found if one.fix)
