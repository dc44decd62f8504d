"""The migration service over a library of ``data`` files, good ones and bad ones."""

import json
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from aniworld_core.entities import MigrationResult
from aniworld_core.memory import MemoryStore
from aniworld_core.services.migration import Migration
from aniworld_migrators_legacy.migrator import LegacyMigrator


def migration(root: Path, store: MemoryStore) -> Migration:
    return Migration(
        root=lambda: root,
        migrators=lambda: [LegacyMigrator()],
        series=store.series,
        emit=lambda _: None,
        clock=lambda: datetime(2026, 11, 22, tzinfo=UTC),
    )


def write(root: Path, folder: str, content: bytes | dict[str, Any]) -> None:
    (root / folder).mkdir(exist_ok=True)
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    (root / folder / "data").write_bytes(raw)


def record(key: str, site: str = "https://aniworld.to") -> dict[str, Any]:
    return {"key": key, "name": key.title(), "site": site, "folder": "x", "episodeDict": {"1": [1]}}


def test_good_files_are_taken_over_and_put_away_and_bad_ones_stay(tmp_path: Path) -> None:
    store = MemoryStore()
    write(tmp_path, "Bleach", record("bleach"))
    write(tmp_path, "Naruto", record("naruto"))
    write(tmp_path, "Naruto (again)", record("naruto"))
    write(tmp_path, "Naruto (sto)", record("naruto", "https://s.to"))
    write(tmp_path, "Broken", b"{")
    result = migration(tmp_path, store).run()
    assert str(result) == "Migration Result: 3 migrated, 0 skipped, 2 failed"
    assert [one.key for one in store.series.names()] == ["bleach", "naruto", "naruto-sto"]
    assert migration(tmp_path, store).run().skipped == 3

    cleaned = migration(tmp_path, store).cleanup()
    assert (cleaned.removed, cleaned.failed) == (3, 2)
    left = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.glob("*/*"))
    assert left == [
        "Bleach/data.bak-20261122",
        "Broken/data",
        "Naruto (again)/data",
        "Naruto (sto)/data.bak-20261122",
        "Naruto/data.bak-20261122",
    ]


keys = st.sampled_from(["naruto", "Naruto", "naruto-sto", "bleach", "", "--", None])
sites = st.sampled_from(["https://aniworld.to", "s.to", "anime.example", ""])
names = st.text(max_size=5) | st.none()
seasons = st.dictionaries(st.sampled_from(["0", "1", "a"]), st.lists(st.integers(-1, 5)))
records = st.fixed_dictionaries(
    {"key": keys, "site": sites},
    optional={"name": names, "folder": names, "episodeDict": seasons, "episode_dict": seasons},
)
contents = st.one_of(
    records.map(lambda value: json.dumps(value).encode()),
    st.recursive(st.none() | st.integers() | st.text(), st.lists).map(
        lambda value: json.dumps(value).encode()
    ),
    st.binary(max_size=20),
)


@given(contents=st.lists(contents, max_size=8))
def test_no_data_file_ever_stops_a_migration(contents: list[bytes]) -> None:
    store = MemoryStore()
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for number, content in enumerate(contents):
            write(root, f"Series {number}", content)
        checked = migration(root, store).check()
        first = migration(root, store).run()
        second = migration(root, store).run()
    assert checked == first
    assert first.total_found == first.migrated + first.failed == len(contents)
    assert len(store.series.names()) == first.migrated
    assert second == MigrationResult(
        total_found=len(contents),
        skipped=first.migrated,
        failed=first.failed,
        errors=first.errors,
    )
