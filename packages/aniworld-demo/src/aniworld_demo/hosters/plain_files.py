"""A hoster of the Vidoza kind: a page that names a file, and the file in ranges."""

from aniworld_demo.answers import Answer, Ask
from aniworld_demo.filming import footage
from aniworld_demo.hosters.shared import deleted, expired, own_address, player_page, token
from aniworld_demo.links import Video, video_of
from aniworld_demo.stamps import stamped

__all__ = ["plain_files"]


def plain_files(ask: Ask) -> Answer:
    """Answer for the player's page and the file."""
    match ask.path.strip("/").split("/"):
        case [page] if video := video_of(page.removeprefix("embed-").removesuffix(".html")):
            return player_page(video, _player(video, own_address(ask)))
        case ["vod", given, code, "v.mp4"] if video := video_of(code):
            return _file(video) if given == token(video) else expired()
    return deleted()


def _player(video: Video, base: str) -> str:
    address = f"{base}/vod/{token(video)}/{video.code}/v.mp4"
    return f"""<video id="player" class="video-js" controls preload="none">
<source src="{address}" type="video/mp4"></video>
<script>
window.pData = {{
  width: "100%",
  sourcesCode: [{{ src: "{address}", type: "video/mp4", label:"SD", res:"180"}}],
  id: "{video.code}"
}};
</script>"""


def _file(video: Video) -> Answer:
    return Answer(body=stamped(footage(video.entry.id).mp4, video.code), type="video/mp4")
