"""A short soak: kills, hostile hosters and full disks for half a minute, and every episode is judged."""

import os
from pathlib import Path

import pytest

from tools.soak.__main__ import soak

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_every_episode_ends_whole_or_with_a_true_reason(tmp_path: Path) -> None:
    summary = soak(tmp_path, seconds=20, episodes=24, life=2.5, seed=20261123)
    assert summary["violations"] == []
    assert summary["looks at the library"] > 100
    ended = summary["processes ended by"]
    assert ended["SIGKILL"] >= 1
    assert sum(ended.values()) >= 5
    assert summary["faults"] >= 10
    assert summary["episodes"]["done"] > summary["hopeless"]


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.needs("postgresql-server")
@pytest.mark.needs("redis-server")
def test_so_it_does_with_three_workers_and_three_web_applications(tmp_path: Path) -> None:
    summary = soak(tmp_path, seconds=20, episodes=12, life=6, seed=20261123, several=True)
    assert summary["violations"] == []
    assert summary["processes ended by"]["SIGKILL"] >= 3
    assert sum(summary["servers struck"].values()) >= 1
    assert summary["episodes"]["done"] > summary["hopeless"]
