"""Takes the pictures: each page on a desktop and a phone, in light and dark, in both languages."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tools.browser.house import House
from tools.browser.places import Place, places
from tools.browser.visiting import DESKTOP, PHONE, Scheme, sign_in

__all__ = ["every_page", "first_steps", "for_the_readme"]

_SCHEMES: tuple[Scheme, ...] = ("light", "dark")
# The light ones are in English, the dark ones in German: so both are seen, and no picture twice.
_LANGUAGES = {"light": "en", "dark": "de"}

_LOADED = """Promise.all([...document.images].map((image) => image.complete
  || new Promise((done) => { image.onload = image.onerror = done; })))"""


def every_page(browser: Browser, house: House, folder: Path) -> None:
    """Write one file a page, window and colour scheme, such as ``queue-phone-dark.png``."""
    folder.mkdir(parents=True, exist_ok=True)
    all_places = list(places(house))
    for page, end in _windows(browser, house, signed_in=True):
        for place in all_places:
            if place.inside:
                _take(page, place, folder / f"{place.name}-{end}.png")
    for page, end in _windows(browser, house, signed_in=False):
        for place in all_places:
            if not place.inside:
                _take(page, place, folder / f"{place.name}-{end}.png")


def first_steps(browser: Browser, house: House, folder: Path) -> None:
    """Write the pictures of the very first page, which there is only without a password."""
    folder.mkdir(parents=True, exist_ok=True)
    for page, end in _windows(browser, house, signed_in=False):
        _take(page, Place("setup", "/setup", "/setup"), folder / f"setup-{end}.png")


def for_the_readme(browser: Browser, house: House, folder: Path) -> None:
    """Write the two pictures of the README: the library, and the queue with downloads that run."""
    with DESKTOP.enter(browser, base_url=house.url, language="en") as context:
        sign_in(context, house)
        page = context.new_page()
        _show(page, "/")
        page.screenshot(path=folder / "web-library.png")
        page.goto("/queue")
        expect(page.locator("[data-eta]:not(:empty)")).to_be_visible(timeout=60_000)
        page.screenshot(path=folder / "web-queue.png")


def _windows(browser: Browser, house: House, *, signed_in: bool) -> Iterator[tuple[Page, str]]:
    for visitor, scheme in product((DESKTOP, PHONE), _SCHEMES):
        with visitor.enter(
            browser, base_url=house.url, language=_LANGUAGES[scheme], scheme=scheme
        ) as context:
            if signed_in:
                sign_in(context, house)
            yield context.new_page(), f"{visitor.name}-{scheme}"


def _take(page: Page, place: Place, file: Path) -> None:
    _show(page, place.address)
    page.screenshot(path=file, full_page=True)


def _show(page: Page, address: str) -> None:
    """Open a page and let its pictures come, also those further down."""
    page.goto(address)
    for cover in page.locator("img").all():
        cover.scroll_into_view_if_needed()
    page.evaluate(_LOADED)
    page.evaluate("scrollTo(0, 0)")
