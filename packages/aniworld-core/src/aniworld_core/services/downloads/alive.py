"""Which workers are alive: each holds a lock file, which the system frees when its process dies."""

import os
import secrets
import socket
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

__all__ = ["WorkerLock", "is_dead"]


class WorkerLock:
    """The sign of life of one process that works on the queue; ``name`` is its worker name."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self.name = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        self._lock = FileLock(_path(directory, self.name))

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
        Path(self._lock.lock_file).unlink(missing_ok=True)


def is_dead(directory: Path, worker: str) -> bool:
    """Tell whether a worker of this host no longer lives; of another host it is never known."""
    if worker.partition(":")[0] != socket.gethostname():
        return False
    lock = FileLock(_path(directory, worker))
    try:
        with lock.acquire(timeout=0):
            pass
    except Timeout:
        return False
    Path(lock.lock_file).unlink(missing_ok=True)
    return True


def _path(directory: Path, worker: str) -> str:
    return str(directory / f"{worker.replace(':', '_')}.lock")
