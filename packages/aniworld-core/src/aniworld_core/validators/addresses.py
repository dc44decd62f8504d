"""Addresses of series: only those on the sites of installed providers."""

from collections.abc import Collection
from urllib.parse import SplitResult, urlsplit

from aniworld_core.errors import InvalidValue
from aniworld_core.validators.rules import check

__all__ = ["catalogue_url"]

_PORTS = {"http": 80, "https": 443}


def catalogue_url(text: str, hosts: Collection[str]) -> str:
    """Return an http(s) address on one of ``hosts`` (``host[:port]``); raises InvalidValue."""
    hint = f"Addresses on these sites are known: {', '.join(sorted(hosts)) or 'none'}."
    url = text.strip()
    check(
        text,
        "catalogue address",
        (
            (not url, "it is empty"),
            # Browsers and parsers disagree on these, so that the host could be another one.
            (not url.isprintable() or " " in url or "\\" in url, "it has blanks or odd characters"),
        ),
        hint=hint,
    )
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise InvalidValue(f"{text!r} is no catalogue address: {error}.", hint=hint) from error
    check(text, "catalogue address", _rules(parts, port, hosts), hint=hint)
    return url


def _rules(
    parts: SplitResult, port: int | None, hosts: Collection[str]
) -> tuple[tuple[object, str], ...]:
    host = parts.hostname or ""
    usual = port in (None, _PORTS.get(parts.scheme))
    known = {one.lower() for one in hosts}
    there = {name.rpartition(":")[0] if _has_port(name) else name for name in known}
    return (
        (parts.scheme not in _PORTS, "it must begin with https:// or http://"),
        (not host, "it names no site"),
        ("@" in parts.netloc, "it has a user name or password"),
        (host not in there, f"no installed provider reads {host}"),
        (
            f"{host}:{port or _PORTS.get(parts.scheme)}" not in known
            and not (usual and host in known),
            f"no installed provider reads this port of {host}",
        ),
    )


def _has_port(host: str) -> bool:
    return host.rpartition(":")[2].isdigit() and host.count(":") == 1
