"""The page of events: what each one says, with its JSON form."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from types import NoneType, UnionType
from typing import Any, get_args, get_type_hints

from aniworld_core import serde
from aniworld_core.entities import ConditionKind, EpisodeId, Failure, MigrationResult, SeriesKey
from aniworld_core.events import Event
from tools.docs.markdown import GENERATED, doc

__all__ = ["example", "page"]

_INTRODUCTION = """
Notices of what happened, from `aniworld_core.events`. A sink (hook `aniworld_sinks`) is called with
every one of them, from any thread, and returns fast; the truth itself is in the store. Match on the
class:

```python
from aniworld_core.events import DownloadFinished, Event


def sink(event: Event) -> None:
    match event:
        case DownloadFinished(key=key, episode=episode, path=path):
            print(f"{key} {episode} is in {path}")
```

`aniworld_core.serde.unstructure(event)` gives the JSON form shown with each. Sizes are bytes, spans
seconds, times UTC.
"""

_SAMPLES: Mapping[Any, Any] = {
    SeriesKey: SeriesKey("attack-on-titan"),
    EpisodeId: EpisodeId(1, 3),
    datetime: datetime(2026, 11, 22, 15, 30, tzinfo=UTC),
    MigrationResult: MigrationResult(
        total_found=12,
        migrated=10,
        skipped=1,
        failed=1,
        errors=(Failure(path="Old Show/data", reason="it is no JSON"),),
    ),
    ConditionKind: ConditionKind.UNAVAILABLE,
    bool: True,
    int: 12,
    float: 2.5,
}
_TEXTS = {
    "provider": "aniworld",
    "title": "Attack on Titan",
    "hoster": "VOE",
    "language": "ger-dub",
    "path": "Attack on Titan (2013)/Season 01/Attack on Titan S01E03.mkv",
    "reason": "the site does not answer",
}


def page() -> str:
    """Return docs/events.md."""
    parts = [f"# Events\n\n{GENERATED}\n{_INTRODUCTION}"]
    for event in get_args(Event):
        form = json.dumps(serde.unstructure(example(event)), indent=2, ensure_ascii=False)
        parts.append(f"## {event.__name__}\n\n{doc(event)}\n\n```json\n{form}\n```\n")
    return "\n".join(parts)


def example(event: type[Event]) -> Event:
    """Make an event with a telling value in every field."""
    hints = get_type_hints(event)
    return event(**{name: _value(name, kind) for name, kind in hints.items()})


def _value(name: str, kind: Any) -> Any:
    if isinstance(kind, UnionType):
        kind = next(part for part in get_args(kind) if part is not NoneType)
    if kind is str:
        return _TEXTS[name]
    if kind in _SAMPLES:
        return _SAMPLES[kind]
    return next(iter(kind))
