"""From a stream to a verified file: yt-dlp fetches and joins, ffmpeg checks."""

from pathlib import Path
from typing import Any

from aniworld_core.errors import WrongFile
from aniworld_downloaders_ytdlp.child import quality
from aniworld_downloaders_ytdlp.child.channel import Channel
from aniworld_downloaders_ytdlp.child.engine import StrictEngine, common_options
from aniworld_downloaders_ytdlp.child.manifest import ManifestIE
from aniworld_downloaders_ytdlp.child.playlist import MediaPlaylist, read_media_playlist
from aniworld_downloaders_ytdlp.child.progress import Progress
from aniworld_downloaders_ytdlp.child.ytdlp import Request, YoutubeDL, determine_ext
from aniworld_downloaders_ytdlp.joined import check_joined
from aniworld_downloaders_ytdlp.messages import Message
from aniworld_downloaders_ytdlp.verification import SUFFIXES, Expected, verify

__all__ = ["fetch"]


def fetch(job: Message, channel: Channel) -> Message:
    """Return the path of the file, whole and playable; raises what it comes to otherwise."""
    with StrictEngine(_options(job), auto_init=False) as engine:
        info = _manifest(engine, job) if job["stream"] != "file" else _file(engine, job)
        parts = info.get("requested_formats") or [info]
        playlists = [_load_playlist(engine, part) for part in parts if _is_hls(part)]
        progress = Progress(channel, parts=len(parts))
        engine.add_progress_hook(progress)
        engine.add_progress_hook(_check_pieces)
        engine.process_info(info)
    path = Path(info.get("filepath") or "")
    if not path.is_file():
        raise WrongFile("The download ended without a file.", hint="Take another hoster.")
    expected = _expected(job, info, playlists)
    suffix = verify(path, expected, ffmpeg=job["ffmpeg"], alive=channel.step)
    return {"path": str(path.rename(path.with_suffix(f".{suffix}")))}


def _options(job: Message) -> dict[str, Any]:
    return {
        **common_options(job),
        "format": quality.selector(job["quality"]),
        "paths": {"home": job["directory"]},
        "outtmpl": "episode.%(ext)s",
        "ratelimit": job["rate_limit"] or None,
        "ffmpeg_location": job["ffmpeg"],
        "hls_prefer_native": True,
        "merge_output_format": "mp4/mkv",
        # A missing piece is an error, not something to skip.
        "skip_unavailable_fragments": False,
        "continuedl": False,
        "overwrites": False,
        "updatetime": False,
        # The same pieces shall give the same file, byte for byte.
        "postprocessor_args": {"ffmpeg": ["-fflags", "+bitexact"]},
    }


def _file(engine: YoutubeDL, job: Message) -> dict[str, Any]:
    # Described by hand: asked itself, yt-dlp would go and look what is at the address.
    suffix = determine_ext(job["url"], "mp4")
    found = {
        "id": "episode",
        "title": "episode",
        "extractor": "aniworld",
        "webpage_url": job["url"],
        "url": job["url"],
        "ext": suffix if suffix in SUFFIXES else "mp4",
        "http_headers": job["headers"],
    }
    return dict(engine.process_ie_result(found, download=False))


def _manifest(engine: YoutubeDL, job: Message) -> dict[str, Any]:
    engine.add_info_extractor(ManifestIE(job))
    return dict(engine.extract_info(job["url"], download=False))


def _is_hls(part: dict[str, Any]) -> bool:
    return str(part.get("protocol", "")).startswith("m3u8")


def _load_playlist(engine: YoutubeDL, part: dict[str, Any]) -> MediaPlaylist:
    """Read the list of pieces and make yt-dlp use this very text, so that both mean the same."""
    with engine.urlopen(Request(part["url"], headers=part.get("http_headers"))) as answer:
        text = answer.read().decode("utf-8", "replace")
        playlist = read_media_playlist(text)
        part.update(url=answer.url, hls_media_playlist_data=text)
    return playlist


def _check_pieces(status: dict[str, Any]) -> None:
    if status["status"] == "finished" and _is_hls(status["info_dict"]):
        check_joined(Path(status["filename"]))


def _expected(job: Message, info: dict[str, Any], playlists: list[MediaPlaylist]) -> Expected:
    durations = [job["duration"], info.get("duration"), *(each.duration for each in playlists)]
    return Expected(
        min_size=job["min_size"],
        size=job["size"] if job["stream"] == "file" else None,
        durations=tuple(float(duration) for duration in durations if duration),
        pieces=playlists[0].pieces if playlists else None,
    )
