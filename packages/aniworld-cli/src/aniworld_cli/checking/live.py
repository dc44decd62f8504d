"""What a provider's own site answers; asked only when a person says so."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from aniworld_core.entities import SearchHit, Series
from aniworld_core.errors import ProviderError
from aniworld_core.plugins.checking import hit_faults, link_faults, series_faults
from aniworld_core.plugins.fitting import misfit
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
            lambda: hit_faults(provider.name, hits),
            lambda: f"search({query!r}) gives {len(hits)} hits",
        )
        ref = ref or _first(hits)
    if ref is None:
        return
    series = _called("series", lambda: provider.series(ref))
    yield from _told(
        lambda: series_faults(provider.name, ref, series),
        lambda: f"series({ref!r}) is {series.title!r} with {len(series.episodes)} episodes",
    )
    if not _fits(series):
        return
    episode = next((one.id for one in series.episodes if not one.upcoming), None)
    if episode is not None:
        links = _called("links", lambda: provider.links(ref, episode))
        yield from _told(lambda: link_faults(links), lambda: f"{episode} has {len(links)} links")


def _fits(series: object) -> bool:
    return isinstance(series, Series) and misfit(series, Series) is None


def _first(hits: object) -> str | None:
    if not isinstance(hits, Sequence) or not hits or not isinstance(hits[0], SearchHit):
        return None
    return hits[0].ref


def _called(name: str, call: Callable[[], T]) -> T:
    try:
        return call()
    except ProviderError:
        raise
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        raise _Refused(f"{name} raises {what}; only a ProviderError may leave it") from error


def _told(
    faults: Callable[[], Iterator[str]], well: Callable[[], str]
) -> Iterator[tuple[bool, str, str]]:
    try:
        found = list(faults())
    except Exception as error:  # noqa: BLE001 - a field holds something else than it promises
        found = [f"the answer holds something of a wrong type: {type(error).__name__}: {error}"]
    yield from ((False, fault, _AUTHOR) for fault in found)
    if not found:
        yield True, well(), ""
