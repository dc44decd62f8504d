"""A storm over several processes on one store: workers and web applications, as if each had a host."""

import random
import signal
import subprocess
import time
from contextlib import closing

from aniworld_core.entities import LIVE
from tools.soak.disks import Full
from tools.soak.place import Place
from tools.soak.plan import Plan
from tools.soak.servers import Servers
from tools.soak.storm import LINGER, Storm, memory, opened

__all__ = ["Fleet"]

_WORKERS = ("attic", "barn", "cellar")
_WEBS = ("hall", "porch", "study")
_BEGINNING = 15.0
"""Seconds in which a process may find that there is no store; whoever started it, starts it again."""

_STRIKE = 6
"""Each so many rounds a server is hit in place of a process."""


class Fleet(Storm):
    """Keeps three workers and three web applications running, whichever of them is ended."""

    def __init__(
        self,
        place: Place,
        plan: Plan,
        full: Full | None,
        servers: Servers,
        chance: random.Random,
    ) -> None:
        super().__init__(place, plan, full, chance)
        self._servers = servers
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._started: dict[str, float] = {}
        self._rounds = 0

    def calm_down(self, patience: float) -> bool:
        """Let them work undisturbed until nothing is queued, then end all; False if that takes too long."""
        until = time.monotonic() + patience
        done = False
        while not done and time.monotonic() < until:
            self._keep_up()
            time.sleep(1)
            with closing(opened(self._place)) as store:
                done = not any(store.queue.counts().get(state, 0) for state in LIVE)
        for process in self._running.values():
            self._end(process, signal.SIGTERM)
            if process.returncode:
                self._violated(f"a process ended with {process.returncode} when it was told to end")
        if left := self._place.left(LINGER):
            self._violated(f"{len(left)} processes outlived the others")
        return done

    def _round(self, life: float) -> None:
        self._keep_up()
        time.sleep(life / len(self._running))
        held = (memory(process.pid) for process in self._running.values())
        self.memory = max(self.memory, *held)
        self._rounds += 1
        if self._rounds % _STRIKE == 0:
            self._servers.strike()
            return
        host = self._chance.choice([*self._running])
        process = self._running.pop(host)
        if process.poll() is None:
            self._end(process, self._chance.choice(self.ENDINGS))

    def _keep_up(self) -> None:
        """Start what does not run; who runs does not end by himself, who begins without a store does."""
        for host in (*_WORKERS, *_WEBS):
            process = self._running.get(host)
            if process is not None and process.poll() is not None:
                self._ended_by_itself(host, process.returncode)
            if process is None or process.poll() is not None:
                self._started[host] = time.monotonic()
                command = (
                    ("worker",) if host in _WORKERS else ("serve", "--no-workers", "--port", "0")
                )
                self._running[host] = self._place.start(*command, host=host)

    def _ended_by_itself(self, host: str, code: int) -> None:
        self.ended[f"exit {code}"] += 1
        if code != 1 or time.monotonic() - self._started[host] > _BEGINNING:
            self._violated(f"the process on {host} ended by itself with {code}")
