"""The contract of stores catches stores that are nearly right: each below breaks one promise."""

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from attrs import evolve
from hypothesis import settings

from aniworld_core.entities import (
    EpisodeFile,
    EpisodeId,
    FolderScan,
    FolderState,
    HistoryEntry,
    NewItem,
    QueueItem,
    QueueState,
    Series,
    SeriesKey,
)
from aniworld_core.memory import MemoryStore
from aniworld_core.memory.files import MemoryFiles
from aniworld_core.memory.history import MemoryHistory
from aniworld_core.memory.queue import MemoryQueue
from aniworld_core.memory.series import MemorySeries
from aniworld_core.memory.sessions import MemorySessions
from aniworld_core.ports import Store
from aniworld_core.testing import StoreContract

Break = Callable[[MemoryStore], None]
BREAKS: dict[str, Break] = {}
MACHINE = "test_it_behaves_like_the_memory_store"
MACHINES = {
    MACHINE,
    "test_it_remembers_the_sites_like_the_memory_store",
    "test_it_shares_like_the_memory_store",
}


def broken(part: str) -> Callable[[type[Any]], type[Any]]:
    """Note a class that takes the place of one part of the memory store."""

    def note(cls: type[Any]) -> type[Any]:
        def replace(store: MemoryStore) -> None:
            setattr(store, part, cls(getattr(store, part)._shelves))

        BREAKS[cls.__name__] = replace
        return cls

    return note


@broken("queue")
class FenceIsIgnored(MemoryQueue):
    def _held(self, id: int, claim: int) -> QueueItem | None:
        item = self.get(id)
        return item if item is not None and item.state is QueueState.RUNNING else None


@broken("queue")
class PauseIsIgnored(MemoryQueue):
    def claim(self, *args: Any, **kwargs: Any) -> QueueItem | None:
        paused, self._shelves.queue_paused = self._shelves.queue_paused, False
        item = super().claim(*args, **kwargs)
        self._shelves.queue_paused = paused
        return item


@broken("queue")
class ReapCountsAnAttempt(MemoryQueue):
    def reap(self, now: datetime) -> int:
        for item in self._running():
            if item.lease_until and item.lease_until <= now:
                self._change(item, attempts=item.attempts + 1)
        return super().reap(now)


@broken("queue")
class LeaseIsOverTooLate(MemoryQueue):
    def reap(self, now: datetime) -> int:
        return super().reap(now - timedelta(microseconds=1))


@broken("queue")
class WaitingIsIgnored(MemoryQueue):
    def claim(self, *args: Any, **kwargs: Any) -> QueueItem | None:
        worker, lease, now, *more = args
        return super().claim(worker, lease, now + timedelta(days=9), *more, **kwargs)


@broken("queue")
class SkipIsIgnored(MemoryQueue):
    def claim(self, *args: Any, **kwargs: Any) -> QueueItem | None:
        worker, lease, now, *_ = args
        return super().claim(worker, lease, now, **kwargs)


@broken("queue")
class PriorityIsIgnored(MemoryQueue):
    def _in_order(self) -> list[QueueItem]:
        return sorted(self._shelves.items.values(), key=lambda item: item.position)


@broken("queue")
class LiveItemStartsAfresh(MemoryQueue):
    def _add(self, new: NewItem, now: datetime) -> QueueItem:
        for item in self._shelves.items.values():
            if (item.key, item.episode) == (new.key, new.episode):
                self._change(item, state=QueueState.DONE)
        return super()._add(new, now)


@broken("queue")
class ClaimStartsAtZeroAgain(MemoryQueue):
    def _add(self, new: NewItem, now: datetime) -> QueueItem:
        item = super()._add(new, now)
        return self._change(item, claim=0) if item.state is QueueState.QUEUED else item


@broken("queue")
class RetryKeepsAttempts(MemoryQueue):
    def retry(self, id: int, now: datetime) -> bool:
        item = self.get(id)
        done = super().retry(id, now)
        if done and item is not None:
            self._change(self._shelves.items[id], attempts=item.attempts)
        return done


@broken("queue")
class RemovedIdIsGivenAgain(MemoryQueue):
    def remove(self, *ids: int) -> int:
        removed = super().remove(*ids)
        self._shelves.last_item = max(self._shelves.items, default=0)
        return removed


@broken("queue")
class ClearKeepsWhatRuns(MemoryQueue):
    def clear(self, state: QueueState) -> int:
        return 0 if state is QueueState.RUNNING else super().clear(state)


@broken("series")
class PutKeepsTheFirst(MemorySeries):
    def put(self, *series: Series) -> None:
        super().put(*(one for one in series if one.key not in self._shelves.series))


@broken("series")
class PutForgetsWhenItWasAdded(MemorySeries):
    def _keep(self, series: Series) -> Series:
        if series.added is None:
            self._shelves.series.pop(series.key, None)
        return super()._keep(series)


@broken("series")
class RemovedSeriesAreSeen(MemorySeries):
    def _living(self) -> list[Series]:
        return [kept.series for _, kept in sorted(self._shelves.series.items())]


@broken("series")
class RemovedSeriesStayQueued(MemorySeries):
    def delete(self, key: SeriesKey) -> bool:
        items = dict(self._shelves.items)
        deleted = super().delete(key)
        self._shelves.items.update(items)
        return deleted


@broken("series")
class SearchMindsCase(MemorySeries):
    def page(self, *args: Any, **kwargs: Any) -> Any:
        found = super().page(*args, **kwargs)
        text = args[0].text if args else ""
        return [one for one in found if not text or text in one.title + one.key]


@broken("series")
class UpdateIsNoTransaction(MemorySeries):
    def update(self, key: SeriesKey, change: Callable[[Series], Series]) -> Series:
        with self._shelves.lock:
            before = self._shelves.series[key].series
        time.sleep(0.001)  # what a slow database does between reading and writing
        changed = change(before)
        self.put(changed)
        return changed


@broken("files")
class AbsoluteNumbersAreIgnored(MemoryFiles):
    def _keep(self, state: FolderState, files: Iterable[EpisodeFile]) -> None:
        super()._keep(state, files)
        for path, file in self._shelves.files[state.folder].items():
            episodes = file.episodes or (EpisodeId(9, 9),)
            self._shelves.files[state.folder][path] = evolve(file, episodes=episodes, absolute=())


@broken("files")
class SecondEpisodeOfAFileIsIgnored(MemoryFiles):
    def _keep(self, state: FolderState, files: Iterable[EpisodeFile]) -> None:
        super()._keep(state, (evolve(file, episodes=file.episodes[:1]) for file in files))


@broken("files")
class RecordAddsToWhatIsKnown(MemoryFiles):
    def record(self, *scans: FolderScan) -> None:
        for scan in scans:
            super().record(evolve(scan, files=(*self.inside(scan.folder), *scan.files)))


@broken("files")
class ForgottenFoldersKeepTheirFiles(MemoryFiles):
    def forget(self, *folders: str) -> None:
        for folder in folders:
            self._shelves.folders.pop(folder, None)


@broken("files")
class AddedFilesAreTrusted(MemoryFiles):
    def add(self, folder: str, *files: EpisodeFile) -> None:
        state = self._shelves.folders.get(folder)
        super().add(folder, *files)
        if state is not None:
            new = self._shelves.folders[folder]
            self._shelves.folders[folder] = evolve(new, dirs=state.dirs)


@broken("history")
class OldestComesFirst(MemoryHistory):
    def of(self, *args: Any, **kwargs: Any) -> Sequence[HistoryEntry]:
        return super().of(*args, **kwargs)[::-1]


@broken("sessions")
class RevokedTwice(MemorySessions):
    def revoke(self, id: str, now: datetime) -> bool:
        session = self.get(id)
        if session is not None:
            self._shelves.sessions[id] = evolve(session, revoked=None)
        return super().revoke(id, now)


class Contract(StoreContract):
    """The contract for a broken store; the examples are the same in every run."""

    machine: ClassVar[settings] = settings(
        StoreContract.machine, max_examples=200, derandomize=True
    )

    def __init__(self, break_it: Break) -> None:
        self.break_it = break_it

    def open_store(self, directory: Path) -> Store:
        store = MemoryStore()
        self.break_it(store)
        return store


@pytest.mark.parametrize("name", sorted(BREAKS))
def test_the_examples_catch(name: str, tmp_path: Path) -> None:
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        _run_examples(Contract(BREAKS[name]), tmp_path)


def _run_examples(contract: Contract, tmp_path: Path) -> None:
    for name in dir(contract):
        if name.startswith("test_") and name not in MACHINES:
            getattr(contract, name)(contract.open_store(tmp_path))


@pytest.mark.parametrize(
    "name",
    [
        "AbsoluteNumbersAreIgnored",
        "FenceIsIgnored",
        "PauseIsIgnored",
        "PutKeepsTheFirst",
        "ReapCountsAnAttempt",
        "RemovedSeriesAreSeen",
        "RevokedTwice",
        "SearchMindsCase",
    ],
)
def test_the_machine_alone_catches(name: str, tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        getattr(Contract(BREAKS[name]), MACHINE)(tmp_path)
