"""Workers in a browser: the page follows by itself, keeps the focus, and ends a process by the keyboard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from aniworld_core.entities import WorkerOrder
from aniworld_core.testing.arrange import process
from tools.browser.house import House
from tools.browser.watch import Watch

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.needs("ffmpeg")]

ATTIC = "attic:7:0a1b2c3d"


def test_a_process_comes_by_itself_and_is_stopped_by_the_keyboard(
    furnished: House, enter: Callable[..., tuple[Page, Watch]]
) -> None:
    page, _ = enter(furnished)
    process(furnished.library, ATTIC)
    page.goto("/system/workers")
    stop = page.get_by_role("link", name=f"Stop … {ATTIC}")
    stop.focus()
    process(furnished.library, "barn:12:4e5f6071")
    expect(page.get_by_role("heading", name="barn")).to_be_visible()
    expect(stop).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Stop attic?")).to_be_visible()
    page.get_by_role("button", name="Stop").press("Enter")
    expect(page.locator("#notes")).to_have_text(
        "attic puts its downloads back and begins nothing more."
    )
    orders = {one.name: one.asked for one in furnished.library.store.workers.all()}
    assert orders[ATTIC] is WorkerOrder.STOP
