"""``aniw undo``: take a rename back."""

from collections.abc import Iterator, Sequence

import click

from aniworld_cli.command import Command, dry_run
from aniworld_cli.exit_codes import ExitCode
from aniworld_cli.invocation import Invocation
from aniworld_cli.output import Block, Next
from aniworld_cli.renames import ask, carrying_out, code, document, kept, listed, summed_up
from aniworld_cli.tables import Column, Table
from aniworld_cli.text import when
from aniworld_core import serde
from aniworld_core.services.renaming import RenamePlan, RenameResult, RenameRun

__all__ = ["command"]

_COLUMNS = (
    Column("ID", fixed=True),
    Column("When", fixed=True),
    Column("Files", right=True),
    Column("Folders", right=True),
    Column("State"),
)


@click.command("undo", cls=Command)
@click.argument("id", required=False, help="A run that `aniw undo --list` shows; else the last.")
@click.option("--list", "listing", is_flag=True, help="List the runs that can be undone.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@dry_run
@click.pass_obj
def command(
    invocation: Invocation, /, *, id: str | None, listing: bool, yes: bool, dry_run: bool
) -> ExitCode:
    """Give the files of a rename their old names back.

    What was changed since then, or whose old name is taken by now, keeps its name and is told.
    """
    if listing and id is not None:
        raise click.UsageError("--list takes no ID.", click.get_current_context())
    if listing:
        _list(invocation)
        return ExitCode.DONE
    out = invocation.out
    with invocation.library(dry_run=dry_run) as library:
        if dry_run:
            plan = library.renaming.plan_undo(id)
            out.show(lambda: document(plan, dry_run=True), _planned(plan))
            return code(plan)
        if not yes:
            ask(invocation, library.renaming.plan_undo(id), "Rename back")
        onward = " ".join(filter(None, ("To go on: aniw undo", id)))
        with carrying_out(out, onward=onward) as report:
            result = library.renaming.undo(id, report)
    tell = out.done if code(result) is ExitCode.DONE else out.show
    tell(lambda: document(result, dry_run=False, id=result.id), _text(result))
    return code(result)


def _planned(plan: RenamePlan) -> Iterator[Block]:
    yield "Would be renamed back:" if plan.moves or plan.folders else "Nothing can be renamed back."
    yield from listed(plan)
    yield from kept(plan)


def _text(result: RenameResult) -> Iterator[Block]:
    yield from kept(result)
    yield summed_up(result, "Renamed back")


def _list(invocation: Invocation) -> None:
    with invocation.library() as library:
        runs = library.renaming.runs()
    invocation.out.show(lambda: {"runs": [serde.unstructure(run) for run in runs]}, _listed(runs))


def _listed(runs: Sequence[RenameRun]) -> Iterator[Block]:
    if not runs:
        yield "Nothing was renamed yet."
        return
    yield Table(
        _COLUMNS, ((run.id, when(run.at), run.files, run.folders, _state(run)) for run in runs)
    )
    if any(not run.undoes and not run.undone for run in runs):
        yield Next("aniw undo, or aniw undo ID")


def _state(run: RenameRun) -> str:
    if run.undoes:
        return f"undid {run.undoes}"
    return "undone" if run.undone else ""
