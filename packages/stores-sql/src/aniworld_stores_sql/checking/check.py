"""All checks of a store, one after the other."""

from collections.abc import Iterator, Sequence
from itertools import islice

from attrs import frozen

from aniworld_core.errors import CorruptStore, NewerSchema
from aniworld_core.services.health import Finding
from aniworld_stores_sql import unfinished
from aniworld_stores_sql.checking.counts import counts
from aniworld_stores_sql.checking.engine import engine
from aniworld_stores_sql.checking.fault import Check
from aniworld_stores_sql.checking.queue import queue_states
from aniworld_stores_sql.checking.references import references
from aniworld_stores_sql.checking.values import values
from aniworld_stores_sql.looking import Looked, looked_at, require_current

__all__ = ["check"]

_SHOWN = 5
"""Faults of a check that are named; further ones are counted."""

_BACKUP = "Put a backup in its place."
_SCAN = (
    "Count again: `aniw scan --full --refresh-all`; titles and releases with `aniw index --force`."
)
_TURN = "Turn each off and on: `aniw queue pause ID`, `aniw queue resume ID`; else `aniw queue remove ID`."


@frozen
class _Step:
    name: str
    check: Check
    well: str
    fix: str


_STEPS = (
    _Step("database", engine, "the engine's own check found no fault", _BACKUP),
    _Step("references", references, "every row that another one refers to is there", _BACKUP),
    _Step("values", values, "every value can be read", _BACKUP),
    _Step("counts", counts, "what is counted agrees with the rows", _SCAN),
    _Step("queue", queue_states, "no item contradicts itself", _TURN),
)


def check(url: str) -> Sequence[Finding]:
    """Return what each check of a store found, read in one state of it.

    Raises InvalidConfig or StoreError where there is no store to be looked at, NotPossible where it is empty
    or has an older schema.
    """
    try:
        with looked_at(url) as looked:
            return list(_found(require_current(looked)))
    except (CorruptStore, NewerSchema) as error:
        # What opening it would refuse, too, is an answer.
        return [Finding(name="store", ok=False, text=error.message, fix=error.hint)]


def _found(store: Looked) -> Iterator[Finding]:
    yield Finding(name="store", ok=True, text=f"{store.place}, schema version {store.version}")
    with store.database.read() as connection:
        begun = unfinished.source_of(connection)
        if begun is not None:
            text = f"it is an unfinished copy of {begun.place}"
            yield Finding(
                name="copy", ok=False, text=text, fix="Run the same `aniw store copy` again."
            )
        for step in _STEPS:
            try:
                faults = list(islice(step.check(connection), _SHOWN + 1))
            except CorruptStore as error:
                yield Finding(name=step.name, ok=False, text=error.message, fix=error.hint)
                return  # nothing that is read from here on can be trusted
            yield _finding(step, faults)


def _finding(step: _Step, faults: Sequence[str]) -> Finding:
    if not faults:
        return Finding(name=step.name, ok=True, text=step.well)
    more = "; and more" if len(faults) > _SHOWN else ""
    text = "; ".join(faults[:_SHOWN]) + more
    return Finding(name=step.name, ok=False, text=text, fix=step.fix)
