"""What tests across packages share: a real film."""

import subprocess

import pytest


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a film of some hundred kilobytes."""
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    made = "-f lavfi -i testsrc2=size=640x360:rate=25 -f lavfi -i sine=440 -t 6"
    coded = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac -movflags +faststart"
    command = ["ffmpeg", "-v", "error", *made.split(), *coded.split(), str(path)]
    subprocess.run(command, check=True)
    return path.read_bytes()
