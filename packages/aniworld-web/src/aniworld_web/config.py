"""The settings of the web application: the section ``[plugins.web]``."""

import ipaddress
import re

from attrs import frozen

from aniworld_core.config import setting

__all__ = ["WebConfig"]

_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?", re.ASCII)
_PREFIX = re.compile(r"(/[A-Za-z0-9._~-]+)+", re.ASCII)


def _host(value: str) -> None:
    try:
        ipaddress.ip_address(value)
    except ValueError:
        if not _HOST.fullmatch(value):
            raise ValueError(f"{value!r} is no address or host name") from None


def _hosts(value: tuple[str, ...]) -> None:
    for name in value:
        if not _HOST.fullmatch(name):
            raise ValueError(f"{name!r} is no host name")


def _networks(value: tuple[str, ...]) -> None:
    for network in value:
        try:
            ipaddress.ip_network(network)
        except ValueError:
            raise ValueError(f"{network!r} is no address or network") from None


def _prefix(value: str) -> None:
    if value and not _PREFIX.fullmatch(value):
        raise ValueError(f"{value!r} is not of the form /aniworld")


@frozen(kw_only=True)
class WebConfig:
    """Where the web application listens, and whom it lets in."""

    host: str = setting(
        "Address to listen on; others than this machine's own need a password first.",
        default="127.0.0.1",
        check=_host,
    )
    port: int = setting("Port to listen on; 0 means any free one.", default=8765, low=0, high=65535)
    prefix: str = setting(
        "Path below which a reverse proxy serves the application, such as /aniworld.",
        default="",
        check=_prefix,
    )
    allowed_hosts: tuple[str, ...] = setting(
        "Host names by which browsers may call it, beside addresses and this machine's name.",
        default=(),
        check=_hosts,
    )
    trusted_proxies: tuple[str, ...] = setting(
        "Addresses of reverse proxies whose X-Forwarded headers are believed.",
        default=(),
        check=_networks,
    )
    session_hours: float = setting(
        "Hours after which a person has to sign in again.", default=168.0, low=0.1, high=8760.0
    )
    download: bool = setting("Work the queue off while the application runs.", default=True)
