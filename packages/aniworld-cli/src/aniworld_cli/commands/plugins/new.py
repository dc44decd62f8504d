"""``aniw plugins new``: the beginning of a plugin of one's own."""

from collections.abc import Iterator
from pathlib import Path

import click

from aniworld_cli.command import Command, dry_run
from aniworld_cli.invocation import Invocation
from aniworld_cli.output import Block, Next
from aniworld_cli.skeletons import KINDS, checked_name, skeleton, write
from aniworld_core.errors import AlreadyThere

__all__ = ["command"]


@click.command("new", cls=Command)
@click.argument("name", help="Short name of the site or program, such as my-site.")
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    default="provider",
    help="What it is: a catalogue site, a hoster, or data of another program.  [default: provider]",
)
@click.option(
    "--in",
    "parent",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="Folder in which the plugin's folder is made, if not this one.",
)
@dry_run
@click.pass_obj
def command(
    invocation: Invocation, /, *, name: str, kind: str, parent: Path, dry_run: bool
) -> None:
    """Write a small plugin that works and passes its tests at once, to be changed into yours.

    A folder aniworld-KIND-NAME is made; one that exists is never touched.
    """
    contents = skeleton(checked_name(name), kind)
    trial = invocation.trial(invocation.config)
    if trial.manager.has_plugin(name) or (kind == "provider" and name in trial.providers):
        raise AlreadyThere(
            f"An installed plugin or provider is named {name} already.",
            hint="Choose another name: of two with one name, the second is shown as broken.",
        )
    folder = parent / f"aniworld-{kind}-{name}"
    if not dry_run:
        write(folder, contents)
    invocation.out.show(
        lambda: {"dry_run": dry_run, "folder": str(folder), "files": list(contents)},
        _text(folder, contents, dry_run=dry_run),
    )


def _text(folder: Path, contents: object, *, dry_run: bool) -> Iterator[Block]:
    would = "Would write" if dry_run else "Wrote"
    yield f"{would} {folder}:"
    if isinstance(contents, dict):
        yield from (f"  {path}" for path in contents)
    if not dry_run:
        yield Next(f"cd {folder} && pip install -e .[test] && pytest")
