"""A stranger's plugin works from its wheel: installed beside the command line, checked and used."""

import json
import os
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aniworld_core.testing import Hoster

REPOSITORY = Path(__file__).resolve().parents[1]
EXAMPLES = [
    REPOSITORY / "examples" / f"aniworld-{name}" for name in ("provider-archive", "resolver-direct")
]
PACKAGES = [
    REPOSITORY / "packages" / name
    for name in ("aniworld-core", "aniworld-scraping", "aniworld-cli", "stores-sql")
]
HITS = {"response": {"docs": [{"identifier": "Lantern_Cat-1921", "title": "The Lantern Cat"}]}}
ITEM = {
    "metadata": {"identifier": "Lantern_Cat-1921", "title": "The Lantern Cat"},
    "files": [{"name": "Lantern Cat S01E01.mp4"}, {"name": "Lantern_Cat-1921_meta.xml"}],
}


class Installed:
    """The program in an environment of its own, over one data folder."""

    def __init__(self, scripts: Path, place: Path, site: str) -> None:
        self._scripts = scripts
        self._place = place
        self._site = site

    def run(self, *args: str, code: int = 0) -> Any:
        """Run a command and return its JSON document."""
        done = subprocess.run(
            [self._scripts / "aniw", "--json", *args],
            cwd=self._place,
            env={
                **os.environ,
                "XDG_CONFIG_HOME": str(self._place / "config"),
                "ANIWORLD_DATA": str(self._place / "data"),
                "ANIWORLD_LIBRARY": str(self._place),
                "ANIWORLD_PROVIDERS__ARCHIVE__BASE_URL": self._site,
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return json.loads(done.stdout)


@pytest.fixture
def site() -> Iterator[Hoster]:
    """Serve an archive of one item."""
    with Hoster() as hoster:
        hoster.put("/advancedsearch.php", json.dumps(HITS))
        hoster.put("/metadata/Lantern_Cat-1921", json.dumps(ITEM))
        yield hoster


@pytest.fixture
def aniw(tmp_path: Path, site: Hoster) -> Installed:
    """Build the wheels, and install them into an empty environment."""
    wheels = tmp_path / "wheels"
    pip: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "--no-build-isolation",
    ]
    subprocess.run([*pip, "-w", wheels, *PACKAGES, *EXAMPLES], cwd=tmp_path, check=True)
    venv.create(tmp_path / "empty", with_pip=True)
    scripts = tmp_path / "empty" / ("Scripts" if os.name == "nt" else "bin")
    install: list[str | Path] = [scripts / "python", "-m", "pip", "install", "-q"]
    constraints = REPOSITORY / "constraints.txt"
    subprocess.run([*install, "-c", constraints, *wheels.glob("*.whl")], check=True)
    return Installed(scripts, tmp_path, site.url(""))


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_an_example_works_from_its_wheel(aniw: Installed, site: Hoster) -> None:
    found = {plugin["name"]: plugin for plugin in aniw.run("plugins")["plugins"]}
    assert found["archive"]["broken"] is None
    assert found["archive"]["provides"] == ["providers"]
    assert found["direct"]["provides"] == ["resolvers"]

    checked = aniw.run("plugins", "check", "archive")
    assert checked["ok"] is True, checked
    assert site.asked == []
    assert aniw.run("plugins", "check", "direct")["ok"] is True

    checks = aniw.run("plugins", "check", "archive", "--query", "lantern")["checks"]
    assert "search('lantern') gives 1 hits" in [one["text"] for one in checks]

    (answer,) = aniw.run("search", "lantern")["answers"]
    assert [hit["ref"] for hit in answer["hits"]] == ["Lantern_Cat-1921"]
    added = aniw.run("add", "Lantern_Cat-1921", "--provider", "archive")["series"]
    assert (added["key"], added["title"]) == ("lantern-cat-1921", "The Lantern Cat")
    episodes = aniw.run("show", "lantern-cat-1921")["series"]["episodes"]
    assert [episode["languages"] for episode in episodes] == [["eng-dub"]]
