"""Series: listed, shown, found, added, changed, scanned for, removed and restored."""

from aniworld_web.rest.anime import (
    adding,
    changing,
    cover,
    explaining,
    listing,
    removing,
    scanning,
    searching,
    showing,
)

__all__ = ["OPERATIONS"]

OPERATIONS = (
    *listing.OPERATIONS,
    *cover.OPERATIONS,
    *searching.OPERATIONS,
    *adding.OPERATIONS,
    *scanning.OPERATIONS,
    *removing.OPERATIONS,
    *changing.OPERATIONS,
    *explaining.OPERATIONS,
    # Last, because a folder inside another one is any two names.
    *showing.OPERATIONS,
)
"""In the order in which they are looked through."""
