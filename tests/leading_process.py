"""A process that does what is scheduled when it is its turn: ``python -m tests.leading_process URL NAME``.

It says ``began`` with its name, works until it is told a line, says ``done``, and goes on looking.
"""

import sys
from contextlib import closing
from datetime import timedelta
from time import sleep

from aniworld_core.services.leading import Check, Leading
from aniworld_stores_sql import aniworld_open_store

LEASE = timedelta(seconds=1.5)
PERIOD = timedelta(hours=6)


def main(url: str, name: str) -> None:
    store = aniworld_open_store(url)
    assert store is not None

    def work(_: Check) -> None:
        say("began", name)
        sys.stdin.readline()
        say("done", name)

    with closing(store):
        leading = Leading(leases=store.leases, name=name, lease=LEASE)
        while True:
            leading.once("refresh", PERIOD, work)
            sleep(0.05)


def say(*words: str) -> None:
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
