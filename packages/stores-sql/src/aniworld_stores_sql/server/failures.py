"""What can be wrong with a server, in the words of the core."""

from enum import Enum

from aniworld_core.errors import StoreError, StoreFull

__all__ = ["Trouble", "tell"]


class Trouble(Enum):
    """A trouble, as what is said of the store and what to do next."""

    UNREACHABLE = (
        "its server cannot be reached",
        "See that the server runs, and that the host and port in the setting store are right.",
    )
    LOST = (
        "the connection to its server was lost",
        "Nothing of the last step was written, unless it had just ended; try again.",
    )
    STOPPING = ("its server is starting or stopping", "Try again in a moment.")
    CROWDED = (
        "its server takes no more connections",
        "Let fewer programs run at once, or let the server take more.",
    )
    DENIED = (
        "the server refuses this user or password",
        "Mend them in the setting store.",
    )
    NO_DATABASE = (
        "the server has no such database",
        "Make an empty one, or mend the setting store.",
    )
    NO_RIGHT = (
        "the user lacks a right",
        "Give the user every right on the database.",
    )
    LOCKED = (
        "another process has been writing for too long",
        "Wait until it is done, or end it; then try again.",
    )
    GAVE_UP = (
        "two processes were in each other's way",
        "Nothing of the last step was written; try again.",
    )
    READ_ONLY = (
        "its server may only be read",
        "Name the server that takes writes, not a copy of it.",
    )
    FULL = (
        "its server's disk is full",
        "Free some space; nothing of the last step was written.",
    )


_DETAILED = {Trouble.NO_RIGHT, Trouble.UNREACHABLE}
"""Troubles of which the driver knows more."""


def tell(trouble: Trouble | None, place: str, error: Exception) -> StoreError:
    """Return the error for a trouble, or for what has no words of its own (None)."""
    if trouble is None:
        return StoreError(f"The store {place} failed: {type(error).__name__}: {_text(error)}.")
    what, hint = trouble.value
    if trouble in _DETAILED:
        what = f"{what} ({_text(error)})"
    cls = StoreFull if trouble is Trouble.FULL else StoreError
    return cls(f"The store {place} failed: {what}.", hint=hint)


def _text(error: Exception) -> str:
    """Return the first line of an error's text; further ones quote the statement."""
    # MariaDB's errors are pairs of a number and a text.
    text = str(error.args[-1] if error.args else error)
    return text.strip().partition("\n")[0].rstrip(".")
