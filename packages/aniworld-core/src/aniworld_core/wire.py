"""Events as text, which other processes read, also those of an older or a newer version."""

import json
from typing import Any, get_args

from attrs import fields

from aniworld_core import serde
from aniworld_core.events import Event

__all__ = ["decode", "encode"]

_KINDS: dict[str, Any] = {kind.__name__: kind for kind in get_args(Event)}


def encode(event: Event) -> str:
    """Write an event as JSON: its ``event``, which is the name of its class, and its ``data``."""
    return json.dumps({"event": type(event).__name__, "data": serde.unstructure(event)})


def decode(text: str) -> Event:
    """Read an event; raises ValueError, whose message tells a person, for one that is unknown here.

    Fields that a newer version has are left out: what is known of an event is still true.
    """
    try:
        message = json.loads(text)
        name, data = message["event"], message["data"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise ValueError("it is no event") from error
    kind = _KINDS.get(name) if isinstance(name, str) else None
    if kind is None or not isinstance(data, dict):
        raise ValueError(f"events of the kind {str(name)[:100]!r} are unknown here")
    known = {one.name for one in fields(kind)}
    try:
        event: Event = serde.structure({key: data[key] for key in data if key in known}, kind)
    except Exception as error:
        raise ValueError(f"events of the kind {name!r} have another form here") from error
    return event
