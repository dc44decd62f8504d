"""Measures one of our ways beside a plain reference and says whether the ratio keeps its limit."""

import gc
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

__all__ = [
    "FULL",
    "LARGE",
    "RESULTS",
    "SLACK",
    "Result",
    "compare",
    "measure",
    "measure_told",
    "within",
]

SLACK = float(os.environ.get("ANIWORLD_BENCH_SLACK", "1"))
"""What the limits are multiplied by: a CI shares its machine, and is to notice what got much slower."""

LARGE = int(os.environ.get("ANIWORLD_BENCH_LARGE", "10000"))
"""Folders or series of a large library; a CI that has half an hour measures on fewer."""

FULL = bool(os.environ.get("ANIWORLD_BENCH_FULL"))
"""Whether what needs servers is measured at the sizes of docs/scaling.md, which takes some minutes."""


@dataclass(frozen=True, kw_only=True)
class Result:
    """One line of the report; `value` is what is held against `limit`."""

    name: str
    detail: str
    value: float
    limit: float
    unit: str

    @property
    def ok(self) -> bool:
        """Tell whether the value keeps its limit, or on a shared machine a multiple of it."""
        return self.value <= self.limit * SLACK

    def __str__(self) -> str:
        verdict = "ok" if self.value <= self.limit else "over" if self.ok else "OVER"
        return (
            f"{self.name:<52} {self.detail:<34} {self.value:9.3f}{self.unit}"
            f"  limit {self.limit:g}{self.unit}  {verdict}"
        )


RESULTS: list[Result] = []
"""Every result of this process, in the order of measuring; the runner reads it at the end."""


def measure(
    name: str,
    ours: Callable[[], object],
    reference: Callable[[], object],
    limit: float,
    *,
    repeat: int = 5,
    prepare: Callable[[], object] | None = None,
) -> bool:
    """Time both sides in turn, take the best run of each and hold their ratio against `limit`.

    `prepare` runs untimed before every single run of either side, for example to empty a store.
    """
    return measure_told(
        name,
        partial(_seconds, ours, prepare),
        partial(_seconds, reference, prepare),
        limit,
        repeat=repeat,
    )


def measure_told(
    name: str,
    ours: Callable[[], float],
    reference: Callable[[], float],
    limit: float,
    *,
    repeat: int = 5,
) -> bool:
    """Do the same with sides that tell themselves how many seconds they took, their start apart.

    The sides alternate, so that a machine that slows down meanwhile slows both. What is over its
    limit is measured once more before it is believed.
    """
    best_ours = best_reference = float("inf")
    for run in range(2 * repeat):
        if run == repeat and best_ours <= limit * SLACK * best_reference:
            break
        best_ours = min(best_ours, ours())
        best_reference = min(best_reference, reference())
    detail = f"ours {_readable(best_ours)}  reference {_readable(best_reference)}"
    return _report(name, best_ours / best_reference, limit, detail=detail, unit="x")


def compare(name: str, ours: float, reference: float, limit: float, *, unit: str = "s") -> bool:
    """Hold the ratio of two figures of one run against `limit`: seconds, or megabytes (`MB`)."""
    told = [f"{one:.1f} MB" if unit == "MB" else _readable(one) for one in (ours, reference)]
    detail = f"ours {told[0]}  reference {told[1]}"
    return _report(name, ours / reference, limit, detail=detail, unit="x")


def within(name: str, value: float, limit: float, unit: str) -> bool:
    """Hold one value that is not a ratio (microseconds a name, megabytes) against `limit`."""
    return _report(name, value, limit, detail="", unit=f" {unit}")


def _report(name: str, value: float, limit: float, *, detail: str, unit: str) -> bool:
    result = Result(name=name, detail=detail, value=value, limit=limit, unit=unit)
    RESULTS.append(result)
    print(result, flush=True)
    return result.ok


def _seconds(run: Callable[[], object], prepare: Callable[[], object] | None) -> float:
    if prepare is not None:
        prepare()
    gc.collect()
    begin = time.perf_counter()
    run()
    return time.perf_counter() - begin


def _readable(seconds: float) -> str:
    for factor, unit in ((1, "s"), (1e3, "ms")):
        if seconds * factor >= 1:
            return f"{seconds * factor:.2f} {unit}"
    return f"{seconds * 1e6:.1f} µs"
