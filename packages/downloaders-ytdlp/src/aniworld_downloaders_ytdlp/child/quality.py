"""A wanted quality as yt-dlp's language of format selection."""

__all__ = ["selector", "single_selector"]


def selector(quality: str) -> str:
    """Select the best, the worst, or the best that is not higher than ``720p``.

    Picture and sound may be apart. A format of unknown height is taken rather than none.
    """
    match quality:
        case "best":
            return "bv*+ba/b"
        case "worst":
            return "wv*+ba/w"
    limit = f"[height<=?{quality.removesuffix('p')}]"
    return f"bv*{limit}+ba/b{limit}"


def single_selector(quality: str) -> str:
    """Select likewise, but only what has picture and sound in one."""
    return selector(quality).partition("/")[2]
