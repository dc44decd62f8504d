"""Pages follow what happens from their first moment on, also when the server was away meanwhile."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from aniworld_core.entities import EpisodeId, SeriesKey
from aniworld_demo.replica import Replica
from aniworld_demo.story.stage import plugins
from tools.browser.house import House, replica_settings, served
from tools.browser.watch import Watch

pytestmark = pytest.mark.needs("chromium")

KEY = SeriesKey("sternwacht-null")


Opening = Callable[..., AbstractContextManager[House]]
Entering = Callable[..., tuple[Page, Watch]]


@pytest.fixture
def serve(tmp_path: Path, replica: Replica) -> Opening:
    """Return what serves one library, again and again, without downloading anything."""
    settings = {
        "library": str(tmp_path),
        **replica_settings(replica.base_urls),
        "plugins": {"web": {"download": False}},
    }
    return lambda port=0: served(tmp_path, settings, plugins=plugins(), port=port)


def test_what_happens_while_a_page_loads_is_not_missed(serve: Opening, enter: Entering) -> None:
    with serve() as house:
        house.library.catalog.add(KEY)
        page, _ = enter(house)

        def be_late(route: Route) -> None:
            house.library.queue.add(KEY, [EpisodeId(1, 1)])
            route.continue_()

        page.route("**/websocket_client.js*", be_late)
        page.goto("/queue")
        expect(page.locator("[data-item]")).to_have_count(1)


def test_a_page_outlives_its_server(serve: Opening, enter: Entering) -> None:
    with serve() as house:
        house.library.catalog.add(KEY)
        page, watch = enter(house)
        page.goto("/queue")
        page.evaluate("window.sameWindow = true")
        expect(page.get_by_role("heading", name="The queue is empty")).to_be_visible()
        house.library.queue.add(KEY, [EpisodeId(1, 1)])
        expect(page.locator("[data-item]")).to_have_count(1)
        port = urlsplit(house.url).port
    lost = page.get_by_text("The connection is lost")
    expect(lost).to_be_visible()
    with serve(port) as house:
        expect(lost).not_to_be_visible(timeout=10_000)
        house.library.queue.add(KEY, [EpisodeId(1, 2)])
        expect(page.locator("[data-item]")).to_have_count(2, timeout=20_000)
        house.library.queue.add(KEY, [EpisodeId(1, 3)])
        expect(page.locator("[data-item]")).to_have_count(3)
        assert page.evaluate("window.sameWindow")
        watch.allow("/ws/connect")  # the browser tells of every try that failed
        page.close()


@pytest.mark.parametrize("path", ["/missing", f"/series/{KEY}"])
def test_what_is_ticked_stays_and_is_read_again_afterwards(
    serve: Opening, enter: Entering, path: str
) -> None:
    with serve() as house:
        house.library.catalog.add(KEY)
        page, _ = enter(house)
        page.goto(path)
        page.evaluate(
            "() => document.body.addEventListener('live:refresh', () => document.body.dataset.heard = '')"
        )
        first = page.locator("input[name=episode]").first
        first.check()
        house.library.queue.add(KEY, [EpisodeId(1, 2)])
        expect(page.locator("body[data-heard]")).to_have_count(1)
        expect(first).to_be_checked()
        expect(page.locator(".reason", has_text="In the queue")).to_have_count(0)
        first.uncheck()
        page.get_by_role("heading", level=1).click()
        expect(page.locator(".reason", has_text="In the queue")).to_have_count(1)
