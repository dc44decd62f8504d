"""``aniw config check``: whether the settings file is in order."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from aniworld_cli.command import Command
from aniworld_cli.exit_codes import ExitCode
from aniworld_cli.invocation import Invocation

__all__ = ["command"]


@click.command("check", cls=Command)
@click.pass_obj
def command(invocation: Invocation, /) -> ExitCode:
    """Check the settings file; every wrong setting is named."""
    settings = invocation.settings
    problems = settings.check()
    invocation.out.show(
        lambda: {
            "path": str(settings.path),
            "problems": [{"setting": place, "problem": what} for place, what in problems],
        },
        _text(settings.path, problems),
    )
    return ExitCode.USAGE if problems else ExitCode.DONE


def _text(path: Path, problems: Sequence[tuple[str, str]]) -> Iterator[str]:
    if not path.is_file():
        yield f"There is no {path}; the defaults hold."
    elif not problems:
        yield f"{path} is in order."
    yield from (f"{place}: {what}" if place else what for place, what in problems)
