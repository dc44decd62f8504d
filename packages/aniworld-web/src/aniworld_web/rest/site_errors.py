"""What can go wrong when a catalogue site is asked, for the operations that ask one."""

from aniworld_core.errors import (
    AniworldError,
    Blocked,
    Gone,
    LayoutChanged,
    RateLimited,
    Unavailable,
)

__all__ = ["SITE_ERRORS"]

SITE_ERRORS: tuple[type[AniworldError], ...] = (
    Blocked,
    Gone,
    LayoutChanged,
    RateLimited,
    Unavailable,
)
