"""A signed-in user's session."""

from datetime import datetime

from attrs import frozen

__all__ = ["Session"]


@frozen(kw_only=True)
class Session:
    """A session by its random id; it counts until ``expires`` unless it was ``revoked`` before."""

    id: str
    issued: datetime
    expires: datetime
    revoked: datetime | None = None
