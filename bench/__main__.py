"""Runs every bench_*.py (or those named on the command line); exits 1 if a limit is passed."""

import pkgutil
import sys

import bench
from bench.fresh import in_a_fresh_process

__all__ = ["main"]


def main(wanted: list[str]) -> int:
    """Run the benchmarks whose module name contains one of `wanted`, or all of them."""
    results = []
    modules = [name for _, name, _ in pkgutil.iter_modules(bench.__path__, "bench.")]
    for module in sorted(modules):
        short = module.removeprefix("bench.")
        if not short.startswith("bench_"):
            continue
        if wanted and not any(word in short for word in wanted):
            continue
        print(f"-- {short}", flush=True)
        results += in_a_fresh_process(module)
    if not results:
        print("nothing was measured")
        return 1
    over = [result for result in results if not result.ok]
    print(f"{len(results)} measured, {len(over)} over their limit")
    for result in over:
        print(result)
    return 1 if over else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
