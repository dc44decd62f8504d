"""Who takes items of the queue."""

from collections.abc import Collection

from attrs import frozen

__all__ = ["Claimant"]


@frozen(kw_only=True)
class Claimant:
    """A process by its ``name``; items of series of other ``providers`` it leaves alone, empty = none."""

    name: str
    providers: Collection[str] = ()
