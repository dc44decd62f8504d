"""Which ffmpeg is used: the configured one, else the system's, else the one from a wheel."""

import shutil
import subprocess
from functools import cache

from aniworld_core.errors import InvalidConfig

__all__ = ["find"]

_PATIENCE = 20.0
"""Seconds that a program may take to tell its version."""


@cache
def find(configured: str = "") -> str:
    """Return the path of an ffmpeg that runs; raises InvalidConfig when there is none.

    One that does not work is found here, once: later it would look like a fault of every video.
    """
    program = shutil.which(configured or "ffmpeg")
    if program is None:
        if configured:
            raise InvalidConfig(
                f"plugins.ytdlp.ffmpeg: {configured} is no program that can be run.", hint=_HINT
            )
        program = _from_wheel()
    if not _runs(program):
        name = f"plugins.ytdlp.ffmpeg: {configured}" if configured else program
        raise InvalidConfig(f"{name} is no ffmpeg that works.", hint=_HINT)
    return program


_HINT = "Name an ffmpeg that runs, or leave the setting empty; then see: aniw doctor"


def _runs(program: str) -> bool:
    try:
        ran = subprocess.run(
            [program, "-version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return ran.returncode == 0 and ran.stdout.startswith(b"ffmpeg version")


def _from_wheel() -> str:
    import imageio_ffmpeg  # type: ignore[import-untyped]

    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise InvalidConfig(
            "There is no ffmpeg on this machine.",
            hint="Install ffmpeg, or name the program in plugins.ytdlp.ffmpeg.",
        ) from error
