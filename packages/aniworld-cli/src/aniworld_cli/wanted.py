"""Options that say what is wanted of new downloads, where that differs from the settings."""

from collections.abc import Callable
from typing import Any, TypeVar

import click
from attrs import evolve

from aniworld_core import validators
from aniworld_core.entities import Language, Wanted

__all__ = ["wanted_options", "wanted_with"]

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS = (
    click.option(
        "languages",
        "--language",
        multiple=True,
        metavar="LANGUAGE",
        help="ger-dub, ger-sub, eng-dub, eng-sub or other:TOKEN; several in order of preference.",
    ),
    click.option(
        "hosters",
        "--hoster",
        multiple=True,
        metavar="NAME",
        help="Preferred hoster; several in order of preference.",
    ),
    click.option("--quality", metavar="QUALITY", help="best, worst, 360p, 480p, 720p or 1080p."),
)


def wanted_options(command: F) -> F:
    """Give a command the options ``--language``, ``--hoster`` and ``--quality``."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def wanted_with(
    settings: Wanted, *, languages: tuple[str, ...], hosters: tuple[str, ...], quality: str | None
) -> Wanted:
    """Return the policy of the settings with what the options say instead; raises InvalidValue.

    It has languages only where an option names some, so that else each series' own ones count.
    """
    changes: dict[str, Any] = {"languages": tuple(map(Language, languages))}
    if hosters:
        changes["hosters"] = hosters
    if quality is not None:
        changes["quality"] = validators.quality(quality)
    return evolve(settings, **changes)
