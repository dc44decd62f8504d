"""The settings that every site has."""

from typing import Any
from urllib.parse import urlsplit

from attrs import NOTHING, frozen

from aniworld_core.config import setting

__all__ = ["SiteConfig", "address"]


def address(default: Any = NOTHING) -> Any:
    """Define the setting ``base_url``; a provider's settings give it the site's default address."""
    return setting("The site's address.", default=default, check=_address, converter=_without_slash)


def _without_slash(url: str) -> str:
    return url.rstrip("/")


def _address(url: str) -> None:
    if not _is_address(url):
        raise ValueError(f"{url!r} is no address like https://example.org")


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        plain = not (parts.query or parts.fragment or parts.username) and parts.port != 0
    except ValueError:
        return False
    return plain and parts.scheme in {"http", "https"} and bool(parts.hostname)


@frozen(kw_only=True)
class SiteConfig:
    """How one site is asked; a provider extends it by a default for ``base_url``, and by its own.

    The defaults are polite: a site that notices us is a site that blocks us. A thousand requests an
    hour are some 250 series with four pages each, so that a large library is read in an evening,
    at one request in 3.6 seconds on average; later, a day needs no more than that.
    """

    base_url: str = address()
    timeout: float = setting(
        "Seconds after which an answer is given up.", default=30.0, low=0.1, high=600.0
    )
    requests_per_second: float = setting(
        "How often the site is asked, after the first few requests.",
        default=2.0,
        low=0.01,
        high=1000.0,
    )
    requests_per_hour: int = setting(
        "Requests to the site in any hour, of all processes that use the same store.",
        default=1000,
        low=1,
        high=1_000_000,
    )
    concurrency: int = setting("Requests to the site at the same time.", default=1, low=1, high=16)
    attempts: int = setting(
        "Tries before the site counts as not available.", default=3, low=1, high=20
    )
    backoff: float = setting(
        "Seconds before the second try; doubled for each further one.",
        default=0.5,
        low=0.0,
        high=60.0,
    )
    patience: float = setting(
        "Seconds to wait at most when the site asks to; a longer wait is left for later.",
        default=10.0,
        low=0.0,
        high=600.0,
    )
    local_addresses: bool = setting(
        "Whether its hosters may lie on this machine or in the local network, as in a test.",
        default=False,
    )
    size_limit: int = setting(
        "Bytes that a page may have, unpacked.", default=8 * 1024**2, low=1024
    )
