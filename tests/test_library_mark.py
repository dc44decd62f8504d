"""A library folder gets one mark, however many processes begin with it at once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from aniworld_core.root_mark import MARK, read

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the processes are forked")

MANY = 8

BEGIN = """
import os, sys
from pathlib import Path

from aniworld_core.config import parse
from aniworld_core.library import Library
from aniworld_core.plugins.manager import installed

plugins = installed()  # what every process imports, once for all
data, root, many = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
gate, opened = os.pipe()
ready, begun = os.pipe()
for _ in range(many):
    if os.fork() == 0:
        os.close(opened)
        config = parse({"library": root, "data": str(data)})
        with Library.open(config, plugins=plugins) as library:
            os.write(begun, b".")
            os.read(gate, 1)  # until all are there
            library.scanner.scan()
            os.write(1, f"{library.store.files.root()}\\n".encode())
        os._exit(0)
for _ in range(many):
    os.read(ready, 1)
os.close(opened)
for _ in range(many):
    os.wait()
"""


def test_of_many_processes_that_begin_at_once_one_marks_the_folder(tmp_path: Path) -> None:
    root = tmp_path / "library"
    (root / "Show").mkdir(parents=True)
    command = [sys.executable, "-c", BEGIN, str(tmp_path / "data"), str(root), str(MANY)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.stderr == ""
    assert done.stdout.split() == [read(root)] * MANY
    assert sorted(path.name for path in (root / MARK.parent).iterdir()) == [
        ".ignore",
        "library.json",
    ]
