"""The WebSocket as a program sees it: over a real server, with every message it can send."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, suppress
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from attrs import evolve, frozen
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from aniworld_core import events
from aniworld_core.clock import utc_now
from aniworld_core.entities import ConditionKind, EpisodeId, QueueState, SeriesKey
from aniworld_core.library import Library
from aniworld_web.live.messages import EVENTS, REPLIES, Room

FERN = SeriesKey("fern")
EPISODE = EpisodeId(1, 1)
BLOCKED = ConditionKind.BLOCKED
DATA = {one.name: one.data for one in (*EVENTS, *REPLIES)}


@frozen
class Talk:
    """One connection, as a program uses it."""

    socket: ClientConnection

    def send(self, action: str, **more: object) -> None:
        self.socket.send(json.dumps({"action": action, **more}))

    def hear(self) -> Any:
        return json.loads(self.socket.recv(timeout=10))

    def hear_until(self, *types: str) -> list[Any]:
        heard = [self.hear()]
        while heard[-1]["type"] not in types:
            heard.append(self.hear())
        return heard

    def join(self, *rooms: str) -> list[Any]:
        for room in rooms:
            self.send("join", room=room)
        return [self.hear_until("joined")[-1] for _ in rooms]

    def close_code(self) -> int:
        with suppress(ConnectionClosed):
            while True:
                self.socket.recv(timeout=10)
        assert self.socket.close_code is not None
        return self.socket.close_code


@pytest.fixture
def talk(url: str, token: str) -> Iterator[Callable[[], Talk]]:
    """Return a function that connects as a page of the server does."""
    with ExitStack() as stack:

        def open_one() -> Talk:
            return Talk(stack.enter_context(dial(url, token)))

        yield open_one


def dial(url: str, token: str) -> AbstractContextManager[ClientConnection]:
    return connect(
        f"{url.replace('http', 'ws', 1)}/ws/connect",
        origin=Origin(url),
        additional_headers={"Cookie": f"aniworld_session={token}"},
        proxy=None,
    )


def progress(id: int, received: int) -> events.DownloadProgress:
    return events.DownloadProgress(
        id=id, key=FERN, episode=EPISODE, received=received, total=1000, speed=1e6, eta=3.2
    )


def finished(id: int) -> events.DownloadFinished:
    return events.DownloadFinished(id=id, key=FERN, episode=EPISODE, path="Fern.mkv", size=1000)


def failed(id: int) -> events.DownloadFailed:
    return events.DownloadFailed(id=id, key=FERN, episode=EPISODE, reason="No link works.")


def a_running_item(library: Library) -> int:
    """Queue an episode and claim it: what runs in no store is forgotten after seconds of silence."""
    library.catalog.add("fern")
    library.queue.add("fern", [EPISODE])
    item = library.store.queue.claim("a worker", timedelta(minutes=5), utc_now())
    assert item is not None
    return item.id


def test_every_message_has_the_form_that_is_documented(
    talk: Callable[[], Talk], library: Library
) -> None:
    one = talk()
    heard = [one.hear(), *one.join(*Room)]
    for event in (
        progress(1, 500),
        finished(1),
        failed(2),
        events.ScanStarted(folders=3),
        events.ScanFinished(folders=3, read=1, files=12),
        events.ScanProgress(done=1, folders=3),
        events.ScanFailed(reason="The library folder is gone."),
        events.SeriesChanged(key=FERN),
        events.ConditionChanged(provider="site", kind=BLOCKED, reason="A gate.", until=None),
        events.TitlesRead(provider="site", titles=3),
        events.QueueChanged(id=3, key=FERN, episode=EPISODE, state=QueueState.QUEUED),
        progress(4, 500),
    ):
        library.emit(event)
    heard += one.hear_until("download_progress")
    if not any(message["type"] == "queue_status" for message in heard):
        heard += one.hear_until("queue_status")
    library.emit(events.ScanProgress(done=2, folders=3))
    heard += one.hear_until("scan_progress")
    one.send("replay", seq=0)
    one.send("ping")
    one.send("leave", room="queue")
    one.send("dance")
    heard += one.hear_until("error")
    for message in heard:
        assert list(message) == ["type", "timestamp", "seq", "data"]
        assert msgspec.convert(message["timestamp"], msgspec.Raw | str)[-5:-4] == "."
        msgspec.convert(message["data"], DATA[message["type"]])
    assert {message["type"] for message in heard} == set(DATA)


def test_rooms_get_what_is_theirs_and_no_more(talk: Callable[[], Talk], library: Library) -> None:
    downloads, scans, both = talk(), talk(), talk()
    downloads.join("downloads")
    scans.join("scan_progress")
    both.join("downloads", "download_progress")
    library.emit(progress(1, 500))
    library.emit(events.SeriesAdded(key=FERN, title="Fern"))
    library.emit(finished(1))
    library.emit(events.ScanFailed(reason="Gone."))
    library.emit(events.SeriesRemoved(key=FERN))
    theirs = {
        name: [one["type"] for one in client.hear_until("series_changed", "x")]
        + [one["type"] for one in client.hear_until("series_changed")]
        for name, client in {"downloads": downloads, "scans": scans, "both": both}.items()
    }
    assert theirs["downloads"] == ["series_changed", "download_complete", "series_changed"]
    assert theirs["scans"] == ["series_changed", "scan_failed", "series_changed"]
    assert theirs["both"][-3:] == ["series_changed", "download_complete", "series_changed"]


def test_who_left_hears_no_more(talk: Callable[[], Talk], library: Library) -> None:
    one = talk()
    one.join("downloads", "queue")
    one.send("leave", room="downloads")
    one.hear_until("left")
    library.emit(finished(1))
    library.emit(events.SeriesChanged(key=FERN))
    heard = [message["type"] for message in one.hear_until("series_changed")]
    assert "download_complete" not in heard


def test_the_folder_is_told_beside_the_key(talk: Callable[[], Talk], library: Library) -> None:
    one = talk()
    one.join("downloads")
    library.catalog.add("fern")
    added = one.hear_until("series_changed")[-1]["data"]
    assert added == {"key": "fern", "folder": None, "change": "added"}
    library.store.series.update(FERN, lambda series: evolve(series, folder="Fern (2013)"))
    library.emit(finished(1))  # another process gave the folder, of which no event tells here
    assert one.hear_until("download_complete")[-1]["data"]["folder"] == "Fern (2013)"
    library.emit(events.SeriesChanged(key=FERN))
    changed = one.hear_until("series_changed")[-1]["data"]
    assert changed == {"key": "fern", "folder": "Fern (2013)", "change": "changed"}
    library.catalog.remove("fern")
    removed = one.hear_until("series_changed")[-1]["data"]
    assert removed == {"key": "fern", "folder": "Fern (2013)", "change": "removed"}


def test_what_was_missed_is_replayed(talk: Callable[[], Talk], library: Library) -> None:
    before, witness = talk(), talk()
    epoch = before.hear()["data"]["epoch"]
    before.join("download_progress")
    witness.join("downloads")
    library.emit(progress(1, 100))
    seq = before.hear_until("download_progress")[-1]["seq"]
    before.socket.close()
    for received in (200, 300):
        library.emit(progress(1, received))
        library.emit(progress(2, received))
    library.emit(finished(1))
    library.emit(failed(3))
    witness.hear_until("download_failed")
    again = talk()
    again.send("replay", seq=seq, epoch=epoch, rooms=["download_progress"])
    told = again.hear_until("download_failed")[1:]
    assert [(one["type"], one["data"]["download_id"]) for one in told] == [
        ("download_progress", 2),
        ("download_complete", 1),
        ("download_failed", 3),
    ]
    assert told[0]["data"]["received"] == 300
    assert [one["seq"] for one in told] == sorted(one["seq"] for one in told)


@pytest.mark.parametrize("old", [{"seq": 1}, {"epoch": "another"}, {"seq": 2**62}], ids=str)
def test_who_cannot_go_on_gets_a_snapshot(
    talk: Callable[[], Talk], library: Library, old: dict[str, object]
) -> None:
    one = talk()
    one.join("download_progress", "scan_progress")
    running = a_running_item(library)
    library.emit(events.ScanStarted(folders=7))
    library.emit(progress(running, 100))
    library.emit(progress(2, 100))
    library.emit(finished(2))
    seq = one.hear_until("download_complete")[-1]["seq"]
    again = talk()
    again.join("queue")
    again.send("replay", **{"seq": seq, "rooms": ["download_progress", "scan_progress"], **old})
    snapshot = again.hear_until("snapshot")[-1]
    assert [one["download_id"] for one in snapshot["data"]["downloads"]] == [running]
    assert snapshot["data"]["scan"] == {"done": 0, "total": 7, "percent": 0.0}
    assert snapshot["data"]["queue_status"]["pending_queue"] == 0
    assert snapshot["seq"] >= seq
    library.emit(finished(running))
    assert again.hear_until("download_complete")[-1]["seq"] > seq


def test_who_joins_is_told_what_is_going_on(talk: Callable[[], Talk], library: Library) -> None:
    library.catalog.add("fern")
    library.queue.add("fern", [EpisodeId(1, 1), EpisodeId(1, 2)])
    one = talk()
    status = one.join("queue")[0]["data"]["queue_status"]
    while not status or status["pending_queue"] != 2:
        status = one.hear_until("queue_status")[-1]["data"]
    library.queue.pause()
    while not status["is_paused"]:
        status = one.hear_until("queue_status")[-1]["data"]


def test_several_messages_come_in_one_frame_for_who_asks(
    talk: Callable[[], Talk], library: Library
) -> None:
    plain, batch = talk(), talk()
    plain.join("downloads")
    batch.join("downloads")
    batch.send("batch")
    batch.send("ping")
    batch.hear_until("pong")
    for id in range(600):
        library.emit(finished(id))
    ids = [plain.hear_until("download_complete")[-1]["data"]["download_id"] for _ in range(600)]
    assert ids == list(range(600))
    frames: list[list[Any]] = []
    while sum(map(len, frames)) < 600:
        frame = batch.hear()
        frames.append(frame if isinstance(frame, list) else [frame])
    assert [one["data"]["download_id"] for frame in frames for one in frame] == ids
    assert len(frames) < 60
