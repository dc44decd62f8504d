"""The socket that the application listens at, and the addresses by which it is reached."""

import errno
import ipaddress
import os
import socket

from aniworld_core.errors import AniworldError

__all__ = ["addresses", "listen"]

_UNREAD = 120_000
"""Milliseconds until the system ends a connection whose other side takes nothing any more."""

_SOMEWHERE = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}
"""Addresses of no machine (RFC 5737, RFC 3849): the way there shows which of ours others see."""

_HINTS = {
    errno.EADDRINUSE: "Is the program running already? Else choose another port: --port 0 takes a free one.",
    errno.EACCES: "Ports below 1024 are the system's. Choose another one, such as --port 8765.",
    errno.EADDRNOTAVAIL: "This machine has no such address: --host 0.0.0.0 means all it has.",
}


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens there, on any free port for 0.

    Raises AniworldError when the address is not this machine's, or the port taken or not allowed.
    """
    try:
        family, _, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise AniworldError(
            f"Cannot listen on {host}: {error.strerror}.", hint="Name an address of this machine."
        ) from error
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        _prepare(listener, host)
        listener.bind(place)
        listener.listen(2048)
    except OSError as error:
        listener.close()
        raise AniworldError(
            f"Cannot listen on {host} port {port}: {os.strerror(error.errno or 0)}.",
            hint=_HINTS.get(error.errno or 0, "Choose another address or port: --host, --port"),
        ) from error
    return listener


def addresses(listener: socket.socket, prefix: str = "") -> tuple[str, ...]:
    """Return the URLs of what listens there: the one for this machine first, then the one for others."""
    host, port = listener.getsockname()[:2]
    if not ipaddress.ip_address(host).is_unspecified:
        return (_url(host, port, prefix),)
    own = "::1" if listener.family == socket.AF_INET6 else "127.0.0.1"
    others = filter(None, map(_seen_by_others, sorted({listener.family, socket.AF_INET})))
    return (_url(own, port, prefix), *(_url(one, port, prefix) for one in others))


def _prepare(listener: socket.socket, host: str) -> None:
    if os.name == "posix":  # Windows would let a second program take the same port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # else who never reads what he is sent stays forever
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _UNREAD)
    if host == "::" and socket.has_dualstack_ipv6():
        listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)


def _seen_by_others(family: int) -> str | None:
    """Return by which address of this machine others reach it, None without a network; sends nothing."""
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as way:
            way.connect((_SOMEWHERE[socket.AddressFamily(family)], 9))
            address: str = way.getsockname()[0]
    except OSError:
        return None
    return address


def _url(host: str, port: int, prefix: str) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}{prefix}"
