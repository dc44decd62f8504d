"""From a hoster's page to the address of its stream, without fetching the stream."""

from typing import Any
from urllib.parse import urlsplit

from aniworld_core.errors import Blocked, Gone, NoStream
from aniworld_downloaders_ytdlp.child import quality, signs
from aniworld_downloaders_ytdlp.child.channel import Channel
from aniworld_downloaders_ytdlp.child.engine import Engine, common_options
from aniworld_downloaders_ytdlp.child.outcomes import no_stream
from aniworld_downloaders_ytdlp.child.pages import PageIE, PlayerSourcesIE, VideoElementIE
from aniworld_downloaders_ytdlp.child.ytdlp import (
    DownloadError,
    YoutubeDL,
    determine_protocol,
    gen_extractor_classes,
    plugin_ies,
)
from aniworld_downloaders_ytdlp.messages import Message
from aniworld_downloaders_ytdlp.verification import SUFFIXES

__all__ = ["resolve"]

_KINDS = {
    "m3u8_native": "hls",
    "m3u8": "hls",
    "http_dash_segments": "dash",
    "http": "file",
    "https": "file",
}


def resolve(job: Message, _: Channel) -> Message:
    """Return url, stream (its kind), headers, duration and size; raises what the page comes to."""
    page = PageIE()
    options = {**common_options(job), "format": quality.selector(job["quality"])}
    with Engine(job, {**options, "playlist_items": "1:2"}) as engine:
        _add_extractors(engine, page, job["url"])
        try:
            info = _only(engine.extract_info(job["url"], download=False))
            chosen = _chosen(engine, info, job["quality"])
        except DownloadError:
            _judge(page.text)
            raise
    kind = _KINDS.get(determine_protocol(chosen))
    if kind is None or (kind == "file" and chosen.get("ext") not in SUFFIXES):
        raise no_stream("What the page shows is no video that can be fetched.")
    duration = info.get("duration") or signs.stated_duration(page.text)
    if kind == "file" and page.guessed and duration is None:
        # A decoy could not be told from the video: nothing to hold the file against.
        raise no_stream("The page holds an address of a file, but its player does not name it.")
    return {
        "url": chosen.get("manifest_url") or chosen["url"],
        "stream": kind,
        "headers": _headers(engine, chosen, job["url"]),
        "duration": None if duration is None else float(duration),
        "size": chosen.get("filesize"),
    }


def _add_extractors(engine: YoutubeDL, page: PageIE, url: str) -> None:
    """Let in what knows the address itself and the readers of the page, no finders of embeds."""
    plugins = set(plugin_ies.value)
    for cls in gen_extractor_classes():
        if cls.ie_key() != "Generic" and (cls.__name__ in plugins or cls.suitable(url)):
            engine.add_info_extractor(cls)
    engine.add_info_extractor(PlayerSourcesIE())
    engine.add_info_extractor(VideoElementIE())
    engine.add_info_extractor(page)


def _only(info: dict[str, Any] | None) -> dict[str, Any]:
    """Return the one video of a result; several would be a guess which one is meant."""
    entries = _entries(info)
    if not entries:
        raise no_stream()
    fullest = max(entries, key=lambda entry: len(_addresses(entry)))
    if any(not _addresses(entry) <= _addresses(fullest) for entry in entries):
        raise no_stream("The page shows several videos.")
    return fullest


def _entries(info: dict[str, Any] | None) -> list[dict[str, Any]]:
    if info is None:
        return []
    if info.get("_type") not in {"playlist", "multi_video"}:
        return [info]
    return [video for entry in info.get("entries") or () for video in _entries(entry)]


def _addresses(video: dict[str, Any]) -> set[str]:
    return {part["url"] for part in video.get("formats") or [video]}


def _chosen(engine: YoutubeDL, info: dict[str, Any], wanted: str) -> dict[str, Any]:
    """Return the format to fetch; behind one manifest picture and sound may be apart."""
    parts = info.get("requested_formats") or [info]
    manifests = {part.get("manifest_url") for part in parts}
    if len(parts) == 1 or (len(manifests) == 1 and None not in manifests):
        return dict(parts[0])
    select = engine.build_format_selector(quality.single_selector(wanted))
    whole = list(
        select({"formats": info["formats"], "has_merged_format": True, "incomplete_formats": False})
    )
    if not whole:
        raise NoStream("Picture and sound are apart on this page.", hint="Take another hoster.")
    return dict(whole[0])


def _headers(engine: YoutubeDL, chosen: dict[str, Any], page_url: str) -> dict[str, str]:
    headers = dict(chosen.get("http_headers") or {})
    cookies = engine.cookiejar.get_cookie_header(chosen["url"])
    if cookies:
        headers["Cookie"] = cookies
    if not any(name.lower() == "referer" for name in headers):
        # What a browser sends to another host: the origin alone (strict-origin-when-cross-origin).
        parts = urlsplit(page_url)
        headers["Referer"] = f"{parts.scheme}://{parts.netloc}/"
    return headers


def _judge(text: str) -> None:
    """Raise what the page says about itself, if yt-dlp found nothing on it."""
    if signs.is_deleted(text):
        raise Gone("The video was deleted by the hoster.", hint="Take another hoster.")
    if signs.is_challenge(text):
        raise Blocked(
            "The hoster asks for a proof that a person visits.", hint="Open it in a browser."
        )
