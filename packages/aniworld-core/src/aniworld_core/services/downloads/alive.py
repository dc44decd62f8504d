"""Which workers are alive: each holds a lock file, which the system frees when its process dies."""

from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

__all__ = ["WorkerLock", "bury", "is_dead"]


class WorkerLock:
    """The sign of life of the process ``name`` while it works on the queue.

    It is held once: another library of the same process waits, so whoever has it knows that nothing else
    works under the name.
    """

    def __init__(self, directory: Path, name: str) -> None:
        self._directory = directory
        self._name = name
        self._lock = FileLock(_path(directory, name))

    def __enter__(self) -> Self:
        self._directory.mkdir(parents=True, exist_ok=True)
        self._lock.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._lock.release()
        bury(self._directory, self._name)


def is_dead(directory: Path, own: str, worker: str) -> bool:
    """Tell whether a worker is known to live no longer; ``own`` is the name of the process that asks.

    Of another host, or of a process with another data folder, it is never known.
    """
    if worker.partition(":")[0] != own.partition(":")[0]:
        return False
    path = _path(directory, worker)
    if not Path(path).exists():  # it may keep its lock elsewhere: its lease will tell
        return False
    try:
        with FileLock(path).acquire(timeout=0):
            return True
    except Timeout:
        return False


def bury(directory: Path, worker: str) -> None:
    """Forget a dead worker, once nothing is its any more."""
    with suppress(OSError):  # another process looks at it: the next start tries again
        Path(_path(directory, worker)).unlink()


def _path(directory: Path, worker: str) -> str:
    return str(directory / f"{worker.replace(':', '_')}.lock")
