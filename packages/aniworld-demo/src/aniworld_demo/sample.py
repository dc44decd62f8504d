"""A sample library: folders with holes and odd names, and what an older program left behind."""

import json
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from aniworld_demo.filming import footage

__all__ = ["write_sample"]

_BROKEN = '{"key": "zerkratzte-kassetten", "name": "Zerkratzte Kass'
_SITE = "https://aniworld.to"


def write_sample(root: Path) -> int:
    """Write the library into ``root``, which is made if need be; returns how many videos it holds.

    sample.toml says what is in it. The videos are real, but nobody's episodes.
    """
    text = files("aniworld_demo").joinpath("sample.toml").read_text("utf-8")
    return sum(_write_folder(root, folder) for folder in tomllib.loads(text)["folder"])


def _write_folder(root: Path, folder: Mapping[str, Any]) -> int:
    form = folder.get("spelling", "NFC")
    place = root / unicodedata.normalize(form, folder["name"])
    videos = list(_video_names(folder))
    for number, name in enumerate(videos):
        _write(place / unicodedata.normalize(form, name), footage(number).mp4)
    for name in folder.get("other", ()):
        _write(place / name, b"left behind\n")
    if "data" in folder:
        record = {"site": _SITE, "folder": folder["name"], **folder["data"]}
        _write(place / "data", json.dumps(record, ensure_ascii=False).encode())
    elif "broken_data" in folder:
        _write(place / "data", _BROKEN.encode())
    return len(videos)


def _video_names(folder: Mapping[str, Any]) -> Iterator[str]:
    for videos in folder.get("videos", ()):
        for number in videos.get("numbers", (0,)):
            yield videos["pattern"].format(n=number)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
