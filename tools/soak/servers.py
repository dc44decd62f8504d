"""The servers that several processes share: a PostgreSQL and a Redis of our own, which do not last."""

import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from tools.postgresql_server import PostgreSQLServer
from tools.redis_server import RedisServer

__all__ = ["Servers"]


class Servers:
    """Both servers, while the context lasts; ``struck`` counts what became of them."""

    def __init__(self, directory: Path, chance: random.Random) -> None:
        self.struck: Counter[str] = Counter()
        self._chance = chance
        self._postgresql = PostgreSQLServer(directory)
        self._redis = RedisServer(directory)
        self._running = ExitStack()

    @property
    def store(self) -> str:
        """The URL of the store."""
        return self._postgresql.url()

    def environment(self) -> Mapping[str, str]:
        """Return the settings by which processes use them."""
        return {"ANIWORLD_STORE": self.store, "ANIWORLD_RELAY": self._redis.url}

    def strike(self) -> None:
        """Let one of them fail for up to a few seconds, and return when it is there again."""
        strikes: tuple[Callable[[float], None], ...] = (
            self._postgresql_is_killed,
            self._redis_is_killed,
            self._redis_stands_still,
            self._redis_is_emptied,
        )
        strike = self._chance.choice(strikes)
        self.struck[strike.__name__.strip("_").replace("_", " ")] += 1
        strike(self._chance.uniform(0.2, 4.0))

    def _postgresql_is_killed(self, seconds: float) -> None:
        self._postgresql.kill()
        time.sleep(seconds)
        self._postgresql.start()

    def _redis_is_killed(self, seconds: float) -> None:
        self._redis.stop()
        time.sleep(seconds)
        self._redis.start()

    def _redis_stands_still(self, seconds: float) -> None:
        self._redis.signal(signal.SIGSTOP)
        time.sleep(seconds)
        self._redis.signal(signal.SIGCONT)

    def _redis_is_emptied(self, _: float) -> None:
        with self._redis.client() as client:
            client.flushall()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stack.enter_context(self._postgresql)
            stack.enter_context(self._redis)
            self._running = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._running.close()
