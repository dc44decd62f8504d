"""The wheels work on their own: built, put into an empty environment, asked for their plugins."""

import json
import os
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
PACKAGES = sorted(path.parent for path in REPOSITORY.glob("packages/*/pyproject.toml"))


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def plugins_of(package: Path) -> set[str]:
    project = tomllib.loads((package / "pyproject.toml").read_text("utf-8"))["project"]
    return set(project.get("entry-points", {}).get("aniworld", {}))


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_wheels_bring_every_plugin_into_an_empty_environment(tmp_path: Path) -> None:
    wheels = tmp_path / "wheels"
    pip = (sys.executable, "-m", "pip")
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", wheels, *PACKAGES, cwd=tmp_path)
    built = sorted(wheels.glob("*.whl"))
    assert len(built) == len(PACKAGES)

    venv.create(tmp_path / "empty", with_pip=True)
    scripts = tmp_path / "empty" / ("Scripts" if os.name == "nt" else "bin")
    constraints = REPOSITORY / "constraints.txt"
    run(scripts / "python", "-m", "pip", "install", "-c", constraints, *built, cwd=tmp_path)

    answer = run(
        scripts / "aniw",
        *("--data", tmp_path / "data", "--library", tmp_path, "--json", "plugins"),
        cwd=tmp_path,
    )
    found = {plugin["name"]: plugin for plugin in json.loads(answer)["plugins"]}
    expected = set().union(*map(plugins_of, PACKAGES))
    assert expected <= set(found)
    assert not [name for name in expected if found[name]["broken"]]
