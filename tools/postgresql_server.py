"""A PostgreSQL of a test's own, which may be killed, started again and made to stand still."""

import os
import shutil
import socket
import subprocess
from functools import cache
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from typing import Self

__all__ = ["PostgreSQLServer", "programs"]

_PATIENCE = 60.0
_USER = "postgres"
"""Whose it is where we are root, because PostgreSQL refuses root."""


@cache
def programs() -> Path | None:
    """Return the folder of the server's programs, the newest; Debian has them on no path."""
    folders = Path("/usr/lib/postgresql").glob("*/bin")
    newest = max(folders, key=lambda one: int(one.parent.name), default=None)
    found = shutil.which("postgres")
    return newest or (None if found is None else Path(found).parent)


class PostgreSQLServer:
    """A server on a free port of the addresses given; a context manager makes and ends it.

    It is as durable as any: what was committed is there after a kill.
    """

    def __init__(self, directory: Path, *addresses: str) -> None:
        self._directory = directory / "postgresql"
        self._addresses = ("127.0.0.1", *addresses)
        self._process: subprocess.Popen[bytes] | None = None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]

    def url(self, address: str = "127.0.0.1") -> str:
        """Return the URL of its store as a host sees it that reaches it by this address."""
        return f"postgresql+psycopg://{_USER}@{address}:{self.port}/postgres"

    def start(self) -> None:
        """Start it, and return when it takes connections."""
        self._process = self._run(
            "postgres",
            *("-D", str(self._directory), "-p", str(self.port)),
            *("-h", ",".join(self._addresses), "-k", "", "-c", "max_connections=100"),
        )
        deadline = monotonic() + _PATIENCE
        while self._run("pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)).wait():
            if self._process.poll() is not None or monotonic() > deadline:
                raise RuntimeError("PostgreSQL did not start.")
            sleep(0.05)

    def kill(self) -> None:
        """End it at once, as a power failure does to it, and return when nobody uses its folder."""
        process, self._process = self._process, None
        if process is not None:
            process.send_signal(
                3
            )  # SIGQUIT: its children end, too, and it recovers at its next start
            process.wait(_PATIENCE)

    def _run(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        folder = programs()
        if folder is None:
            raise RuntimeError("PostgreSQL is not installed.")
        user = _USER if os.geteuid() == 0 else None
        return subprocess.Popen(
            [str(folder / program), *arguments],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=user,
            group=user,
            cwd="/",
        )

    def __enter__(self) -> Self:
        self._directory.mkdir()
        if os.geteuid() == 0:
            shutil.chown(self._directory, _USER, _USER)
            _let_pass(self._directory.parent)
        made = self._run(
            *("initdb", "-D", str(self._directory), "-U", _USER, "-E", "UTF8"),
            *("--auth", "trust", "--locale", "C", "--no-sync"),
        )
        if made.wait(_PATIENCE):
            raise RuntimeError("PostgreSQL cannot make its folder.")
        with (self._directory / "pg_hba.conf").open("a", encoding="utf-8") as rules:
            rules.writelines(f"host all all {address}/24 trust\n" for address in self._addresses)
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.kill()


def _let_pass(folder: Path) -> None:
    """Let another user go through a folder of pytest's, which are closed to all but their owner."""
    for one in (folder, *folder.parents):
        if one.owner() == "root" and one != Path("/") and str(one).startswith("/tmp"):  # noqa: S108 - pytest's
            one.chmod(one.stat().st_mode | 0o011)
