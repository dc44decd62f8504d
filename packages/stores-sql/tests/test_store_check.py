"""`aniw store check` finds what is wrong in a store, each fault by the check that it belongs to."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from aniworld_core.entities import EpisodeId, Release, ReleaseKind, Title
from aniworld_core.errors import NotPossible
from aniworld_core.testing.strategies import DAYS
from aniworld_stores_sql import aniworld_open_store
from aniworld_stores_sql.checking import check
from aniworld_stores_sql.checking.check import _STEPS
from aniworld_stores_sql.copying.target import opened as database_of
from aniworld_stores_sql.sqlite.backup import back_up
from tools.databases import SERVERS, own_database
from tools.libraries import fill_many

_KINDS = ["sqlite", *(pytest.param(kind, marks=pytest.mark.needs(kind)) for kind in SERVERS)]


@pytest.fixture(scope="module", params=_KINDS)
def library(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Return the URL of a library that is whole, on each engine."""
    if request.param == "sqlite":
        yield filled(f"sqlite:///{tmp_path_factory.mktemp('check') / 'library.db'}")
        return
    with own_database(request.param) as url:
        yield filled(url)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the file of a library that is whole."""
    filled(f"sqlite:///{tmp_path / 'library.db'}")
    return tmp_path / "library.db"


def filled(url: str) -> str:
    store = aniworld_open_store(url)
    assert store is not None
    with closing(store):
        fill_many(store, 3, 4)
        store.titles.replace("p", [Title(provider="p", ref="r", title="t")], DAYS[0])
        release = Release(
            provider="p",
            ref="r",
            title="t",
            kind=ReleaseKind.NEW,
            episode=EpisodeId(1, 1),
            day=DAYS[0].date(),
        )
        store.releases.replace("p", ReleaseKind.NEW, [release], DAYS[0])
    return url


def faults(url: str) -> dict[str, str]:
    return {one.name: one.text for one in check(url) if not one.ok}


def found_with(url: str, *statements: str) -> dict[str, list[str]]:
    """Return what the checks of rows find after some statements, which are then taken back."""
    found: dict[str, list[str]] = {}
    with suppress(_Undone), database_of(url) as database, database.write() as connection:
        for statement in statements:
            named = statement.replace('"key"', "`key`") if "mariadb" in url else statement
            connection.exec_driver_sql(named)
        for step in _STEPS[1:]:
            found[step.name] = list(step.check(connection))
        raise _Undone
    return found


class _Undone(Exception):
    """Stands for what a transaction ends with."""


_FAULTS = {
    "UPDATE series SET episode_count = 9 WHERE id = 2": ("counts", "moon-1 counts 9 episodes"),
    "UPDATE series SET missing_count = 9 WHERE id = 2": ("counts", "moon-1 counts 9 missing"),
    "UPDATE folders SET file_count = 9 WHERE id = 2": ("counts", "moon-1 counts 9 files"),
    "UPDATE title_lists SET titles = 9": ("counts", "p counts 9 titles, and has 1"),
    "UPDATE release_lists SET releases = 9": ("counts", "p counts 9 releases, and has 1"),
    "UPDATE queue SET state = 'running', worker = 'a', claim = 1 WHERE id = 1": (
        "queue",
        "item 1 is running without a lease",
    ),
    "UPDATE queue SET state = 'running', lease_until = 1, claim = 1 WHERE id = 1": (
        "queue",
        "item 1 is running without a worker",
    ),
    "UPDATE queue SET worker = 'a' WHERE id = 2": ("queue", "item 2 has a worker, but is not"),
    "UPDATE queue SET lease_until = 1 WHERE id = 2": ("queue", "item 2 has a lease, but is not"),
    "UPDATE queue SET state = 'done' WHERE id = 2": ("queue", "item 2 has ended at no time"),
    "UPDATE queue SET attempts = -1 WHERE id = 2": ("queue", "item 2 counts less than nothing"),
    "UPDATE queue SET state = 'lost' WHERE id = 2": ("values", "state of (2) in the table queue"),
    "UPDATE queue SET added = 9000000000000000000 WHERE id = 2": ("values", "added of (2)"),
    "UPDATE series SET aliases = '[\"a' WHERE id = 3": ("values", "aliases of (3)"),
    "UPDATE series SET genres = '\"a\"' WHERE id = 3": ("values", "genres of (3)"),
    "UPDATE series SET languages = 'klingon' WHERE id = 3": ("values", "languages of (3)"),
    "UPDATE series SET \"key\" = 'Moon 1' WHERE id = 3": ("values", "key of (3)"),
    "UPDATE folders SET dirs = '[]' WHERE id = 3": ("values", "dirs of (3)"),
    "UPDATE releases SET day = 'today'": ("values", "day of (1) in the table releases"),
}


def test_a_whole_store_has_no_findings(library: str) -> None:
    names = ["store", "database", "references", "values", "counts", "queue"]
    found = check(library)
    assert [(one.name, one.ok) for one in found] == [(name, True) for name in names]
    assert [one for one in found if one.fix] == []


@pytest.mark.parametrize("statement", _FAULTS)
def test_a_fault_is_found_by_its_check(library: str, statement: str) -> None:
    name, text = _FAULTS[statement]
    found = found_with(library, statement)
    assert [one for one in found[name] if text in one]
    assert [other for other in found if found[other] and other != name] in ([], ["counts"])


def test_what_is_on_the_disk_is_looked_up_again(library: str) -> None:
    wrong = "UPDATE episodes SET on_disk = NOT on_disk WHERE number = 1 AND series_id = 2"
    found = found_with(library, wrong)["counts"]
    assert len(found) == 2
    assert "moon-1 counts 2 missing episodes, and has 3" in found
    assert "moon-1 has 1 episodes of which it is not true" in found[1]


def test_a_row_that_belongs_to_nothing_is_found(library: str) -> None:
    off = {
        "sqlite": "PRAGMA defer_foreign_keys = ON",
        "postgresql": "SET LOCAL session_replication_role = replica",
        "mariadb": "SET foreign_key_checks = 0",
    }
    found = found_with(
        library,
        next(one for name, one in off.items() if library.startswith(name)),
        "UPDATE episodes SET series_id = 77 WHERE series_id = 3",
        "UPDATE files SET folder_id = 88 WHERE folder_id = 1",
    )["references"]
    assert found == [
        "4 episodes belong to none of the series: 77",
        "2 files belong to none of the folders: 88",
    ]


@pytest.mark.needs("postgresql")
def test_an_index_that_is_not_valid_is_found() -> None:
    with own_database("postgresql") as url:
        filled(url)
        with database_of(url) as database, database.write() as connection:
            connection.exec_driver_sql(
                "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'pk_series'::regclass"
            )
        assert faults(url) == {"database": "the index pk_series is not valid"}


def test_more_faults_than_can_be_read_are_counted(file: Path) -> None:
    url = f"sqlite:///{file}"
    with database_of(url) as database, database.write() as connection:
        connection.exec_driver_sql("UPDATE episodes SET hosters = 'VOE'")
    assert faults(url)["values"].endswith("in the table episodes cannot be read; and more")
    assert faults(url)["values"].count("hosters of") == 5


def test_a_damaged_file_is_told_and_left(file: Path) -> None:
    content = bytearray(file.read_bytes())
    for page in range(3, len(content) // 4096):
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    file.write_bytes(content)
    found = faults(f"sqlite:///{file}")
    assert list(found) in (["store"], ["database"])
    assert file.read_bytes() == content


def test_another_programs_file_and_a_newer_schema_are_findings(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection, connection:
        connection.execute("CREATE TABLE notes (text)")
    assert "another program" in faults(f"sqlite:///{other}")["store"]
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "9999" in faults(f"sqlite:///{file}")["store"]


def test_a_store_that_is_not_there_is_no_whole_one(tmp_path: Path) -> None:
    with pytest.raises(NotPossible, match="no store in that file"):
        check(f"sqlite:///{tmp_path / 'none.db'}")
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_changed_not_even_a_backups_file(file: Path) -> None:
    backup = back_up(file)
    before = {path: hashlib.sha256(path.read_bytes()).digest() for path in (file, backup)}
    beside = set(file.parent.iterdir())
    assert faults(f"sqlite:///{backup}") == faults(f"sqlite:///{file}") == {}
    assert {path: hashlib.sha256(path.read_bytes()).digest() for path in before} == before
    assert set(file.parent.iterdir()) == beside


def test_a_store_in_use_can_be_checked(library: str) -> None:
    store = aniworld_open_store(library)
    assert store is not None
    with closing(store):
        store.queue.pause()
        assert faults(library) == {}
        store.queue.resume()
