"""Servers in processes of their own: ours, and a bare one that answers with bytes it was given."""

import json
import os
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

__all__ = ["PASSWORD", "aniw", "ask", "bare", "environment", "free_port", "memory", "signed_in"]

PASSWORD = "a password for measuring"
_ANIW = str(Path(sysconfig.get_path("scripts")) / "aniw")
_BARE = """
import sys
import uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

CONTENT = open(sys.argv[1], "rb").read()


async def answer(request):
    return Response(CONTENT, media_type="application/json")


uvicorn.run(
    Starlette(routes=[Route("/", answer)]),
    port=int(sys.argv[2]),
    log_level="critical",
    access_log=False,
)
"""


def environment(place: Path, library: Path) -> dict[str, str]:
    """Return the environment of a server whose files are all in ``place``."""
    return os.environ | {
        "XDG_CONFIG_HOME": f"{place}/config",
        "ANIWORLD_LIBRARY": str(library),
        "ANIWORLD_DATA": f"{place}/data",
        # Compiled once for both sides, as after an installation, whatever the environment says.
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": f"{tempfile.gettempdir()}/aniworld-bench-compiled",
    }


@contextmanager
def aniw(
    variables: Mapping[str, str], port: int, *, downloads: bool = False
) -> Iterator[tuple[str, int]]:
    """Serve a library by ``aniw serve``; gives address and process id."""
    command = [_ANIW, "serve", "--port", str(port), "--json"]
    command += [] if downloads else ["--no-workers"]
    with _process(command, variables, f"http://127.0.0.1:{port}/health/live") as process:
        yield f"http://127.0.0.1:{port}", process


@contextmanager
def bare(content: bytes, variables: Mapping[str, str], port: int) -> Iterator[tuple[str, int]]:
    """Serve ready-made bytes by Starlette and uvicorn alone; gives address and process id."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        command = [sys.executable, "-c", _BARE, file.name, str(port)]
        with _process(command, variables, f"http://127.0.0.1:{port}/") as process:
            yield f"http://127.0.0.1:{port}/", process


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def ask(url: str, body: object = None, token: str = "") -> Any:
    """Ask for an address, or post JSON to it, and return the JSON of the answer."""
    request = Request(url, data=None if body is None else json.dumps(body).encode())
    request.add_header("content-type", "application/json")
    if token:
        request.add_header("authorization", f"Bearer {token}")
    with urlopen(request, timeout=30) as answer:
        return json.load(answer)


def signed_in(url: str) -> str:
    """Choose the password of a new server and return a token."""
    return str(ask(f"{url}/api/auth/setup", {"password": PASSWORD})["access_token"])


def memory(process: int) -> float:
    """Return how much memory a process holds, in megabytes."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError(f"process {process} is gone")


@contextmanager
def _process(command: list[str], variables: Mapping[str, str], url: str) -> Iterator[int]:
    with subprocess.Popen(
        command, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _wait(url, process)
            yield process.pid
        finally:
            process.terminate()


def _wait(url: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(3000):
        try:
            urlopen(url, timeout=5).close()
        except (URLError, ConnectionError):
            if process.poll() is not None:
                raise RuntimeError(f"{process.args!r} ended") from None
            time.sleep(0.01)
        else:
            return
    raise RuntimeError(f"nothing answers at {url}")
