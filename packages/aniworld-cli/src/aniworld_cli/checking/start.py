"""What a plugin costs every start of ``aniw``: its module is imported in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint

__all__ = ["start"]

_SECONDS = 0.2
"""Time of the processor that an import may take; a start takes about as much without plugins."""

_WAITED = 1.0
"""Time by the clock: more than the processor's, because a busy machine lets everyone wait."""

_HEAVY = frozenset(
    (
        *("aiohttp", "bs4", "cloudscraper", "curl_cffi", "hishel", "html5lib", "httpx", "lxml"),
        *("numpy", "pandas", "playwright", "requests", "selectolax", "selenium", "sqlalchemy"),
        *("urllib3", "yt_dlp"),
    )
)
"""What takes longer to import than all of `aniw --help`."""

_IMPORT = """
import importlib, json, sys, time
import aniworld_core.config, aniworld_core.entities, aniworld_core.errors, aniworld_core.keys
import aniworld_core.ports, click
known = set(sys.modules)
begun, at = time.process_time(), time.perf_counter()
importlib.import_module(sys.argv[1])
seconds, waited = time.process_time() - begun, time.perf_counter() - at
names = sorted({name.partition(".")[0] for name in set(sys.modules) - known})
print("\\n" + json.dumps([seconds, waited, names]))
"""


def start(entry: EntryPoint) -> Iterator[tuple[bool, str, str]]:
    """Import a plugin as a start does; say what goes wrong, and what makes it slow."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", _IMPORT, entry.module],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["it ended without a word"])[-1]
        yield False, f"importing {entry.module} fails: {last}", "Mend the module."
        return
    seconds, waited, names = json.loads(done.stdout.splitlines()[-1])
    heavy = sorted(_HEAVY.intersection(names))
    if heavy:
        yield (
            False,
            f"importing {entry.module} brings {', '.join(heavy)} along",
            "Every start of aniw loads the module: import heavy things where they are used.",
        )
    longest = waited if waited > _WAITED else seconds
    yield (
        seconds <= _SECONDS and waited <= _WAITED,
        f"{entry.module} is imported in {longest * 1000:.0f} ms",
        "Every start of aniw waits for that: import and do less at the top of the module.",
    )
