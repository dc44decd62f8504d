"""Several processes that do the same over and over, timed until the last one has done its part."""

import gc
import multiprocessing
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from multiprocessing.synchronize import Barrier

__all__ = ["Begin", "race"]

Begin = Callable[[str], AbstractContextManager[Callable[[], object]]]
"""Opens what the process of this name needs, and gives what it does over and over."""

_PATIENCE = 120.0
"""Seconds after which a process that does not come is given up."""


def race(processes: int, begin: Begin, *, each: int, before: int) -> float:
    """Return the seconds in which each of so many processes did it `each` times; `before` are not timed.

    They are forked, so that none has to load anything; a failure in one of them is raised here.
    """
    forking = multiprocessing.get_context("fork")
    together = forking.Barrier(processes + 1, timeout=_PATIENCE)
    racers = [
        forking.Process(target=_run, args=(f"worker-{number}", begin, together, each, before))
        for number in range(processes)
    ]
    gc.collect()
    gc.freeze()  # or each would copy all of this process's memory when it looks for garbage
    for racer in racers:
        racer.start()
    gc.unfreeze()
    together.wait()
    began = time.perf_counter()
    together.wait()
    took = time.perf_counter() - began
    for racer in racers:
        racer.join()
    return took


def _run(name: str, begin: Begin, together: Barrier, each: int, before: int) -> None:
    try:
        with begin(name) as act:
            for _ in range(before):
                act()
            together.wait()
            for _ in range(each):
                act()
            together.wait()
    except BaseException:
        together.abort()
        raise
