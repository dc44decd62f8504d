"""What is wrong with the answers of a provider."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from aniworld_core.entities import (
    Episode,
    EpisodeId,
    Language,
    Link,
    Release,
    ReleaseKind,
    SearchHit,
    Series,
    SeriesKey,
    Title,
)
from aniworld_core.plugins.checking.texts import is_shown, is_web_address

__all__ = ["hit_faults", "link_faults", "release_faults", "series_faults", "title_faults"]

T = TypeVar("T")


def hit_faults(provider: str, hits: object) -> Iterator[str]:
    """Yield what is wrong with the hits of a search."""
    yield from _list_faults(hits, SearchHit)
    good = _good(hits, SearchHit)
    yield from _twice("the ref", (hit.ref for hit in good))
    for hit in good:
        if hit.provider != provider:
            yield f"the hit {hit.ref!r} names the provider {hit.provider!r}, not {provider!r}"
        if not hit.ref:
            yield f"the hit {hit.title!r} has no ref to ask for"
        if not is_shown(hit.title):
            yield _unshown(f"the title of the hit {hit.ref!r}", hit.title)
        yield from _addresses(f"the hit {hit.ref!r}", link=hit.link, cover=hit.cover)


def series_faults(provider: str, ref: str, series: object) -> Iterator[str]:
    """Yield what is wrong with the series that was asked for by ``ref``."""
    if not isinstance(series, Series):
        yield f"{ref!r} is answered with {type(series).__name__}, not Series"
        return
    if series.provider != provider:
        yield f"the series names the provider {series.provider!r}, not {provider!r}"
    if series.ref != ref:
        yield f"the series has the ref {series.ref!r}, not {ref!r} as it was asked for"
    yield from _kinds("the key", [series.key], SeriesKey)
    if not is_shown(series.title):
        yield _unshown("the title", series.title)
    if series.title in series.aliases:
        yield f"the title {series.title!r} is among its own aliases"
    yield from _twice("the alias", series.aliases)
    if series.folder is not None:
        yield "the series has a folder: that is the user's, leave it out"
    yield from _addresses("the series", link=series.link, cover=series.cover)
    yield from _episode_faults(series.episodes)


def link_faults(links: object) -> Iterator[str]:
    """Yield what is wrong with the links of an episode."""
    yield from _list_faults(links, Link)
    good = _good(links, Link)
    yield from _twice("the link", good)
    for link in good:
        if not is_shown(link.hoster):
            yield _unshown(f"the hoster of {link.url!r}", link.hoster)
        yield from _kinds(f"the language of {link.url!r}", [link.language], Language)
        if not is_web_address(link.url):
            yield f"the link {link.url!r} is no http or https address"


def title_faults(provider: str, titles: object) -> Iterator[str]:
    """Yield what is wrong with a site's whole list."""
    yield from _list_faults(titles, Title)
    good = _good(titles, Title)
    if not good:
        yield "the whole list is empty: that is LayoutChanged"
    yield from _twice("the ref", (title.ref for title in good))
    for title in good:
        if title.provider != provider:
            yield f"the title {title.ref!r} names the provider {title.provider!r}"
        if not is_shown(title.title):
            yield _unshown(f"the title of {title.ref!r}", title.title)
        if title.title in title.aliases:
            yield f"the title {title.title!r} is among its own aliases"
        yield from _addresses(f"the title {title.ref!r}", link=title.link)


def release_faults(provider: str, kind: ReleaseKind, releases: object) -> Iterator[str]:
    """Yield what is wrong with the releases of one kind."""
    yield from _list_faults(releases, Release)
    for release in _good(releases, Release):
        name = f"the release {release.ref!r} {release.episode}"
        if release.provider != provider:
            yield f"{name} names the provider {release.provider!r}"
        if release.kind is not kind:
            yield f"{name} is of the kind {release.kind}, not {kind}"
        if not release.ref:
            yield f"{name} does not say of which series it is"
        if not is_shown(release.title):
            yield _unshown(f"the title of {name}", release.title)
        if release.at is not None and release.at.utcoffset() is None:
            yield f"the moment of {name} has no time zone"
        yield from _addresses(name, link=release.link)


def _episode_faults(episodes: Sequence[Episode]) -> Iterator[str]:
    yield from _list_faults(episodes, Episode)
    good = _good(episodes, Episode)
    ids = [episode.id for episode in good]
    yield from _twice("the episode", ids)
    if ids != sorted(ids):
        yield "the episodes are not in the order of their ids"
    for episode in good:
        yield from (f"{episode.id}: {fault}" for fault in _one_episode(episode))


def _one_episode(episode: Episode) -> Iterator[str]:
    if episode.id < EpisodeId(0, 0):
        yield "season and number cannot be negative"
    if episode.absolute is not None and episode.absolute < 0:
        yield f"the absolute number {episode.absolute} is negative"
    yield from _kinds("a language", episode.languages, Language)
    if any(not is_shown(hoster) for hoster in episode.hosters):
        yield _unshown("a hoster", str(episode.hosters))
    for text in (episode.title, episode.original_title):
        if text and not is_shown(text):
            yield _unshown("a title", text)
    yield from _twice("the language", episode.languages)
    yield from _twice("the hoster", episode.hosters)
    if episode.upcoming and episode.hosters:
        yield "it is upcoming and has hosters, but announced means: no link yet"
    if episode.ignored:
        yield "it is marked as ignored, which only the user does"


def _list_faults(values: object, kind: type) -> Iterator[str]:
    if not isinstance(values, Sequence) or isinstance(values, str | bytes):
        yield f"the answer is {type(values).__name__}, not a list or tuple of {kind.__name__}"
        return
    for name in sorted({type(value).__name__ for value in values if not isinstance(value, kind)}):
        yield f"the answer holds {name}, not only {kind.__name__}"


def _good(values: object, kind: type[T]) -> list[T]:
    if not isinstance(values, Sequence):
        return []
    return [value for value in values if isinstance(value, kind)]


def _twice(what: str, values: Iterable[Hashable]) -> Iterator[str]:
    for value, count in Counter[Any](values).items():
        if count > 1:
            yield f"{what} {str(value)!r} is there {count} times"


def _kinds(what: str, values: Iterable[object], kind: type) -> Iterator[str]:
    for value in values:
        if not isinstance(value, kind):
            yield f"{what} is {value!r}, no {kind.__name__}"


def _addresses(what: str, **addresses: str) -> Iterator[str]:
    for name, url in addresses.items():
        if url and not is_web_address(url):
            yield f"the {name} of {what} is {url!r}, no http or https address"


def _unshown(what: str, text: object) -> str:
    return f"{what} is {text!r}: a text must not be empty, and have single blanks and no control characters"
