"""The WebSocket with 1,000 clients and 200 events a second, beside the websockets library's broadcast."""

from typing import NamedTuple

from bench.harness import compare, within
from bench.live_events import PLANS
from bench.live_processes import Heard, listeners, server

__all__ = ["run"]

_CLIENTS = 1000
_PLAN = "storm"


class _Told(NamedTuple):
    """What a server needed, and how its clients fared."""

    cpu: float
    heard: Heard


def run() -> None:
    """Measure both servers one after another, their clients in another process."""
    ours, reference = _tell("ours"), _tell("reference")
    compare("CPU, 1,000 clients at 200/s / websockets' broadcast", ours.cpu, reference.cpu, 1.5)
    within("clients that missed a final state", _CLIENTS - ours.heard.whole, 0, "clients")
    within("p99 until a final state is heard", ours.heard.p99, 250, "ms")


def _tell(who: str) -> _Told:
    with (
        server(who, _PLAN) as telling,
        listeners(telling, _CLIENTS, PLANS[_PLAN]) as clients,
    ):
        before = telling.cpu()
        telling.go()
        heard = clients.heard()
        cpu = telling.cpu() - before
        telling.go()
        return _Told(cpu, heard)
