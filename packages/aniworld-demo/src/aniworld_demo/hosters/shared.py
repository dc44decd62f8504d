"""What every hoster's pages have in common: addresses, tokens, the page of a deleted video."""

import secrets
from functools import cache
from hashlib import sha256

from aniworld_demo.answers import HTML, Answer, Ask
from aniworld_demo.links import Video
from aniworld_demo.pages.text import text

__all__ = ["deleted", "expired", "own_address", "player_page", "token"]


def own_address(ask: Ask) -> str:
    """Return the base URL that the visitor used."""
    return f"http://{ask.headers['host']}"


def player_page(video: Video, player: str) -> Answer:
    """Return the page that shows a video; its title is the release's name."""
    body = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{text(video.release)}</title></head>
<body>
{player}
</body></html>
"""
    return Answer(body=body.encode())


def deleted() -> Answer:
    """Return the page for a video that does not exist."""
    return Answer(status=404, body=b"<title>Not Found</title><h1>File was deleted</h1>", type=HTML)


def expired() -> Answer:
    """Refuse an address with another process's token."""
    return Answer(status=403, body=b"token expired", type="text/plain")


def token(video: Video) -> str:
    """Return what a video's addresses hold while this process lives."""
    return sha256(f"{_secret()} {video.code}".encode()).hexdigest()[:24]


@cache
def _secret() -> str:
    return secrets.token_hex(8)
