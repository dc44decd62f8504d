"""What a provider's own site answers; asked only when a person says so."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from aniworld_core.errors import ProviderError
from aniworld_core.plugins.checking import hit_faults, link_faults, series_faults
from aniworld_core.ports import Provider

__all__ = ["live"]

T = TypeVar("T")
_AUTHOR = "Mend the provider; ProviderContract shows it without the site."


class _Refused(Exception):
    """The site did not answer; the text is what there is to say."""


def live(provider: Provider, query: str | None, ref: str | None) -> Iterator[tuple[bool, str, str]]:
    """Search for ``query``, read ``ref`` (or the first hit) and the links of one episode."""
    try:
        yield from _live(provider, query, ref)
    except _Refused as refused:
        yield False, str(refused), _AUTHOR
    except ProviderError as error:
        yield False, error.message, error.hint


def _live(
    provider: Provider, query: str | None, ref: str | None
) -> Iterator[tuple[bool, str, str]]:
    if query is not None:
        hits = _called("search", lambda: provider.search(query))
        yield from _told(
            hit_faults(provider.name, hits), f"search({query!r}) gives {len(hits)} hits"
        )
        ref = ref or (hits[0].ref if hits else None)
    if ref is None:
        return
    series = _called("series", lambda: provider.series(ref))
    yield from _told(
        series_faults(provider.name, ref, series),
        f"series({ref!r}) is {series.title!r} with {len(series.episodes)} episodes",
    )
    episode = next((one.id for one in series.episodes if not one.upcoming), None)
    if episode is not None:
        links = _called("links", lambda: provider.links(ref, episode))
        yield from _told(link_faults(links), f"{episode} has {len(links)} links")


def _called(name: str, call: Callable[[], T]) -> T:
    try:
        return call()
    except ProviderError:
        raise
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        raise _Refused(f"{name} raises {what}; only a ProviderError may leave it") from error


def _told(faults: Iterator[str], well: str) -> Iterator[tuple[bool, str, str]]:
    found = list(faults)
    yield from ((False, fault, _AUTHOR) for fault in found)
    if not found:
        yield True, well, ""
