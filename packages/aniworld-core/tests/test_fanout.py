"""The fanout: sinks come and go while events are on their way."""

import threading

from aniworld_core.entities import MigrationResult
from aniworld_core.events import Event, MigrationFinished
from aniworld_core.plugins import Fanout

EVENT = MigrationFinished(result=MigrationResult(), automatic=False)


def test_a_sink_hears_what_comes_between_its_coming_and_going() -> None:
    heard: list[Event] = []
    fanout = Fanout()
    fanout(EVENT)
    fanout.add(heard.append)
    fanout(EVENT)
    fanout.remove(heard.append)  # another object, the same method of the same list
    fanout(EVENT)
    assert heard == [EVENT]


def test_an_added_sink_is_told_once_and_an_unknown_one_may_be_removed() -> None:
    heard: list[Event] = []
    others: list[Event] = []
    fanout = Fanout(heard.append)
    fanout.add(heard.append)
    fanout.remove(others.append)
    fanout(EVENT)
    assert heard == [EVENT]


def test_a_sink_may_take_itself_away_while_it_is_told() -> None:
    heard: list[Event] = []
    fanout = Fanout()

    def once(event: Event) -> None:
        heard.append(event)
        fanout.remove(once)

    others: list[Event] = []
    fanout.add(once)
    fanout.add(others.append)
    fanout(EVENT)
    fanout(EVENT)
    assert heard == [EVENT]
    assert others == [EVENT, EVENT]


def test_threads_that_come_and_go_lose_no_sink_of_another() -> None:
    fanout = Fanout()
    stayed: list[list[Event]] = [[] for _ in range(8)]
    start = threading.Barrier(len(stayed) + 1)

    def come_and_go(mine: list[Event]) -> None:
        start.wait()
        for _ in range(200):
            passing: list[Event] = []
            fanout.add(passing.append)
            fanout.remove(passing.append)
        fanout.add(mine.append)

    threads = [threading.Thread(target=come_and_go, args=(one,)) for one in stayed]
    for thread in threads:
        thread.start()
    start.wait()
    for _ in range(200):
        fanout(EVENT)
    for thread in threads:
        thread.join()
    for one in stayed:
        one.clear()
    fanout(EVENT)
    assert stayed == [[EVENT]] * len(stayed)
