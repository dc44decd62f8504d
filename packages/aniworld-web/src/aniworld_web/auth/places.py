"""Where the application may be reached as long as nobody has chosen a password."""

import ipaddress

from aniworld_core.errors import NotAllowed
from aniworld_web.auth.access import Access

__all__ = ["is_this_machine", "refuse_open_door"]


def refuse_open_door(access: Access, host: str) -> None:
    """Refuse to listen where others could choose the password; raises NotAllowed."""
    if is_this_machine(host) or access.configured():
        return
    raise NotAllowed(
        f"Nobody has chosen a password yet, and {host} can be reached by others.",
        hint="Choose one first: aniw auth reset-password",
    )


def is_this_machine(host: str) -> bool:
    """Tell whether only this machine can reach what listens on an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
