"""The hosters: one with HLS, one with plain files, and one that hides its addresses."""

import secrets
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from threading import Lock

from aniworld_demo.answers import HTML, Answer, Ask, Site
from aniworld_demo.filming import footage
from aniworld_demo.links import Video, video_of
from aniworld_demo.pages.frame import text
from aniworld_demo.stamps import stamped, stamped_segment

__all__ = ["DECOY", "embed_path", "hidden", "plain_files", "playlists", "rate_limited"]

DECOY = "d999999l0"
"""Whose video the wrong file behind the hidden hoster's pages is: nobody's."""

_M3U8 = "application/vnd.apple.mpegurl"


def embed_path(hoster: str, video: Video) -> str:
    """Return where a hoster shows a video."""
    return f"/e/{video.code}" if hoster == "VOE" else f"/embed-{video.code}.html"


def playlists(ask: Ask) -> Answer:
    """Serve the hoster of the Vidmoly kind: a jwplayer page, and HLS behind a token."""
    match ask.path.strip("/").split("/"):
        case [page]:
            return _embed(ask, page, _playlist_player)
        case ["hls2", code, name] if video := video_of(code):
            if ask.query.get("t") != _token(code):
                return Answer(status=403, body=b"token expired", type="text/plain")
            return _playlist_part(video, name)
    return _deleted()


def plain_files(ask: Ask) -> Answer:
    """Serve the hoster of the Vidoza kind: a page with a file's address, and the file in ranges."""
    match ask.path.strip("/").split("/"):
        case [page]:
            return _embed(ask, page, _file_player)
        case ["vod", token, code, "v.mp4"] if video := video_of(code):
            if token != _token(code):
                return Answer(status=403, body=b"token expired", type="text/plain")
            mp4 = footage(video.entry.id).mp4
            return Answer(body=stamped(mp4, code), type="video/mp4")
    return _deleted()


def hidden(ask: Ask) -> Answer:
    """Serve the hoster of the VOE kind: a script sends on to a player that hides its address.

    The player's page names a file in the clear, which is the wrong one.
    """
    match ask.path.strip("/").split("/"):
        case ["e", code] if video_of(code):
            return _script_redirect(f"{_own_address(ask)}/watch/{code}")
        case ["watch", code] if video := video_of(code):
            return _hidden_player(video, _own_address(ask))
        case ["sample", "intro.mp4"]:
            return Answer(body=stamped(footage(0).mp4, DECOY), type="video/mp4")
    return _deleted()


def rate_limited(site: Site, *, times: int) -> Site:
    """Answer the first ``times`` requests with 429 and a second to wait."""
    left, lock = [times], Lock()

    def limited(ask: Ask) -> Answer:
        with lock:
            left[0] -= 1
            refused = left[0] >= 0
        if refused:
            return Answer(status=429, body=b"slow down", headers={"Retry-After": "1"})
        return site(ask)

    return limited


def _embed(ask: Ask, page: str, player: Callable[[Video, str], str]) -> Answer:
    video = video_of(page.removeprefix("embed-").removesuffix(".html"))
    if video is None:
        return _deleted()
    body = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{text(video.release)}</title></head>
<body>
{player(video, _own_address(ask))}
</body></html>
"""
    return Answer(body=body.encode())


def _playlist_player(video: Video, base: str) -> str:
    address = f"{base}/hls2/{video.code}/master.m3u8?{_query(video)}"
    return f"""<div id="vplayer"></div>
<script>
  var player = jwplayer("vplayer");
  player.setup({{
    sources: [{{ file: '{address}' }}],
    label: "180p",
    width: "100%",
    duration: "{footage(video.entry.id).seconds}",
    preload: 'auto'
  }});
</script>"""


def _query(video: Video) -> str:
    return f"t={_token(video.code)}&s=1767268800&e=43200"


def _playlist_part(video: Video, name: str) -> Answer:
    segments = footage(video.entry.id).segments
    if name == "master.m3u8":
        line = "#EXT-X-STREAM-INF:BANDWIDTH=400000,RESOLUTION=320x180"
        lines = ["#EXTM3U", line, f"index-v1-a1.m3u8?{_query(video)}"]
    elif name == "index-v1-a1.m3u8":
        lines = ["#EXTM3U", "#EXT-X-VERSION:3", "#EXT-X-TARGETDURATION:2"]
        lines += ["#EXT-X-MEDIA-SEQUENCE:0", "#EXT-X-PLAYLIST-TYPE:VOD"]
        for number, (seconds, _) in enumerate(segments, 1):
            lines += [f"#EXTINF:{seconds:.3f},", f"seg-{number}-v1-a1.ts?{_query(video)}"]
        lines.append("#EXT-X-ENDLIST")
    else:
        for number, (_, segment) in enumerate(segments, 1):
            if name == f"seg-{number}-v1-a1.ts":
                return Answer(body=stamped_segment(segment, video.code), type="video/mp2t")
        return _deleted()
    return Answer(body="\n".join([*lines, ""]).encode(), type=_M3U8)


def _file_player(video: Video, base: str) -> str:
    address = f"{base}/vod/{_token(video.code)}/{video.code}/v.mp4"
    return f"""<video id="player" class="video-js" controls preload="none">
<source src="{address}" type="video/mp4"></video>
<script>
window.pData = {{
  width: "100%",
  sourcesCode: [{{ src: "{address}", type: "video/mp4", label:"SD", res:"180"}}],
  id: "{video.code}"
}};
</script>"""


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


def _hidden_player(video: Video, base: str) -> Answer:
    # What a real page hides is in its own code; here there is nothing behind it at all.
    body = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="UTF-8"><title>{text(video.release)}</title></head>
<body>
<div id="player"></div>
<script type="application/json">["{sha256(video.code.encode()).hexdigest()}"]</script>
<script>var sources = {{ 'mp4': '{base}/sample/intro.mp4', 'video_height': 180 }};</script>
</body></html>
"""
    return Answer(body=body.encode())


def _deleted() -> Answer:
    return Answer(status=404, body=b"<title>Not Found</title><h1>File was deleted</h1>", type=HTML)


def _token(code: str) -> str:
    """Return what a video's addresses hold while this process lives."""
    return sha256(f"{_secret()} {code}".encode()).hexdigest()[:24]


@cache
def _secret() -> str:
    return secrets.token_hex(8)


def _own_address(ask: Ask) -> str:
    return f"http://{ask.headers['host']}"
