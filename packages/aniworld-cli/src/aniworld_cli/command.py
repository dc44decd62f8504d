"""Options that many commands share."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from aniworld_cli.invocation import Invocation

__all__ = ["SharedOptions", "dry_run", "shared"]

F = TypeVar("F", bound=Callable[..., Any])

dry_run = click.option("--dry-run", is_flag=True, help="Show what would be done; change nothing.")
"""For every command that writes."""


def shared() -> list[click.Parameter]:
    """Return the options that mean the same before and after a command's name."""
    return [
        click.Option(
            ["--json", "as_json"],
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=_json,
            help="Print one JSON document on stdout, everything else on stderr.",
        ),
        click.Option(
            ["-v", "--verbose"],
            count=True,
            expose_value=False,
            callback=_verbose,
            help="Tell more; -vv also shows tracebacks.",
        ),
        click.Option(
            ["-q", "--quiet"],
            is_flag=True,
            expose_value=False,
            callback=_quiet,
            help="No progress and no notes.",
        ),
    ]


class SharedOptions(click.Command):
    """A command that also takes the shared options after its name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params += shared()


def _json(ctx: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's
    if value:
        ctx.ensure_object(Invocation).as_json = True


def _verbose(ctx: click.Context, _: click.Parameter, value: int) -> None:
    ctx.ensure_object(Invocation).verbosity += value


def _quiet(ctx: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's
    if value:
        ctx.ensure_object(Invocation).quiet = True
