"""How many requests an hour one host may get, of everybody together who shares a data folder."""

import time
from array import array
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from threading import Lock

from filelock import FileLock

__all__ = ["Budget"]

_HOUR = 3600.0
_LOCK_PATIENCE = 5.0


class Budget:
    """Counts the requests of the last hour, in a file that all processes read and write in turn.

    Without a file, or with one that cannot be used, it counts its own.
    """

    def __init__(
        self, *, per_hour: int, file: Path | None, clock: Callable[[], float] = time.time
    ) -> None:
        self.per_hour = per_hour
        self._file = file
        self._clock = clock
        self._times: list[float] = []
        self._lock = Lock()

    def spend(self) -> timedelta:
        """Count one request and return zero, or how long it takes until there is room for one."""
        with self._alone():
            now = self._clock()
            # What lies ahead was counted before the clock was set back, and says nothing.
            self._times = sorted(t for t in self._read() if now - _HOUR < t <= now)
            if len(self._times) >= self.per_hour:
                return timedelta(seconds=self._times[-self.per_hour] + _HOUR - now)
            self._times.append(now)
            self._write()
            return timedelta(0)

    def _read(self) -> list[float]:
        times = array("d")
        try:
            content = self._file.read_bytes() if self._file else None
        except OSError:
            content = None
        if content is None:
            return self._times
        times.frombytes(content[: len(content) // times.itemsize * times.itemsize])
        return times.tolist()

    def _write(self) -> None:
        if self._file is not None:
            with suppress(OSError):
                self._file.write_bytes(array("d", self._times).tobytes())

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._lock, ExitStack() as held:
            if self._file is not None:
                with suppress(OSError, NotImplementedError):  # on a disk that cannot be locked, say
                    self._file.parent.mkdir(parents=True, exist_ok=True)
                    file = self._file.with_name(f"{self._file.name}.lock")
                    held.enter_context(FileLock(file, timeout=_LOCK_PATIENCE))
            yield
