"""What `aniw rename` and `aniw undo` share: how moves are listed, asked about, told as JSON, and stopped."""

import sys
from collections.abc import Callable, Iterator, Sized
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any

import click

from aniworld_cli import progress
from aniworld_cli.exit_codes import ExitCode
from aniworld_cli.interrupts import stopping
from aniworld_cli.invocation import Invocation
from aniworld_cli.output import Block, Output
from aniworld_cli.tables import Column, Table
from aniworld_cli.text import count
from aniworld_core import serde
from aniworld_core.errors import Cancelled
from aniworld_core.services.renaming import RenamePlan, RenameResult

__all__ = ["ask", "carrying_out", "code", "document", "kept", "listed", "summed_up"]

_SHOWN = 200
"""More rows than a person reads; --json has them all."""


def document(done: RenamePlan | RenameResult, *, dry_run: bool, id: str = "") -> dict[str, Any]:
    """Return what is to be renamed, or was, as JSON shows it."""
    moves = done.moves if isinstance(done, RenamePlan) else done.moved
    return {
        "dry_run": dry_run,
        "id": id,
        "moves": [serde.unstructure(one) for one in moves],
        "folders": [serde.unstructure(one) for one in done.folders],
        "skipped": [serde.unstructure(one) for one in done.skipped],
    }


def listed(plan: RenamePlan) -> Iterator[Block]:
    """List old and new names: files within the folder that their series has now, then the folders."""
    rows = chain(
        ((one.source, one.target) for one in plan.moves),
        ((f"{one.source}/", f"{one.target}/") for one in plan.folders),
    )
    total = len(plan.moves) + len(plan.folders)
    if total:
        yield Table((Column("Now"), Column("Then")), islice(rows, _SHOWN))
    if total > _SHOWN:
        yield f"... and {total - _SHOWN} more; --json lists them all."


def kept(done: RenamePlan | RenameResult) -> Iterator[Block]:
    """Tell what keeps its name, and why."""
    for one in islice(done.skipped, _SHOWN):
        yield f"Kept: {one.path}: {one.reason}"
    if len(done.skipped) > _SHOWN:
        yield f"... and {len(done.skipped) - _SHOWN} more; --json lists them all."


def summed_up(result: RenameResult, done: str) -> str:
    """Say how much was done, as in: Renamed 2 files and 1 folder."""
    return f"{done} {_number(result.moved, result.folders)}."


def code(done: RenamePlan | RenameResult) -> ExitCode:
    """Return how a run ended."""
    return ExitCode.PARTLY if done.skipped else ExitCode.DONE


def ask(invocation: Invocation, plan: RenamePlan, doing: str) -> None:
    """List what is to be done and let the user decide; ``doing`` as in: Rename back."""
    if not plan.moves and not plan.folders:
        return
    if invocation.as_json or not sys.stdin.isatty():
        raise click.UsageError(
            "Nobody is there to be asked: give --yes, or --dry-run to see what would be done.",
            click.get_current_context(),
        )
    invocation.out.show(dict, listed(plan))
    click.confirm(f"{doing} {_number(plan.moves, plan.folders)}?", abort=True, err=True)


@contextmanager
def carrying_out(out: Output, *, onward: str) -> Iterator[Callable[[int, int], None]]:
    """Draw a bar of the files; the first Ctrl-C stops between two of them, with everything in order.

    ``onward`` tells how to go on then.
    """
    with stopping(out.note) as stop, progress.counting(out, "Files") as show:

        def report(done: int, total: int) -> None:
            show(done, total)
            if stop.is_set():
                raise Cancelled(
                    f"Stopped after {done} of {count(total, 'file')}.",
                    hint=onward,
                )

        yield report


def _number(files: Sized, folders: Sized) -> str:
    number = count(len(files), "file")
    return f"{number} and {count(len(folders), 'folder')}" if folders else number
