"""``aniw config set``: change a setting in the file."""

import click

from aniworld_cli.command import Command, dry_run
from aniworld_cli.invocation import Invocation

__all__ = ["command"]


@click.command("set", cls=Command)
@click.argument("name", help="Such as downloads.workers.")
@click.argument("value", help="As in TOML; a plain text needs no quotes, a list is `a, b`.")
@dry_run
@click.pass_obj
def command(invocation: Invocation, /, *, name: str, value: str, dry_run: bool) -> None:
    """Change a setting in the file, which keeps its comments; a wrong value changes nothing."""
    settings = invocation.settings
    settings.set(name, value, dry_run=dry_run)
    done = "Would set" if dry_run else "Set"
    invocation.out.show(
        lambda: {
            "dry_run": dry_run,
            "path": str(settings.path),
            "setting": name,
            "value": value,
        },
        [f"{done} {name} = {value} in {settings.path}."],
    )
