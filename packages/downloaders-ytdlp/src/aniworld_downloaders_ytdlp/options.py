"""The settings of this plugin: the section ``[plugins.ytdlp]``."""

from attrs import frozen

from aniworld_core.config import setting

__all__ = ["Options"]


@frozen(kw_only=True)
class Options:
    """How streams are resolved, downloaded and checked."""

    ffmpeg: str = setting(
        "The ffmpeg program; empty = the system's, else the one installed with this plugin.",
        default="",
    )
    stall_timeout: float = setting(
        "Seconds without any progress after which a download is given up.",
        default=60.0,
        low=1.0,
        high=3600.0,
    )
    resolve_timeout: float = setting(
        "Seconds after which a hoster's page is given up.", default=30.0, low=1.0, high=3600.0
    )
    retries: int = setting(
        "How often a broken request is repeated within one download.", default=3, low=0, high=20
    )
    connections: int = setting(
        "Pieces of one video that are fetched at the same time.", default=4, low=1, high=16
    )
    min_speed: int = setting(
        "Bytes a second below which a hoster is given up, counted over stall_timeout seconds; 0 = none.",
        default=1024,
        low=0,
    )
    min_size: int = setting(
        "Smaller files (in bytes) are not believed to be an episode.", default=10_000, low=0
    )
    max_size: int = setting(
        "Larger files (in bytes) are not believed to be an episode.",
        default=30 * 1024**3,
        low=1024**2,
    )
