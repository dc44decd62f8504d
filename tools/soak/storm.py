"""The storm: processes that download and are killed, ended or left alone, until every series was queued."""

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import ClassVar

from aniworld_core.entities import LIVE
from aniworld_core.ports import Store
from aniworld_stores_sql import aniworld_open_store
from tools.soak.disks import Full
from tools.soak.place import Place
from tools.soak.plan import Plan

__all__ = ["LINGER", "Storm", "memory", "opened"]

LINGER = 20.0
"""Seconds after which a child of a killed process must be gone: on a busy machine it may just be starting."""
_FINE = {0, 1, 3, 130}


class Storm:
    """Runs the program over and over; what must not be is in ``violations``."""

    ENDINGS: ClassVar = (*[signal.SIGKILL] * 3, signal.SIGTERM, signal.SIGINT)
    """How processes are ended, each as often."""

    def __init__(self, place: Place, plan: Plan, full: Full | None, chance: random.Random) -> None:
        self.ended: Counter[str] = Counter()
        """How processes ended: by which signal or exit code."""
        self.violations: list[str] = []
        self.slowest_stop = 0.0
        self.longest_left = 0.0
        """Seconds until the last child of a process was gone."""
        self.memory = 0.0
        """Megabytes that the greatest process held."""
        self._place = place
        self._full = full
        self._chance = chance
        self._series = list(plan.shows)

    def rage(self, seconds: float, life: float) -> None:
        """Queue one series after the other over so many seconds; a process lives about ``life``."""
        begin, count = time.monotonic(), len(self._series)
        while (now := time.monotonic() - begin) < seconds or self._series:
            due = int(now / seconds * count) + 1
            while self._series and count - len(self._series) < due:
                slug = self._series.pop(0)
                self._queue(slug)
                told = (
                    f"{sum(self.ended.values())} processes ended, {len(self.violations)} violations"
                )
                print(f"{now / 60:5.1f} min: {slug} of {count} queued; {told}", file=sys.stderr)
            self._round(self._chance.uniform(0.2, 2.0) * life)

    def calm_down(self, patience: float) -> bool:
        """Let the program work undisturbed until nothing is queued; False if that takes too long."""
        until = time.monotonic() + patience
        while time.monotonic() < until:
            with closing(opened(self._place)) as store:
                counts = store.queue.counts()
            if not any(counts.get(state, 0) for state in LIVE):
                return True
            self._wait(self._place.start("download", "--queued"), until - time.monotonic())
        return False

    def _violated(self, what: str) -> None:
        print(f"VIOLATION: {what}", file=sys.stderr)
        self.violations.append(what)

    def _queue(self, slug: str) -> None:
        for command in (("add", slug), ("queue", "add", slug)):
            if self._full is None:
                code = self._place.run(*command)
            else:
                with self._full.calm:
                    code = self._place.run(*command)
            if code:
                self._violated(f"aniw {' '.join(command)} ended with {code}")

    def _round(self, life: float) -> None:
        serving = self._chance.random() < 1 / 6
        command = ("serve", "--port", "0") if serving else ("download", "--queued")
        process = self._place.start(*command)
        if self._wait(process, life):
            self._end(process, self._chance.choice(self.ENDINGS))
        else:
            self.ended[f"exit {process.returncode}"] += 1
            if process.returncode not in _FINE:
                self._violated(f"aniw {command[0]} ended with {process.returncode}")
            time.sleep(0.2)
        began = time.monotonic()
        if left := self._place.left(LINGER):
            self._violated(f"{len(left)} processes outlived aniw {command[0]}")
        self.longest_left = max(self.longest_left, time.monotonic() - began)

    def _end(self, process: "subprocess.Popen[bytes]", how: signal.Signals) -> None:
        began = time.monotonic()
        process.send_signal(how)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            self._violated(f"a process did not end within 30 s of {how.name}")
            process.kill()
            process.wait()
        self.ended[how.name] += 1
        if how is not signal.SIGKILL:
            self.slowest_stop = max(self.slowest_stop, time.monotonic() - began)

    def _wait(self, process: "subprocess.Popen[bytes]", life: float) -> bool:
        """Wait for a process and see how much memory it holds; True if it lives longer."""
        until = time.monotonic() + life
        while process.poll() is None and time.monotonic() < until:
            self.memory = max(self.memory, memory(process.pid))
            time.sleep(0.1)
        return process.poll() is None


def opened(place: Place) -> Store:
    """Open the store of a place; where that is a file, no process may be at work there."""
    store = aniworld_open_store(place.store)
    if store is None:
        raise RuntimeError("no plugin opens the store")
    return store


def memory(process: int) -> float:
    """Return the megabytes that a process holds, 0 where that is not told."""
    try:
        lines = Path(f"/proc/{process}/status").read_text("ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)
