"""The tutorial does what it says, command for command."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from aniworld_demo.replica import Replica

TUTORIAL = Path(__file__).resolve().parents[1] / "docs" / "tutorial.md"
BASH = shutil.which("bash")


@pytest.mark.skipif(BASH is None, reason="the tutorial is written for a POSIX shell")
def test_the_tutorial_completes_a_library(tmp_path: Path) -> None:
    serving, *blocks = re.findall(r"(?ms)^```sh\n(.*?)^```$", TUTORIAL.read_text("utf-8"))
    assert serving == "aniw demo --catalogue --port 8040\n"
    with Replica(port=0) as replica:
        commands = "".join(blocks)
        for port, url in zip(("8040", "8041"), replica.base_urls.values(), strict=True):
            commands = commands.replace(f"http://127.0.0.1:{port}", url)
        done = subprocess.run(
            [str(BASH), "-euc", commands],
            cwd=tmp_path,
            env={
                **os.environ,
                "HOME": str(tmp_path),
                "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            },
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stdout + done.stderr
    season = tmp_path / "anime" / "Glutherz (2001)" / "Season 01"
    assert sorted(path.name for path in season.iterdir()) == [
        "Glutherz - Folge 2.mkv",
        "Glutherz S01E01.mkv",
        "Glutherz S01E03.mp4",
        "Glutherz S01E04.mp4",
    ]
