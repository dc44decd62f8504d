"""`aniw demo` with its web application: on a terminal it follows the tour, with --serve it comes at once."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from aniworld_core.testing.watching import eventually

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(os.name != "posix", reason="terminals and signals are POSIX's"),
]

NEW = "1-2-mond-ueber-kazahana"


@contextmanager
def started(place: Path, *arguments: str, **streams: Any) -> Iterator[subprocess.Popen[str]]:
    """Run the demo, whose temporary folder is inside of ``place``; it is ended if need be."""
    with subprocess.Popen(
        [sys.executable, "-m", "aniworld_cli", *arguments],
        env={**os.environ, "TMPDIR": str(place), "COLUMNS": "100"},
        text=True,
        **streams,
    ) as program:
        try:
            yield program
        finally:
            program.kill()


@contextmanager
def signed_in(url: str, password: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=url, trust_env=False, timeout=30) as client:
        answer = client.post("/api/auth/login", json={"password": password})
        token = answer.raise_for_status().json()["access_token"]
        client.headers["Authorization"] = f"Bearer {token}"
        yield client


def left_in(place: Path) -> list[Path]:
    return list(place.glob("aniworld-demo-*"))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Any]]:
    """Serve at once, return what is told, and end it."""
    place = tmp_path_factory.mktemp("served")
    with started(
        place, "--json", "demo", "--serve", stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as program:
        assert program.stdout is not None
        text = ""
        while not text.endswith("\n}\n"):
            line = program.stdout.readline()
            assert line, program.communicate()
            text += line
        yield json.loads(text)
        program.send_signal(signal.SIGINT)
        output, errors = program.communicate(timeout=60)
    assert program.returncode == 0, errors
    assert output == ""
    assert "Traceback" not in errors
    assert not left_in(place)


@pytest.fixture
def client(demo: Mapping[str, Any]) -> Iterator[httpx.Client]:
    with signed_in(demo["url"], demo["password"]) as client:
        yield client


def test_the_library_is_there_with_its_covers(client: httpx.Client) -> None:
    listed = client.get("/api/anime").json()["items"]
    assert len(listed) == 13
    assert any(one["missing_episodes"] for one in listed)
    cover = client.get("/api/anime/glutherz/cover")
    assert cover.headers["content-type"].startswith("image/")


def test_a_new_series_is_searched_added_and_downloaded(client: httpx.Client) -> None:
    found = client.post("/api/anime/search", json={"query": "Kazahana"}).json()
    (hit,) = (hit for answer in found["answers"] for hit in answer["hits"])
    assert hit["key"] is None
    added = client.post("/api/anime/add", json={"link": hit["link"]}).raise_for_status().json()
    assert added["key"] == NEW
    client.post("/api/queue/add", json={"serie_id": NEW, "episodes": ["S01E01"]}).raise_for_status()
    items = eventually(
        lambda: client.get("/api/queue").json()["items"],
        lambda items: items[0]["status"] not in {"queued", "running"},
    )
    assert items[0]["status"] == "done", items
    episodes = client.get(f"/api/anime/{NEW}").json()["episodes"]
    assert [one["episode"] for one in episodes if one["files"]] == ["S01E001"]


def test_its_settings_can_be_changed(client: httpx.Client) -> None:
    change = {"downloads": {"workers": 1}, "plugins": {"ytdlp": {"min_speed": 0}}}
    client.put("/api/config", json=change).raise_for_status()
    told = client.get("/api/config").json()
    assert told["downloads"]["workers"] == 1
    assert client.get("/api/config/state").json()["problems"] == []


def test_every_password_is_made_up(demo: Mapping[str, Any], tmp_path: Path) -> None:
    assert re.fullmatch(r"(\w{5}-){3}\w{5}", demo["password"])
    with started(tmp_path, "demo", "--serve", stdout=subprocess.PIPE) as program:
        told = told_by(lambda: _line(program))
        assert told["password"] != demo["password"]
        program.send_signal(signal.SIGTERM)
        assert program.wait(timeout=60) == 0
    assert not left_in(tmp_path)


def test_on_a_terminal_the_web_application_follows_the_tour(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty")
    master, slave = pty.openpty()
    with (
        started(tmp_path, "demo", stdin=slave, stdout=slave, stderr=slave) as program,
        os.fdopen(master, "rb", 0) as screen,
    ):
        os.close(slave)
        sent: list[str] = []
        told = told_by(lambda: _shown(screen.fileno(), sent))
        assert "episodes downloaded and verified" in "".join(sent)
        with signed_in(told["address"], told["password"]) as client:
            key = client.get("/api/anime", params={"limit": 1}).json()["items"][0]["key"]
            assert client.get(f"/series/{key}").status_code in {200, 303}
        program.send_signal(signal.SIGINT)
        while text := _shown(screen.fileno(), sent):
            assert "Traceback" not in text
        assert program.wait(timeout=60) == 0
    assert "The demo's folder is removed again" in "".join(sent)
    assert not left_in(tmp_path)


def test_no_serve_ends_after_the_tour_on_a_terminal_too(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty")
    master, slave = pty.openpty()
    streams = {"stdin": slave, "stdout": slave, "stderr": slave}
    with started(tmp_path, "demo", "--no-serve", **streams) as program:
        os.close(slave)
        sent: list[str] = []
        while _shown(master, sent):
            pass
        assert program.wait(timeout=60) == 0
    os.close(master)
    assert "password" not in "".join(sent)


def told_by(read: Callable[[], str]) -> dict[str, str]:
    """Read until the doors of the web application are told, and return them."""
    text, deadline = "", time.monotonic() + 240
    while "Ctrl-C ends the demo" not in text:
        assert time.monotonic() < deadline
        more = read()
        assert more, text
        text += more
    return dict(re.findall(r"^ +(address|password): +(\S+)", text, re.MULTILINE))


def _line(program: subprocess.Popen[str]) -> str:
    assert program.stdout is not None
    return program.stdout.readline()


def _shown(master: int, sent: list[str]) -> str:
    """Return what a terminal is sent next, nothing once the program is gone; ``sent`` keeps it."""
    try:
        text = os.read(master, 65536).decode(errors="replace").replace("\r", "")
    except OSError:  # Linux says it so
        return ""
    sent.append(text)
    return text
