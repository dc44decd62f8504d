"""``aniw rename``: give the files of the library the names of the template."""

from collections.abc import Iterator

import click

from aniworld_cli import progress
from aniworld_cli.command import Command, dry_run
from aniworld_cli.exit_codes import ExitCode
from aniworld_cli.invocation import Invocation
from aniworld_cli.output import Block
from aniworld_cli.renames import ask, carrying_out, code, document, kept, listed, summed_up
from aniworld_cli.text import count
from aniworld_core.services.renaming import RenamePlan, RenameResult

__all__ = ["command"]


@click.command("rename", cls=Command)
@click.argument("keys", metavar="[KEY]...", nargs=-1, help="Only these series.")
@click.option("--foreign", is_flag=True, help="Rename files too that other programs named.")
@click.option("--folders", is_flag=True, help="Rename the folders of the series too.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@dry_run
@click.pass_obj
def command(
    invocation: Invocation,
    /,
    *,
    keys: tuple[str, ...],
    foreign: bool,
    folders: bool,
    yes: bool,
    dry_run: bool,
) -> ExitCode:
    """Give files the names that naming.template says; subtitles, notes and images go along.

    Nothing is ever overwritten: what cannot be renamed keeps its name, and the reason is told. A crash
    or kill is mended by the next command; `aniw undo` takes the last run back.
    """
    out = invocation.out
    with invocation.library(dry_run=dry_run) as library:
        if not dry_run:
            library.renaming.recover()  # else the plan would rest on names that are no more
        with progress.counting(out, "Series") as report:
            plan = library.renaming.plan(*keys, foreign=foreign, folders=folders, report=report)
        todo = bool(plan.moves or plan.folders)
        if not dry_run and todo:
            if not yes:
                ask(invocation, plan, "Rename")
            onward = "To go on: aniw rename. To take it back: aniw undo"
            with carrying_out(out, onward=onward) as report:
                result = library.renaming.run(plan, report)
        else:
            result = RenameResult(skipped=plan.skipped)
    tell = out.done if code(result) is ExitCode.DONE and not dry_run else out.show
    tell(
        lambda: {
            **document(plan if dry_run else result, dry_run=dry_run, id=result.id),
            "foreign": plan.foreign,
            "fitting": plan.fitting,
        },
        _text(plan, result, dry_run=dry_run),
    )
    return code(result)


def _text(plan: RenamePlan, result: RenameResult, *, dry_run: bool) -> Iterator[Block]:
    todo = bool(plan.moves or plan.folders)
    if dry_run and todo:
        yield "Would be renamed:"
        yield from listed(plan)
    yield from kept(result)
    if todo and not dry_run:
        yield summed_up(result, "Renamed")
        if result.id:
            yield "To take it back: aniw undo"
    elif not todo:
        yield f"Nothing is to be renamed; {count(plan.fitting, 'file')} named by the template."
    if plan.foreign:
        yield (
            f"{count(plan.foreign, 'file')} named by other programs left as they are; "
            "to rename them too: aniw rename --foreign"
        )
