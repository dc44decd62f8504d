"""The processes of the WebSocket benchmarks, seen from the one that measures."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from bench.live_events import Plan

__all__ = ["Heard", "Listeners", "Server", "listeners", "server"]


class Heard(NamedTuple):
    """How many clients heard every final state; the milliseconds that half and 99 of 100 took at most."""

    whole: int
    p50: float
    p99: float

    @classmethod
    def together(cls, parts: Sequence["Heard"]) -> "Heard":
        """Return what holds for all: the clients of all, the latency of the slowest process."""
        return cls(
            sum(one.whole for one in parts),
            max(one.p50 for one in parts),
            max(one.p99 for one in parts),
        )


class Server:
    """One of :mod:`bench.live_servers`, which waits to be told to begin, and after that to end."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        place = json.loads(_line(process.stdout))
        self.url: str = place["url"]
        self.token: str = place["token"]

    def go(self) -> None:
        """Let it go on."""
        assert self._process.stdin is not None
        self._process.stdin.write("go\n")
        self._process.stdin.flush()

    def cpu(self) -> float:
        """Return the seconds of CPU that it used, its own and the kernel's for it."""
        text = Path(f"/proc/{self._process.pid}/stat").read_text("utf-8")
        fields = text.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Listeners:
    """Clients of one server in a process of their own."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        _line(process.stdout)

    def heard(self) -> Heard:
        """Wait until they heard all, and tell how they fared."""
        return Heard(**json.loads(_line(self._process.stdout)))


@contextmanager
def server(who: str, plan: str, *relay: str) -> Iterator[Server]:
    """Start one and wait until it serves."""
    with _python("bench.live_servers", who, plan, *relay) as process:
        yield Server(process)


@contextmanager
def listeners(at: Server, count: int, plan: Plan) -> Iterator[Listeners]:
    """Let so many clients connect."""
    with _python("bench.listeners", at.url, at.token, str(count), str(plan.finals)) as process:
        yield Listeners(process)


def _python(*arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def _line(stream: IO[str] | None) -> str:
    assert stream is not None
    line = stream.readline()
    if not line:
        raise RuntimeError("a process of the benchmark ended")
    return line
