"""The way from an episode to bytes: links on hosters, and the streams behind them."""

from collections.abc import Mapping
from enum import StrEnum

from attrs import field, frozen

from aniworld_core.entities.language import Language

__all__ = ["Link", "Stream", "StreamKind", "Wanted"]


@frozen(kw_only=True)
class Link:
    """An episode on a hoster in one language, by an address that stays (tokens are read again at use).

    ``local_allowed`` says that what stands behind it may lie on this machine or in the local network: only a
    provider whose settings allow it says so, since a site could else make this program ask the user's router.
    """

    hoster: str
    language: Language
    url: str
    local_allowed: bool = False


class StreamKind(StrEnum):
    """How a stream is delivered."""

    FILE = "file"
    HLS = "hls"
    DASH = "dash"


@frozen(kw_only=True)
class Stream:
    """Media that can be fetched: ``duration`` in seconds and ``size`` in bytes where they are known.

    ``local_allowed`` is that of the link it was found behind.
    """

    url: str
    kind: StreamKind
    headers: Mapping[str, str] = field(factory=dict, repr=False)
    duration: float | None = None
    size: int | None = None
    quality: str = "best"
    local_allowed: bool = False


@frozen(kw_only=True)
class Wanted:
    """What the user wants of an episode: languages and hosters in order of preference.

    Only the named languages are taken. Hosters that are not named come after the named ones.
    ``quality`` is best, worst or the height that is not to be exceeded, such as 720p.
    ``better_than`` asks for an upgrade: the file in that language stays until one of ``languages`` is there
    and verified, and only then goes to the trash.
    """

    languages: tuple[Language, ...]
    hosters: tuple[str, ...] = ()
    quality: str = "best"
    better_than: Language | None = None
