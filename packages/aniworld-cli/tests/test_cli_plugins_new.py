"""`aniw plugins new` writes a plugin whose tests pass at once, and never over anything."""

import subprocess
import sys
from pathlib import Path

import pytest

from aniworld_cli.skeletons import KINDS
from aniworld_cli.testing import Aniw


@pytest.mark.parametrize("kind", KINDS)
def test_the_tests_of_a_new_plugin_pass_at_once(aniw: Aniw, tmp_path: Path, kind: str) -> None:
    document = aniw.json("plugins", "new", "blue-site", "--kind", kind, "--in", str(tmp_path))
    folder = Path(document["folder"])
    assert sorted(document["files"]) == sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "passed" in done.stdout


def test_a_provider_is_one_short_file(aniw: Aniw, tmp_path: Path) -> None:
    aniw("plugins", "new", "my-site", "--in", str(tmp_path))
    (source,) = tmp_path.glob("aniworld-provider-my-site/src/*/*.py")
    assert len(source.read_text("utf-8").splitlines()) < 100


def test_nothing_is_overwritten(aniw: Aniw, tmp_path: Path) -> None:
    folder = tmp_path / "aniworld-provider-my-site"
    folder.mkdir()
    (folder / "pyproject.toml").write_text("mine")
    error = aniw.error("plugins", "new", "my-site", "--in", str(tmp_path), code=1)
    assert "nothing in it is overwritten" in error["message"]
    assert [path.read_text() for path in folder.iterdir()] == ["mine"]


@pytest.mark.parametrize(
    ("name", "kind"), [("site", "provider"), ("world", "provider"), ("world", "migrator")]
)
def test_a_name_that_is_taken_is_refused(aniw: Aniw, tmp_path: Path, name: str, kind: str) -> None:
    before = sorted(tmp_path.iterdir())
    error = aniw.error("plugins", "new", name, "--kind", kind, "--in", str(tmp_path), code=1)
    assert f"is named {name} already" in error["message"]
    assert sorted(tmp_path.iterdir()) == before


def test_a_dry_run_writes_nothing(aniw: Aniw, tmp_path: Path) -> None:
    place = tmp_path / "work"
    assert (
        "Would write" in aniw("plugins", "new", "my-site", "--in", str(place), "--dry-run").stdout
    )
    assert not place.exists()


@pytest.mark.parametrize(
    "name",
    ["", "..", "a/b", "My-Site", "5", "-a", "a--b", "class", "a\nb", "ä", "x" * 41, "a'", "a.b"],
    ids=ascii,
)
def test_a_name_that_cannot_be_one_is_refused(aniw: Aniw, tmp_path: Path, name: str) -> None:
    before = sorted(tmp_path.iterdir())
    error = aniw.error("plugins", "new", "--in", str(tmp_path), "--", name, code=2)
    assert "cannot be the name of a plugin" in error["message"]
    assert sorted(tmp_path.iterdir()) == before
