"""A downloader for streams that lie on a disk of this machine: ``file:///mnt/share/episode.mkv``."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

from aniworld_core import hookimpl
from aniworld_core.entities import Stream
from aniworld_core.errors import Gone, WrongFile

if TYPE_CHECKING:
    from aniworld_core.ports import Downloader, Report

CHUNK = 1024 * 1024
"""Bytes copied between two reports."""


class Copier:
    """Copies a file, with progress; a report that raises Cancelled stops it."""

    name = "copier"

    def accepts(self, stream: Stream) -> bool:
        """Accept files of this machine."""
        return urlsplit(stream.url).scheme == "file"

    def fetch(self, stream: Stream, directory: Path, report: "Report") -> Path:
        """Copy the file and compare its size."""
        source = Path(url2pathname(urlsplit(stream.url).path))
        if not source.is_file():
            raise Gone(f"There is no file {source}.")
        total = source.stat().st_size
        target = directory / source.name
        with source.open("rb") as reader, target.open("wb") as writer:
            while chunk := reader.read(CHUNK):
                writer.write(chunk)
                report(writer.tell(), total)
        if target.stat().st_size != total:
            raise WrongFile(f"{source} changed while it was copied.", hint="Try it again.")
        return target


@hookimpl
def aniworld_downloaders() -> "Iterator[Downloader]":
    """Contribute the copier."""
    yield Copier()
