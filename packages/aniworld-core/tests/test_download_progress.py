"""Progress: told rarely, with a speed that means something, and the place where a job stops."""

import threading
from datetime import UTC, datetime

import pytest

from aniworld_core.entities import GER_DUB, EpisodeId, QueueItem, SeriesKey, Wanted
from aniworld_core.errors import Cancelled
from aniworld_core.events import DownloadProgress, Event
from aniworld_core.services.downloads.job import Job
from aniworld_core.services.downloads.term import LEASE, passed

ITEM = QueueItem(
    id=1,
    key=SeriesKey("show"),
    episode=EpisodeId(1, 1),
    wanted=Wanted(languages=(GER_DUB,)),
    added=datetime(2026, 1, 1, tzinfo=UTC),
)


class Clock:
    """A clock that tests set."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def told(events: list[Event]) -> list[DownloadProgress]:
    return [event for event in events if isinstance(event, DownloadProgress)]


def test_four_reports_a_second_and_the_last_are_told(events: list[Event]) -> None:
    clock = Clock()
    job = Job(ITEM, lambda: False, events.append, ticks=clock)
    for step in range(1, 101):
        clock.now += 0.01
        job.report(step, 100)
    assert [event.received for event in told(events)] in ([25, 50, 75, 100], [26, 52, 78, 100])


def test_the_speed_leaves_the_wait_for_the_first_byte_out(events: list[Event]) -> None:
    clock = Clock()
    job = Job(ITEM, lambda: False, events.append, ticks=clock)
    for received in (0, 0, 0, 1000, 2000, 3000, 4000):
        clock.now += 1
        job.report(received, 10_000)
    assert [event.speed for event in told(events)] == [None] * 4 + [1000.0] * 3
    assert told(events)[-1].eta == 6.0


def test_another_source_begins_anew(events: list[Event]) -> None:
    clock = Clock()
    job = Job(ITEM, lambda: False, events.append, ticks=clock)
    for received in (5000, 9000):
        clock.now += 1
        job.report(received, None)
    job.begin()
    clock.now += 1
    job.report(10, None)
    assert told(events)[-1].speed is None
    assert (job.received, job.total) == (10, None)


def test_a_report_is_where_a_job_stops() -> None:
    stopping = threading.Event()
    job = Job(ITEM, stopping.is_set, lambda _: None)
    job.report(1, 2)
    job.lose()
    with pytest.raises(Cancelled, match="taken off"):
        job.report(1, 2)
    stopping.set()
    with pytest.raises(Cancelled, match="stopped"):
        Job(ITEM, stopping.is_set, lambda _: None).check()


def test_a_worker_lets_go_before_its_lease_is_over() -> None:
    """A store that cannot be asked tells nobody that another worker has the item."""
    job = Job(ITEM, lambda: False, lambda _: None)
    job.term.renew(passed() - 0.5 * LEASE.total_seconds())
    job.report(1, 10)
    job.term.renew(passed() - 0.8 * LEASE.total_seconds())
    assert job.stopped
    with pytest.raises(Cancelled, match="out of reach"):
        job.report(2, 10)
    job.term.renew(passed())
    job.report(3, 10)
