"""What carries events to clients: it never fails and never fills up, whatever happens around it."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.types import Message
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from aniworld_core import events
from aniworld_core.entities import EpisodeId, Scope, SeriesKey
from aniworld_core.errors import StoreError, TooManyAttempts
from aniworld_core.library import Library
from aniworld_web.caller import Caller
from aniworld_web.live.client import Client
from aniworld_web.live.doors import Doors
from aniworld_web.live.hub import Hub
from aniworld_web.live.inbox import Inbox
from aniworld_web.live.status import Status
from aniworld_web.live.telling import QUEUE, Told, download_slot, newest
from aniworld_web.serving import Serving
from aniworld_web.site import Site

FERN, EPISODE = SeriesKey("fern"), EpisodeId(1, 1)
NOW = datetime(2026, 11, 22, tzinfo=UTC)


@contextmanager
def listening(url: str, token: str, room: str) -> Iterator[ClientConnection]:
    with connect(
        f"{url.replace('http', 'ws', 1)}/ws/connect",
        origin=Origin(url),
        additional_headers={"Cookie": f"aniworld_session={token}"},
        proxy=None,
    ) as connection:
        connection.send(json.dumps({"action": "join", "room": room}))
        hear(connection, "joined")
        yield connection


def hear(connection: ClientConnection, type: str) -> Any:
    while True:
        message = json.loads(connection.recv(timeout=10))
        if message["type"] == type:
            return message["data"]


def started(id: int) -> events.DownloadStarted:
    return events.DownloadStarted(id=id, key=FERN, episode=EPISODE)


def test_events_before_and_after_its_time_do_no_harm(app: Starlette, site: Site) -> None:
    site.hub(started(1))
    site.hub.look()
    for _ in range(2):  # an application may be served again
        with Serving(app):
            site.hub(started(1))
        site.hub(started(1))
        site.hub.look()


def test_its_end_is_told_to_clients(app: Starlette, token: str) -> None:
    with Serving(app) as serving, listening(serving.url, token, "queue") as connection:
        serving.__exit__(None, None, None)
        with pytest.raises(ConnectionClosed):
            hear(connection, "nothing")
        assert connection.close_code in {1001, 1012}  # ours, or the server's that was faster


async def _nothing() -> Message:
    await asyncio.Event().wait()
    raise AssertionError


async def _unread(_: Message) -> None:
    await asyncio.Event().wait()


def test_its_end_waits_until_the_store_is_no_longer_asked(library: Library) -> None:
    asked, answer = threading.Event(), threading.Event()

    def counts(_: Caller) -> bool:
        asked.set()
        return answer.wait(10)

    async def live() -> None:
        hub = Hub(library=lambda: library, running=lambda: True, counts=counts, watch=0.01)
        hub.open()
        client = Client(hub.feed, _nothing, _unread, caller=Caller(scope=Scope.READ))
        serving = asyncio.create_task(hub.serve(client))
        await asyncio.to_thread(asked.wait, 10)
        closing = asyncio.create_task(hub.close())
        assert not (await asyncio.wait([closing], timeout=0.2))[0]
        answer.set()
        await asyncio.wait_for(closing, 10)
        client.abandon()
        await serving
        client.abandon()  # whoever is gone can be given up again

    asyncio.run(live())


def test_a_store_that_fails_costs_what_it_would_have_told_only(
    url: str, token: str, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StoreError("The disk is gone.")

    with listening(url, token, "downloads") as connection:
        with monkeypatch.context() as broken:
            broken.setattr(type(library.store.series), "get", fail)
            broken.setattr(type(library.store.queue), "counts", fail)
            library.emit(events.DownloadFailed(id=1, key=FERN, episode=EPISODE, reason="No space."))
            assert hear(connection, "download_failed")["folder"] is None
        library.emit(events.SeriesChanged(key=FERN))
        assert hear(connection, "series_changed")["key"] == "fern"


def test_who_missed_what_could_not_be_told_gets_a_snapshot(
    url: str, token: str, library: Library
) -> None:
    with listening(url, token, "scan_progress") as connection:
        library.emit(events.ScanFailed(reason=None))  # type: ignore[arg-type]
        assert hear(connection, "snapshot") == {"rooms": ["scan_progress"], "scan": None}
        library.emit(events.ScanFailed(reason="The library folder is gone."))
        assert hear(connection, "scan_failed")["reason"] == "The library folder is gone."


def test_an_inbox_that_overflows_is_empty_and_says_so() -> None:
    inbox = Inbox(10)
    for number in range(30):
        inbox.put(started(number))
    assert inbox.take(0.1) == ([], True)
    assert inbox.take(0.01) == ([], False)
    inbox.put(started(1))
    assert inbox.take(0.1) == ([started(1)], False)


def test_a_download_that_stopped_without_a_word_is_noticed(library: Library) -> None:
    library.catalog.add("fern")
    library.queue.add("fern", [EpisodeId(1, 1), EpisodeId(1, 2)])
    queue = library.store.queue
    running, stopped = (queue.claim("worker", timedelta(minutes=2), NOW) for _ in range(2))
    assert running is not None
    assert stopped is not None
    status = Status(library=lambda: library, running=lambda: True)
    (first,) = status.tell([started(running.id), started(stopped.id)], looking=True)
    assert first.slot == QUEUE
    assert status.tell([], looking=True) == []
    queue.requeue(stopped.id, stopped.claim, NOW, counted=False)
    assert Told(None, download_slot(stopped.id), ends=True) in status.tell([], looking=True)
    assert status.tell([], looking=True) == []


def test_what_is_replaced_within_a_tick_is_not_told() -> None:
    told = [
        Told(1, "a"),
        Told(2, "b"),
        Told(3, "a"),
        Told(4),
        Told(5, "b", ends=True),
        Told(6, "b"),
    ]
    assert [one.data for one in newest(told)] == [3, 4, 5, 6]


@pytest.fixture
def clock() -> Callable[[], float]:
    """Return a clock that a test sets: its ``now``."""

    def read() -> float:
        return read.now  # type: ignore[attr-defined,no-any-return]

    read.now = 0.0  # type: ignore[attr-defined]
    return read


def test_doors_let_in_as_many_as_there_is_room_for(clock: Callable[[], float]) -> None:
    doors = Doors(most=3, each=2, clock=clock)
    with doors.passing("a"), doors.passing("a"):
        with pytest.raises(TooManyAttempts), doors.passing("a"):
            pass
        with doors.passing("b"), pytest.raises(TooManyAttempts), doors.passing("c"):
            pass
    with doors.passing("a"):
        pass


def test_who_is_refused_too_often_waits(clock: Callable[[], float]) -> None:
    doors = Doors(refusals=2, clock=clock)
    doors.refused("a")
    clock.now = 50.0  # type: ignore[attr-defined]
    doors.refused("a")
    with pytest.raises(TooManyAttempts) as refused, doors.passing("a"):
        pass
    assert refused.value.retry_after == timedelta(seconds=10)
    with doors.passing("b"):
        pass
    clock.now = 61.0  # type: ignore[attr-defined]
    with doors.passing("a"):
        pass
