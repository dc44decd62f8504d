"""What every test shares: Hypothesis profiles, the marker for programs and servers, small disks."""

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, settings

from tools import databases, other_host, postgresql_server

if TYPE_CHECKING:  # what few tests need is imported for them only
    from aniworld_core.testing.disks import MountDisk, SmallDisk

# Shrinking costs more time than it saves while nothing fails; run with HYPOTHESIS_PROFILE=thorough
# to have a failure made small.
settings.register_profile(
    "default",
    max_examples=60,
    deadline=None,
    phases=[phase for phase in Phase if phase not in {Phase.shrink, Phase.explain}],
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("thorough", max_examples=2_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_configure() -> None:
    """Let Ctrl-C be heard by the programs that tests start, also when a shell runs us in the background.

    There a shell has us ignore it, and what we start would inherit that.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test that needs what is missing; where services are required, let it fail."""
    for marker in item.iter_markers("needs"):
        (name,) = marker.args
        missing = _missing(name)
        if missing and os.environ.get("ANIWORLD_REQUIRE_SERVICES"):
            pytest.fail(f"{missing}, but ANIWORLD_REQUIRE_SERVICES is set")
        if missing:
            pytest.skip(missing)


def _missing(name: str) -> str:
    """Return what is wrong with a program, a database server or this machine, or nothing."""
    if name in databases.SERVERS:
        return "" if databases.answers(name) else f"{name} does not answer or has no driver"
    if name == "postgresql-server":
        return "" if postgresql_server.programs() else "PostgreSQL is not installed"
    if name == "namespaces":
        return "" if other_host.possible() else "only root may make a network namespace, by ip"
    return "" if shutil.which(name) else f"{name} is not installed"


@pytest.fixture
def mount_disk(tmp_path: Path) -> "Iterator[MountDisk]":
    """Return a function that mounts small disks, which are released after the test."""
    from aniworld_core.testing.disks import SmallDisk

    with ExitStack() as mounted:

        def mount(size: int, path: Path | None = None) -> "SmallDisk":
            disk = SmallDisk.mount(path or tmp_path / "disk", size)
            mounted.callback(disk.release)
            return disk

        yield mount
