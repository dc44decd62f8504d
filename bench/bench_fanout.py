"""A worker's events at the sockets of four web processes, through Redis; beside one process without it.

The clients are the same number on both sides, and in as many processes.
"""

import shutil
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.harness import FULL, compare, within
from bench.live_events import PLANS
from bench.live_processes import Heard, listeners, server
from bench.services import there
from tools.redis_server import RedisServer

__all__ = ["run"]

_PROCESSES = 4 if FULL else 2
_EACH = 250 if FULL else 50
"""Clients of each web process."""

_P99 = 3.0
"""Four servers share two cores where there is one on the other side: the slowest are later than the rest."""

_PLAN = "busy" if FULL else "busy for a moment"
_CLIENTS = _PROCESSES * _EACH


def run() -> None:
    """Measure both, one after the other."""
    if not there("redis-server", answers=shutil.which("redis-server") is not None):
        return
    alone = _alone()
    with TemporaryDirectory() as directory, RedisServer(Path(directory)) as redis:
        through = _through(redis.url)
    told = f"{_CLIENTS:,} clients of {_PROCESSES} processes through Redis"
    within(f"{told}, that missed a final state", _CLIENTS - through.whole, 0, "clients")
    compare(f"{told} / one without, p50", through.p50 / 1000, alone.p50 / 1000, 2.0)
    compare(f"{told} / one without, p99", through.p99 / 1000, alone.p99 / 1000, _P99)


def _alone() -> Heard:
    with server("ours", _PLAN) as telling, ExitStack() as clients:
        groups = [
            clients.enter_context(listeners(telling, _EACH, PLANS[_PLAN]))
            for _ in range(_PROCESSES)
        ]
        telling.go()
        heard = Heard.together([group.heard() for group in groups])
        telling.go()
        return heard


def _through(relay: str) -> Heard:
    with ExitStack() as opened:
        webs = [opened.enter_context(server("hearing", _PLAN, relay)) for _ in range(_PROCESSES)]
        groups = [opened.enter_context(listeners(web, _EACH, PLANS[_PLAN])) for web in webs]
        telling = opened.enter_context(server("telling", _PLAN, relay))
        telling.go()
        heard = Heard.together([group.heard() for group in groups])
        for one in (telling, *webs):
            one.go()
        return heard
