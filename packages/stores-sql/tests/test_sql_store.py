"""The SQLite store keeps the contract of every store."""

import shutil
from pathlib import Path

import pytest

from aniworld_core.ports import Store
from aniworld_core.testing import StoreContract
from aniworld_stores_sql import aniworld_open_store


def open_file(path: Path) -> Store:
    store = aniworld_open_store(f"sqlite:///{path}")
    assert store is not None
    return store


class TestSqlStore(StoreContract):
    @pytest.fixture(autouse=True)
    def _empty_store(self, tmp_path_factory: pytest.TempPathFactory) -> None:
        """Make one empty store that all others are copied from, which is quicker."""
        self.empty = tmp_path_factory.getbasetemp() / "empty.db"
        if not self.empty.exists():
            open_file(self.empty).close()

    def open_store(self, directory: Path) -> Store:
        path = directory / "library.db"
        if not path.exists():
            shutil.copyfile(self.empty, path)
        return open_file(path)
