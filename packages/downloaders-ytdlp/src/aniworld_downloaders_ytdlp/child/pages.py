"""yt-dlp's generic extractor, told to read nothing but the page itself.

It is kept from three things: fetching manifests (the download does that, once, with the right
headers), following embeds of other sites (a trailer is not the episode) and believing any address of
a file that merely stands somewhere in the page: pages that hide their stream may hold a decoy.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from aniworld_downloaders_ytdlp.child.ytdlp import (
    GenericIE,
    HTML5MediaEmbedIE,
    InfoExtractor,
    js_to_json,
)

__all__ = ["PageIE", "PlayerSourcesIE", "VideoElementIE"]

_GUESSES = {"video file", "JW Player JS loader", "Twitter card", "Open Graph video info"}
"""What the generic extractor calls a search for anything that looks like an address."""


_PAGE_SIZE = 2 * 1024**2
"""Bytes of a page that are read; a player stands long before."""


class _ManifestsUnread(InfoExtractor):  # type: ignore[misc]
    """Takes the address of a manifest for a format instead of fetching it."""

    def _extract_m3u8_formats_and_subtitles(
        self, url: str, *_: Any, headers: Any = None, **__: Any
    ) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        return [_manifest(url, "m3u8_native", headers)], {}

    def _extract_mpd_formats_and_subtitles(
        self, url: str, *_: Any, headers: Any = None, **__: Any
    ) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        return [_manifest(url, "http_dash_segments", headers)], {}


class PageIE(_ManifestsUnread, GenericIE):  # type: ignore[misc]
    """The generic extractor; keeps the ``text`` it read last, and whether it ``guessed`` an address."""

    IE_NAME = "generic"

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.guessed = False

    @classmethod
    def ie_key(cls) -> str:
        """Stand in for the generic extractor wherever yt-dlp asks for that."""
        return "Generic"

    def report_detected(self, name: str, num: int = 1, note: str | None = None) -> None:
        """Remember how the stream was found."""
        if num:
            self.guessed = name.removesuffix("s") in _GUESSES
        super().report_detected(name, num, note)

    def _webpage_read_content(self, urlh: Any, *args: Any, **kwargs: Any) -> Any:
        urlh.read = partial(urlh.read, _PAGE_SIZE)
        content = super()._webpage_read_content(urlh, *args, **kwargs)
        self.text = content or ""
        return content

    def _extra_manifest_info(self, info: dict[str, Any], manifest_url: str) -> None:
        """Ask nothing more about a manifest."""


class VideoElementIE(_ManifestsUnread, HTML5MediaEmbedIE):  # type: ignore[misc]
    """What a page's own video element plays."""

    IE_NAME = "html5"

    @classmethod
    def ie_key(cls) -> str:
        """Stand in for yt-dlp's own."""
        return "HTML5MediaEmbed"


class PlayerSourcesIE(_ManifestsUnread):
    """The list ``sourcesCode`` of a player's settings, which yt-dlp does not know."""

    IE_NAME = "aniworld:sources"
    _VALID_URL = False

    def _extract_from_webpage(self, url: str, webpage: str) -> Iterator[dict[str, Any]]:
        sources = self._search_json(
            r"\bsourcesCode\s*:",
            webpage,
            "sources",
            "episode",
            contains_pattern=r"\[.+\]",
            transform_source=js_to_json,
            default=[],
        )
        renamed = [
            {**source, "file": source.get("src"), "height": source.get("res")} for source in sources
        ]
        formats = self._parse_jwplayer_formats(renamed, "episode", base_url=url)
        if formats:
            yield {"id": "episode", "title": "episode", "formats": formats}


def _manifest(url: str, protocol: str, headers: Any) -> dict[str, Any]:
    return {
        "format_id": protocol,
        "url": url,
        "manifest_url": url,
        "ext": "mp4",
        "protocol": protocol,
        "http_headers": dict(headers or {}),
    }
