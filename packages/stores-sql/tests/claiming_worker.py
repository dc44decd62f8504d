"""Forks a worker for each name on stdin; each works the queue off and notes in a file what it finished.

A line on stdout tells who took an item just now. They are forked, because a worker that had to load the
store first would be killed before it touched the queue.
"""

import os
import sys
import time
from datetime import timedelta
from pathlib import Path

import aniworld_stores_sql.queue  # loaded here, so that no worker has to
import aniworld_stores_sql.server
import aniworld_stores_sql.store  # noqa: F401 - see above
from aniworld_core.clock import utc_now
from aniworld_core.entities import Outcome, QueueState
from aniworld_stores_sql import aniworld_open_store


def main(url: str, directory: Path) -> int:
    """Fork until stdin ends, and wait for all; return how many ended otherwise than well or killed."""
    workers = [_fork(url, line.strip(), directory) for line in sys.stdin]
    codes = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in workers]
    return sum(code > 0 for code in codes)


def _fork(url: str, name: str, directory: Path) -> int:
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            _work(url, name, directory)
            code = 0
        finally:
            os._exit(code)
    return pid


def _work(url: str, name: str, directory: Path) -> None:
    """Claim and finish items until there is none, and a file says that none will come."""
    store = aniworld_open_store(url)
    assert store is not None
    with (directory / f"{name}.notes").open("a", encoding="utf-8") as notes:
        while True:
            last = (directory / "last").exists()
            item = store.queue.claim(name, timedelta(hours=1), utc_now())
            if item is None and last:
                return
            if item is None:
                time.sleep(0.02)
                continue
            os.write(1, f"{name} {os.getpid()}\n".encode())  # so short a line arrives whole
            time.sleep(0.005)
            done = Outcome(state=QueueState.DONE, reason=name)
            if store.queue.finish(item.id, item.claim, done, utc_now()):
                notes.write(f"{item.id}\n")
                notes.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
