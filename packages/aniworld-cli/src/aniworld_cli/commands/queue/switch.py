"""Pausing and resuming: one switch in two directions, for an item or for the whole queue."""

from aniworld_cli.commands.queue import items
from aniworld_cli.exit_codes import ExitCode
from aniworld_cli.invocation import Invocation
from aniworld_core.entities import QueueState

__all__ = ["switch"]

_TO_PAUSE = (QueueState.QUEUED, QueueState.RUNNING)
_TO_RESUME = (QueueState.PAUSED,)


def switch(invocation: Invocation, id: int | None, *, pause: bool, dry_run: bool) -> ExitCode:
    """Pause or resume and say so; an item that is in no state for it leaves with FAILED."""
    with invocation.library(dry_run=dry_run) as library:
        fits = True
        if id is not None:
            (item,) = items.find(library, [id])
            fits = item.state in (_TO_PAUSE if pause else _TO_RESUME)
        change = library.queue.pause if pause else library.queue.resume
        changed = not dry_run and change(id)
    refused = id is not None and not (fits if dry_run else changed)
    what = "The whole queue" if id is None else f"Item {id}"
    if refused:
        text = f"{what} {'is neither queued nor running' if pause else 'is not paused'}; nothing was changed."
    else:
        verb = "would be" if dry_run else "is"
        text = f"{what} {verb} {'paused' if pause else 'going on'}."
    tell = invocation.out.show if refused else invocation.out.done
    tell(lambda: {"dry_run": dry_run, "id": id, "pause": pause, "changed": bool(changed)}, [text])
    return ExitCode.FAILED if refused else ExitCode.DONE
