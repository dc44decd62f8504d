"""``aniw workers`` alone: who works on the store, and at what."""

from collections.abc import Iterator, Sequence

import click

from aniworld_cli.command import Command
from aniworld_cli.commands.workers.shown import document
from aniworld_cli.invocation import Invocation
from aniworld_cli.output import Block
from aniworld_cli.tables import Column, Table
from aniworld_cli.text import when
from aniworld_core.entities import QueueItem
from aniworld_core.episode_ranges import compact
from aniworld_core.services.workers import WorkerView

__all__ = ["command"]

_COLUMNS = (
    Column("Host"),
    Column("Name", fixed=True),
    Column("Role", fixed=True),
    Column("State"),
    Column("Downloads", right=True),
    Column("Works on"),
    Column("Providers"),
    Column("Leads"),
)


@click.command("workers", cls=Command)
@click.pass_obj
def command(invocation: Invocation, /) -> None:
    """List the processes that work on the store."""
    with invocation.library() as library:
        views = library.workers.all()
    invocation.out.show(lambda: {"workers": [document(view) for view in views]}, _text(views))


def _text(views: Sequence[WorkerView]) -> Iterator[Block]:
    if views:
        yield Table(_COLUMNS, map(_row, views))
    else:
        yield "No process works on this store. Try: aniw worker"


def _row(view: WorkerView) -> tuple[object, ...]:
    process = view.process
    most = f"{len(view.items)} of {process.downloads}" if process.downloads else "none"
    return (
        process.host,
        process.name,
        process.role,
        _state(view),
        most,
        ", ".join(map(_item, view.items)),
        ", ".join(process.providers) or "all",
        ", ".join(view.leads),
    )


def _state(view: WorkerView) -> str:
    if not view.alive:
        return f"silent since {when(view.process.seen)}"
    asked = view.process.asked
    return "alive" if asked is None else f"alive, asked to {asked}"


def _item(item: QueueItem) -> str:
    percent = f" {100 * item.received // item.total}%" if item.total else ""
    return f"{item.key} {compact([item.episode])}{percent}"
