"""A machine on which somebody followed docs/deploy.md, with catalogues on loopback."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aniworld_demo.replica import Replica
from tests.booted import Booted
from tests.pages import typed

__all__ = ["DONE", "free_port", "installed", "shown", "stopped", "worked_off"]

_PATIENCE = 120.0

DONE = {"ActiveState=inactive", "Result=success", "ExecMainStatus=0"}
"""How a unit is shown that ended as it should."""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        number: int = free.getsockname()[1]
        return number


@contextmanager
def installed(directory: Path, port: int) -> Iterator[Booted]:
    """Follow the page up to the choice of the password; the web application gets a port of its own."""
    with Replica(rate_limited=0) as replica, Booted(directory) as booted:
        program, installing, _ = typed("deploy.md", "One machine, with systemd")
        assert "pip install" in program  # the machine has it: the sources of this checkout
        booted.run(installing)
        settings = replica.environment() | {
            "ANIWORLD_PLUGINS__WEB__PORT": str(port),
            "ANIWORLD_DOWNLOADS__RESERVE": "0",
        }
        lines = "".join(f"{name}={value}\n" for name, value in settings.items())
        booted.run("cat >>/etc/aniworld/environment", input=lines)
        yield booted


def worked_off(machine: Booted) -> list[str]:
    """Wait until nothing of the queue is to be done any more, and return the films of the library."""
    deadline = time.monotonic() + _PATIENCE
    while _states(machine) & {"queued", "running"}:
        assert time.monotonic() < deadline, machine.told()
        time.sleep(0.2)
    return machine.run("find /srv/anime -name '*.mkv' -o -name '*.mp4' | sort").splitlines()


def _states(machine: Booted) -> set[str]:
    told = machine.run("aniw --json queue list | grep '\"state\"' || true")
    return set(told.replace('"state":', "").replace('"', "").replace(",", "").split())


def stopped(machine: Booted, unit: str) -> set[str]:
    """Stop a unit and return how it is shown then."""
    machine.run(f"systemctl stop {unit}")
    return shown(machine, unit)


def shown(machine: Booted, unit: str) -> set[str]:
    """Return how a unit is, and how its process ended."""
    asked = "-p ActiveState -p Result -p ExecMainStatus"
    return set(machine.run(f"systemctl show {asked} {unit}").split())
