"""The numbers behind ``/redirect/<id>``, and the codes by which hosters know a video."""

import re

from attrs import frozen

from aniworld_demo.catalogue import Entry, Show, find_entry
from aniworld_demo.flags import FLAGS

__all__ = ["HOSTERS", "Video", "embed_path", "link_id", "linked_video", "video_of"]

HOSTERS = ("VOE", "Vidmoly", "Vidoza", "Doodstream")
"""The hosters' names as the site writes them."""

_CODE = re.compile(r"d(\d{6})l(\d)")


@frozen(kw_only=True)
class Video:
    """An episode in one language, named by its flag."""

    show: Show
    entry: Entry
    language: str

    @property
    def code(self) -> str:
        """What hosters call it: nine characters of its own."""
        return f"d{self.entry.id:06}l{FLAGS[self.language].key}"

    @property
    def release(self) -> str:
        """Its name as hosters show it."""
        words = f"{self.show.title} S{self.entry.season:02}E{self.entry.number:02}"
        return f"{words} {FLAGS[self.language].legend}"


def video_of(code: str) -> Video | None:
    """Return the video that a hoster's code means, or None."""
    match = _CODE.fullmatch(code)
    return _video(int(match[1]), int(match[2])) if match else None


def embed_path(hoster: str, video: Video) -> str:
    """Return where a hoster shows a video."""
    return f"/e/{video.code}" if hoster == "VOE" else f"/embed-{video.code}.html"


def link_id(entry: Entry, language: str, hoster: str) -> int:
    """Return the number of the link to an episode in a language on a hoster."""
    return entry.id * 100 + FLAGS[language].key * 10 + HOSTERS.index(hoster)


def linked_video(id: int) -> tuple[str, Video] | None:
    """Return the hoster and the video of a link, or None."""
    rest, hoster = divmod(id, 10)
    video = _video(*divmod(rest, 10))
    if video is None or hoster >= len(HOSTERS) or HOSTERS[hoster] not in video.entry.hosters:
        return None
    return HOSTERS[hoster], video


def _video(id: int, key: int) -> Video | None:
    found = find_entry(id)
    language = next((name for name, flag in FLAGS.items() if flag.key == key), "")
    if found is None or language not in found[1].languages:
        return None
    return Video(show=found[0], entry=found[1], language=language)
