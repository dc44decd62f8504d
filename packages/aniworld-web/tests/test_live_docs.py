"""The program in docs/websocket.md hears what happens, as it stands there."""

import os
import re
import subprocess
import sys
from ast import literal_eval
from pathlib import Path

from aniworld_core.entities import Scope
from aniworld_core.library import Library
from aniworld_web.site import Site

PAGE = Path(__file__).resolve().parents[3] / "docs" / "websocket.md"


def test_the_program_in_the_documentation_hears_what_happens(
    url: str, site: Site, library: Library
) -> None:
    (program,) = re.findall(
        r"^```py\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    key = site.access.keys.add("listener", scope=Scope.READ).text
    environment = os.environ | {"ANIWORLD_SERVER": url, "ANIWORLD_KEY": key, "NO_PROXY": "*"}
    with subprocess.Popen(
        [sys.executable, "-W", "error", "-c", program],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            lines = iter(process.stdout)
            assert next(lines).startswith("hello ")
            assert next(lines).startswith("joined ")
            library.catalog.add("fern")
            told = next(lines).partition(" ")
        finally:
            process.kill()
    assert told[0] == "series_changed"
    assert literal_eval(told[2]) == {"key": "fern", "folder": None, "change": "added"}
