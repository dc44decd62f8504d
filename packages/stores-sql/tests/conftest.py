"""Opening SQLite stores for tests."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from aniworld_stores_sql import aniworld_open_store
from aniworld_stores_sql.store import SqlStore

Open = Callable[[], SqlStore]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the store's file is."""
    return tmp_path / "library.db"


@pytest.fixture
def open_store(path: Path) -> Iterator[Open]:
    """Return a function that opens the store; all are closed at the end."""
    opened: list[SqlStore] = []

    def open_one() -> SqlStore:
        store = aniworld_open_store(f"sqlite:///{path}")
        assert isinstance(store, SqlStore)
        opened.append(store)
        return store

    yield open_one
    for store in opened:
        store.close()
