"""Comparing two stores row by row, before anything is written."""

from collections.abc import Callable, Iterator

from attrs import field, frozen
from sqlalchemy import Connection

from aniworld_core.errors import NotPossible
from aniworld_stores_sql.copying.limits import limits
from aniworld_stores_sql.copying.pairs import paired
from aniworld_stores_sql.plain import PlainTable, Row, rows

__all__ = ["Examined", "examine", "refuse_faults"]

_SHOWN = 5
"""Faults that are named; the others are counted."""


@frozen(kw_only=True)
class Examined:
    """What stands in the way of a copy.

    ``foreign`` are the keys of rows that the target has and the source has not, or has otherwise, by table.
    ``faults`` say what the target's engine cannot keep.
    """

    foreign: dict[str, list[Row]] = field(factory=dict)
    faults: list[str] = field(factory=list)
    fault_count: int = 0
    kept: int = 0


def examine(
    source: Connection,
    target: Connection | None,
    tables: list[PlainTable],
    *,
    dialect: str,
    seen: Callable[[], None],
) -> Examined:
    """Look at every row of both; ``target`` is None where there is none yet, ``dialect`` its engine.

    ``seen`` is called for each row of the source, and may raise to stop.
    """
    foreign: dict[str, list[Row]] = {}
    faults: list[str] = []
    fault_count = kept = 0
    for table in tables:
        check = limits(table, dialect)
        for ours, theirs in _both(source, target, table):
            if ours is not None:
                seen()
                found = list(check(ours))
                fault_count += len(found)
                faults += found[: _SHOWN - len(faults)]
            if theirs is not None and theirs != ours:
                foreign.setdefault(table.name, []).append(table.key_of(theirs))
            kept += theirs is not None and theirs == ours
    return Examined(foreign=foreign, faults=faults, fault_count=fault_count, kept=kept)


def refuse_faults(examined: Examined) -> None:
    """Raise NotPossible when the target cannot keep some of the values."""
    if not examined.fault_count:
        return
    more = examined.fault_count - len(examined.faults)
    shown = "; ".join(examined.faults) + (f"; and {more} more" if more else "")
    raise NotPossible(
        f"The target cannot keep all of this library: {shown}.",
        hint="Nothing was copied. Mend these values, or copy to another kind of database.",
    )


def _both(
    source: Connection, target: Connection | None, table: PlainTable
) -> Iterator[tuple[Row | None, Row | None]]:
    theirs: Iterator[Row] = iter(()) if target is None else rows(target, table)
    return paired(rows(source, table), theirs, table.key_of)
