"""The hooks of the yt-dlp plugin: a resolver of hosters' pages and a downloader of streams."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from aniworld_core import hookimpl

if TYPE_CHECKING:
    from aniworld_core.config import Config
    from aniworld_core.ports import Downloader, Resolver

__all__ = ["aniworld_downloaders", "aniworld_resolvers"]


@hookimpl
def aniworld_resolvers(config: "Config") -> "Iterable[Resolver]":
    """Contribute the resolver."""
    from aniworld_downloaders_ytdlp.options import Options
    from aniworld_downloaders_ytdlp.pool import shared
    from aniworld_downloaders_ytdlp.resolver import YtdlpResolver

    return [YtdlpResolver(config.plugin("ytdlp", Options), shared())]


@hookimpl
def aniworld_downloaders(config: "Config") -> "Iterable[Downloader]":
    """Contribute the downloader."""
    from aniworld_downloaders_ytdlp.downloader import YtdlpDownloader
    from aniworld_downloaders_ytdlp.options import Options
    from aniworld_downloaders_ytdlp.pool import shared

    return [YtdlpDownloader(config.plugin("ytdlp", Options), shared())]
