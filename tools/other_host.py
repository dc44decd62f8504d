"""Another host, as far as the network goes: a namespace of its own, whose cable can be pulled."""

import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

__all__ = ["OtherHost", "possible"]


def possible() -> bool:
    """Tell whether this machine lets us make one."""
    if os.name != "posix" or os.geteuid() != 0 or shutil.which("ip") is None:
        return False
    name = f"aniw-{secrets.token_hex(3)}"
    return _tried("netns", "add", name) and _tried("netns", "del", name)


class OtherHost:
    """A host that reaches this one by ``address``, over a cable, while the context lasts.

    Its loopback is its own. ``ports`` of ours are there too, by sockets in ``directory``, which pulling the
    cable does not cut: so that it loses one thing only.
    """

    def __init__(self, directory: Path, ports: Iterable[int]) -> None:
        number = secrets.randbelow(60_000)
        subnet = f"10.{64 + number // 256 % 64}.{number % 256}"
        self.address = f"{subnet}.1"
        self._own = f"{subnet}.2"
        self._name = f"aniw-{secrets.token_hex(3)}"
        self._here, self._there = f"{self._name}h", f"{self._name}t"
        self._directory = directory
        self._ports = [*ports]
        self._running = ExitStack()

    def command(self, *arguments: str) -> list[str]:
        """Return the command that runs another one there."""
        return ["ip", "netns", "exec", self._name, *arguments]

    def pull(self) -> None:
        """Pull the cable: what is sent is lost without a word."""
        _ip("link", "set", self._here, "down")

    def plug(self) -> None:
        """Plug it in again."""
        _ip("link", "set", self._here, "up")

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            _ip("netns", "add", self._name)
            stack.callback(_ip, "netns", "del", self._name)
            _ip("link", "add", self._here, "type", "veth", "peer", "name", self._there)
            stack.callback(_tried, "link", "del", self._here)  # it may be gone with the other end
            _ip("link", "set", self._there, "netns", self._name)
            _ip("addr", "add", f"{self.address}/30", "dev", self._here)
            _ip("link", "set", self._here, "up")
            there = ("-n", self._name)
            _ip(*there, "addr", "add", f"{self._own}/30", "dev", self._there)
            _ip(*there, "link", "set", self._there, "up")
            _ip(*there, "link", "set", "lo", "up")
            for way, prefix in (("out", []), ("in", self.command())):
                stack.enter_context(self._forwarding(way, prefix))
            self._running = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._running.close()

    def _forwarding(self, way: str, prefix: list[str]) -> ExitStack:
        ports = [str(port) for port in self._ports]
        process = subprocess.Popen(
            [*prefix, sys.executable, "-m", "tools.forward", str(self._directory), way, *ports],
            stdout=subprocess.PIPE,
        )
        ending = ExitStack()
        ending.callback(process.communicate)
        ending.callback(process.kill)
        if process.stdout is None or not process.stdout.readline():
            ending.close()
            raise RuntimeError("what forwards the ports did not begin")
        return ending


def _ip(*arguments: str) -> None:
    if not _tried(*arguments):
        raise RuntimeError(f"ip {' '.join(arguments)} failed")


def _tried(*arguments: str) -> bool:
    command = ["ip", *arguments]  # found as the system finds it
    return not subprocess.run(command, capture_output=True, check=False).returncode
