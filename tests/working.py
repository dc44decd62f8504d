"""`aniw worker` as processes of their own, each as if on a host of its own: its data folder and label."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.serving import ENDING, Place, document

__all__ = ["Working", "descendants", "items_of", "working"]


class Working:
    """A running `aniw worker`."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        told = json.loads(document(process))
        self.name: str = told["name"]
        self.downloads: int = told["downloads"]

    def end(self, number: signal.Signals = signal.SIGTERM) -> str:
        """Send a signal, and see that nothing is left of the process soon; return what it noted."""
        children = descendants(self.process.pid)
        began = time.monotonic()
        self.process.send_signal(number)
        errors = self.ended()
        assert time.monotonic() - began < ENDING
        assert not any(Path(f"/proc/{child}").exists() for child in children)
        return errors

    def ended(self) -> str:
        """Wait until the process has ended in order, and return what it noted."""
        _, errors = self.process.communicate(timeout=60)
        assert self.process.returncode == 0, errors
        assert "Traceback" not in errors
        return errors


@contextmanager
def working(
    place: Place,
    host: str,
    *arguments: str,
    program: str = "aniworld_cli",
    behind: Sequence[str] = (),
) -> Iterator[Working]:
    """Run a worker of a host meanwhile; what is left of it in the end is killed.

    ``program`` is the module that stands for `aniw`, and ``behind`` the command that runs it.
    """
    data = place.config.parent / f"data of {host}"
    command = [sys.executable, "-m", program, "--json", "--config", str(place.config)]
    with subprocess.Popen(
        [*behind, *command, "--data", str(data), "worker", "--host-label", host, *arguments],
        env=place.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Working(process)
        finally:
            process.kill()


def items_of(place: Place, worker: Working) -> list[dict[str, Any]]:
    """Return what a worker works on, as `aniw workers` tells it."""
    views = place.run("workers")["workers"]
    return next((view["items"] for view in views if view["name"] == worker.name), [])


def descendants(pid: int) -> set[int]:
    """Return the processes that a process has started, and those that these have; none but on Linux."""
    found = set[int]()
    for status in Path("/proc").glob("[0-9]*/status"):
        with suppress(OSError):  # it has ended meanwhile
            if f"\nPPid:\t{pid}\n" in status.read_text():
                child = int(status.parent.name)
                found |= {child, *descendants(child)}
    return found
