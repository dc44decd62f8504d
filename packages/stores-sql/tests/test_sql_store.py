"""Every SQL store keeps the contract of every store."""

import shutil
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import settings
from sqlalchemy import delete

from aniworld_core.ports import Store
from aniworld_core.testing import StoreContract
from aniworld_stores_sql import aniworld_open_store
from aniworld_stores_sql.schema import all_tables
from aniworld_stores_sql.store import SqlStore


class TestSqlStore(StoreContract):
    @pytest.fixture(autouse=True)
    def _empty_store(self, tmp_path_factory: pytest.TempPathFactory) -> None:
        """Make one empty store that all others are copied from, which is quicker."""
        self.empty = tmp_path_factory.getbasetemp() / "empty.db"
        if not self.empty.exists():
            opened(f"sqlite:///{self.empty}").close()

    def open_store(self, directory: Path) -> Store:
        path = directory / "library.db"
        if not path.exists():
            shutil.copyfile(self.empty, path)
        return opened(f"sqlite:///{path}")


class TestServerStore(StoreContract):
    """On a server one database serves all tests, emptied before each."""

    # A call takes longer than on a file. The calls are the same: what is wrong with the part that all
    # engines share is found on the file.
    machine: ClassVar[settings] = settings(StoreContract.machine, max_examples=8)

    @pytest.fixture(autouse=True)
    def _own(self, server_url: str) -> None:
        self.url = server_url

    def open_store(self, directory: Path) -> Store:
        store = opened(self.url)
        with store._database.write() as connection:
            for table in reversed(all_tables().sorted_tables):
                connection.execute(delete(table))
        return store


def opened(url: str) -> SqlStore:
    store = aniworld_open_store(url)
    assert isinstance(store, SqlStore)
    return store
