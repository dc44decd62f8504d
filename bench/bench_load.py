"""The program under load: the API beside eight downloads, and what memory a thousand downloads cost."""

import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import aniworld_stores_sql
from aniworld_core.config import parse
from aniworld_core.entities import EpisodeId
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.testing.arrange import show
from aniworld_core.testing.world import World
from bench.harness import compare, within
from bench.load import load
from bench.load_hosters import SLUG
from bench.servers import aniw, ask, environment, free_port, memory, signed_in

__all__ = ["run"]

_PARALLEL = 8
_SPEED = 3 * 512 * 1024
"""Bytes a second of each download: together they fill a line of 100 Mbit/s."""
_WARM, _SERIES, _EPISODES = 8, 40, 25


def run() -> None:
    """Measure both."""
    with TemporaryDirectory() as name:
        _api(Path(name))
    with TemporaryDirectory() as name:
        _memory(Path(name))


def _api(place: Path) -> None:
    (place / "library").mkdir()
    with _hosters() as catalogue:
        variables = {
            **environment(place, place / "library"),
            **catalogue,
            "ANIWORLD_DOWNLOADS__WORKERS": str(_PARALLEL),
            "ANIWORLD_DOWNLOADS__PER_HOSTER": str(_PARALLEL),
            "ANIWORLD_DOWNLOADS__ITEM_SPEED_LIMIT": str(_SPEED),
        }
        with aniw(variables, free_port(), downloads=True) as (url, _):
            token = signed_in(url)
            headers = {"Authorization": f"Bearer {token}"}
            page = f"{url}/api/anime?limit=100"
            ask(f"{url}/api/anime/add", {"link": SLUG}, token)
            idle = load(page, headers).p99
            ask(f"{url}/api/queue/add", {"serie_id": SLUG}, token)
            _wait(url, token)
            # The better of two: a disk that is just flushed says nothing of us.
            busy = min(load(page, headers, seconds=6).p99 for _ in range(2))
            if _running(url, token) < _PARALLEL:
                raise RuntimeError("the downloads did not last as long as the measuring")
    compare("p99 of 50 connections beside 8 downloads / idle", busy, idle, 3.0)


def _wait(url: str, token: str) -> None:
    until = time.monotonic() + 60
    while _running(url, token) < _PARALLEL:
        if time.monotonic() > until:
            raise RuntimeError("no eight downloads began")
        time.sleep(0.2)
    time.sleep(2)  # until the last child has loaded what it needs


def _running(url: str, token: str) -> int:
    status = ask(f"{url}/api/queue/status", token=token)
    return len(status["active_downloads"])


@contextmanager
def _hosters() -> Iterator[Mapping[str, str]]:
    with subprocess.Popen(
        [sys.executable, "-m", "bench.load_hosters"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())
        process.kill()


def _memory(place: Path) -> None:
    """Download in this process by a world in plain Python: what grows is the program's own."""
    (place / "library").mkdir()
    settings = {"reserve": 0, "workers": 2, "per_hoster": 2}
    config = parse({"library": f"{place}/library", "data": f"{place}/data", "downloads": settings})
    world, manager = World(), PluginManager()
    manager.add(world, "world")
    manager.add(aniworld_stores_sql, "store")
    ids = [EpisodeId(1, number) for number in range(1, _EPISODES + 1)]
    keys = [f"show-{number}" for number in range(_WARM + _SERIES)]
    for key in keys:
        world.offer(show(*ids, key=key, title=key))
    with Library.open(config, plugins=manager) as library:
        _download(library, keys[:_WARM], ids)
        before = memory(os.getpid())
        _download(library, keys[_WARM:], ids)
        gained = memory(os.getpid()) - before
    within(f"memory gained in {_SERIES * _EPISODES:,} downloads", gained, 30, "MB")


def _download(library: Library, keys: list[str], ids: list[EpisodeId]) -> None:
    for key in keys:
        library.catalog.add(f"http://catalogue.test/{key}")
        library.queue.add(key, ids)
    done = library.downloads.work()
    if done.finished != len(keys) * len(ids):
        raise RuntimeError(f"only {done.finished} were downloaded")
    gc.collect()
