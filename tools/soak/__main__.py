"""Runs the soak: `nox -s soak`, or `nox -s soak -- --minutes 10 --episodes 200`; exits 1 on any violation."""

import argparse
import json
import random
import signal
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tools.soak.disks import Full, mounted
from tools.soak.films import FILMS, expect
from tools.soak.fleet import Fleet
from tools.soak.hosters import Web
from tools.soak.place import Place
from tools.soak.plan import stormy
from tools.soak.servers import Servers
from tools.soak.storm import Storm
from tools.soak.verdict import Truth, judge
from tools.soak.watch import Watch

__all__ = ["main", "soak"]

_LIBRARY = 96
"""MiB of the library's disk beside what the episodes take: the reserve, the quarantine and what comes."""
_DATA = 96


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it as the command line says, print the summary and write it as JSON."""
    parser = argparse.ArgumentParser("soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0, help="how long the storm lasts")
    parser.add_argument("--episodes", type=int, default=1000)
    parser.add_argument("--life", type=float, default=20.0, help="mean seconds between two kills")
    parser.add_argument(
        "--several",
        action="store_true",
        help="three workers and three webs on PostgreSQL and Redis",
    )
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--directory", type=Path, help="stays; else a temporary one")
    parser.add_argument("--report", type=Path, default=Path("build/soak.json"))
    given = parser.parse_args(arguments)
    # A shell that starts us in the background has it ignored, and whoever we start would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with ExitStack() as stack:
        directory = given.directory or Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="aniworld-soak-"))
        )
        summary = soak(
            directory,
            seconds=given.minutes * 60,
            episodes=given.episodes,
            life=given.life,
            seed=given.seed,
            several=given.several,
        )
    text = json.dumps(summary, indent=1, ensure_ascii=False)
    print(text)
    given.report.parent.mkdir(parents=True, exist_ok=True)
    given.report.write_text(text + "\n", "utf-8")
    return 1 if summary["violations"] else 0


def soak(
    directory: Path,
    *,
    seconds: float,
    episodes: int,
    life: float,
    seed: int,
    several: bool = False,
) -> dict[str, Any]:
    """Let the storm rage, then let the program come to an end, and tell what became of everything."""
    began = time.monotonic()
    chance = random.Random(seed)
    expected = expect(directory / "calm")
    plan = stormy(episodes, FILMS, chance)
    truth = Truth.of(plan, expected)
    stormy_place = directory / "stormy"
    sizes = {
        stormy_place / "library": _LIBRARY + episodes * expected.greatest // 1024**2,
        stormy_place / "data": _DATA,
    }
    with ExitStack() as stack:
        disks = stack.enter_context(mounted(sizes))
        web = stack.enter_context(Web(plan))
        servers = stack.enter_context(Servers(directory, chance)) if several else None
        shared = servers.environment() if servers else {}
        place = Place(stormy_place, {**web.environment(), **shared})
        names = {"library": place.root} if several else {"library": place.root, "data": place.data}
        full = Full(names, chance, every=6 * life, lasts=life / 2) if disks else None
        storm = Storm(place, plan, full, chance)
        if servers:
            storm = Fleet(place, plan, full, servers, chance)
        with Watch(place.root, truth.is_right) as watch:
            calmed = _run(storm, full, seconds, life)
        states, wrong = judge(place, truth)
        return {
            "seed": seed,
            "minutes": round((time.monotonic() - began) / 60, 1),
            "episodes": {"planned": episodes, **states},
            "hopeless": sum(all(one.hopeless for one in of) for of in truth.entries.values()),
            **_weather(storm, full, servers, web),
            **_seen(storm, watch, place),
            "violations": [
                *([] if calmed else ["the queue was not worked off in time"]),
                *storm.violations,
                *(f"seen: {one}" for one in watch.wrong),
                *wrong,
            ],
        }


def _weather(
    storm: Storm, full: Full | None, servers: Servers | None, web: Web
) -> dict[str, object]:
    """Tell what was done to the program."""
    return {
        "processes ended by": dict(sorted(storm.ended.items())),
        "servers struck": dict(servers.struck) if servers else "none: one SQLite file",
        "disks filled": dict(full.phases) if full else "not possible: only root may mount",
        "faults": sum(web.struck.values()),
        "faults by kind": dict(sorted(web.struck.items())),
    }


def _seen(storm: Storm, watch: Watch, place: Place) -> dict[str, object]:
    """Tell what was seen of the program."""
    return {
        "slowest clean stop (s)": round(storm.slowest_stop, 2),
        "last child gone after (s)": round(storm.longest_left, 2),
        "looks at the library": watch.looks,
        "longest between two looks (ms)": round(watch.slowest * 1000),
        "wrong files seen": len(watch.wrong),
        "memory of the greatest process (MB)": round(storm.memory, 1),
        "tracebacks": place.tracebacks(),
    }


def _run(storm: Storm, full: Full | None, seconds: float, life: float) -> bool:
    if full is not None:
        full.start()
    try:
        storm.rage(seconds, life)
    finally:
        if full is not None:
            full.end()
    return storm.calm_down(patience=seconds + 120)


if __name__ == "__main__":
    raise SystemExit(main())
