"""The plugin that takes over the older program's per-folder ``data`` files."""

from typing import TYPE_CHECKING

from aniworld_core import hookimpl

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aniworld_core.ports import Migrator

__all__ = ["aniworld_migrators"]


@hookimpl
def aniworld_migrators() -> "Iterable[Migrator]":
    """Contribute the reader of ``data`` files."""
    from aniworld_migrators_legacy.migrator import LegacyMigrator

    yield LegacyMigrator()
