"""A library, its data and its settings, used by processes that can be told from all others."""

import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

__all__ = ["Place"]

_MARK = "ANIWORLD_SOAK"  # no setting: two underscores would make it one
_QUICK = {
    "DOWNLOADS__WORKERS": "4",
    "DOWNLOADS__PER_HOSTER": "2",
    "DOWNLOADS__ATTEMPTS": "6",
    "DOWNLOADS__BACKOFF": "0.05",
    "DOWNLOADS__PATIENCE": "10",
    "DOWNLOADS__RESERVE": str(16 * 1024**2),
    "DOWNLOADS__QUARANTINE_SIZE": str(16 * 1024**2),
    "PLUGINS__YTDLP__RETRIES": "1",
    "PLUGINS__YTDLP__STALL_TIMEOUT": "10",
    "PLUGINS__YTDLP__RESOLVE_TIMEOUT": "30",
}
"""Settings by which an hour is enough: waits are seconds where people have minutes."""


class Place:
    """Folders below one directory, and the processes that work on them."""

    def __init__(self, directory: Path, environment: Mapping[str, str]) -> None:
        self.root = directory / "library"
        self.data = directory / "data"
        for folder in (self.root, self.data):
            folder.mkdir(parents=True, exist_ok=True)
        self.store = environment.get("ANIWORLD_STORE", f"sqlite:///{self.data / 'library.db'}")
        """The URL of the store."""
        self._log = directory / "stderr.log"
        self._mark = secrets.token_hex(8)
        self._environment = {
            **os.environ,
            "XDG_CONFIG_HOME": str(directory / "config"),
            "ANIWORLD_LIBRARY": str(self.root),
            "ANIWORLD_DATA": str(self.data),
            **{f"ANIWORLD_{name}": value for name, value in _QUICK.items()},
            **environment,
            _MARK: self._mark,
        }

    def start(self, *arguments: str, host: str = "") -> "subprocess.Popen[bytes]":
        """Start a command, as if on a host of its own if one is named; what it complains of is logged."""
        own = {"ANIWORLD_HOST_LABEL": host, "ANIWORLD_DATA": str(self.data / host)} if host else {}
        with self._log.open("ab") as log:
            log.write(f"--- {' '.join(arguments)}\n".encode())
            log.flush()
            return subprocess.Popen(
                [sys.executable, "-m", "aniworld_cli", "--json", *arguments],
                env=self._environment | own,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
            )

    def run(self, *arguments: str, patience: float = 120.0) -> int:
        """Run a command to its end and return its exit code."""
        process = self.start(*arguments)
        try:
            return process.wait(patience)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            raise

    def asked(self, *arguments: str) -> Any:
        """Run a command to its end and return the document it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "aniworld_cli", "--json", *arguments],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=120,
            check=False,
        )
        return json.loads(done.stdout)

    def visible(self) -> Iterator[str]:
        """Yield every file that a media server would see, below the root."""
        for directory, inner, names in os.walk(self.root):
            inner[:] = [name for name in inner if not name.startswith(".")]
            yield from (
                Path(directory, name).relative_to(self.root).as_posix()
                for name in names
                if not name.startswith(".")
            )

    def processes(self) -> set[int]:
        """Return the processes that live, of all that were ever started here, children included."""
        mark = f"{_MARK}={self._mark}".encode()
        found = set()
        for process in Path("/proc").iterdir():
            if process.name.isdecimal():
                with suppress(OSError):
                    if mark in (process / "environ").read_bytes().split(b"\0"):
                        found.add(int(process.name))
        return found - {os.getpid()}

    def left(self, patience: float) -> set[int]:
        """Wait until no process is left; return those that are after so many seconds."""
        until = time.monotonic() + patience
        while (living := self.processes()) and time.monotonic() < until:
            time.sleep(0.02)
        return living

    def tracebacks(self) -> int:
        """Count how often a process ended in an error that it has no words for."""
        return self._log.read_text("utf-8", "replace").count("Traceback (most recent call last)")
