"""What is typed is kept, whatever else is pressed."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tools.browser.house import House
from tools.browser.watch import Watch

pytestmark = pytest.mark.needs("chromium")


def test_a_search_outlives_a_change_of_the_view(
    furnished: House, enter: Callable[..., tuple[Page, Watch]]
) -> None:
    page, _ = enter(furnished)
    page.goto("/")
    page.get_by_role("searchbox").fill("oak")
    expect(page).to_have_url(re.compile("q=oak"))
    page.get_by_role("link", name="Table").click()
    expect(page).to_have_url(re.compile("view=table"))
    expect(page.get_by_role("searchbox")).to_have_value("oak")
