"""What this process and its child say to each other: JSON text sequences (RFC 7464) over pipes.

A record begins with the character RS and ends with a line feed, so that whatever else the child
prints, a warning of a plugin for instance, can be told from it.
"""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from aniworld_core import errors
from aniworld_core.errors import AniworldError

__all__ = ["Message", "decode", "encode", "error_from", "error_message"]

Message = dict[str, Any]
"""One record. Its ``kind`` is resolve, fetch or rate to the child; progress, done, error or idle from it."""

_RS = b"\x1e"


def encode(message: Message) -> bytes:
    """Return the bytes of one record."""
    return _RS + json.dumps(message).encode() + b"\n"


def decode(line: bytes) -> tuple[str, Message | None]:
    """Split a line into the noise before a record and the record; without a record all is noise."""
    noise, _, record = line.partition(_RS)
    message = _parse(record)
    if message is None:
        noise = line
    return noise.decode(errors="replace").strip(), message


def _parse(record: bytes) -> Message | None:
    try:
        message = json.loads(record)
    except (ValueError, RecursionError):
        return None
    return message if isinstance(message, dict) else None


def error_message(error: AniworldError) -> Message:
    """Return the record that carries an error to the other side."""
    wait: timedelta | None = getattr(error, "retry_after", None)
    file: Path | None = getattr(error, "file", None)
    return {
        "kind": "error",
        "type": type(error).__name__,
        "message": error.message,
        "hint": error.hint,
        "retry_after": None if wait is None else wait.total_seconds(),
        "file": None if file is None else str(file),
    }


def error_from(message: Message) -> AniworldError:
    """Return the error that a record carries."""
    cls: type[AniworldError] = getattr(errors, message["type"])
    error = cls(message["message"], hint=message["hint"])
    if message["retry_after"] is not None:
        vars(error)["retry_after"] = timedelta(seconds=message["retry_after"])
    if message["file"] is not None:
        vars(error)["file"] = Path(message["file"])
    return error
