"""The formats that an HLS or DASH manifest offers, as a yt-dlp extractor."""

from typing import Any

from aniworld_core.errors import WrongFile
from aniworld_downloaders_ytdlp.child.ytdlp import InfoExtractor, parse_duration
from aniworld_downloaders_ytdlp.messages import Message

__all__ = ["ManifestIE"]


class ManifestIE(InfoExtractor):  # type: ignore[misc]
    """Reads the manifest of one job, whatever its address looks like."""

    IE_NAME = "aniworld:manifest"
    _VALID_URL = r"https?://.+"

    def __init__(self, job: Message) -> None:
        super().__init__()
        self._job = job

    def _real_extract(self, url: str) -> dict[str, Any]:
        headers = {**self._job["headers"], "Accept-Encoding": "gzip, deflate"}
        text, handle = self._download_webpage_handle(url, "episode", headers=headers)
        found = {"id": "episode", "title": "episode", "http_headers": self._job["headers"]}
        if self._job["stream"] == "hls":
            if not text.lstrip("\ufeff \r\n").startswith("#EXTM3U"):
                raise _no_manifest()
            formats, _ = self._parse_m3u8_formats_and_subtitles(
                text, handle.url, "mp4", headers=headers, video_id="episode"
            )
            return {**found, "formats": _sound_apart(formats)}
        document = self._parse_xml(text, "episode", fatal=False)
        if document is None or not document.tag.endswith("MPD"):
            raise _no_manifest()
        formats, _ = self._parse_mpd_formats_and_subtitles(
            document, mpd_base_url=handle.url.rpartition("/")[0], mpd_url=handle.url
        )
        duration = parse_duration(document.get("mediaPresentationDuration"))
        return {**found, "formats": formats, "duration": duration}


def _sound_apart(formats: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Say of pictures without CODECS that they are silent, where the playlist has sound of its own."""
    apart = any(each.get("vcodec") == "none" for each in formats)
    silent = {"acodec": "none"} if apart else {}
    return [each if each.get("acodec") else {**each, **silent} for each in formats]


def _no_manifest() -> WrongFile:
    return WrongFile(
        "What came in place of the list of pieces is no playlist.", hint="Take another hoster."
    )
