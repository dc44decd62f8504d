"""The last act: every claim of the program is checked against the disk, the store and the replica."""

from urllib.parse import unquote

from aniworld_core.entities import (
    ENG_DUB,
    ENG_SUB,
    GER_DUB,
    GER_SUB,
    HistoryEntry,
    HistoryKind,
    Language,
)
from aniworld_core.events import DownloadFailed, DownloadFinished
from aniworld_core.library import Library
from aniworld_demo.catalogue import Entry, shows
from aniworld_demo.filming import footage
from aniworld_demo.links import Video, video_of
from aniworld_demo.stamps import code_in, stamped

__all__ = ["broken_claim", "needless_failure"]

_LANGUAGES = {
    "german": GER_DUB,
    "japanese-german": GER_SUB,
    "japanese-english": ENG_SUB,
    "english": ENG_DUB,
    "english-german": GER_SUB,
}
_CLEAR = {"Vidmoly", "Vidoza"}


def broken_claim(library: Library, claim: DownloadFinished) -> str | None:
    """Say what is wrong with a file that the program says it has downloaded, or None."""
    file = library.config.root / claim.path
    if not file.is_file():
        return "the file is not there"
    if file.stat().st_size != claim.size:
        return f"it has {file.stat().st_size} bytes, not {claim.size}"
    stamp = code_in(file)
    video = video_of(stamp[0]) if stamp else None
    if stamp is None or video is None:
        return "it is not the video of one episode"
    if video.entry != _entry(library, claim):
        return f"it is the video of {video.release}"
    if stamp[1] != footage(video.entry.id).seconds:
        return f"it has {stamp[1]} of {footage(video.entry.id).seconds} seconds"
    return _wrong_word(library, claim, video, file.read_bytes())


def needless_failure(library: Library, failed: DownloadFailed) -> str | None:
    """Say so when an episode failed though a hoster has it in the clear, else None."""
    entry = _entry(library, failed)
    clear = sorted(_CLEAR.intersection(entry.hosters)) if entry else []
    return f"it failed though {' and '.join(clear)} had it" if clear else None


def _wrong_word(
    library: Library, claim: DownloadFinished, video: Video, content: bytes
) -> str | None:
    """Compare what history, index and missing list say with the file's content."""
    told = _history(library, claim)
    if told is None or told.language != _language(video):
        return "the history tells another language"
    if told.hoster == "Vidoza" and content != stamped(footage(video.entry.id).mp4, video.code):
        return "its bytes are not those that the hoster has"
    if not any(
        file.path == claim.path and claim.episode in file.episodes and file.size == claim.size
        for file in library.store.files.of(claim.key)
    ):
        return "the store does not know it"
    for series in library.missing.find(claim.key):
        if any(missing.episode == claim.episode for missing in series.missing):
            return "the episode is still listed as missing"
    return None


def _entry(library: Library, event: DownloadFinished | DownloadFailed) -> Entry | None:
    series = library.catalog.get(event.key)
    show = shows(series.provider).get(unquote(series.ref))
    return show.entry(event.episode.season, event.episode.number) if show else None


def _history(library: Library, claim: DownloadFinished) -> HistoryEntry | None:
    entries = library.store.history.of(claim.key, claim.episode)
    return next((one for one in entries if one.kind is HistoryKind.DOWNLOADED), None)


def _language(video: Video) -> Language:
    return _LANGUAGES[video.language]
