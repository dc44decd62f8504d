"""How reading the sites' whole lists went."""

from datetime import datetime

from attrs import frozen

from aniworld_core.errors import ProviderError

__all__ = ["ListRead"]


@frozen(kw_only=True)
class ListRead:
    """How it stands with one provider's list.

    ``titles`` are in the index now, ``read`` at that time (None = never). ``asked`` tells whether the site
    was asked this time; ``error`` says why what it answered was not taken, and then the old list stays.
    """

    provider: str
    titles: int
    read: datetime | None
    asked: bool
    error: ProviderError | None = None
