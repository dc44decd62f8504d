"""A hoster of the VOE kind: a script sends on to a player that hides its address.

The player's page names a file in the clear, which is the wrong one.
"""

from hashlib import sha256

from aniworld_demo.answers import Answer, Ask
from aniworld_demo.filming import footage
from aniworld_demo.hosters.shared import deleted, own_address, player_page
from aniworld_demo.links import Video, video_of
from aniworld_demo.stamps import stamped

__all__ = ["DECOY", "hidden"]

DECOY = "d999999l0"
"""Whose video the wrong file is: nobody's."""


def hidden(ask: Ask) -> Answer:
    """Answer for the redirecting page, the player's page and the decoy."""
    match ask.path.strip("/").split("/"):
        case ["e", code] if video_of(code):
            return _script_redirect(f"{own_address(ask)}/watch/{code}")
        case ["watch", code] if video := video_of(code):
            return player_page(video, _player(video, own_address(ask)))
        case ["sample", "intro.mp4"]:
            return Answer(body=stamped(footage(0).mp4, DECOY), type="video/mp4")
    return deleted()


def _script_redirect(address: str) -> Answer:
    body = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="UTF-8"><title>Redirecting...</title></head>
<body>
<script>
    if (typeof localStorage !== 'undefined') {{
        window.location.href = '{address}';
    }}
</script>
</body></html>
"""
    return Answer(body=body.encode())


def _player(video: Video, base: str) -> str:
    # A real page's code would find the stream in the first script; here it is nowhere at all.
    return f"""<div id="player"></div>
<script type="application/json">["{sha256(video.code.encode()).hexdigest()}"]</script>
<script>var sources = {{ 'mp4': '{base}/sample/intro.mp4', 'video_height': 180 }};</script>"""
