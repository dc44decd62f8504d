"""The check of what carries events to other processes."""

from collections.abc import Iterator
from datetime import timedelta
from math import ceil

from aniworld_core.errors import NotPossible
from aniworld_core.ports import Answers, Relay

__all__ = ["relay"]

_LATE = timedelta(milliseconds=200)
"""From when on an answer is late: what others do is seen later than the eye takes to notice."""


def relay(opened: Relay | None) -> Iterator[tuple[bool | None, str, str]]:
    """Look whether the relay answers, and how soon; one that is late is a warning.

    Raises AniworldError where it does not answer. Without one there is nothing to be mended.
    """
    if opened is None:
        yield True, "none is set: what other processes do is seen by looking", ""
        return
    try:
        late = opened.ping() if isinstance(opened, Answers) else None
    except NotPossible:
        late = None
    if late is None:
        yield True, "is set, and cannot tell whether it reaches anybody", ""
        return
    fix = "Nothing, if it passes. Else see what its server or the network is busy with."
    text = f"answers after {ceil(late / timedelta(milliseconds=1))} ms"
    yield (None if late >= _LATE else True), text, fix
