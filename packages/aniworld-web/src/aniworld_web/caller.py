"""Who asks."""

from attrs import frozen

from aniworld_core.entities import Scope

__all__ = ["Caller"]


@frozen(kw_only=True)
class Caller:
    """Who asks: a person's session, or the API key of this id; ``scope`` is what they may do."""

    scope: Scope
    session: str | None = None
    api_key: str | None = None
