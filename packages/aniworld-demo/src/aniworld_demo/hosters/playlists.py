"""A hoster of the Vidmoly kind: a jwplayer page, and HLS behind a token."""

from collections.abc import Iterator

from aniworld_demo.answers import Answer, Ask
from aniworld_demo.filming import footage
from aniworld_demo.hosters.shared import deleted, expired, own_address, player_page, token
from aniworld_demo.links import Video, video_of
from aniworld_demo.stamps import stamped_segment

__all__ = ["playlists"]


def playlists(ask: Ask) -> Answer:
    """Answer for the player's page, the playlists and their segments."""
    match ask.path.strip("/").split("/"):
        case [page] if video := video_of(page.removeprefix("embed-").removesuffix(".html")):
            return player_page(video, _player(video, own_address(ask)))
        case ["hls2", code, name] if video := video_of(code):
            return _part(video, name) if ask.query.get("t") == token(video) else expired()
    return deleted()


def _player(video: Video, base: str) -> str:
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
    return f"t={token(video)}&s=1767268800&e=43200"


def _part(video: Video, name: str) -> Answer:
    if name == "master.m3u8":
        return _playlist(_master(video))
    if name == "index-v1-a1.m3u8":
        return _playlist(_index(video))
    for number, (_, segment) in enumerate(footage(video.entry.id).segments, 1):
        if name == _segment_name(number):
            return Answer(body=stamped_segment(segment, video.code), type="video/mp2t")
    return deleted()


def _playlist(lines: Iterator[str]) -> Answer:
    body = "\n".join(["#EXTM3U", *lines, ""])
    return Answer(body=body.encode(), type="application/vnd.apple.mpegurl")


def _master(video: Video) -> Iterator[str]:
    yield "#EXT-X-STREAM-INF:BANDWIDTH=400000,RESOLUTION=320x180"
    yield f"index-v1-a1.m3u8?{_query(video)}"


def _index(video: Video) -> Iterator[str]:
    yield "#EXT-X-VERSION:3"
    yield "#EXT-X-TARGETDURATION:2"
    yield "#EXT-X-MEDIA-SEQUENCE:0"
    yield "#EXT-X-PLAYLIST-TYPE:VOD"
    for number, (seconds, _) in enumerate(footage(video.entry.id).segments, 1):
        yield f"#EXTINF:{seconds:.3f},"
        yield f"{_segment_name(number)}?{_query(video)}"
    yield "#EXT-X-ENDLIST"


def _segment_name(number: int) -> str:
    return f"seg-{number}-v1-a1.ts"
