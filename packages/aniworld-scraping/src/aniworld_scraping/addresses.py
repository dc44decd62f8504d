"""Web addresses: what a page links to, and what an address names on a site."""

from collections.abc import Collection
from urllib.parse import urljoin, urlsplit

__all__ = ["absolute", "path_on"]

_PORTS = {"http": 80, "https": 443}


def absolute(base: str, href: str) -> str:
    """Return the web address that ``href`` is on the page ``base``; empty when it is none."""
    try:
        url = urljoin(base, href.strip()) if href.strip() else ""
    except ValueError:
        return ""
    return url if url.startswith(("http://", "https://")) else ""


def path_on(url: str, hosts: Collection[str]) -> str | None:
    """Return the path of a web address on one of the hosts, which are ``host`` or ``host:port``."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return None
    standard = _PORTS.get(parts.scheme)
    host = parts.hostname if port in {None, standard} else f"{parts.hostname}:{port}"
    return parts.path if standard is not None and host in hosts else None
