"""`aniw serve` as its users meet it: a process over a real library, that starts, works, and ends at once."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from websockets.sync.client import connect

from aniworld_core.testing.arrange import files
from aniworld_core.testing.watching import eventually
from aniworld_demo.replica import Replica
from tests.serving import KEY, Place
from tests.working import descendants

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the signals are POSIX's")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with Replica(rate_limited=0) as replica:
        yield Place(tmp_path, replica)


def _bytes_told(message: str | bytes) -> int:
    envelope = json.loads(message)
    return envelope["data"]["received"] if envelope["type"] == "download_progress" else 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_person_signs_in_and_a_signal_ends_it(place: Place, number: signal.Signals) -> None:
    with place.served() as served:
        assert served.told["urls"] == [served.url]
        served.sign_in()
        assert served.client.get("/api/anime").json()["items"] == []
        assert "<!doctype html>" in served.client.get("/", follow_redirects=True).text.lower()
        assert served.end(number) == "Stopping; press Ctrl-C again to end at once.\n"
    with pytest.raises(httpx.ConnectError):
        httpx.get(served.url, trust_env=False)
    with place.served() as again:
        assert again.told["password_set"]
        again.sign_in()


def test_a_person_is_told_what_to_do(place: Place) -> None:
    arguments = [sys.executable, "-m", "aniworld_cli", "serve", "--port", "0"]
    with subprocess.Popen(
        arguments, env=place.environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline().rstrip() for _ in range(3)]
        process.send_signal(signal.SIGINT)
        assert process.stdout.read() == ""
    assert lines[0].startswith("The web application is at http://127.0.0.1:")
    assert lines[1].startswith("Choose a password there first")
    assert lines[2] == "Ctrl-C ends it."


def test_a_download_in_its_middle_goes_back_and_no_open_socket_holds_it_up(place: Place) -> None:
    place.environment["ANIWORLD_DOWNLOADS__ITEM_SPEED_LIMIT"] = "2000"  # it never gets to its end
    with place.served() as served:
        token = served.sign_in()
        served.client.post("/api/anime/add", json={"link": KEY}).raise_for_status()
        served.client.post("/api/queue/add-all", json={}).raise_for_status()
        address = served.url.replace("http", "ws")
        headers = {"Authorization": f"Bearer {token}", "Origin": served.url}
        with (
            socket.create_connection(("127.0.0.1", int(served.url.rpartition(":")[2]))) as silent,
            connect(f"{address}/ws/connect", additional_headers=headers) as listener,
        ):
            silent.sendall(
                b"POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{"
            )
            listener.send(json.dumps({"action": "join", "room": "download_progress"}))
            while not _bytes_told(listener.recv(timeout=60)):
                pass
            children = descendants(served.process.pid)
            assert children or not Path("/proc/self").exists()
            errors = served.end()
    assert "Traceback" not in errors
    assert not any(Path(f"/proc/{child}").exists() for child in children)
    items = place.run("queue", "list")["items"]
    assert {item["state"] for item in items} == {"queued"}
    assert {item["attempts"] for item in items} == {0}
    assert files(place.root) == []


def test_a_site_that_does_not_answer_holds_nobody_up(place: Place) -> None:
    with socket.create_server(("127.0.0.1", 0)) as hole:
        port = hole.getsockname()[1]
        place.environment["ANIWORLD_PROVIDERS__ANIWORLD__BASE_URL"] = f"http://127.0.0.1:{port}"
        with place.served() as served:
            served.sign_in()
            body = json.dumps({"query": "nachtzug"})
            asked = (
                "POST /api/anime/search HTTP/1.1\r\nHost: localhost\r\n"
                f"Authorization: {served.client.headers['Authorization']}\r\n"
                f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}"
            )
            with socket.create_connection(
                ("127.0.0.1", int(served.url.rpartition(":")[2]))
            ) as person:
                person.sendall(asked.encode())
                with closing(hole.accept()[0]):
                    errors = served.end()
    assert "a site does not answer" in errors
    assert "Traceback" not in errors
    assert place.run("workers")["workers"] == []  # it ended as it should, all the same


def test_nothing_is_downloaded_when_nothing_shall_be(place: Place) -> None:
    place.run("add", KEY)
    place.run("queue", "add", KEY)
    with place.served("--no-workers") as served:
        served.sign_in()
        status = served.client.get("/api/queue/status").json()
        assert status["is_running"] is False
        refused = served.client.post("/api/queue/start")
        assert refused.status_code == 409
        assert "--no-workers" in refused.text
        served.end()
    assert {item["state"] for item in place.run("queue", "list")["items"]} == {"queued"}


def test_environment_and_options_keep_winning_when_the_settings_change(
    place: Place, tmp_path: Path
) -> None:
    place.environment["ANIWORLD_DOWNLOADS__ATTEMPTS"] = "7"
    other = tmp_path / "other"
    other.mkdir()
    (place.root / "A Series").mkdir()
    (place.root / "A Series" / "A Series S01E01.mkv").write_bytes(b"x" * 20_000)
    place.config.write_text('library = "/nowhere"\n', "utf-8")
    with place.served("--no-workers") as served:
        served.sign_in()
        change = {"downloads": {"attempts": 3, "workers": 5}, "library": str(other)}
        served.client.put("/api/config", json=change).raise_for_status()
        assert "workers = 5" in place.config.read_text("utf-8")
        served.client.post("/api/anime/add", json={"link": KEY}).raise_for_status()
        job = served.client.post("/api/anime/rescan", json={"offline": True}).json()
        done = eventually(
            lambda: served.client.get(f"/api/jobs/{job['id']}").json(),
            lambda job: job["state"] != "running",
        )
        assert done["state"] == "done", done["error"]
        told = served.client.get("/api/config/state").json()
        assert {"downloads.attempts", "library"} <= set(told["overridden"])
        assert told["restart_needed"] == []
        served.end()


def test_a_taken_port_is_told(place: Place) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        error = place.run("serve", "--port", port, code=1)["error"]
    assert error["message"] == f"Cannot listen on 127.0.0.1 port {port}: Address already in use."
    assert "another port" in error["hint"]


@pytest.mark.parametrize("host", ["somebody's.example", "", "300.300.300.300:1"])
def test_an_address_that_is_none_is_refused(place: Place, host: str) -> None:
    place.run("serve", "--host", host, code=2)


def test_others_reach_it_only_once_there_is_a_password(place: Place) -> None:
    refused = place.run("serve", "--host", "0.0.0.0", "--port", "0", code=1)["error"]
    assert "aniw auth reset-password" in refused["hint"]
    password = place.run("auth", "reset-password", "--generate")["password"]
    with place.served("--host", "0.0.0.0") as served:
        assert served.url.startswith("http://127.0.0.1:")
        for url in served.told["urls"]:
            answer = httpx.post(
                f"{url}/api/auth/login", json={"password": password}, trust_env=False
            )
            assert answer.status_code == 200
        served.end()


def test_a_browser_is_opened_when_asked_for(place: Place, tmp_path: Path) -> None:
    browser, opened = tmp_path / "browser", tmp_path / "opened"
    browser.write_text(f"#!/bin/sh\necho $1 > {opened}\n")
    browser.chmod(0o755)
    place.environment["BROWSER"] = f"{browser} %s"
    with place.served("--open") as served:
        assert opened.read_text() == f"{served.url}\n"
        served.end()


def test_a_store_of_a_newer_version_is_left_alone(place: Place) -> None:
    place.run("list")
    import sqlite3

    database = Path(place.environment["ANIWORLD_DATA"]) / "library.db"
    with closing(sqlite3.connect(database)) as file, file:
        file.execute("UPDATE alembic_version SET version_num = 'of the future'")
    error = place.run("serve", "--port", "0", code=1)["error"]
    assert error["type"] == "NewerSchema"
    assert error["hint"]
