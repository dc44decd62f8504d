"""Without JavaScript every page can be read, and every form does what it says."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from aniworld_core.entities import SeriesKey
from tools.browser.house import PASSWORD, House
from tools.browser.places import places
from tools.browser.watch import Watch

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.needs("ffmpeg")]

Entering = Callable[..., tuple[Page, Watch]]


def test_every_page_can_be_read(furnished: House, enter: Entering) -> None:
    page, watch = enter(furnished, scripts=False)
    for place in places(furnished):
        if place.inside:
            answer = page.goto(place.address)
            assert answer is not None
            assert answer.status == (200 if place.route else 404), place
            expect(page.get_by_role("heading", level=1)).not_to_be_empty()
            expect(page.get_by_role("main")).not_to_be_empty()
    watch.allow("/no/such/page")


def test_a_person_signs_in_adds_queues_and_pauses(furnished: House, enter: Entering) -> None:
    page, _ = enter(furnished, signed_in=False, scripts=False)
    page.goto("/add?q=mond&online=1")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Add 1/2 Mond").click()  # the page that was asked for
    expect(page.get_by_role("status").first).to_contain_text("is in the library now")
    page.get_by_role("checkbox", name=re.compile("^E002")).check()
    page.get_by_role("button", name="Queue ticked").click()
    expect(page.get_by_role("listitem").filter(has_text="E002").first).to_contain_text(
        "In the queue"
    )
    assert [str(one.episode) for one in furnished.library.queue.page(limit=100)][-1] == "S01E002"
    page.get_by_role("link", name="Queue", exact=True).click()
    page.get_by_role("button", name="Pause", exact=True).click()
    expect(page.get_by_text("The queue is paused.")).to_be_visible()
    assert furnished.library.queue.paused()
    page.get_by_role("button", name="Resume", exact=True).click()
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    assert not furnished.library.queue.paused()


def test_a_library_is_searched_and_a_setting_saved(furnished: House, enter: Entering) -> None:
    page, watch = enter(furnished, scripts=False)
    page.goto("/")
    page.get_by_label("Search the library").fill("stern")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.locator("[data-cell]")).to_have_count(1)
    page.goto("/settings")
    page.get_by_label("Tries", exact=True).fill("0")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was saved")
    watch.allow("422")
    page.get_by_label("Tries", exact=True).fill("7")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Saved")
    assert furnished.library.config.downloads.attempts == 7


def test_a_series_is_removed_and_restored(furnished: House, enter: Entering) -> None:
    key = SeriesKey("sternwacht-null")
    page, _ = enter(furnished, scripts=False)
    page.goto(f"/series/{key}")
    page.get_by_role("link", name="Remove").click()
    page.get_by_role("main").get_by_role("button", name=re.compile("Remove")).click()
    assert key in {one.key for one in furnished.library.catalog.removed()}
    page.goto("/removed")
    page.get_by_role("button", name="Restore Sternwacht: Null").click()
    assert key not in {one.key for one in furnished.library.catalog.removed()}
