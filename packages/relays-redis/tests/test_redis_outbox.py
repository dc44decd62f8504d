"""Where events wait: in order, with the newest progress only, and never more than there is room for."""

import threading

from aniworld_core.events import Event, RefreshProgress, ScanFinished, ScanProgress
from aniworld_core.testing.event_samples import progress, queued
from aniworld_relays_redis.outbox import Outbox

SCANNED = ScanFinished(folders=2, read=0, files=0)


def waiting(*events: Event, size: int = 100) -> list[Event]:
    box = Outbox(size)
    for event in events:
        box.put(event)
    box.close()
    return [*box.take(1), *box.take(1000)]


def test_a_newer_progress_replaces_the_older_one_and_takes_its_turn() -> None:
    scan = [ScanProgress(done=done, folders=2) for done in (1, 2)]
    read = [RefreshProgress(done=done, series=2) for done in (1, 2)]
    found = waiting(
        progress(1, 1), scan[0], progress(2, 1), queued(1), progress(1, 2), *read, scan[1], SCANNED
    )
    assert found == [progress(2, 1), queued(1), progress(1, 2), read[1], scan[1], SCANNED]


def test_the_same_news_twice_are_told_twice() -> None:
    assert waiting(queued(1), queued(1), SCANNED, SCANNED) == [queued(1)] * 2 + [SCANNED] * 2


def test_the_oldest_make_room() -> None:
    events = [queued(id) for id in range(10)]
    assert waiting(*events, size=3) == events[-3:]


def test_a_closed_box_takes_nothing_and_is_emptied() -> None:
    box = Outbox()
    box.put(queued(1))
    box.close()
    box.put(queued(2))
    assert box.take(10) == [queued(1)]
    assert box.take(10) == []


def test_who_waits_is_woken() -> None:
    box, found = Outbox(), list[Event]()
    thread = threading.Thread(target=lambda: found.extend(box.take(10)))
    thread.start()
    box.put(queued(1))
    thread.join(10)
    assert found == [queued(1)]
