"""What lies beside a video and belongs to it: subtitles, notes and images that bear its name."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from pathlib import PurePath

__all__ = ["beside", "renamed"]

_REST = re.compile(
    r"(?:\.[\w-]{1,20}){0,4}\.(?:ass|idx|nfo|smi|srt|ssa|sub|sup|vtt)"  # .nfo, .de.forced.srt
    r"|(?:-[a-z]{1,20})?\.(?:jpe?g|png|tbn|webp)",  # -thumb.jpg
    re.IGNORECASE,
)
"""What a sidecar's name has in place of the video's extension; so short that no name gets too long."""


def beside(video: str, names: Collection[str], extensions: tuple[str, ...]) -> Sequence[str]:
    """Return those of the ``names`` in a video's directory that go where it goes, sorted.

    A sidecar follows the video whose name it continues furthest (``extensions``, without dots, tell which
    names are videos), and nobody where two videos have that same name.
    """
    own = _stem(video)
    names = [name for name in names if _composed(name).startswith(own)]
    others = [_stem(name) for name in names if name != video and _is_video(name, extensions)]
    if own in others:
        return []
    longer = tuple(stem for stem in others if stem.startswith(own))
    return sorted(
        name
        for name in names
        if name != video
        and _continues(name, own)
        and not any(_continues(name, stem) for stem in longer)
    )


def renamed(sidecar: str, video: str, name: str) -> str:
    """Return the name of a sidecar of ``video`` once that is called ``name``; what tells it apart stays."""
    rest = _composed(sidecar)[len(_stem(video)) :]
    return f"{PurePath(name).stem}{rest}"


def _stem(name: str) -> str:
    return _composed(PurePath(name).stem)


def _composed(name: str) -> str:
    # A player that wrote the sidecar may spell an umlaut otherwise than who wrote the video.
    return unicodedata.normalize("NFC", name)


def _continues(name: str, stem: str) -> bool:
    text = _composed(name)
    return text.startswith(stem) and _REST.fullmatch(text, len(stem)) is not None


def _is_video(name: str, extensions: tuple[str, ...]) -> bool:
    return PurePath(name).suffix[1:].lower() in extensions
