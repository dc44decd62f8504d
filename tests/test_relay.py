"""Several processes of the program, side by side and with a real Redis between them."""

import json
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, connect

from aniworld_core.testing.watching import eventually
from aniworld_demo.replica import Replica
from tests.serving import KEY, Place, Served
from tools.redis_server import RedisServer

pytestmark = [
    pytest.mark.needs("redis-server"),
    pytest.mark.skipif(os.name != "posix", reason="the signals are POSIX's"),
]

SOON = 15.0
"""Seconds that are far fewer than the half minute after which a queue is looked at anyway."""


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RedisServer]:
    with RedisServer(tmp_path) as server:
        yield server


@pytest.fixture
def place(tmp_path: Path, redis: RedisServer) -> Iterator[Place]:
    with Replica(rate_limited=0) as replica:
        place = Place(tmp_path, replica)
        place.environment["ANIWORLD_RELAY"] = f"{redis.url}?prefix=one"
        yield place


@contextmanager
def listening(served: Served, *rooms: str, **replay: object) -> Iterator[ClientConnection]:
    headers = {"Authorization": served.client.headers["Authorization"], "Origin": served.url}
    address = served.url.replace("http", "ws", 1)
    with connect(f"{address}/ws/connect", additional_headers=headers, proxy=None) as connection:
        for room in rooms:
            connection.send(json.dumps({"action": "join", "room": room}))
            hear(connection, "joined")
        if replay:
            connection.send(json.dumps({"action": "replay", **replay}))
        yield connection


def hear(connection: ClientConnection, *types: str) -> Any:
    """Return the next message of some types."""
    deadline = time.monotonic() + 60
    while True:
        message = json.loads(connection.recv(timeout=60))
        if message["type"] in types:
            return message
        assert time.monotonic() < deadline, f"only {message['type']} came"


def hear_bytes(connection: ClientConnection, more_than: int = 0) -> Any:
    """Return the next progress with more bytes than so many."""
    while True:
        message = hear(connection, "download_progress")
        if message["data"]["received"] > more_than:
            return message


def queue(place: Place, *episodes: str) -> None:
    place.run("add", KEY)
    place.run("queue", "add", KEY, *episodes)


def ended(process: subprocess.Popen[str]) -> str:
    """Return what a command complained of, once it has ended well."""
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    return errors


def test_a_download_beside_the_server_is_told_live_also_when_redis_goes_and_comes(
    place: Place, redis: RedisServer
) -> None:
    place.environment["ANIWORLD_DOWNLOADS__ITEM_SPEED_LIMIT"] = "40000"
    queue(place, "S01E01")
    with place.served("--no-workers") as served:
        served.sign_in()
        with (
            listening(served, "download_progress", "downloads", "queue") as connection,
            place.start("download", "--queued") as download,
        ):
            told = hear_bytes(connection)["data"]
            assert (told["key"], told["episode"]) == (KEY, "S01E001")
            (item,) = served.client.get("/api/queue/status").json()["active_downloads"]
            assert item["progress"]["received"] > 0
            redis.stop()
            redis.start()
            told = hear_bytes(connection, told["received"])["data"]
            with redis.client() as client:
                client.flushall()
            hear_bytes(connection, told["received"])
            complete = hear(connection, "download_complete", "download_failed")
            errors = ended(download)
        assert complete["type"] == "download_complete"
        assert (place.root / complete["data"]["path"]).is_file()
        complaints = served.end() + errors
    assert "Traceback" not in complaints
    assert complaints.count("is away") <= 2, complaints


def test_a_server_begins_at_once_with_what_another_process_queues(place: Place) -> None:
    place.run("add", KEY)
    with place.served() as served:
        served.sign_in()
        with listening(served, "downloads") as connection:
            time.sleep(2)  # by now it has found nothing to do
            began = time.monotonic()
            place.run("queue", "add", KEY, "S01E01")
            hear(connection, "download_progress", "download_complete")
            assert time.monotonic() - began < SOON
        served.end()


def test_who_comes_back_to_another_server_gets_a_snapshot(place: Place) -> None:
    place.environment["ANIWORLD_DOWNLOADS__ITEM_SPEED_LIMIT"] = "5000"
    queue(place, "S01E01")
    with place.served("--no-workers") as one, place.served("--no-workers") as other:
        one.sign_in()
        other.client.headers["Authorization"] = one.client.headers["Authorization"]
        with place.start("download", "--queued") as download:
            with listening(one, "download_progress") as here:
                seen = hear_bytes(here)
            with listening(other, "download_progress") as there:
                hear_bytes(there)
            place_of_then = {"seq": seen["seq"], "rooms": ["download_progress"]}
            with listening(other, **place_of_then) as there:
                told = hear(there, "snapshot", "download_progress")
                assert told["type"] == "snapshot"
                (running,) = told["data"]["downloads"]
                assert running["key"] == KEY
                hear_bytes(there, running["received"])
            download.terminate()
            ended_by_signal = download.wait(60)
        assert ended_by_signal != 0
        other.end()
        one.end()


def test_without_redis_everything_goes_on(place: Place, redis: RedisServer) -> None:
    redis.stop()
    queue(place, "S01E01")
    with place.served("--no-workers") as served:
        served.sign_in()
        with place.start("download", "--queued") as download:
            errors = ended(download)
        done = eventually(
            lambda: served.client.get("/api/queue/status").json()["completed_downloads"]["total"],
            lambda total: total,
        )
        assert done == 1
        served.end()
    assert errors.count("is away") == 1
    assert "Traceback" not in errors
