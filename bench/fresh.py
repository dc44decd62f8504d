"""Runs a benchmark in a process of its own."""

import importlib
import multiprocessing
from concurrent.futures import ProcessPoolExecutor

from bench.harness import RESULTS, Result

__all__ = ["in_a_fresh_process"]


def in_a_fresh_process(module: str) -> list[Result]:
    """Run one benchmark where no other has left its memory behind: malloc would cost something else."""
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=spawning) as process:
        return process.submit(_measured, module).result()


def _measured(module: str) -> list[Result]:
    importlib.import_module(module).run()
    return RESULTS
