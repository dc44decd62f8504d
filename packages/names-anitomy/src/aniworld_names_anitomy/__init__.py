"""Reads file names of foreign layouts with anitomy-ng, behind the core's own rule."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from aniworld_core import hookimpl

if TYPE_CHECKING:
    from aniworld_core.ports import NameReader

__all__ = ["aniworld_name_readers"]


@hookimpl
def aniworld_name_readers() -> "Iterable[NameReader]":
    """Contribute the reader for foreign layouts."""
    from aniworld_names_anitomy.reader import AnitomyReader

    return [AnitomyReader()]
