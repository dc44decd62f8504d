"""Fixtures of the browser tests: one browser a module, the replica, and applications over it."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from aniworld_demo.replica import Replica
from aniworld_demo.sample import write_sample
from aniworld_demo.story.stage import plugins
from tools.browser.chromium import chromium
from tools.browser.furnishing import furnish, let_download
from tools.browser.house import House, replica_settings, served
from tools.browser.visiting import DESKTOP, Visitor, sign_in
from tools.browser.watch import Watch


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Run a browser; its event loop ends with the module, so that other tests never meet it."""
    if shutil.which("chromium") is None:
        pytest.skip("chromium is not installed")
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def replica() -> Iterator[Replica]:
    """Serve the replica's catalogue and its hosters, all in a good mood."""
    with Replica(rate_limited=0) as replica:
        yield replica


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, replica: Replica) -> Path:
    """Write the sample library, and return the folder that it is in."""
    directory = tmp_path_factory.mktemp("browser")
    write_sample(directory / "library")
    return directory


@pytest.fixture(scope="module")
def furnished(sample: Path, replica: Replica) -> Iterator[House]:
    """Serve a library as after a while of use, with a queue in which everything has happened."""
    settings = {"library": str(sample / "library"), **replica_settings(replica.base_urls)}
    with served(sample, settings, plugins=plugins()) as house:
        furnish(house)
        let_download(house, pace=4_000)
        yield house


expect.set_options(timeout=30_000)  # a busy machine only takes longer

Entering = Callable[..., tuple[Page, Watch]]


@pytest.fixture
def enter(browser: Browser) -> Iterator[Entering]:
    """Return a function that opens a window on an application, signed in unless told otherwise.

    Whatever goes wrong in a window fails the test at its end, unless the window's watch was told to allow it.
    """
    watches: list[Watch] = []
    with ExitStack() as windows:

        def open_window(
            house: House, visitor: Visitor = DESKTOP, *, signed_in: bool = True, **wishes: Any
        ) -> tuple[Page, Watch]:
            context: BrowserContext = windows.enter_context(
                visitor.enter(browser, base_url=house.url, **wishes)
            )
            watches.append(Watch(context))
            if signed_in:
                sign_in(context, house)
            page = context.new_page()
            page.set_default_timeout(30_000)
            return page, watches[-1]

        yield open_window
    assert [fault for watch in watches for fault in watch.faults] == []
