"""A new user's whole story: from the first page to a finished episode, changed settings and sign out."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from aniworld_core.entities import QueueState
from aniworld_demo.replica import Replica
from aniworld_demo.story.stage import plugins
from tools.browser.house import PASSWORD, House, replica_settings, served
from tools.browser.watch import Watch

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.needs("ffmpeg")]

SERIES = "1/2 Mond über Kazahana"
PACE = 90_000
"""Bytes a second of a download, so that its progress can be seen."""


@pytest.fixture
def house(tmp_path: Path, replica: Replica) -> Iterator[House]:
    """Serve what somebody has who just installed it: no password, no folder, no series."""
    settings = replica_settings(replica.base_urls, item_speed_limit=PACE)
    with served(tmp_path, settings, plugins=plugins()) as house:
        yield house


def test_from_the_first_page_to_a_finished_episode(
    house: House, enter: Callable[..., tuple[Page, Watch]]
) -> None:
    page, watch = enter(house, signed_in=False)
    sets_a_password(page, watch)
    chooses_a_folder(page, watch, house.root)
    goes_on_without_asking_the_sites(page)
    finds_and_adds_a_series(page)
    sees_what_is_missing_and_queues_it(page)
    watches_it_being_downloaded(page)
    finds_it_in_the_library(page, house)
    changes_a_setting(page, watch, house)
    restores_the_backup(page, house)
    signs_out(page)


def sets_a_password(page: Page, watch: Watch) -> None:
    page.goto("/")
    expect(page).to_have_url(re.compile("/setup$"))
    page.get_by_label("Password").fill("too short")
    expect(page.get_by_text("Too short: 3 more")).to_be_visible()
    page.get_by_label("Password").fill(PASSWORD)
    expect(page.get_by_text("Very good")).to_be_visible()
    page.get_by_label("The same again").fill("something else entirely")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert")).to_contain_text("The two are not the same")
    watch.allow("422")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("The same again").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()


def chooses_a_folder(page: Page, watch: Watch, root: Path) -> None:
    expect(page.get_by_role("heading", name="Where are your series?")).to_be_visible()
    field = page.get_by_label("Library folder")
    field.fill("anime")
    expect(page.get_by_text("Type the whole path")).to_be_visible()
    field.fill(str(root))
    expect(page.get_by_text("There is no such folder.")).to_be_visible()
    page.get_by_label("Make it").check()
    page.get_by_role("button", name="Use this folder").click()
    expect(page.get_by_role("heading", name="Sites and languages")).to_be_visible()
    assert root.is_dir()


def goes_on_without_asking_the_sites(page: Page) -> None:
    for site in ("aniworld", "sto"):
        expect(page.get_by_text(f"{site} · installed and in use")).to_be_visible()
    page.get_by_role("button", name="To the library").click()
    expect(page.get_by_role("heading", name="Your library is still empty")).to_be_visible()


def finds_and_adds_a_series(page: Page) -> None:
    page.get_by_role("main").get_by_role("link", name="Add series").first.click()
    page.get_by_label("Title or link").fill("mond")  # and nothing else: it searches as one types
    page.get_by_role("button", name=f"Add {SERIES}").click()
    expect(page.get_by_role("status")).to_contain_text(f"{SERIES} is in the library now.")
    page.get_by_role("link", name="Add", exact=True).click()
    page.get_by_label("Title or link").fill("mond")
    expect(page.get_by_role("link", name=f"In the library {SERIES}")).to_be_visible()


def sees_what_is_missing_and_queues_it(page: Page) -> None:
    page.get_by_role("link", name="Missing", exact=True).click()
    group = page.get_by_role("region", name=SERIES)
    expect(group.get_by_role("listitem").first).to_contain_text("Not downloaded")
    group.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Queue ticked").click()
    expect(page.get_by_role("status")).to_contain_text("1")


def watches_it_being_downloaded(page: Page) -> None:
    page.get_by_role("link", name="Queue", exact=True).click()
    page.evaluate("window.sameWindow = true")
    bar = page.locator("progress[value]")
    expect(bar).to_be_visible(timeout=30_000)
    seen = bar.evaluate("(bar) => bar.value")
    expect(bar).not_to_have_attribute("value", str(seen))
    expect(page.locator("[data-percent]")).to_contain_text("%")
    expect(page.get_by_role("heading", name="Done")).to_be_visible(timeout=60_000)
    assert page.evaluate("window.sameWindow")  # it was never loaded again


def finds_it_in_the_library(page: Page, house: House) -> None:
    (done,) = [one for one in house.library.queue.page() if one.state is QueueState.DONE]
    (file,) = [one for one in house.root.rglob("*.mp4") if ".aniworld" not in one.parts]
    assert file.stat().st_size > 10_000
    page.get_by_role("region", name="Done").get_by_role("link", name=SERIES).click()
    line = page.get_by_role("listitem").filter(has_text=f"E{done.episode.number:03}").first
    expect(line).to_contain_text("On disk")
    expect(page.get_by_text(file.name).first).to_be_visible()  # the history tells what it is called


def changes_a_setting(page: Page, watch: Watch, house: House) -> None:
    page.get_by_role("link", name="Settings", exact=True).click()
    workers = page.get_by_label("Downloads at the same time")
    workers.fill("99")
    problem = page.locator("#setting-downloads-workers .field-problem")
    expect(problem).to_contain_text("16")  # the most there may be, told while one types
    expect(workers).to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert").first).to_contain_text("Nothing was saved")
    watch.allow("422")
    assert house.library.config.downloads.workers == 2
    page.get_by_label("Downloads at the same time").fill("3")
    expect(problem).to_be_empty()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Saved")
    assert house.library.config.downloads.workers == 3


def restores_the_backup(page: Page, house: House) -> None:
    page.get_by_role("link", name="Backups").click()
    page.get_by_role("link", name=re.compile("^Restore")).first.click()
    row = page.get_by_role("row", name=re.compile("downloads.workers"))
    expect(row).to_contain_text("3")
    page.get_by_role("button", name="Restore", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text(re.compile("restored", re.IGNORECASE))
    assert house.library.config.downloads.workers == 2


def signs_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("status")).to_contain_text("You are signed out.")
    page.goto("/queue")
    expect(page).to_have_url(re.compile("/login"))
