"""What a process is called by all others."""

import os
import secrets
import socket

__all__ = ["host_label", "host_of", "process_name"]


def host_label(label: str) -> str:
    """Return the name of this host: the label that the settings give it, else its own name."""
    return label or socket.gethostname()


def host_of(name: str) -> str:
    """Return the host in the name of a process."""
    return name.partition(":")[0]


def process_name(label: str) -> str:
    """Return a new name, ``HOST:PID:RANDOM``: a process number alone comes again, and containers share it."""
    return f"{host_label(label)}:{os.getpid()}:{secrets.token_hex(4)}"
