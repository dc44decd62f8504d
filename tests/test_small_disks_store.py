"""Full disks below the store, backups, settings and logs: nothing is lost or half written (T7).

The disks are real and small. What fills them lies beside, as the files of other programs would.
"""

import logging
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from aniworld_cli import logs
from aniworld_core.entities import EpisodeId, HistoryEntry, HistoryKind
from aniworld_core.errors import AniworldError, StoreFull
from aniworld_core.keys import SeriesKey
from aniworld_core.services.settings import Settings
from aniworld_core.testing.disks import MountDisk
from aniworld_stores_sql import aniworld_open_store
from aniworld_stores_sql.sqlite.backup import back_up
from aniworld_stores_sql.store import SqlStore

MIB = 1024**2
DAY = datetime(2030, 5, 1, tzinfo=UTC)


@pytest.mark.parametrize("size", [8, 32, 64])
def test_a_full_store_loses_no_row(mount_disk: MountDisk, size: int) -> None:
    small = mount_disk(size * MIB)
    place = small.path
    store = _store(place)
    entries = [_entry(number) for number in range(200)]
    store.history.append(*entries[:100])
    filler = small.fill()
    kept = _append_until_full(store, entries[100:])
    assert _texts(store) == [entry.text for entry in entries[: 100 + kept]]
    assert not (place / "library.db.ballast").exists()
    if size > 8:  # that the ballast made room is why it was there
        store.history.append(entries[199])
        assert _texts(store)[-1] == entries[199].text
    filler.unlink()
    store.history.append(*entries[:3])
    store.close()
    again = _store(place)
    assert len(_texts(again)) == 100 + kept + 3 + (size > 8)
    again.queue.resume()  # any write takes it on again
    assert (place / "library.db.ballast").exists() == (size > 8)
    again.close()


@pytest.mark.parametrize("size", [8, 32])
def test_a_store_opens_on_a_full_disk(mount_disk: MountDisk, size: int) -> None:
    small = mount_disk(size * MIB)
    place = small.path
    store = _store(place)
    store.history.append(_entry(1))
    store.close()
    filler = small.fill()
    if size > 8:
        store = _store(place)
        store.history.append(_entry(2))
        assert _texts(store) == ["entry 1", "entry 2"]
        store.close()
        return
    before = (place / "library.db").read_bytes()
    with pytest.raises(StoreFull, match="its disk is full"):
        _store(place).history.append(_entry(2))
    filler.unlink()
    assert (place / "library.db").read_bytes() == before
    store = _store(place)
    assert _texts(store) == ["entry 1"]
    store.close()


def test_a_new_store_on_a_full_disk_leaves_nothing(mount_disk: MountDisk) -> None:
    small = mount_disk(8 * MIB)
    place = small.path
    filler = small.fill()
    with pytest.raises(StoreFull):
        _store(place)
    assert [one for one in place.iterdir() if one.suffix != ".lock"] == [filler]


def test_a_backup_that_does_not_fit_leaves_the_older_ones(mount_disk: MountDisk) -> None:
    small = mount_disk(8 * MIB)
    place = small.path
    store = _store(place)
    store.history.append(*(_entry(number, size=2000) for number in range(500)))
    store.close()
    path = place / "library.db"
    older = back_up(path)
    filler = small.fill(but=MIB // 4)
    with pytest.raises(StoreFull, match="its disk is full"):
        back_up(path)
    assert sorted(place.glob("*.bak-*")) == [older]
    filler.unlink()
    assert back_up(path).stat().st_size == older.stat().st_size


def test_settings_that_do_not_fit_stay_as_they_were(mount_disk: MountDisk) -> None:
    small = mount_disk(8 * MIB)
    place = small.path
    kept = Settings(place / "config.toml")
    kept.set("downloads.workers", "3")
    kept.backup()
    backups = kept.backups()
    before = kept.path.read_bytes()
    filler = small.fill()
    for change in (lambda: kept.set("downloads.workers", "4"), kept.backup):
        with pytest.raises(AniworldError, match="No space left"):
            change()
    assert kept.path.read_bytes() == before
    assert kept.backups() == backups
    filler.unlink()
    assert kept.set("downloads.workers", "4").downloads.workers == 4


def test_a_log_that_cannot_be_written_stops_nobody(
    mount_disk: MountDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = mount_disk(8 * MIB)
    place = small.path
    small.fill()
    log = (place / "stderr").open("w", buffering=1)
    monkeypatch.setattr("sys.stderr", log)
    with logs.shown(verbosity=0, quiet=False):
        logging.getLogger("aniworld_core").warning("a hoster does not answer")
    with suppress(OSError):
        log.close()
    assert (place / "stderr").stat().st_size == 0


def _store(place: Path) -> SqlStore:
    store = aniworld_open_store(f"sqlite:///{place}/library.db")
    assert isinstance(store, SqlStore)
    return store


def _entry(number: int, *, size: int = 0) -> HistoryEntry:
    return HistoryEntry(
        key=SeriesKey("show"),
        episode=EpisodeId(1, 1),
        at=DAY + timedelta(minutes=number),
        kind=HistoryKind.TRIED,
        text=f"entry {number}" + "." * size,
    )


def _append_until_full(store: SqlStore, entries: list[HistoryEntry]) -> int:
    """Append one by one until the disk is full, and return how many are in the store."""
    for number, entry in enumerate(entries):
        try:
            store.history.append(entry)
        except StoreFull:
            return number
    pytest.fail("the disk was not full")


def _texts(store: SqlStore) -> list[str]:
    return [entry.text for entry in reversed(store.history.of(limit=1000))]
