"""Pausing and resuming: one switch in two directions, for an item or for the whole queue."""

from aniworld_cli.commands.queue import items
from aniworld_cli.exit_codes import ExitCode
from aniworld_cli.invocation import Invocation

__all__ = ["switch"]


def switch(invocation: Invocation, id: int | None, *, pause: bool, dry_run: bool) -> ExitCode:
    """Pause or resume and say so; an item that is in no state for it leaves with FAILED."""
    with invocation.library(dry_run=dry_run) as library:
        if id is not None:
            items.find(library, [id])
        change = library.queue.pause if pause else library.queue.resume
        changed = not dry_run and change(id)
    refused = id is not None and not changed and not dry_run
    what = "The whole queue" if id is None else f"Item {id}"
    if refused:
        text = f"{what} {'is not waiting' if pause else 'is not paused'}; nothing was changed."
    else:
        verb = "would be" if dry_run else "is"
        text = f"{what} {verb} {'paused' if pause else 'going on'}."
    tell = invocation.out.show if refused else invocation.out.done
    tell(lambda: {"dry_run": dry_run, "id": id, "pause": pause, "changed": bool(changed)}, [text])
    return ExitCode.FAILED if refused else ExitCode.DONE
