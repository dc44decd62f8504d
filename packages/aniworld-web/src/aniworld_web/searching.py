"""Searching as pages and REST do it: what fails is logged, and what is registered is known."""

import logging
from collections.abc import Callable, Sequence

from aniworld_core.entities import SearchHit, SeriesKey
from aniworld_core.library import Library
from aniworld_core.services.catalog import SearchAnswer

__all__ = ["registered", "search"]

_log = logging.getLogger(__name__)


def search(library: Library, text: str, *, online: bool) -> Sequence[SearchAnswer]:
    """Search the title index, and ``online`` all sites too; raises InvalidValue, InvalidConfig."""
    answers = library.catalog.search(text, online=online)
    for answer in answers:
        if answer.error is not None:
            _log.warning("%s could not be searched: %s", answer.provider, answer.error.message)
    return answers


def registered(library: Library) -> Callable[[SearchHit], SeriesKey | None]:
    """Return what tells which registered series a hit is, None where it is none."""
    known = {(one.provider, one.ref.casefold()): one.key for one in library.store.series.ages()}
    return lambda hit: known.get((hit.provider, hit.ref.casefold()))
