"""`aniw serve` and other commands as processes of their own, over a library with catalogues on loopback."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from aniworld_demo.replica import Replica

__all__ = ["ENDING", "KEY", "Place", "Served", "document"]

KEY = "nachtzug-nach-elysion"
PASSWORD = "a password for tests"
ENDING = 10.0
"""Seconds to end on a machine that is busy with other tests; alone it is less than one."""


class Served:
    """A running `aniw serve`, and a client that is signed in."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.told = json.loads(document(process))
        self.url: str = self.told["url"]
        self.client = httpx.Client(base_url=self.url, trust_env=False, timeout=30)

    def sign_in(self) -> str:
        """Sign in by the API, also as the first one, and return the token."""
        way = "login" if self.told["password_set"] else "setup"
        answer = self.client.post(f"/api/auth/{way}", json={"password": PASSWORD})
        token: str = answer.raise_for_status().json()["access_token"]
        self.client.headers["Authorization"] = f"Bearer {token}"
        return token

    def end(self, number: signal.Signals = signal.SIGINT) -> str:
        """Send a signal, check that the program ends as it should, and return what it complained of."""
        began = time.monotonic()
        self.process.send_signal(number)
        _, errors = self.process.communicate(timeout=60)
        assert self.process.returncode == 0, errors
        assert time.monotonic() - began < ENDING
        return errors


class Place:
    """A library with settings and data of its own, whose catalogues are the replica's."""

    def __init__(self, directory: Path, replica: Replica) -> None:
        self.root = directory / "library"
        self.root.mkdir()
        self.config = directory / "settings.toml"
        self.config.write_text("", "utf-8")
        self.environment = os.environ | {
            "PYTHONWARNINGS": "error::ResourceWarning",
            "ANIWORLD_LIBRARY": str(self.root),
            "ANIWORLD_DATA": str(directory / "data"),
            **replica.environment(),
            "ANIWORLD_DOWNLOADS__RESERVE": "0",
        }

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "aniworld_cli", "--json", "--config", self.config, *arguments],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str, code: int = 0) -> Any:
        """Run a command to its end and return its document."""
        with self.start(*arguments) as process:
            output, errors = process.communicate(timeout=100)
        assert process.returncode == code, errors
        return json.loads(output)

    @contextmanager
    def served(self, *arguments: str) -> Iterator[Served]:
        with self.start("serve", "--port", "0", *arguments) as process:
            try:
                served = Served(process)
                with served.client:
                    yield served
            finally:
                process.kill()


def document(process: subprocess.Popen[str]) -> str:
    """Return the first JSON document of a program that goes on."""
    assert process.stdout is not None
    text = ""
    while not text.endswith("\n}\n"):
        line = process.stdout.readline()
        assert line, process.communicate()[1]
        text += line
    return text
