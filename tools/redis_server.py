"""A Redis of a test's own, which may be stopped, started again and emptied."""

import socket
import subprocess
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from typing import Self

from redis import Redis
from redis.exceptions import RedisError

__all__ = ["RedisServer"]

_PATIENCE = 20.0


class RedisServer:
    """A server on a free port of loopback that keeps nothing; a context manager ends it."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._process: subprocess.Popen[bytes] | None = None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it, and return when it answers."""
        self._process = subprocess.Popen(
            [  # noqa: S607 - found as the system finds it
                "redis-server",
                *("--bind", "127.0.0.1", "--port", str(self.port), "--dir", str(self._directory)),
                *("--save", "", "--appendonly", "no"),
            ],
            stdout=subprocess.DEVNULL,
        )
        deadline = monotonic() + _PATIENCE
        while True:
            try:
                with self.client() as client:
                    client.ping()
                    return
            except RedisError:
                if monotonic() > deadline:
                    raise
                sleep(0.02)

    def stop(self) -> None:
        """Kill it; what it held is gone."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()

    def signal(self, number: int) -> None:
        """Send it a signal, such as SIGSTOP, after which it hangs."""
        if self._process is not None:
            self._process.send_signal(number)

    def client(self) -> Redis:
        """Return a client of it."""
        return Redis.from_url(self.url, decode_responses=True)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()
