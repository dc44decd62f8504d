"""What somebody has for a limited time."""

from datetime import datetime

from attrs import frozen

__all__ = ["LONGEST_NAME", "Lease"]

LONGEST_NAME = 200
"""Characters that the name of a lease, its holder or a pace may have: what is longer is cut by who asks."""


@frozen(kw_only=True)
class Lease:
    """A place under a name, held until a moment; who still needs it takes it again before."""

    name: str
    holder: str
    until: datetime
