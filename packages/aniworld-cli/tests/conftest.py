"""Fixtures of the command line's tests: the program over a small world and one library folder."""

from pathlib import Path

import pytest

from aniworld_cli.testing import Aniw
from aniworld_core.entities import EpisodeId, Series
from aniworld_core.testing.arrange import show
from aniworld_core.testing.world import World


@pytest.fixture
def fern() -> Series:
    """Return a series with five episodes and a film, all dubbed."""
    ids = [*(EpisodeId(1, number) for number in range(1, 6)), EpisodeId(0, 1)]
    return show(*ids, key="fern", title="Fern")


@pytest.fixture
def aniw(tmp_path: Path, fern: Series) -> Aniw:
    """Return the program over a catalogue that offers Fern (2013), with an empty library folder."""
    world = World()
    world.offer(fern)
    root = tmp_path / "library"
    root.mkdir()
    return Aniw(world, root, tmp_path)


@pytest.fixture
def with_fern(aniw: Aniw) -> Aniw:
    """Return the program with Fern registered, its first two episodes on the disk and scanned."""
    aniw("add", "fern")
    aniw.video("Fern (2013)/Season 01/Fern S01E01.mp4")
    aniw.video("Fern (2013)/Season 01/Fern S01E02.mp4")
    aniw("scan", "--offline")
    return aniw
