"""From a stream to a verified file: yt-dlp fetches and joins, ffmpeg checks."""

import os
import sys
from pathlib import Path
from typing import Any

from attrs import evolve

from aniworld_core.errors import Blocked, DownloadError, Gone, NoStream, Unavailable, WrongFile
from aniworld_downloaders_ytdlp.child import quality
from aniworld_downloaders_ytdlp.child.channel import Channel
from aniworld_downloaders_ytdlp.child.direct import DirectFile
from aniworld_downloaders_ytdlp.child.engine import StrictEngine, common_options
from aniworld_downloaders_ytdlp.child.manifest import ManifestIE
from aniworld_downloaders_ytdlp.child.outcomes import no_space, translate
from aniworld_downloaders_ytdlp.child.partial import Partial
from aniworld_downloaders_ytdlp.child.playlist import MediaPlaylist, read_media_playlist
from aniworld_downloaders_ytdlp.child.progress import Progress
from aniworld_downloaders_ytdlp.child.ytdlp import Request, YoutubeDL
from aniworld_downloaders_ytdlp.joined import check_joined
from aniworld_downloaders_ytdlp.messages import Message
from aniworld_downloaders_ytdlp.verification import Expected, verify
from aniworld_downloaders_ytdlp.workspace import clear, held, is_full

__all__ = ["fetch"]

_FINAL = (WrongFile, NoStream, Gone, Blocked)
"""Outcomes after which nothing can be gone on from."""

_WORTH_KEEPING = 100_000
"""Bytes below which a file that failed its check tells nobody anything."""

_STEPS = ("fixupduplicatemoov", "fixupm3u8", "fixupm4a", "fixuptimestamp", "merger")
"""What yt-dlp lets ffmpeg do with what was fetched; options for its input have to name each of them."""

_CLOCK_AS_IT_IS = ["-copyts", "-start_at_zero"]
"""Keeps ffmpeg from mending the clock of a transport stream: pieces in a wrong order would fit by that."""

_PIECE = 64 * 1024**2
_PER_SECOND = 4 * 1024**2
"""Bytes that a piece has at most, however short it is, and for each second of its length."""


def fetch(job: Message, channel: Channel) -> Message:
    """Return the path of the file, whole and playable; raises what it comes to otherwise."""
    directory = Path(job["directory"])
    with held(directory):
        try:
            return {"path": str(_fetch(job, channel, directory))}
        except Exception as error:
            outcome = translate(error, "fetch")
            if isinstance(outcome, Unavailable | DownloadError) and is_full(directory):
                outcome = no_space()  # ffmpeg, for one, does not always say why it stopped
            if job["stream"] != "file" or isinstance(outcome, _FINAL):
                clear(directory, getattr(outcome, "file", None))
            raise outcome from error


def _fetch(job: Message, channel: Channel, directory: Path) -> Path:
    if job["stream"] == "file":
        clear(directory, *Partial.names(directory))
        path, expected = _fetch_file(job, channel)
    else:
        clear(directory)
        path, expected = _fetch_pieces(job, channel)
        _reached("joined")
    try:
        suffix = verify(path, expected, ffmpeg=job["ffmpeg"], alive=channel.step)
    except WrongFile as error:
        error.file = _kept(path)
        raise
    _sync(path)
    _reached("verified")
    final = path.rename(directory / f"episode.{suffix}")
    clear(directory, final)
    _reached("renamed")
    return final


def _fetch_file(job: Message, channel: Channel) -> tuple[Path, Expected]:
    with StrictEngine(job, channel, common_options(job)) as engine:
        file = DirectFile(engine, job, channel)
        path = file.fetch()
    return path, evolve(_expected(job, {}, []), measured=file.measured)


def _fetch_pieces(job: Message, channel: Channel) -> tuple[Path, Expected]:
    with StrictEngine(job, channel, _options(job)) as engine:
        info = _manifest(engine, job)
        parts = info.get("requested_formats") or [info]
        playlists = [_load_playlist(engine, part) for part in parts if _is_hls(part)]
        longest = max((each.longest for each in playlists), default=0.0)
        if all(each.continuous for each in playlists):
            for step in _STEPS:
                engine.params["postprocessor_args"][f"{step}+ffmpeg_i"] += _CLOCK_AS_IT_IS
        engine.flow.pieces = True
        engine.flow.piece_limit = max(_PIECE, int(longest * _PER_SECOND))
        progress = Progress(channel, parts=len(parts))
        engine.add_progress_hook(progress)
        engine.add_progress_hook(_check_pieces)
        engine.process_info(info)
    path = Path(info.get("filepath") or "")
    if not path.is_file():
        raise WrongFile("The download ended without a file.", hint="Take another hoster.")
    return path, _expected(job, info, playlists)


def _kept(path: Path) -> Path | None:
    """Return a file that failed its check if there is anything to look at, under the name of a video."""
    if not path.is_file() or path.stat().st_size < _WORTH_KEEPING:
        return None
    return path.rename(path.with_suffix(".mp4")) if path.suffix == ".part" else path


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _reached(point: str) -> None:
    """Say where a job stands, so that a test can end the process exactly there."""
    sys.audit("aniworld.reached", point)


def _options(job: Message) -> dict[str, Any]:
    return {
        **common_options(job),
        "format": quality.selector(job["quality"]),
        "paths": {"home": job["directory"]},
        "outtmpl": "episode.%(ext)s",
        "buffersize": 64 * 1024,
        "concurrent_fragment_downloads": job["connections"],
        "ffmpeg_location": job["ffmpeg"],
        "hls_prefer_native": True,
        "merge_output_format": "mp4/mkv",
        # A missing piece is an error, not something to skip.
        "skip_unavailable_fragments": False,
        "continuedl": False,
        "overwrites": False,
        "updatetime": False,
        # The same pieces shall give the same file, byte for byte.
        # What is joined is on the disk: nothing in it makes ffmpeg ask the web.
        "postprocessor_args": {
            "ffmpeg": ["-fflags", "+bitexact"],
            **{f"{step}+ffmpeg_i": ["-protocol_whitelist", "file,pipe"] for step in _STEPS},
        },
    }


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
        path = Path(status["filename"])
        _reached("last-byte")
        try:
            check_joined(path)
        except WrongFile as error:
            error.file = _kept(path)
            raise


def _expected(job: Message, info: dict[str, Any], playlists: list[MediaPlaylist]) -> Expected:
    durations = [
        job["duration"],
        info.get("duration"),
        *(one for each in playlists for one in each.durations),
    ]
    return Expected(
        min_size=job["min_size"],
        size=job["size"] if job["stream"] == "file" else None,
        durations=tuple(float(duration) for duration in durations if duration),
        pieces=playlists[0].pieces if playlists else None,
    )
