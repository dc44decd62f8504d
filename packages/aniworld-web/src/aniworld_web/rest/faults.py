"""An error as a part of an answer that is a good one itself."""

from attrs import frozen

from aniworld_core.errors import AniworldError
from aniworld_web.problems import type_of

__all__ = ["Fault", "fault"]


@frozen(kw_only=True)
class Fault:
    """What went wrong: ``type`` as in problem documents, ``hint`` is what to do next."""

    type: str
    detail: str
    hint: str


def fault(error: AniworldError) -> Fault:
    """Return an error as answers tell it."""
    return Fault(type=type_of(type(error)), detail=error.message, hint=error.hint)
