"""Faults of the network in plain words, and which of them a thread of a job met last."""

import re
import socket
import ssl
from collections.abc import Iterable
from http.client import HTTPException, IncompleteRead, RemoteDisconnected
from threading import local

__all__ = ["Faults", "told"]

_SENTENCES: tuple[tuple[type[BaseException], str], ...] = (
    (RemoteDisconnected, "The hoster closed the connection without an answer."),
    (ConnectionRefusedError, "The hoster does not accept connections."),
    (ConnectionError, "The hoster broke the connection."),
    (socket.gaierror, "The hoster's address is not known."),
    (TimeoutError, "The hoster does not answer."),
    (ssl.SSLError, "No secure connection to the hoster is possible."),
    (IncompleteRead, "The hoster broke off in the middle of its answer."),
    (EOFError, "The hoster sent nothing."),
    (HTTPException, "The hoster's answer cannot be understood."),
)

_NUMBER = re.compile(r"\[Errno -?\d+\] ")


class Faults(local):
    """The fault that each thread met in its last request.

    yt-dlp fetches pieces in several threads and gives each up in words alone; what these words stand
    for is here.
    """

    last: BaseException | None = None


def told(errors: Iterable[BaseException], words: str) -> str:
    """Say what a fault means, given as an exception with what led to it; ``words`` are its own."""
    for error in errors:
        for kind, sentence in _SENTENCES:
            if isinstance(error, kind):
                return sentence
    return f"The hoster cannot be reached or broke off: {_NUMBER.sub('', words)}"
