"""What kind of image some bytes are, by how they begin."""

__all__ = ["media_type"]

_BEGINNINGS = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}
_AVIF = frozenset({b"avif", b"avis"})


def media_type(content: bytes) -> str | None:
    """Return the media type of a JPEG, PNG, WebP, GIF or AVIF image; None for anything else.

    SVG is none of them on purpose: it can hold scripts.
    """
    for beginning, kind in _BEGINNINGS.items():
        if content.startswith(beginning):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp" and not _AVIF.isdisjoint(_brands(content)):
        return "image/avif"
    return None


def _brands(content: bytes) -> set[bytes]:
    """Return the brands of a file of boxes (ISO/IEC 14496-12, 4.3); the box says how long it is."""
    box = content[: int.from_bytes(content[:4], "big")]
    return {box[8:12], *(box[at : at + 4] for at in range(16, len(box) - 3, 4))}
