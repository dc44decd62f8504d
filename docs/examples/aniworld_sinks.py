"""A sink that appends every finished download to a file: ``[plugins.diary] path = "diary.txt"``."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from aniworld_core import hookimpl
from aniworld_core.events import DownloadFinished, Event

if TYPE_CHECKING:
    from aniworld_core.config import Config
    from aniworld_core.events import Sink


@frozen(kw_only=True)
class DiarySettings:
    """The section ``[plugins.diary]``."""

    path: Path = Path("diary.txt")


@hookimpl
def aniworld_sinks(config: "Config") -> "Iterator[Sink]":
    """Contribute the diary."""
    path = config.plugin("diary", DiarySettings).path

    def write(event: Event) -> None:
        if isinstance(event, DownloadFinished):
            with path.open("a", encoding="utf-8") as diary:
                diary.write(f"{event.key} {event.episode} {event.path}\n")

    yield write
