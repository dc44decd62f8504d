"""``aniw queue list``: the items in working order."""

from collections.abc import Iterator, Sequence

import click

from aniworld_cli.command import Command
from aniworld_cli.invocation import Invocation
from aniworld_cli.limits import EVERYTHING
from aniworld_cli.output import Block
from aniworld_cli.tables import Column, Table
from aniworld_cli.text import size, when
from aniworld_core import serde
from aniworld_core.entities import QueueItem, QueueState
from aniworld_core.episode_ranges import compact

__all__ = ["command"]

_COLUMNS = (
    Column("ID", right=True, fixed=True),
    Column("Series"),
    Column("Episode", fixed=True),
    Column("State", fixed=True),
    Column("Received", right=True),
    Column("Tries", right=True),
    Column("Next try"),
    Column("Reason"),
)


@click.command("list", cls=Command)
@click.option(
    "states",
    "--state",
    multiple=True,
    type=click.Choice([state.value for state in QueueState]),
    help="Only items in this state; may be given several times.",
)
@click.pass_obj
def command(invocation: Invocation, /, *, states: tuple[str, ...]) -> None:
    """List the queue in working order."""
    with invocation.library() as library:
        items = library.queue.page(tuple(map(QueueState, states)), limit=EVERYTHING)
        counts = library.queue.counts()
        paused = library.queue.paused()
    invocation.out.show(
        lambda: {
            "paused": paused,
            "counts": {state.value: counts.get(state, 0) for state in QueueState},
            "items": [serde.unstructure(item) for item in items],
        },
        _text(items, paused=paused),
    )


def _text(items: Sequence[QueueItem], *, paused: bool) -> Iterator[Block]:
    if items:
        yield Table(_COLUMNS, map(_row, items))
    else:
        yield "The queue is empty. Try: aniw queue add KEY"
    if paused:
        yield "The whole queue is paused. To go on: aniw queue resume"


def _row(item: QueueItem) -> tuple[object, ...]:
    received = size(item.received) if item.received else ""
    if item.received and item.total:
        received = f"{received} of {size(item.total)}"
    next_try = when(item.next_try) if item.state is QueueState.QUEUED else ""
    return (
        item.id,
        item.key,
        compact([item.episode]),
        item.state,
        received,
        item.attempts,
        next_try,
        item.reason,
    )
