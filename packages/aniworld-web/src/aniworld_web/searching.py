"""Searching as pages and REST do it: what fails is logged, and what is registered is known."""

import logging
from collections.abc import Callable, Sequence

from aniworld_core import keys
from aniworld_core.entities import SearchHit, SeriesKey
from aniworld_core.errors import InvalidKey
from aniworld_core.library import Library
from aniworld_core.services.catalog import SearchAnswer

__all__ = ["registered", "search"]

_log = logging.getLogger(__name__)


def search(library: Library, text: str) -> Sequence[SearchAnswer]:
    """Search all sites."""
    answers = library.catalog.search(text)
    for answer in answers:
        if answer.error is not None:
            _log.warning("%s could not be searched: %s", answer.provider, answer.error.message)
    return answers


def registered(library: Library) -> Callable[[SearchHit], SeriesKey | None]:
    """Return what tells which registered series a hit is, None where it is none."""
    known = {one.key: one for one in library.store.series.names()}

    def key_of(hit: SearchHit) -> SeriesKey | None:
        try:
            key = keys.from_slug(hit.ref)
        except InvalidKey:
            return None
        # A series whose key another site had taken got its own site's name behind it.
        for candidate in (key, keys.from_slug(f"{key}-{hit.provider}")):
            series = known.get(candidate)
            if series is not None and series.provider == hit.provider:
                return candidate
        return None

    return key_of
