"""``aniw edit``: what is wanted of one series."""

import click

from aniworld_cli.command import Command, dry_run
from aniworld_cli.invocation import Invocation
from aniworld_cli.policy import policy
from aniworld_core import serde, validators
from aniworld_core.entities import Language

__all__ = ["command"]


@click.command("edit", cls=Command)
@click.argument("key", help="The key of a registered series.")
@click.option(
    "--languages",
    metavar="LIST",
    help='Its own languages in order of preference, such as ger-dub,ger-sub; "" for those of the settings.',
)
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
    monitored: bool | None,
    dry_run: bool,
) -> None:
    """Change which languages are wanted of a series, and whether it is monitored.

    What is queued already stays as it is.
    """
    if languages is None and monitored is None:
        raise click.UsageError(
            "Nothing to change: give --languages, --monitored or --unmonitored.",
            click.get_current_context(),
        )
    wanted = None if languages is None else _read(languages)
    with invocation.library(dry_run=dry_run) as library:
        series = library.catalog.configure(
            key, languages=wanted, monitored=monitored, dry_run=dry_run
        )
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
