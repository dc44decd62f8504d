"""The log of a real `aniw serve`: what went wrong, and what went on, is on its page without any option."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from aniworld_core.testing.watching import eventually

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the signals are POSIX's")

PASSWORD = "a password for tests"
NOBODY = "http://127.0.0.1:9"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[httpx.Client, subprocess.Popen[str]]]:
    """Return a signed-in client of a process whose catalogue is down, and the process."""
    (tmp_path / "library" / "Fern").mkdir(parents=True)
    (tmp_path / "library" / "Fern" / "Fern S01E01.mkv").write_bytes(b"x" * 20_000)
    (tmp_path / "settings.toml").touch()
    environment = os.environ | {
        "ANIWORLD_LIBRARY": str(tmp_path / "library"),
        "ANIWORLD_DATA": str(tmp_path / "data"),
        "ANIWORLD_PROVIDERS__ANIWORLD__BASE_URL": NOBODY,
        "ANIWORLD_PROVIDERS__ANIWORLD__ATTEMPTS": "1",
    }
    arguments = ["--json", "--config", str(tmp_path / "settings.toml"), "serve", "--port", "0"]
    with subprocess.Popen(
        [sys.executable, "-m", "aniworld_cli", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        text = ""
        while not text.endswith("\n}\n"):
            text += process.stdout.readline()
            assert process.poll() is None
        try:
            with httpx.Client(base_url=json.loads(text)["url"], trust_env=False) as client:
                answer = client.post("/api/auth/setup", json={"password": PASSWORD})
                token = answer.raise_for_status().json()["access_token"]
                client.headers["Authorization"] = f"Bearer {token}"
                yield client, process
        finally:
            process.kill()


def _told(client: httpx.Client) -> list[tuple[str, str]]:
    items = client.get("/api/logs", params={"level": "info"}).raise_for_status().json()["items"]
    return [(one["level"], one["message"]) for one in items]


def test_the_log_has_what_went_wrong_and_what_went_on(
    served: tuple[httpx.Client, subprocess.Popen[str]],
) -> None:
    client, process = served
    assert ("info", f"the web application is at {client.base_url}") in _told(client)
    client.post("/api/auth/login", json={"password": "wrong"})
    assert ("warning", "a wrong password was given at 127.0.0.1") in _told(client)
    client.post("/api/anime/search", json={"query": "anything"}).raise_for_status()
    job = client.post("/api/anime/rescan", json={"offline": True}).raise_for_status().json()
    eventually(
        lambda: client.get(f"/api/jobs/{job['id']}").json(), lambda one: one["state"] != "running"
    )
    told = _told(client)
    assert ("info", "scanned 1 folders, read 1 anew: 1 videos") in told
    assert any(level == "warning" and "aniworld" in text for level, text in told), told
    process.send_signal(signal.SIGINT)
    errors = process.communicate(timeout=60)[1]
    assert "a wrong password was given" in errors
    assert "scanned" not in errors, "the terminal is told only what it was before"
