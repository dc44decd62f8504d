"""Works the queue of the store named on the command line off; notes what it finished in a file."""

import sys
import time
from datetime import timedelta
from pathlib import Path

from aniworld_core.clock import utc_now
from aniworld_core.entities import Outcome, QueueState
from aniworld_stores_sql import aniworld_open_store


def main(url: str, name: str, notes: Path) -> None:
    """Claim and finish items until none is left."""
    store = aniworld_open_store(url)
    assert store is not None
    print("ready", flush=True)  # noqa: T201 - the parent waits for it
    with notes.open("a", encoding="utf-8") as finished:
        while item := store.queue.claim(name, timedelta(hours=1), utc_now()):
            print("holding", flush=True)  # noqa: T201 - the moment for a kill
            time.sleep(0.01)
            done = Outcome(state=QueueState.DONE, reason=name)
            if store.queue.finish(item.id, item.claim, done, utc_now()):
                finished.write(f"{item.id}\n")
                finished.flush()
    store.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
