"""A contract that fails says what was compared, in the tests of a stranger."""

import subprocess
import sys
from pathlib import Path

TEST = """
from aniworld_core.testing import MigratorContract


class Nameless:
    name = ""


class TestNameless(MigratorContract):
    def migrator(self):
        return Nameless()

    def fill(self, root):
        (root / "one").write_text("")

    def spoil(self, root):
        (root / "two").write_text("")
"""


def test_a_contract_that_fails_says_what_was_compared(tmp_path: Path) -> None:
    (tmp_path / "test_nameless.py").write_text(TEST)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "pytest", "-q", "-k", "it_has_a_name", "."],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "AssertionError: assert ''" in done.stdout, done.stdout
    assert "where '' = " in done.stdout
