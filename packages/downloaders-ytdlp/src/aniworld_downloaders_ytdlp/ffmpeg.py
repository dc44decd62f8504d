"""Which ffmpeg is used: the configured one, else the system's, else the one from a wheel."""

import shutil
from functools import cache

from aniworld_core.errors import InvalidConfig

__all__ = ["find"]


@cache
def find(configured: str = "") -> str:
    """Return the path of the ffmpeg program; raises InvalidConfig when there is none."""
    if configured:
        found = shutil.which(configured)
        if found is None:
            raise InvalidConfig(
                f"plugins.ytdlp.ffmpeg: {configured} is no program that can be run.",
                hint="Name the ffmpeg program, or leave the setting empty.",
            )
        return found
    return shutil.which("ffmpeg") or _from_wheel()


def _from_wheel() -> str:
    import imageio_ffmpeg  # type: ignore[import-untyped]

    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise InvalidConfig(
            "There is no ffmpeg on this machine.",
            hint="Install ffmpeg, or name the program in plugins.ytdlp.ffmpeg.",
        ) from error
