"""``aniw edit``: what is wanted of one series."""

from typing import Any

import click

from aniworld_cli.command import Command, dry_run
from aniworld_cli.invocation import Invocation
from aniworld_cli.policy import policy
from aniworld_core import serde, validators
from aniworld_core.entities import Language
from aniworld_core.errors import InvalidValue

__all__ = ["command"]


@click.command("edit", cls=Command)
@click.argument("key", help="The key of a registered series.")
@click.option(
    "--languages",
    metavar="LIST",
    help='Its own languages in order of preference, such as ger-dub,ger-sub; "" for those of the settings.',
)
@click.option(
    "--wait-days",
    metavar="DAYS",
    help="How long an episode waits for the first of them once another one is offered; 0 = it is taken,"
    ' "" as the settings say. What was offered when the series was first read never waits.',
)
@click.option(
    "--replace/--keep",
    default=None,
    help="Whether a file in a later language is replaced when an earlier one is offered.",
)
@click.option("--replace-default", is_flag=True, help="Replace or keep as the settings say.")
@click.option(
    "--monitored/--unmonitored",
    default=None,
    help="Whether what it misses is listed and downloaded, and its page read again.",
)
@dry_run
@click.pass_obj
def command(
    invocation: Invocation,
    /,
    *,
    key: str,
    languages: str | None,
    wait_days: str | None,
    replace: bool | None,
    replace_default: bool,
    monitored: bool | None,
    dry_run: bool,
) -> None:
    """Change which languages are wanted of a series and when, and whether it is monitored.

    What is queued already stays as it is.
    """
    if replace_default and replace is not None:
        raise click.UsageError(
            "Give one of --replace, --keep and --replace-default.", click.get_current_context()
        )
    changes: dict[str, Any] = {}
    if languages is not None:
        changes["languages"] = _read(languages)
    if wait_days is not None:
        changes["wait_days"] = _days(wait_days)
    if replace_default or replace is not None:
        changes["replace"] = replace
    if monitored is not None:
        changes["monitored"] = monitored
    if not changes:
        raise click.UsageError(
            "Nothing to change: see aniw edit --help.", click.get_current_context()
        )
    with invocation.library(dry_run=dry_run) as library:
        series = library.catalog.configure(key, **changes, dry_run=dry_run)
    done = "Would change" if dry_run else "Changed"
    invocation.out.done(
        lambda: {"dry_run": dry_run, "series": serde.unstructure(series)},
        [
            f"{done} {series.title}:",
            *(f"  {name + ':':<11}{value}" for name, value in policy(series).items()),
        ],
    )


def _read(text: str) -> tuple[Language, ...]:
    parts = (part.strip() for part in text.split(","))
    return tuple(validators.language_code(part) for part in parts) if text.strip() else ()


def _days(text: str) -> int | None:
    if not text.strip():
        return None
    try:
        return int(text)
    except ValueError as error:
        raise InvalidValue(
            f"{text!r} is no number of days to wait.", hint='Give one such as 14, or "".'
        ) from error
