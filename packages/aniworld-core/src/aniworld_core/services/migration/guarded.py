"""The seam around foreign migrators: whatever one raises becomes a failure."""

import logging
from collections.abc import Iterable, Iterator
from pathlib import Path

from aniworld_core.entities import Failure
from aniworld_core.ports import Migrator, OldSeries

__all__ = ["count", "items"]

_log = logging.getLogger(__name__)


def count(migrators: Iterable[Migrator], root: Path) -> int:
    """Return how many items there are to read; a migrator that fails counts none."""
    return sum(_count(migrator, root) for migrator in migrators)


def items(migrators: Iterable[Migrator], root: Path) -> Iterator[OldSeries | Failure]:
    """Yield what the migrators read, one after another."""
    for migrator in migrators:
        try:
            if migrator.fits(root):
                yield from map(_checked, migrator.read(root))
        except Exception as error:  # noqa: BLE001 - foreign code
            _log.exception("the migrator %s failed", migrator.name)
            what = f"The migrator {migrator.name} has a fault of its own: {error!r}"
            yield Failure(path=str(root), reason=what)


def _count(migrator: Migrator, root: Path) -> int:
    try:
        return migrator.count(root) if migrator.fits(root) else 0
    except Exception:  # noqa: BLE001 - foreign code
        _log.exception("the migrator %s failed", migrator.name)
        return 0


def _checked(item: object) -> OldSeries | Failure:
    if not isinstance(item, OldSeries | Failure):
        raise TypeError(f"it yielded {type(item).__name__}")
    return item
