"""What yt-dlp tells while it downloads, as bytes of the whole job."""

from typing import Any

from aniworld_downloaders_ytdlp.child.channel import Channel

__all__ = ["Progress"]


class Progress:
    """A progress hook; of several parts (picture and sound) only the last knows the total."""

    def __init__(self, channel: Channel, *, parts: int) -> None:
        self._channel = channel
        self._before = 0
        self._parts = parts
        channel.begin()

    def __call__(self, status: dict[str, Any]) -> None:
        """Pass on what one part tells."""
        part = int(status.get("downloaded_bytes") or 0)
        total = status.get("total_bytes") or status.get("total_bytes_estimate")
        whole = None if total is None or self._parts > 1 else self._before + max(part, int(total))
        self._channel.progress(self._before + part, whole)
        if status["status"] == "finished":
            self._before += part
            self._parts -= 1
