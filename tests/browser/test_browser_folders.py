"""Hundreds of folders without a series are settled page by page, and the calendar's address is copied."""

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import Page, expect

from aniworld_core.clock import utc_now
from aniworld_core.entities import Title
from aniworld_demo.replica import Replica
from aniworld_demo.story.stage import plugins
from aniworld_web.proposals import ACCEPT
from aniworld_web.running.jobs import Progress
from tools.browser.house import House, replica_settings, served
from tools.browser.watch import Watch

pytestmark = pytest.mark.needs("chromium")

_FIRST = ("Azure", "Brave", "Crimson", "Distant", "Eternal", "Frozen", "Gentle", "Hidden", "Iron")
_SECOND = ("Alchemist", "Blade", "Circus", "Dragon", "Emperor", "Flower", "Garden", "Harbor")

Entering = Callable[..., tuple[Page, Watch]]


@pytest.fixture
def house(tmp_path: Path, replica: Replica) -> Iterator[House]:
    """Serve a library of 72 folders that the list of a site names, and one that it does not."""
    root = tmp_path / "library"
    titles = [f"{one} {two}" for one, two in product(_FIRST, _SECOND)]
    for name in (*titles, "<b>7 & 8< b>"):
        (root / name).mkdir(parents=True)
        (root / name / "S01E01.mkv").touch()
    settings = {"library": str(root), **replica_settings(replica.base_urls)}
    with served(tmp_path, settings, plugins=plugins()) as house:
        listed = [
            Title(provider="aniworld", ref=name.lower().replace(" ", "-"), title=name)
            for name in titles
        ]
        house.library.store.titles.replace("aniworld", listed, utc_now())
        house.library.scanner.scan()
        yield house


@pytest.mark.parametrize("scripts", [True, False])
def test_folders_are_found_turned_over_and_set_aside(
    house: House, enter: Entering, *, scripts: bool
) -> None:
    page, _ = enter(house, scripts=scripts)
    page.goto("/folders")
    ticks = page.locator("input[name=folder][type=checkbox]")
    expect(ticks).to_have_count(50)
    page.get_by_role("link", name="Next page").click()
    expect(ticks).to_have_count(22)
    page.get_by_role("searchbox").fill("harbor")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(ticks).to_have_count(9)
    page.get_by_role("link", name="Nothing fits").click()
    page.get_by_role("searchbox").fill("")
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("button", name="Not a series <b>7 & 8< b>").click()
    expect(page.locator("#notes")).to_contain_text("<b>7 & 8< b> is no series.")
    page.get_by_role("link", name="No series").click()
    page.get_by_role("button", name="Ask again").click()
    expect(page.locator("#notes")).to_contain_text("<b>7 & 8< b> is looked at again.")
    assert house.library.matching.set_aside() == []


def test_what_is_chosen_stays_while_a_job_runs(house: House, enter: Entering) -> None:
    page, _ = enter(house)
    page.goto("/folders")
    first = page.locator("input[name=folder]").first
    expect(first).to_be_checked()
    over = Event()

    def run(report: Progress) -> None:
        for done in range(100):
            report(done, 100)
            if over.wait(0.1):
                return

    house.site.jobs.start(ACCEPT, run)
    page.goto("/folders")
    job = page.locator("#folders-job progress")
    before = job.get_attribute("value")
    first.uncheck()
    page.get_by_role("searchbox").press_sequentially("harb")
    expect(job).not_to_have_attribute("value", before or "")
    expect(first).not_to_be_checked()
    expect(page.get_by_role("searchbox")).to_have_value("harb")
    over.set()
    expect(job).to_have_count(0)
    expect(first).to_be_checked()


def test_a_new_address_of_the_calendar_can_be_copied(house: House, enter: Entering) -> None:
    page, _ = enter(house)
    page.goto("/upcoming")
    copy = page.get_by_role("button", name="Copy")
    expect(copy).to_be_visible()
    before = page.locator("#feed").input_value()
    page.get_by_role("button", name="Give it another address").click()
    expect(page.locator("#feed")).not_to_have_value(before)
    expect(copy).to_be_visible()
