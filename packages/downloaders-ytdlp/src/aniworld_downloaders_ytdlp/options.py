"""The settings of this plugin: the section ``[plugins.ytdlp]``."""

from typing import Any

from attrs import field, frozen
from attrs.validators import and_, ge, le

__all__ = ["Options"]


def _setting(default: Any, doc: str, *, check: Any = None) -> Any:
    return field(default=default, validator=check, metadata={"doc": doc})


def _between(low: float, high: float) -> Any:
    return and_(ge(low), le(high))


@frozen(kw_only=True)
class Options:
    """How streams are resolved, downloaded and checked."""

    ffmpeg: str = _setting(
        "",
        "The ffmpeg program; empty = the system's, else the one installed with this plugin.",
    )
    stall_timeout: float = _setting(
        60.0,
        "Seconds without any progress after which a download is given up (1 to 3600).",
        check=_between(1.0, 3600.0),
    )
    resolve_timeout: float = _setting(
        30.0,
        "Seconds after which a hoster's page is given up (1 to 3600).",
        check=_between(1.0, 3600.0),
    )
    retries: int = _setting(
        3,
        "How often a broken request is repeated within one download (0 to 20).",
        check=_between(0, 20),
    )
    rate_limit: int = _setting(
        0, "Bytes a second that one download may take; 0 = as many as come.", check=ge(0)
    )
    min_size: int = _setting(
        10_000, "Smaller files (in bytes) are not believed to be an episode.", check=ge(0)
    )
