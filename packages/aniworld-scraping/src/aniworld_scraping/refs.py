"""What a site calls a series in its addresses, and the key that is made of it."""

from urllib.parse import quote, unquote

from aniworld_core.errors import Gone, InvalidKey
from aniworld_core.keys import SeriesKey, from_slug

__all__ = ["key_of", "normal_ref"]


def normal_ref(slug: str) -> str:
    """Return a slug percent-encoded in one way, however it was written."""
    return quote(unquote(slug), safe="", errors="replace")


def key_of(ref: str) -> SeriesKey:
    """Return the key of a series by its ref; raises Gone when no key can be made of it."""
    try:
        return from_slug(ref)
    except InvalidKey as error:
        raise Gone(f"{ref!r} is no series of the site.", hint="Search for its title.") from error
