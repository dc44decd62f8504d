"""The command line's start: what `aniw` costs above the libraries it cannot do without."""

import os
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

from bench.harness import measure

__all__ = ["run"]

_ANIW = str(Path(sysconfig.get_path("scripts")) / "aniw")


def run() -> None:
    """Measure the help and a list of an empty store, each as a process of its own."""
    with tempfile.TemporaryDirectory() as place:
        environment = os.environ | {
            "XDG_CONFIG_HOME": f"{place}/config",
            "ANIWORLD_LIBRARY": place,
            "ANIWORLD_DATA": f"{place}/data",
            # Compiled once for both sides, as after an installation, whatever the environment says.
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": f"{place}/compiled",
        }

        def process(*command: str) -> None:
            subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)

        process(_ANIW, "queue", "list")  # makes the store
        measure(
            "aniw --help / import click",
            lambda: process(_ANIW, "--help"),
            lambda: process(sys.executable, "-c", "import click"),
            1.5,
            repeat=15,
        )
        measure(
            "aniw queue list / import click, sqlalchemy",
            lambda: process(_ANIW, "queue", "list"),
            lambda: process(sys.executable, "-c", "import click, sqlalchemy"),
            1.3,
            repeat=10,
        )
