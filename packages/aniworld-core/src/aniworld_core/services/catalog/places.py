"""Where a link or a key may be found, and what is in the way of registering it."""

from collections.abc import Iterable, Mapping, Sequence

from aniworld_core import keys, validators
from aniworld_core.entities import Series, SeriesKey, SeriesSummary
from aniworld_core.errors import AlreadyThere, Gone, InvalidValue, ProviderError
from aniworld_core.plugins import GuardedProvider

__all__ = ["Known", "Place", "free_key", "places", "read", "refuse_taken"]

Known = Mapping[SeriesKey, SeriesSummary]
"""The registered series."""

Place = tuple[GuardedProvider, str]
"""A provider, and what it calls the series."""


def places(
    text: str, providers: Sequence[GuardedProvider], known: Known, *, as_ref: bool = False
) -> Sequence[Place]:
    """List where a link or key may be found; ``as_ref`` means that the text may be a site's own word.

    Raises AlreadyThere for a registered series, InvalidValue for a text that is neither key nor link.
    """
    if "://" in text:
        found = _of_link(text, providers)
    elif as_ref:
        found = [(provider, text) for provider in providers]
    else:
        found = _of_key(text, providers)
    for provider, ref in found:
        registered = known.get(keys.from_slug(ref))
        if registered is not None and registered.provider == provider.name:
            raise _already(registered)
    return found


def read(found: Sequence[Place]) -> Series:
    """Read the series from the first place that has it; raises ProviderError when none has."""
    failures: list[ProviderError] = []
    for provider, ref in found:
        try:
            return provider.series(ref)
        except ProviderError as error:
            failures.append(error)
    # A site that could not answer may well have the series: say that rather than "does not exist".
    raise next((error for error in failures if not isinstance(error, Gone)), failures[0])


def free_key(series: Series, known: Known) -> SeriesKey:
    """Return the series' key, with its site's name behind it when another site uses the same one."""
    for key in (series.key, keys.from_slug(f"{series.key}-{series.provider}")):
        registered = known.get(key)
        if registered is None:
            return key
        if registered.provider == series.provider:
            raise _already(registered)
    raise _already(known[series.key])


def refuse_taken(folder: str, known: Iterable[SeriesSummary]) -> None:
    """Raise AlreadyThere when another series has the folder."""
    owner = next((one for one in known if one.folder == folder), None)
    if owner is not None:
        raise AlreadyThere(
            f"The folder {folder!r} already belongs to {owner.key}.",
            hint=f"To take it from there first: aniw match --forget {folder!r}",
            key=owner.key,
        )


def _of_link(url: str, providers: Sequence[GuardedProvider]) -> Sequence[Place]:
    hosts = frozenset(host for provider in providers for host in provider.hosts)
    url = validators.catalogue_url(url, hosts)
    found = [(provider, ref) for provider in providers if (ref := provider.ref_of(url)) is not None]
    if not found:
        raise InvalidValue(f"{url} is not the address of a series.")
    return found


def _of_key(text: str, providers: Sequence[GuardedProvider]) -> Sequence[Place]:
    key = keys.validate(text)
    return [(provider, key) for provider in providers]


def _already(series: SeriesSummary) -> AlreadyThere:
    return AlreadyThere(
        f"{series.title} is registered as {series.key}.",
        hint=f"See: aniw show {series.key}",
        key=series.key,
    )
