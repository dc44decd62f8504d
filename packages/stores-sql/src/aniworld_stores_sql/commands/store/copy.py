"""``aniw store copy``: move a library to another database."""

import shlex
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import click

from aniworld_cli import progress
from aniworld_cli.command import Command, dry_run
from aniworld_cli.interrupts import stopping
from aniworld_cli.invocation import Invocation
from aniworld_cli.output import Block, Next
from aniworld_cli.text import duration
from aniworld_core.errors import Cancelled
from aniworld_stores_sql.commands.store.urls import URL, shown
from aniworld_stores_sql.copying import Copied, copy

__all__ = ["command"]


@click.command("copy", cls=Command)
@click.argument("source", metavar="FROM", help=f"The store to copy. {URL}")
@click.argument("target", metavar="TO", help="An empty database, or a file that is not there yet.")
@dry_run
@click.pass_obj
def command(invocation: Invocation, /, *, source: str, target: str, dry_run: bool) -> None:
    """Copy a whole store into another database, of the same kind or another.

    FROM is only read. Nothing else may use the two meanwhile: stop `aniw serve` first. Every row is
    compared in the end, ids stay as they are, and none is given twice. A copy that was stopped, by Ctrl-C or
    by a power cut, is finished by the same command; until then nothing else opens TO.
    """
    out = invocation.out
    begun = time.monotonic()
    with stopping(out.note) as stop, progress.counting(out, "Rows") as show:
        copied = copy(source, target, _watched(show, stop), dry_run=dry_run)
    seconds = time.monotonic() - begun
    out.done(
        lambda: _document(copied, source, target, dry_run=dry_run),
        _text(copied, target, seconds, dry_run=dry_run),
    )


def _watched(show: Callable[[int, int], None], stop: threading.Event) -> Callable[[int, int], None]:
    def report(done: int, total: int) -> None:
        if stop.is_set():
            raise Cancelled(
                "The copy was stopped.", hint="The same command goes on where it was stopped."
            )
        show(done, total)

    return report


def _document(copied: Copied, source: str, target: str, *, dry_run: bool) -> dict[str, Any]:
    return {
        "dry_run": dry_run,
        "source": shown(source),
        "target": shown(target),
        "rows": copied.rows,
        "written": copied.written,
        "tables": [{"name": name, "rows": rows} for name, rows in copied.tables.items()],
    }


def _text(copied: Copied, target: str, seconds: float, *, dry_run: bool) -> Iterator[Block]:
    tables = ", ".join(f"{rows} {name}" for name, rows in copied.tables.items() if rows)
    if dry_run:
        yield f"Would copy {copied.written} of {copied.rows} rows: {tables or 'it is empty'}."
        return
    yield f"Copied and compared {copied.rows} rows in {duration(seconds)}: {tables or 'it is empty'}."
    if copied.written < copied.rows:
        yield f"{copied.rows - copied.written} of them were there already."
    url = shown(target)
    if url == target:
        yield Next(f"aniw config set store {shlex.quote(target)}")
    else:
        yield f"To use it, set `store` to the URL that you gave: {url}"
