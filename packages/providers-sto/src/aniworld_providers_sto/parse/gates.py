"""What the site answers in place of a redirect to a hoster."""

import re
from collections.abc import Collection

from aniworld_scraping import Page, path_on

__all__ = ["scripted_target"]

_GATE = re.compile(r"turnstile|captcha|altcha|redirect-gate|player-prepare", re.IGNORECASE)
_SCRIPT = re.compile(
    r"""\b(?:window\.top\.location(?:\.href)?|(?:window\.|top\.)?location\.href)\s*=\s*"""
    r"""(["'])(https?:(?://|\\/\\/)[^"'<>\s]+)\1(?=\s*(?:[;}<]|$))"""
)


def scripted_target(page: Page, hosts: Collection[str]) -> str | None:
    """Return the address that a page's script sends its reader to, if it stands there in the clear.

    None for a page with a captcha, without such an address, with several, or with one on the site
    itself: what is not plain is not guessed.
    """
    if _GATE.search(page.text):
        return None
    written = {address.replace("\\/", "/") for _, address in _SCRIPT.findall(page.text)}
    if len(written) != 1:
        return None
    (address,) = written
    return address if "\\" not in address and path_on(address, hosts) is None else None
