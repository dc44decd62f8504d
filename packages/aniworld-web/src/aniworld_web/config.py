"""The settings of the web application: the section ``[plugins.web]``."""

import ipaddress
import re
from collections.abc import Callable
from typing import Any

from attrs import Attribute, field, frozen

__all__ = ["WebConfig"]

_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?", re.ASCII)


def _host(_: object, attribute: "Attribute[str]", value: str) -> None:
    try:
        ipaddress.ip_address(value)
    except ValueError:
        if not _HOST.fullmatch(value):
            raise ValueError(f"{attribute.name}: {value!r} is no address or host name") from None


def _hosts(_: object, attribute: "Attribute[tuple[str, ...]]", value: tuple[str, ...]) -> None:
    for name in value:
        if not _HOST.fullmatch(name):
            raise ValueError(f"{attribute.name}: {name!r} is no host name")


def _networks(_: object, attribute: "Attribute[tuple[str, ...]]", value: tuple[str, ...]) -> None:
    for network in value:
        try:
            ipaddress.ip_network(network)
        except ValueError:
            raise ValueError(f"{attribute.name}: {network!r} is no address or network") from None


def _prefix(_: object, attribute: "Attribute[str]", value: str) -> None:
    if value and not re.fullmatch(r"(/[A-Za-z0-9._~-]+)+", value, re.ASCII):
        raise ValueError(f"{attribute.name}: {value!r} is not of the form /aniworld")


def _between(low: float, high: float) -> "Callable[[object, Attribute[Any], float], None]":
    def check(_: object, attribute: "Attribute[Any]", value: float) -> None:
        if not low <= value <= high:
            raise ValueError(f"{attribute.name}: {value} is not between {low} and {high}")

    return check


@frozen(kw_only=True)
class WebConfig:
    """Where the web application listens, and whom it lets in."""

    host: str = field(
        default="127.0.0.1",
        validator=_host,
        metadata={
            "doc": "Address to listen on; others than this machine's own need a password first."
        },
    )
    port: int = field(
        default=8765,
        validator=_between(0, 65535),
        metadata={"doc": "Port to listen on; 0 means any free one."},
    )
    prefix: str = field(
        default="",
        validator=_prefix,
        metadata={
            "doc": "Path below which a reverse proxy serves the application, such as /aniworld."
        },
    )
    allowed_hosts: tuple[str, ...] = field(
        default=(),
        validator=_hosts,
        metadata={
            "doc": "Host names by which browsers may call it, beside addresses and this machine's name."
        },
    )
    trusted_proxies: tuple[str, ...] = field(
        default=(),
        validator=_networks,
        metadata={"doc": "Addresses of reverse proxies whose X-Forwarded headers are believed."},
    )
    session_hours: float = field(
        default=168.0,
        validator=_between(0.1, 8760),
        metadata={"doc": "Hours after which a person has to sign in again."},
    )
    download: bool = field(
        default=True, metadata={"doc": "Work the queue off while the application runs."}
    )
