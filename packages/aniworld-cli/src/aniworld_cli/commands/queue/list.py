"""``aniw queue list``: the items in working order."""

from collections.abc import Iterator, Sequence

import click

from aniworld_cli.command import Command
from aniworld_cli.invocation import Invocation
from aniworld_cli.limits import EVERYTHING
from aniworld_cli.output import Block
from aniworld_cli.tables import Column, Table
from aniworld_cli.text import count, when
from aniworld_core import serde
from aniworld_core.clock import utc_now
from aniworld_core.entities import LIVE, Hold, QueueItem, QueueState
from aniworld_core.episode_ranges import compact
from aniworld_core.sizes import size

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
        # Only what is to be downloaded is held.
        hold = library.holds.current() if any(counts.get(one) for one in LIVE) else None
    invocation.out.show(
        lambda: {
            "paused": paused,
            "hold": serde.unstructure(hold),
            "counts": {state.value: counts.get(state, 0) for state in QueueState},
            "items": [serde.unstructure(item) for item in items],
        },
        _text(items, hold, sum(counts.values()), paused=paused),
    )


def _text(
    items: Sequence[QueueItem], hold: Hold | None, all_items: int, *, paused: bool
) -> Iterator[Block]:
    if items:
        yield Table(_COLUMNS, map(_row, items))
    elif all_items:
        yield f"None of the queue's {count(all_items, 'item')} is in that state. See: aniw queue list"
    else:
        yield "The queue is empty. Try: aniw queue add KEY"
    if paused:
        yield "The whole queue is paused. To go on: aniw queue resume"
    if hold is not None:
        until = "" if hold.until is None else f" until {when(hold.until)}"
        yield f"Held{until}: {hold.reason}"


def _row(item: QueueItem) -> tuple[object, ...]:
    # Of what does not run only the downloader knows what it has of it still.
    known = item.received and item.state in (QueueState.RUNNING, QueueState.DONE)
    received = size(item.received) if known else ""
    if known and item.total:
        received = f"{received} of {size(item.total)}"
    waits = item.state is QueueState.QUEUED and item.next_try and item.next_try > utc_now()
    next_try = when(item.next_try) if waits else ""
    return (
        item.id,
        item.key,
        compact([item.episode]),
        item.state,
        received,
        item.attempts or "",
        next_try,
        item.reason,
    )
