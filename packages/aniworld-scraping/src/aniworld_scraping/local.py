"""Keeps what a site names from leading into the local network."""

import socket
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

from aniworld_core.errors import Blocked

__all__ = ["refuse_local"]

_MADE_UP = ip_network("198.18.0.0/15")
"""Proxies that make up an address for each name take them from there."""


def refuse_local(url: str) -> None:
    """Raise Blocked when the host of a web address lies on this machine or in the local network.

    A site could else make this program ask the user's router. Ask it before each request, of a
    redirect, too; not when ``local_allowed`` of the link is set. A host without an address is let
    through: the request itself fails in better words.
    """
    try:
        host = urlsplit(url).hostname or ""
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, ValueError):  # UnicodeError is a ValueError, too
        return
    for *_, address in found:
        ip = ip_address(address[0])
        if not ip.is_global and ip not in _MADE_UP:
            raise Blocked(f"{host} is in the local network.", hint="Try another hoster.")
