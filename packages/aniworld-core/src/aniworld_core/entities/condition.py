"""How a provider is doing, as its last answers showed."""

from datetime import datetime, timedelta
from enum import StrEnum

from attrs import frozen

__all__ = ["RATE_LIMIT", "Condition", "ConditionKind"]

RATE_LIMIT = timedelta(minutes=5)
"""How long to wait when a site asks to wait but does not say how long."""


class ConditionKind(StrEnum):
    """What is in the way of asking a provider."""

    WORKING = "working"
    RESTING = "resting"
    """It asked for a wait, or our own budget of requests is used up."""
    BLOCKED = "blocked"
    """It refuses us, or shows a challenge."""
    LAYOUT_CHANGED = "layout-changed"
    """Its pages lack what this program knows them by."""
    UNAVAILABLE = "unavailable"
    """It does not answer."""


@frozen(kw_only=True)
class Condition:
    """A provider's condition since a moment; it is not asked before ``until`` (None: it may be asked).

    ``provider`` is its name or, for the opening of its links, the name and ``links``, as in ``sto links``:
    sites may refuse those alone. ``reason`` is the error's own text, which for a changed layout names the
    missing mark. ``failures`` counts the failures in a row that led here.
    """

    provider: str
    kind: ConditionKind
    since: datetime
    until: datetime | None = None
    reason: str = ""
    failures: int = 0

    def rests_at(self, moment: datetime) -> bool:
        """Tell whether the provider is to be left alone at a moment."""
        return self.until is not None and self.until > moment
