"""What every command of ``aniw`` shares: options after its name, logging, dry runs."""

from typing import Any

import click

from aniworld_cli.invocation import Invocation

__all__ = ["EPISODES", "ITEM", "Command", "dry_run", "shared_options"]

EPISODES = "S01E03, S01 (a whole season) or S01E03-E07; season 0 holds films and specials."
"""What is said of every EPISODE argument."""

ITEM = "A number that `aniw queue list` shows."
"""What is said of every argument that names a queue item."""

dry_run = click.option("--dry-run", is_flag=True, help="Show what would be done; change nothing.")
"""For every command that writes."""


class Command(click.Command):
    """A command that takes the shared options after its name too; log messages go to stderr."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.params += shared_options()

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command with logging on."""
        # Imported here because --help needs no logging.
        from aniworld_cli.logs import shown

        invocation = ctx.ensure_object(Invocation)
        invocation.command = self.name or ""
        with shown(verbosity=invocation.verbosity, quiet=invocation.quiet):
            return super().invoke(ctx)


def shared_options() -> list[click.Parameter]:
    """Return the options that mean the same before and after a command's name."""
    return [
        click.Option(
            ["--json", "as_json"],
            is_flag=True,
            expose_value=False,
            callback=_take_json,
            help="Print one JSON document on stdout, everything else on stderr.",
        ),
        click.Option(
            ["-v", "--verbose"],
            count=True,
            expose_value=False,
            callback=_take_verbose,
            help="Tell more; -vv tells all and shows tracebacks.",
        ),
        click.Option(
            ["-q", "--quiet"],
            is_flag=True,
            expose_value=False,
            callback=_take_quiet,
            help="Print only what was asked for, and what failed.",
        ),
    ]


def _take_json(ctx: click.Context, _: click.Parameter, value: Any) -> None:
    ctx.ensure_object(Invocation).as_json |= value


def _take_verbose(ctx: click.Context, _: click.Parameter, value: Any) -> None:
    ctx.ensure_object(Invocation).verbosity += value


def _take_quiet(ctx: click.Context, _: click.Parameter, value: Any) -> None:
    ctx.ensure_object(Invocation).quiet |= value
