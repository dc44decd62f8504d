"""What tests across packages share: a real film, and empty stores of each kind."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.databases import SERVERS, own_database


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a film of some hundred kilobytes."""
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    made = "-f lavfi -i testsrc2=size=640x360:rate=25 -f lavfi -i sine=440 -t 6"
    coded = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac -movflags +faststart"
    command = ["ffmpeg", "-v", "error", *made.split(), *coded.split(), str(path)]
    subprocess.run(command, check=True)
    return path.read_bytes()


@pytest.fixture(
    params=["sqlite", *(pytest.param(kind, marks=pytest.mark.needs(kind)) for kind in SERVERS)]
)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the URL of an empty store of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/library.db"
    else:
        with own_database(request.param) as url:
            yield url
