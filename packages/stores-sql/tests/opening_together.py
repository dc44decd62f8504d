"""Forks as many processes as the command line says; at one moment each opens the store named there."""

import os
import sys

import aniworld_stores_sql.server.upgrade  # loaded here, so that all begin at once
import aniworld_stores_sql.store  # noqa: F401 - see above
from aniworld_stores_sql import aniworld_open_store


def main(url: str, count: int) -> int:
    """Return how many failed."""
    begin, go = os.pipe()
    pids = [_fork(url, begin, go) for _ in range(count)]
    os.close(go)  # the others read its end
    return sum(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) != 0 for pid in pids)


def _fork(url: str, begin: int, go: int) -> int:
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            os.close(go)
            os.read(begin, 1)
            store = aniworld_open_store(url)
            assert store is not None
            store.queue.pause()
            store.close()
            code = 0
        finally:
            os._exit(code)
    return pid


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
