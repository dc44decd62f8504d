"""The WebSocket with 1,000 clients and 200 events a second, beside the websockets library's broadcast."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import IO, NamedTuple

from bench.harness import compare, within
from bench.live_servers import FINALS

__all__ = ["run"]

_CLIENTS = 1000


class _Told(NamedTuple):
    """What a server needed, and how its clients fared."""

    cpu: float
    whole: int
    p99: float


def run() -> None:
    """Measure both servers one after another, their clients in another process."""
    ours, reference = _tell("ours"), _tell("reference")
    compare("CPU, 1,000 clients at 200/s / websockets' broadcast", ours.cpu, reference.cpu, 1.5)
    within("clients that missed a final state", _CLIENTS - ours.whole, 0, "clients")
    within("p99 until a final state is heard", ours.p99, 250, "ms")


def _tell(which: str) -> _Told:
    with _python("bench.live_servers", which) as server:
        place = json.loads(_line(server.stdout))
        counts = (str(_CLIENTS), str(FINALS))
        with _python("bench.listeners", place["url"], place["token"], *counts) as listeners:
            _line(listeners.stdout)
            before = _cpu(server.pid)
            _go(server)
            heard = json.loads(_line(listeners.stdout))
            cpu = _cpu(server.pid) - before
        _go(server)
        return _Told(cpu, heard["whole"], heard["p99"])


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


def _go(server: "subprocess.Popen[str]") -> None:
    assert server.stdin is not None
    server.stdin.write("go\n")
    server.stdin.flush()


def _cpu(process: int) -> float:
    """Return the seconds of CPU that a process used, its own and the kernel's for it."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
