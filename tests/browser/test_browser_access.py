"""Every page is usable by everybody: WCAG 2.2 AA by axe, with the keyboard alone, and on a phone."""

import os
from collections.abc import Callable, Iterator
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it ships no types
from playwright.sync_api import Page, expect

from aniworld_core.entities import QueueState
from aniworld_core.testing.watching import eventually
from aniworld_web.pages.table import PAGES
from tools.browser.house import House
from tools.browser.places import places
from tools.browser.visiting import DESKTOP, PHONE, Scheme, Visitor
from tools.browser.watch import Watch

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.needs("ffmpeg")]

Entering = Callable[..., tuple[Page, Watch]]
AXE = Axe()
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}


def test_every_page_is_among_the_places(furnished: House) -> None:
    seen = {place.route for place in places(furnished)}
    gets = {page.path for page in PAGES if page.method == "GET"}
    assert gets - seen == {
        "/setup"
    }  # which there is only without a password: the story begins there


def wishes() -> Iterator[tuple[Visitor, Scheme, str]]:
    """Yield two visitors who between them see everything, or each in every window when there is time."""
    if os.environ.get("HYPOTHESIS_PROFILE") == "thorough":
        yield from product((DESKTOP, PHONE), SCHEMES, ("en", "de"))
    else:
        yield DESKTOP, "light", "en"
        yield PHONE, "dark", "de"


@pytest.mark.timeout(300)  # axe takes a second a page, and more where other tests run beside it
@pytest.mark.parametrize(("visitor", "scheme", "language"), list(wishes()))
def test_no_page_breaks_a_rule_of_accessibility(
    furnished: House, enter: Entering, visitor: Visitor, scheme: Scheme, language: str
) -> None:
    wishes = {"scheme": scheme, "language": language}
    inside, watch = enter(furnished, visitor, **wishes)
    outside, _ = enter(furnished, visitor, signed_in=False, **wishes)
    faults: list[str] = []
    for place in places(furnished):
        page = inside if place.inside else outside
        page.goto(place.address)
        faults += [f"{place.name}: {fault}" for fault in (*broken_rules(page), *overflow(page))]
    watch.allow("/no/such/page")
    assert faults == []


def broken_rules(page: Page) -> Iterator[str]:
    for rule in AXE.run(page, options=RULES).response["violations"]:
        for node in rule["nodes"]:
            yield f"{rule['id']}: {node['html'][:200]}: {node['failureSummary'][:200]}"


def overflow(page: Page) -> Iterator[str]:
    """Tell whether the window would have to be scrolled sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if wide > 0:
        yield f"{wide} pixels wider than the window"


def test_the_skip_link_leads_past_the_navigation(furnished: House, enter: Entering) -> None:
    page, _ = enter(furnished)
    page.goto("/missing")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Skip to content")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("main").locator(":focus")).to_have_count(1)


def test_the_focus_can_be_seen_wherever_it_is(furnished: House, enter: Entering) -> None:
    page, _ = enter(furnished)
    for address in ("/", "/queue", "/settings"):
        page.goto(address)
        for _ in range(20):
            page.keyboard.press("Tab")
            assert page.evaluate(
                """() => {
                  const shown = (one) => {
                    const style = getComputedStyle(one);
                    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0)
                      || style.boxShadow !== "none";
                  };
                  const one = document.activeElement;
                  return shown(one) || shown(one.parentElement);
                }"""
            ), page.evaluate("document.activeElement.outerHTML")


def test_the_library_is_walked_by_keys(furnished: House, enter: Entering) -> None:
    page, _ = enter(furnished)
    page.goto("/")
    page.keyboard.press("/")
    search = page.get_by_label("Search the library")
    expect(search).to_be_focused()
    page.keyboard.press("ArrowDown")
    cells = page.locator("[data-cell]")
    expect(cells.nth(0)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(cells.nth(1)).to_be_focused()
    title = cells.nth(1).locator(".card-title").inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


@pytest.mark.parametrize("way", ["keys", "mouse"])
def test_the_queue_is_put_in_order(furnished: House, enter: Entering, way: str) -> None:
    furnished.library.queue.pause()
    page, _ = enter(furnished)
    page.goto("/queue?show=waiting")
    first, second, *_ = waiting(furnished)
    rows = page.locator("[data-sortable] [data-item]")
    expect(rows.nth(0)).to_have_attribute("data-item", str(first))
    if way == "keys":
        rows.nth(0).get_by_role("button", name="Down").focus()
        page.keyboard.press("Alt+ArrowDown")
    else:
        rows.nth(1).drag_to(rows.nth(0), target_position={"x": 100, "y": 3})
    expect(rows.nth(0)).to_have_attribute("data-item", str(second))
    expect(rows.nth(1)).to_have_attribute("data-item", str(first))
    assert eventually(lambda: waiting(furnished)[:2], lambda ids: ids == [second, first])
    if way == "keys":
        expect(rows.nth(1).get_by_role("button", name="Down")).to_be_focused()


def waiting(house: House) -> list[int]:
    return [one.id for one in house.library.queue.page(limit=100) if one.state is QueueState.QUEUED]
