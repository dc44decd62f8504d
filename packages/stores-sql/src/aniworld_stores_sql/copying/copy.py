"""The way of a copy: look, mark, write, compare, finish.

It mends what differs rather than going through a list of steps: whatever was written when it was stopped is
found by the next run, which reads it and does not write it again.
"""

from collections.abc import Callable, Mapping

from attrs import frozen
from sqlalchemy import Connection

from aniworld_core.errors import NotPossible
from aniworld_stores_sql import unfinished
from aniworld_stores_sql.copying.counters import next_ids, raise_counters
from aniworld_stores_sql.copying.examining import Examined, examine, refuse_faults
from aniworld_stores_sql.copying.progress import Progress
from aniworld_stores_sql.copying.target import opened, refuse_foreign
from aniworld_stores_sql.copying.writing import compare, erase, fill
from aniworld_stores_sql.database import Database
from aniworld_stores_sql.looking import looked_at, refuse_in_use, require_current
from aniworld_stores_sql.plain import count, plain_tables
from aniworld_stores_sql.schemes import dialect
from aniworld_stores_sql.unfinished import Source
from aniworld_stores_sql.versions import CURRENT

__all__ = ["Copied", "copy"]

_PASSES = 3
"""How often the rows of the source are read: to look, to write and to compare."""


@frozen(kw_only=True)
class Copied:
    """What a copy did: how many rows the source has in each table, and how many of them were written now."""

    tables: Mapping[str, int]
    written: int

    @property
    def rows(self) -> int:
        """Return the number of all rows."""
        return sum(self.tables.values())


def copy(
    source_url: str, target_url: str, report: Callable[[int, int], None], *, dry_run: bool = False
) -> Copied:
    """Copy a whole store and compare every row; the source is only read, in one state of it.

    ``report`` hears how many of how many rows were done, and may raise to stop; what was stopped goes on when
    it is called again. Raises NotPossible, before anything is written, for one store by two URLs, a store in
    use, a target with rows of its own, and values that the target's engine cannot keep.
    """
    _refuse_same(source_url, target_url)
    for url in (source_url, target_url):
        refuse_in_use(url)
    if not dry_run:
        _bring_up_to_date(target_url)
    with looked_at(source_url) as looked:
        source = require_current(looked)
        with source.database.read() as reading:
            unfinished.refuse_unfinished(reading, source.place)
            copying = _Copying(reading, Source(source.identity, source.place), report)
            examined = copying.examine(target_url)
            if dry_run:
                return copying.told(copying.rows - examined.kept)
            with opened(target_url) as target:
                return copying.told(copying.write(target, examined))


class _Copying:
    """One run, on one state of the source."""

    def __init__(
        self, source: Connection, identity: Source, report: Callable[[int, int], None]
    ) -> None:
        self._source = source
        self._identity = identity
        self._tables = plain_tables()
        self._sizes = {table.name: count(source, table) for table in self._tables}
        self._seen = Progress(report, _PASSES * self.rows)

    @property
    def rows(self) -> int:
        return sum(self._sizes.values())

    def told(self, written: int) -> Copied:
        return Copied(tables=self._sizes, written=written)

    def examine(self, url: str) -> Examined:
        """Look at the target as it is; raises NotPossible for whatever stands in the way."""
        with looked_at(url) as looked:
            if looked is None or looked.version is None:
                examined = self._examine(url, None)
                refuse_faults(examined)
                return examined
            target = require_current(looked)
            with target.database.read() as there:
                examined = self._examine(url, there)
                begun = unfinished.source_of(there)
            refuse_foreign(examined, target.place, begun=begun, source=self._identity)
            refuse_faults(examined)
            return examined

    def _examine(self, url: str, target: Connection | None) -> Examined:
        return examine(self._source, target, self._tables, dialect=dialect(url), seen=self._seen)

    def write(self, target: Database, examined: Examined) -> int:
        """Bring the target to the state of the source; return how many rows that took."""
        with target.write(durable=True) as connection:
            unfinished.mark(connection, self._identity)
        for table in self._tables:
            erase(target, table, examined.foreign.get(table.name, ()))
        written = sum([fill(self._source, target, table, self._seen) for table in self._tables])
        self._count_on(target)
        with target.read() as there:
            for table in self._tables:
                compare(self._source, there, table, self._seen)
        with target.write(durable=True) as connection:
            unfinished.finish(connection)
        return written

    def _count_on(self, target: Database) -> None:
        numbered = next_ids(self._source, self._tables)
        with target.write() as connection:
            there = next_ids(connection, self._tables)
            raise_counters(
                connection, {name: max(id, there[name]) for name, id in numbered.items()}
            )


def _refuse_same(source_url: str, target_url: str) -> None:
    with looked_at(source_url) as source, looked_at(target_url) as target:
        if source is not None and target is not None and source.identity == target.identity:
            raise NotPossible(
                f"{source.place} and {target.place} are the same store.",
                hint="Name another database to copy to.",
            )


def _bring_up_to_date(target_url: str) -> None:
    """Finish what was left of making the tables: on MariaDB a kill leaves some of them."""
    with looked_at(target_url) as target:
        current = target is None or target.version in {None, CURRENT}
    if not current:
        with opened(target_url):
            pass
