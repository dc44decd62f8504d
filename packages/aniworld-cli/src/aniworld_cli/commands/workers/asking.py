"""Asking processes for something: one way for both orders."""

from collections.abc import Sequence

import click

from aniworld_cli.commands.workers.shown import document
from aniworld_cli.invocation import Invocation
from aniworld_core.entities import WorkerOrder
from aniworld_core.errors import NotFound
from aniworld_core.library import Library
from aniworld_core.services.workers import WorkerView

__all__ = ["NAME", "all_processes", "ask", "on_host"]

NAME = "A name that `aniw workers` shows."
"""What is said of every argument that names a process."""

on_host = click.option("--host", metavar="HOST", help="All that work off the queue on this host.")
"""The processes of one host."""

all_processes = click.option(
    "everything", "--all", is_flag=True, help="All that work off the queue, on every host."
)
"""All processes."""


def ask(
    invocation: Invocation,
    order: WorkerOrder,
    *,
    names: Sequence[str],
    host: str | None,
    everything: bool,
    dry_run: bool,
) -> None:
    """Ask the chosen processes and say so; raises NotFound when one of them, or none, is there."""
    if sum((bool(names), host is not None, everything)) != 1:
        raise click.UsageError(
            "Give the names of processes, --host, or --all.", click.get_current_context()
        )
    with invocation.library(dry_run=dry_run) as library:
        chosen = _named(library, names) if names else _working(library, host)
        if not dry_run:
            chosen = [library.workers.ask(view.process.name, order) for view in chosen]
    verb = "Would be asked" if dry_run else "Asked"
    much = "1 process" if len(chosen) == 1 else f"{len(chosen)} processes"
    invocation.out.done(
        lambda: {"dry_run": dry_run, "asked": [document(view) for view in chosen]},
        [f"{verb} to {order}, {much}:", *(f"  {view.process.name}" for view in chosen)],
    )


def _named(library: Library, names: Sequence[str]) -> list[WorkerView]:
    alive = {view.process.name: view for view in library.workers.all() if view.alive}
    for name in names:
        if name not in alive:
            raise NotFound(
                f"No process {name} works on this store.", hint="See who does: aniw workers"
            )
    return [alive[name] for name in dict.fromkeys(names)]


def _working(library: Library, host: str | None) -> list[WorkerView]:
    found = [
        view
        for view in library.workers.all()
        if view.alive and view.process.downloads and host in {None, view.process.host}
    ]
    if not found:
        where = "" if host is None else f" on {host}"
        raise NotFound(
            f"No process works the queue off{where}.", hint="See who is there: aniw workers"
        )
    return found
