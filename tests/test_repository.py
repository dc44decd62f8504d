"""What holds for the whole repository: one version, complete pins, nothing too large."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import entry_points, packages_distributions, requires
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import aniworld_core

REPOSITORY = Path(__file__).resolve().parents[1]
PROJECTS = {
    path.parent.name: tomllib.loads(path.read_text("utf-8"))
    for path in sorted(REPOSITORY.glob("packages/*/pyproject.toml"))
}
OWN = {project["project"]["name"] for project in PROJECTS.values()}
HOSTS = [".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"))]
MEGABYTE = 1024 * 1024


def committed() -> list[Path]:
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    paths = [REPOSITORY / name for name in done.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


def test_every_package_has_the_one_version() -> None:
    versions = {name: project["project"]["version"] for name, project in PROJECTS.items()}
    assert set(versions.values()) == {aniworld_core.__version__}, versions


def test_packages_want_each_other_in_exactly_this_version() -> None:
    for project in PROJECTS.values():
        for wanted in requirements(project["project"]):
            if wanted.name in OWN:
                assert str(wanted.specifier) == f"=={aniworld_core.__version__}", wanted


def test_names_follow_the_folders() -> None:
    for folder, project in PROJECTS.items():
        name = folder if folder.startswith("aniworld-") else f"aniworld-{folder}"
        assert project["project"]["name"] == name
        assert (REPOSITORY / "packages" / folder / "src" / name.replace("-", "_")).is_dir()


def test_entry_points_name_modules_that_load() -> None:
    stated = {
        entry: module
        for project in PROJECTS.values()
        for entry, module in project["project"].get("entry-points", {}).get("aniworld", {}).items()
    }
    installed = {entry.name: entry for entry in entry_points(group="aniworld")}
    assert stated.items() <= {(name, entry.value) for name, entry in installed.items()}
    for name in stated:
        installed[name].load()


@pytest.mark.parametrize("folder", PROJECTS)
def test_a_package_declares_what_it_imports(folder: str) -> None:
    package = REPOSITORY / "packages" / folder
    own = {name.replace("-", "_"): [name] for name in OWN}
    distributions = {**packages_distributions(), **own}
    declared = {canonicalize_name(one.name) for one in requirements(PROJECTS[folder]["project"])}
    imported = {
        canonicalize_name(name)
        for module in imports(package / "src") - sys.stdlib_module_names
        for name in distributions.get(module, [f"{module} (not installed)"])
    }
    assert imported - {PROJECTS[folder]["project"]["name"]} <= declared


def imports(folder: Path) -> set[str]:
    """Return the top-level modules that the sources in a folder import, wherever in them."""
    found = set()
    for path in folder.glob("**/*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found


def test_entry_points_are_named_like_their_folders() -> None:
    for folder, project in PROJECTS.items():
        entries = project["project"].get("entry-points", {}).get("aniworld", {})
        assert set(entries) <= {folder.removeprefix("aniworld-")}


def test_requirements_list_every_package() -> None:
    lines = (REPOSITORY / "requirements.txt").read_text("utf-8").splitlines()
    assert {line.removeprefix("-e packages/") for line in lines if line.startswith("-e")} == set(
        PROJECTS
    )


def test_every_dependency_is_pinned() -> None:
    lines = (REPOSITORY / "constraints.txt").read_text("utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    for pin in pins:
        assert re.fullmatch(r"[\w.-]+==[\w.+!-]+", pin), pin
    pinned = {canonicalize_name(pin.partition("==")[0]) for pin in pins}
    assert set(closure()) <= pinned, sorted(set(closure()) - pinned)


def closure() -> Iterator[str]:
    """Yield every distribution that the packages and the tools need here, directly or not."""
    lines = (REPOSITORY / "requirements-dev.txt").read_text("utf-8").splitlines()
    waiting = [Requirement(line) for line in lines if line and line[0] not in "#-"]
    for project in PROJECTS.values():
        waiting += [one for one in requirements(project["project"]) if applies(one, set())]
        waiting += [Requirement(text) for text in project["build-system"]["requires"]]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        if name in OWN or (name, frozenset(wanted.extras)) in seen:
            continue
        seen.add((name, frozenset(wanted.extras)))
        yield name
        further = [Requirement(text) for text in requires(name) or ()]
        waiting += [one for one in further if applies(one, wanted.extras)]


def requirements(project: Mapping[str, Any]) -> list[Requirement]:
    optional = project.get("optional-dependencies", {}).values()
    return [Requirement(text) for group in (project["dependencies"], *optional) for text in group]


def applies(requirement: Requirement, extras: set[str]) -> bool:
    if requirement.marker is None:
        return True
    return any(requirement.marker.evaluate({"extra": extra}) for extra in extras or {""})


def test_no_committed_file_is_large() -> None:
    large = [path for path in committed() if path.stat().st_size > MEGABYTE]
    assert not large


def test_no_committed_file_names_a_registry() -> None:
    named = [
        f"{path.relative_to(REPOSITORY)}: {host}"
        for path in committed()
        for host in HOSTS
        if host.encode() in path.read_bytes()
    ]
    assert not named


def test_the_ci_runs_the_command_of_the_readme() -> None:
    command = re.findall(r"(?m)^python3 -m venv .*pytest.*$", readme())
    assert len(command) == 1
    script = (REPOSITORY / ".ci" / "run").read_text("utf-8")
    assert "grep -m1 '^python3 -m venv .*pytest' README.md" in script


def readme() -> str:
    return (REPOSITORY / "README.md").read_text("utf-8")
