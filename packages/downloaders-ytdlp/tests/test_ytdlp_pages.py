"""What hosters' pages come to: a stream where one is shown, else the reason why not."""

import os
from pathlib import Path

import pytest

from aniworld_core.entities import GER_DUB, Link, StreamKind, Wanted
from aniworld_core.errors import AniworldError, Blocked, Gone, NoStream, Unavailable
from aniworld_core.testing import Hoster
from aniworld_downloaders_ytdlp.options import Options
from aniworld_downloaders_ytdlp.pool import Pool
from aniworld_downloaders_ytdlp.resolver import YtdlpResolver

WANTED = Wanted(languages=(GER_DUB,))
SHARED = Path(os.environ.get("ANIWORLD_SHARED", Path(__file__).parents[4] / "shared"))
HINT = "open in a browser or install a resolver plugin"


def page(body: str, head: str = "<title>Sky Harbour S01E01</title>") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def link(url: str) -> Link:
    return Link(hoster="Example", language=GER_DUB, url=url, local_allowed=True)


JWPLAYER = """<script>jwplayer('v').setup({ sources: [{ file: 'BASE/m/master.m3u8?t=a=&e=1' }],
    label: '720p', duration: "1371", preload: 'auto' });</script>"""
JWPLAYER_FILE = (
    "<script>jwplayer('v').setup({sources: [{file: 'BASE/v.mp4', label: '720p'}]});</script>"
)
VIDEO = "<video><source src='/v.mp4' type='video/mp4'></video>"
SOURCES = """<script>window.pData = { width: "100%",
    sourcesCode: [{ src: "BASE/v.mp4", type: "video/mp4", label:"SD", res:"720"}], id: 1 };</script>"""
DASH = "<video><source src='BASE/v.mpd' type='application/dash+xml'></video>"


@pytest.mark.parametrize(
    ("body", "path", "kind", "duration"),
    [
        (JWPLAYER, "/m/master.m3u8?t=a=&e=1", StreamKind.HLS, 1371.0),
        (JWPLAYER_FILE, "/v.mp4", StreamKind.FILE, None),
        (VIDEO, "/v.mp4", StreamKind.FILE, None),
        (SOURCES, "/v.mp4", StreamKind.FILE, None),
        (VIDEO + SOURCES, "/v.mp4", StreamKind.FILE, None),
        (DASH, "/v.mpd", StreamKind.DASH, None),
    ],
    ids=["jwplayer", "jwplayer-file", "video", "sources", "video-and-sources", "dash"],
)
def test_a_page_that_shows_its_stream(
    hoster: Hoster,
    resolver: YtdlpResolver,
    body: str,
    path: str,
    kind: StreamKind,
    duration: float | None,
) -> None:
    url = hoster.put("/e/1", page(body.replace("BASE", hoster.url(""))))
    stream = resolver.resolve(link(url), WANTED)
    assert (stream.url, stream.kind) == (hoster.url(path), kind)
    assert stream.duration == duration
    assert stream.headers["Referer"].startswith(hoster.url("/"))
    assert stream.headers["User-Agent"]
    assert hoster.asked == ["/e/1"], "nothing but the page is asked for"


def test_the_wanted_quality_is_chosen(hoster: Hoster, resolver: YtdlpResolver) -> None:
    sources = "".join(
        f"{{ file: '{hoster.url('/')}{height}.mp4', label: '{height}p' }},"
        for height in (1080, 480)
    )
    url = hoster.put(
        "/e/1", page(f"<script>jwplayer('v').setup({{sources: [{sources}]}});</script>")
    )

    def chosen(quality: str) -> str:
        wanted = Wanted(languages=(GER_DUB,), quality=quality)
        return resolver.resolve(link(url), wanted).url.rpartition("/")[2]

    assert chosen("best") == "1080.mp4"
    assert chosen("720p") == "480.mp4"
    assert chosen("worst") == "480.mp4"
    with pytest.raises(NoStream, match="wanted quality"):
        chosen("360p")


def test_a_link_may_be_the_stream_itself(hoster: Hoster, resolver: YtdlpResolver) -> None:
    url = hoster.put("/v.mp4", b"\0\0\0\x18ftypmp42" + bytes(1000))
    assert resolver.resolve(link(url), WANTED).kind is StreamKind.FILE


def test_cookies_of_the_page_go_with_its_stream(hoster: Hoster, resolver: YtdlpResolver) -> None:
    body = page("<video><source src='/v.mp4' type='video/mp4'></video>")
    url = hoster.put("/e/1", body, headers={"Set-Cookie": "pass=abc; Path=/"})
    assert resolver.resolve(link(url), WANTED).headers["Cookie"] == "pass=abc"


@pytest.mark.parametrize(
    "body",
    [
        "<script>if (localStorage) { window.location.href = 'https://other.example/e/1'; }</script>",
        "<div id='player'></div><script>var sources = { 'mp4': 'BASE/v.mp4', height: 720 };</script>",
        "<div id='player'></div><script>var intro = {'file': 'BASE/v.mp4'};</script>",
        "<a href='BASE/v.mp4?file=BASE/v.mp4'>sample</a>",
        "<iframe src='https://www.youtube.com/embed/abcdefghijk'></iframe>",
        "<video src='BASE/one.mp4'></video><video src='BASE/two.mp4'></video>",
        "",
    ],
    ids=["redirect", "decoy", "decoy-file", "decoy-link", "trailer", "two-videos", "empty"],
)
def test_a_page_that_hides_its_stream(hoster: Hoster, resolver: YtdlpResolver, body: str) -> None:
    hoster.put("/v.mp4", b"\0\0\0\x18ftypmp42" + bytes(1000))
    url = hoster.put("/e/1", page(body.replace("BASE", hoster.url(""))))
    with pytest.raises(NoStream, match=HINT):
        resolver.resolve(link(url), WANTED)
    assert hoster.asked == ["/e/1"]


@pytest.mark.parametrize("pace", [None, 400_000], ids=["at-once", "bit-by-bit"])
def test_a_long_page_is_read_to_its_player(
    hoster: Hoster, resolver: YtdlpResolver, pace: int | None
) -> None:
    url = hoster.put("/e/1", page("<p>" * 100_000 + VIDEO), pace=pace)
    assert resolver.resolve(link(url), WANTED).url == hoster.url("/v.mp4")


def test_a_page_is_not_read_without_end(hoster: Hoster, resolver: YtdlpResolver) -> None:
    url = hoster.put("/e/1", page("<p>" * 1_000_000 + VIDEO))
    with pytest.raises(NoStream):
        resolver.resolve(link(url), WANTED)


def test_a_guessed_file_is_taken_where_its_length_can_be_checked(
    hoster: Hoster, resolver: YtdlpResolver
) -> None:
    script = f"var setup = {{'file': '{hoster.url('/v.mp4')}', duration: 1371}};"
    url = hoster.put("/e/1", page(f"<script>{script}</script>"))
    stream = resolver.resolve(link(url), WANTED)
    assert stream.duration == 1371.0


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<h1>File was deleted</h1>", Gone),
        ("<h1>Not Found</h1><p>video you are looking for is not found.</p>", Gone),
        ("<div class=alert>No such file=abc</div>", Gone),
        ("<form><div class='cf-turnstile' data-sitekey=x></div></form>", Blocked),
    ],
)
def test_a_page_that_says_why_there_is_nothing(
    hoster: Hoster, resolver: YtdlpResolver, body: str, kind: type[AniworldError]
) -> None:
    url = hoster.put("/e/1", page(body))
    with pytest.raises(kind):
        resolver.resolve(link(url), WANTED)


def test_a_challenge_is_blocked(hoster: Hoster, resolver: YtdlpResolver) -> None:
    body = page("", "<title>Just a moment...</title>")
    url = hoster.put("/e/1", body, status=503, headers={"cf-mitigated": "challenge"})
    with pytest.raises(Blocked):
        resolver.resolve(link(url), WANTED)


def test_a_hoster_that_is_not_there(resolver: YtdlpResolver) -> None:
    with Hoster() as gone:
        url = gone.url("/e/1")
    with pytest.raises(Unavailable):
        resolver.resolve(link(url), WANTED)


def test_a_page_that_never_ends(hoster: Hoster, pool: Pool) -> None:
    impatient = YtdlpResolver(Options(resolve_timeout=1.0, retries=0), pool)
    with pytest.raises(Unavailable, match="within 1 s"):
        impatient.resolve(link(hoster.put_endless("/e/1", b"<!DOCTYPE html><html>")), WANTED)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the captured pages are not part of the repository")
@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("vidmoly_embed.html", 1371.0),
        ("lulustream_embed.html", 7221.57),
        ("lulustream_notfound.html", Gone),
        ("doodstream_notfound.html", Gone),
        ("voe_redirect_stub.html", NoStream),
    ],
)
def test_captured_pages(
    hoster: Hoster, resolver: YtdlpResolver, name: str, outcome: float | type[AniworldError]
) -> None:
    url = hoster.put("/e/1", (SHARED / "captures" / "hosters" / name).read_bytes())
    if isinstance(outcome, type):
        with pytest.raises(outcome):
            resolver.resolve(link(url), WANTED)
        return
    stream = resolver.resolve(link(url), WANTED)
    assert stream.kind is StreamKind.HLS
    assert "/master.m3u8?t=" in stream.url
    assert stream.duration == outcome
