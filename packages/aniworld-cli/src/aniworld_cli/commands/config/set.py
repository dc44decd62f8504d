"""``aniw config set``: change a setting in the file."""

from pathlib import Path

import click

from aniworld_cli.command import Command, dry_run
from aniworld_cli.invocation import Invocation

__all__ = ["command"]

_FOLDERS = ("library", "data")


# Else a value such as -1 would be taken for an option.
@click.command("set", cls=Command, context_settings={"ignore_unknown_options": True})
@click.argument("name", help="Such as downloads.workers.")
@click.argument("value", help="As in TOML; a plain text needs no quotes, a list is `a, b`.")
@dry_run
@click.pass_obj
def command(invocation: Invocation, /, *, name: str, value: str, dry_run: bool) -> None:
    """Change a setting in the file, which keeps its comments; a wrong value changes nothing."""
    settings = invocation.settings
    if name in _FOLDERS:
        value = _absolute(value)
    settings.set(name, value, dry_run=dry_run)
    done = "Would set" if dry_run else "Set"
    invocation.out.done(
        lambda: {
            "dry_run": dry_run,
            "path": str(settings.path),
            "setting": name,
            "value": value,
        },
        [f"{done} {name} = {value} in {settings.path}."],
    )
    if name == "data":
        invocation.out.warn(
            "Library, password and keys stay in the data folder of before; move its files yourself."
        )


def _absolute(value: str) -> str:
    """Return a folder as seen from here: the program is started elsewhere the next time."""
    folder = value.strip("\"'")
    return str(Path(folder).expanduser().absolute()) if folder else value
