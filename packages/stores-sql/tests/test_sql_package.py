"""The store works where no command line is installed."""

import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src"


def test_the_store_needs_no_command_line() -> None:
    modules = [
        ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
        for path in sorted(SOURCE.glob("**/*.py"))
        if {"commands", "versions"}.isdisjoint(path.parts) and path.name != "env.py"
    ]
    without = "import importlib, sys; sys.modules['aniworld_cli'] = None\n"
    each = "for name in sys.argv[1:]: importlib.import_module(name)"
    assert "aniworld_stores_sql.copying.copy" in modules
    done = subprocess.run(
        [sys.executable, "-c", without + each, *modules],
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
