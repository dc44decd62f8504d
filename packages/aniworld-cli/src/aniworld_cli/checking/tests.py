"""The plugin's own tests, such as the contract of its port, in a process of their own."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname
from xml.etree import ElementTree as ET

__all__ = ["none", "shipped", "tests"]

_MINUTES = 10
_SHORT = 300
"""Letters of a failure that tell what it is about."""


def shipped(entry: EntryPoint) -> Path | None:
    """Return the folder of tests beside a plugin that is installed from a folder, as `-e` does."""
    text = entry.dist.read_text("direct_url.json") if entry.dist else None
    url = json.loads(text).get("url", "") if text else ""
    if not url.startswith("file:"):
        return None
    folder = Path(url2pathname(urlsplit(url).path)) / "tests"
    return folder if folder.is_dir() else None


def none() -> Iterator[tuple[bool, str, str]]:
    """Say that there are no tests to run; that alone is no fault."""
    yield True, "no tests were found beside the plugin; name their folder with --tests", ""


def tests(folder: Path) -> Iterator[tuple[bool, str, str]]:
    """Run the tests in a folder and say which fail, and why, in words."""
    if find_spec("pytest") is None:
        yield (
            False,
            "pytest is not installed, so the tests cannot be run",
            "pip install aniworld-core[testing]",
        )
        return
    with tempfile.TemporaryDirectory() as place:
        report = Path(place, "report.xml")
        command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={report}"]
        done = subprocess.run(
            [*command, str(folder.resolve())],
            cwd=folder.resolve().parent,
            capture_output=True,
            text=True,
            check=False,
            timeout=_MINUTES * 60,
        )
        if not report.is_file():
            last = (done.stdout + done.stderr).strip().splitlines()[-1:]
            yield False, f"the tests cannot be run: {''.join(last)}", f"Try: pytest {folder}"
            return
        yield from _told(ET.parse(report).getroot(), folder)  # noqa: S314 - pytest wrote it


def _told(report: ET.Element, folder: Path) -> Iterator[tuple[bool, str, str]]:
    cases = list(report.iter("testcase"))
    failed = [
        (case, fault) for case in cases for fault in case if fault.tag in {"failure", "error"}
    ]
    reasons: dict[str, list[str]] = {}
    for case, fault in failed:
        what = case.get("name", "").removeprefix("test_").replace("_", " ")
        why = " ".join(fault.get("message", "").split())[:_SHORT]
        reasons.setdefault(why, []).append(what)
    for why, (first, *others) in reasons.items():
        more = f", and {len(others)} more like it" if others else ""
        yield False, f"not so: {first}{more} ({why})", f"See all of it: pytest {folder}"
    if not cases:
        yield False, f"there is no test in {folder}", "Inherit the contract of your port there."
    elif not failed:
        skipped = sum(1 for case in cases for part in case if part.tag == "skipped")
        yield True, f"{len(cases) - skipped} tests pass, {skipped} do not apply", ""
