"""Keeps a job out of the local network: an address there is refused at the moment of connecting.

A hoster's page, a redirect, a playlist or a name that resolves to a private address could else make this
program ask the user's router or a service on this machine. What is looked at is the address that the
socket is about to connect to, so that no way of getting there is forgotten, and no name can mean one
address when it is looked at and another when it is used.
"""

import socket
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

from aniworld_core.errors import AniworldError, Blocked

__all__ = ["Refused", "check_host", "guarded", "is_local"]

# Not 198.18.0.0/15: proxies that make up an address for each name take them from there.
_LOCAL = tuple(
    map(
        ip_network,
        (
            *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
            *("172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16", "224.0.0.0/3"),
            *("::/127", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"),
        ),
    )
)
_NAT64 = ip_network("64:ff9b::/96")

_PORTS = {
    "http": 80,
    "https": 443,
    "socks4": 1080,
    "socks4a": 1080,
    "socks5": 1080,
    "socks5h": 1080,
}

_open_doors: frozenset[tuple[str, int]] | None = None
"""The addresses and ports of the user's proxies while a job is guarded; None while none is."""


class Refused(OSError):
    """What was asked for is refused.

    It is an OSError, so that every library passes it on like a fault of the network.
    """

    def __init__(self, outcome: AniworldError) -> None:
        super().__init__(outcome.message)
        self.outcome = outcome


@contextmanager
def guarded(*, local_allowed: bool, proxies: Mapping[str, str | None]) -> Iterator[None]:
    """Refuse local addresses for the block, but for those of the proxies that the user set."""
    global _open_doors  # noqa: PLW0603 - a child does one job at a time
    _watch_connections()
    _open_doors = None if local_allowed else frozenset(_addresses(proxies.values()))
    try:
        yield
    finally:
        _open_doors = None


def check_host(host: str) -> None:
    """Raise Refused when a job is guarded and a host is written as an address in the local network.

    Where a proxy connects, this is all that can be looked at.
    """
    if _open_doors is not None and (is_local(host) or host.lower().rstrip(".") == "localhost"):
        raise _refused(host)


def is_local(address: str) -> bool:
    """Tell whether an address, not a name, is one of this machine or of a network behind a router."""
    try:
        ip: IPv4Address | IPv6Address = ip_address(address.strip("[]").partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        within = ip.ipv4_mapped or ip.sixtofour
        if ip in _NAT64:
            within = IPv4Address(int(ip) & 0xFFFFFFFF)
        ip = within or ip
    return any(ip.version == network.version and ip in network for network in _LOCAL)


@cache
def _watch_connections() -> None:
    sys.addaudithook(_on_event)  # for good: no such hook can be removed


def _on_event(event: str, details: tuple[Any, ...]) -> None:
    if event != "socket.connect" or _open_doors is None:
        return
    connection, address = details
    if connection.family not in {socket.AF_INET, socket.AF_INET6}:
        return
    host, port = str(address[0]), int(address[1])
    if is_local(host) and (host, port) not in _open_doors:
        raise _refused(host)


def _refused(host: str) -> Refused:
    return Refused(
        Blocked(
            f"The address leads into the local network ({host}).",
            hint="A site has no business there. If it is yours, allow local_addresses of its provider.",
        )
    )


def _addresses(proxies: "Iterator[str | None] | Any") -> Iterator[tuple[str, int]]:
    for proxy in filter(None, proxies):
        parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
        port = parts.port or _PORTS.get(parts.scheme, 80)
        with suppress(OSError):  # a proxy that has no address fails by itself
            for *_, address in socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM):
                yield str(address[0]), port
