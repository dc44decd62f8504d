"""The settings that every site has."""

from typing import Any
from urllib.parse import urlsplit

from attrs import NOTHING, field, frozen
from attrs.validators import and_, ge, gt, le

__all__ = ["SiteConfig", "address"]


def address(default: Any = NOTHING) -> Any:
    """Define the setting ``base_url``; a provider's settings give it the site's default address."""
    return field(
        default=default,
        validator=_address,
        converter=_without_slash,
        metadata={"doc": "The site's address."},
    )


def _setting(default: Any, doc: str, *, check: Any) -> Any:
    return field(default=default, validator=check, metadata={"doc": doc})


def _without_slash(url: str) -> str:
    return url.rstrip("/")


def _address(_: object, __: object, url: str) -> None:
    if not _is_address(url):
        raise ValueError(f"base_url must be an address like https://example.org, not {url!r}")


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

    The defaults are polite: a site that notices us is a site that blocks us.
    """

    base_url: str = address()
    timeout: float = _setting(
        30.0, "Seconds after which an answer is given up.", check=and_(gt(0.0), le(600.0))
    )
    requests_per_second: float = _setting(
        2.0,
        "How often the site is asked, after the first few requests.",
        check=and_(ge(0.01), le(1000.0)),
    )
    concurrency: int = _setting(
        1, "Requests to the site at the same time.", check=and_(ge(1), le(16))
    )
    attempts: int = _setting(
        3, "Tries before the site counts as not available.", check=and_(ge(1), le(20))
    )
    backoff: float = _setting(
        0.5,
        "Seconds before the second try; doubled for each further one.",
        check=and_(ge(0.0), le(60.0)),
    )
    patience: float = _setting(
        10.0,
        "Seconds to wait at most when the site asks to; a longer wait is left for later.",
        check=and_(ge(0.0), le(600.0)),
    )
    size_limit: int = _setting(8 * 1024**2, "Bytes that a page may have, unpacked.", check=ge(1024))
