"""What every test shares: Hypothesis profiles and the marker for programs of the system."""

import os
import shutil
import signal

import pytest
from hypothesis import HealthCheck, Phase, settings

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
    """Skip a test that needs a missing program; where services are required, let it fail."""
    for marker in item.iter_markers("needs"):
        (program,) = marker.args
        if shutil.which(program):
            continue
        if os.environ.get("ANIWORLD_REQUIRE_SERVICES"):
            pytest.fail(f"{program} is not installed, but ANIWORLD_REQUIRE_SERVICES is set")
        pytest.skip(f"{program} is not installed")
