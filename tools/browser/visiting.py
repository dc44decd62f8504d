"""How a visitor comes: the window, the language and the colours they prefer."""

from typing import Literal

from attrs import frozen
from playwright.sync_api import Browser, BrowserContext

from tools.browser.house import PASSWORD, House

__all__ = ["DESKTOP", "PHONE", "Scheme", "Visitor", "sign_in"]

Scheme = Literal["light", "dark"]


@frozen(kw_only=True)
class Visitor:
    """A browser window in CSS pixels, and how a finger or a mouse uses it."""

    name: str
    width: int
    height: int
    touch: bool = False

    def enter(
        self,
        browser: Browser,
        *,
        base_url: str,
        language: str = "en",
        scheme: Scheme = "light",
        scripts: bool = True,
    ) -> BrowserContext:
        """Open a new window, without any cookie, whose addresses are relative to ``base_url``."""
        return browser.new_context(
            base_url=base_url,
            viewport={"width": self.width, "height": self.height},
            locale=language,
            color_scheme=scheme,
            java_script_enabled=scripts,
            has_touch=self.touch,
            reduced_motion="reduce",
        )


DESKTOP = Visitor(name="desktop", width=1280, height=800)
PHONE = Visitor(name="phone", width=390, height=844, touch=True)


def sign_in(context: BrowserContext, house: House) -> None:
    """Give a window the cookie of a new session; the first visitor sets the password."""
    way = "login" if house.site.access.configured() else "setup"
    answer = context.request.post(f"{house.url}/api/auth/{way}", data={"password": PASSWORD})
    if not answer.ok:
        raise RuntimeError(f"{answer.status}: {answer.text()}")
