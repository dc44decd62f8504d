"""``aniw index``: read the sites' whole lists of titles."""

from collections.abc import Iterator, Sequence
from typing import Any

import click

from aniworld_cli import progress
from aniworld_cli.command import Command
from aniworld_cli.exit_codes import ExitCode
from aniworld_cli.failures import described
from aniworld_cli.invocation import Invocation
from aniworld_cli.output import Block, Next
from aniworld_cli.tables import Column, Table
from aniworld_cli.text import when
from aniworld_core import serde
from aniworld_core.services.titles import ListRead

__all__ = ["command"]

_COLUMNS = (Column("Provider"), Column("Titles", right=True), Column("Read"), Column("State"))


@click.command("index", cls=Command)
@click.option("--force", is_flag=True, help="Read lists too that are not a day old.")
@click.pass_obj
def command(invocation: Invocation, /, *, force: bool) -> ExitCode:
    """Read the whole lists of all sites that have one into the title index.

    Then `aniw search` answers at once, finds titles in spite of typing errors, and works offline. A list
    is read at most once a day; `aniw scan` does it too.
    """
    out = invocation.out
    with progress.counting(out, "Lists") as report, invocation.library() as library:
        lists = library.titles.read(force=force, report=report)
    out.show(lambda: {"lists": [_document(one) for one in lists]}, _text(lists))
    failed = [one for one in lists if one.error is not None]
    for one in failed:
        out.warn(f"{one.provider}: {one.error}")
    if not failed:
        return ExitCode.DONE
    return ExitCode.PARTLY if any(one.titles for one in lists) else ExitCode.FAILED


def _document(one: ListRead) -> dict[str, Any]:
    return {
        "provider": one.provider,
        "titles": one.titles,
        "read": serde.timestamp(one.read) if one.read else None,
        "asked": one.asked,
        "error": described(one.error).document() if one.error else None,
    }


def _text(lists: Sequence[ListRead]) -> Iterator[Block]:
    if not lists:
        yield "No installed site has a list of all its titles."
        return
    yield Table(
        _COLUMNS, [(one.provider, one.titles, when(one.read), _state(one)) for one in lists]
    )
    if not any(one.asked for one in lists):
        yield "No list is older than a day; --force reads them all the same."
    yield Next("aniw search TITLE")


def _state(one: ListRead) -> str:
    if one.error is None:
        return "read now" if one.asked else "up to date"
    return "not read" if one.read is None else "old list kept"
