"""A store that is opened twice in one process stays whole when another process closes it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from aniworld_core.clock import utc_now
from aniworld_core.entities import GER_DUB, EpisodeId, NewItem, SeriesKey, Wanted
from aniworld_stores_sql.store import SqlStore

Open = Callable[[], SqlStore]

_COUNT = """
import sys
from aniworld_stores_sql import aniworld_open_store
store = aniworld_open_store(sys.argv[1])
print(store.queue.paused(), len(store.queue.page()))
store.close()
"""


def seen_by_another_process(path: Path) -> list[str]:
    """Open and close the store elsewhere; tell whether its queue is paused, and its length."""
    command = [sys.executable, "-c", _COUNT, f"sqlite:///{path}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_a_second_opening_keeps_the_locks_of_the_first(open_store: Open, path: Path) -> None:
    new = NewItem(
        key=SeriesKey("moon"), episode=EpisodeId(1, 1), wanted=Wanted(languages=(GER_DUB,))
    )
    first = open_store()
    first.queue.pause()
    second = open_store()
    # The last one to close would take the log away, and all that is written to it from then on.
    assert seen_by_another_process(path) == ["True", "0"]
    first.queue.resume()
    second.queue.add(new, now=utc_now())
    assert seen_by_another_process(path) == ["False", "1"]
    for store in (first, second):
        assert not store.queue.paused()
        assert len(store.queue.page()) == 1
        store.close()
    again = open_store()
    assert not again.queue.paused()
    assert len(again.queue.page()) == 1
