"""The checks of ``aniw doctor``: each looks at one thing and names the fix."""

import importlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from attrs import field, frozen

from aniworld_cli.failures import described
from aniworld_cli.invocation import Invocation
from aniworld_cli.plugin_reports import reports
from aniworld_cli.text import size
from aniworld_core.plugins import Plugins

__all__ = ["CHECKS", "Check", "Finding", "providers_answer", "run"]

_OLDEST_PYTHON = (3, 11)
_QUERY = "one piece"


@frozen(kw_only=True)
class Finding:
    """What a check found; ``fix`` is what to do about it, empty when all is well."""

    name: str
    ok: bool
    text: str
    fix: str = field(default="")


Check = Callable[[Invocation], Iterator[tuple[bool, str, str]]]
"""Yields (all is well, what was found, what to do)."""


def run(name: str, check: Check, invocation: Invocation) -> Iterator[Finding]:
    """Run one check; what it raises is a finding too."""
    try:
        for ok, text, fix in check(invocation):
            yield Finding(name=name, ok=ok, text=text, fix=fix)
    except Exception as error:  # noqa: BLE001 - one broken thing must not hide the others
        failure = described(error)
        yield Finding(name=name, ok=False, text=failure.message, fix=failure.hint)


def _python(_: Invocation) -> Iterator[tuple[bool, str, str]]:
    text = ".".join(map(str, sys.version_info[:3]))
    yield sys.version_info >= _OLDEST_PYTHON, f"Python {text}", "Install Python 3.11 or newer."


def _settings(invocation: Invocation) -> Iterator[tuple[bool, str, str]]:
    problems = invocation.trial(invocation.config).problems
    for place, what in problems:
        yield (
            False,
            f"{place}: {what}" if place else what,
            "Mend it: aniw config set, or the environment.",
        )
    if not problems:
        path = invocation.settings.path
        yield True, f"{path}" if path.is_file() else f"defaults; there is no {path}", ""


def _library(invocation: Invocation) -> Iterator[tuple[bool, str, str]]:
    root = invocation.config.root
    if not root.is_dir():
        yield (
            False,
            f"There is no folder {root}.",
            "Mount its disk, or: aniw config set library DIR",
        )
        return
    for mode, what in ((os.R_OK | os.X_OK, "read"), (os.W_OK | os.X_OK, "written")):
        if not os.access(root, mode):
            yield False, f"{root} cannot be {what}.", f"Give this user the right: chmod, {root}"
            return
    workspace = root / ".aniworld"
    if workspace.exists() and workspace.stat().st_dev != root.stat().st_dev:
        fix = f"Unmount what is at {workspace}: finished files are moved, not copied."
        yield False, f"{workspace} is on another device than {root}.", fix
        return
    yield True, f"{root} can be read and written", ""


def _space(invocation: Invocation) -> Iterator[tuple[bool, str, str]]:
    root = invocation.config.root
    if not root.is_dir():
        return  # told by the check before
    free, reserve = shutil.disk_usage(root).free, invocation.config.downloads.reserve
    fix = "Make room, or lower it: aniw config set downloads.reserve BYTES"
    yield free > reserve, f"{size(free)} free, {size(reserve)} are kept free", fix


def _store(invocation: Invocation) -> Iterator[tuple[bool, str, str]]:
    config = invocation.config
    if not config.store and not (config.data / "library.db").exists():
        yield True, f"is made at the first use, in {config.data}", ""
        return
    Plugins(invocation.plugins, config).open_store(config.store_url).close()
    yield True, "opens, and its quick check found no fault", ""


def _plugins(invocation: Invocation) -> Iterator[tuple[bool, str, str]]:
    found = reports(invocation.plugins, invocation.config)
    for one in found:
        if one.broken is not None:
            fix = (
                f"Mend its settings, update or uninstall the plugin {one.name}, or tell its author."
            )
            yield False, f"{one.name}: {one.broken}", fix
    well = [one.name for one in found if one.broken is None]
    yield bool(well), ", ".join(well) or "none", "Try: pip install aniworld-cli[all]"


def _providers(invocation: Invocation) -> Iterator[tuple[bool, str, str]]:
    names = ", ".join(Plugins(invocation.plugins, invocation.config).providers)
    yield bool(names), names or "none is installed", "Try: pip install aniworld-cli[all]"


def _ffmpeg(_: Invocation) -> Iterator[tuple[bool, str, str]]:
    program = shutil.which("ffmpeg") or _bundled_ffmpeg()
    fix = "Install ffmpeg, or: pip install imageio-ffmpeg"
    if program is None:
        yield False, "not found", fix
        return
    # The path is the system's or the wheel's own.
    ran = subprocess.run([program, "-version"], capture_output=True, timeout=20, check=False)
    yield ran.returncode == 0, f"{Path(program)}", fix


def _bundled_ffmpeg() -> str | None:
    try:
        return str(importlib.import_module("imageio_ffmpeg").get_ffmpeg_exe())
    except (ImportError, RuntimeError):
        return None


def providers_answer(invocation: Invocation) -> Iterator[tuple[bool, str, str]]:
    """Search every catalogue site, over the network."""
    for name, provider in Plugins(invocation.plugins, invocation.config).providers.items():
        try:
            hits = provider.search(_QUERY)
        except Exception as error:  # noqa: BLE001 - the other sites are asked all the same
            failure = described(error)
            yield False, f"{name}: {failure.message}", failure.hint
        else:
            yield True, f"{name} answers ({len(hits)} hits)", ""


CHECKS: dict[str, Check] = {
    "python": _python,
    "settings": _settings,
    "library": _library,
    "space": _space,
    "store": _store,
    "plugins": _plugins,
    "providers": _providers,
    "ffmpeg": _ffmpeg,
}
"""Every check that needs no network, in the order they are told."""
