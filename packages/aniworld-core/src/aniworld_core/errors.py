"""The one tree of errors; every message says what happened, every hint what to do next.

The tree (a test keeps this drawing true)::

    AniworldError
        InvalidConfig
        InvalidValue (ValueError)
            InvalidKey
            InvalidRequest
        NotFound (LookupError)
            SeriesNotFound
            EpisodeNotFound
            ItemNotFound
        AlreadyThere
        AmbiguousFolder
        NotPossible
        LibraryUnavailable
        ProviderError
            Unavailable
            RateLimited
            Blocked
            LayoutChanged
            Gone
        DownloadError
            Cancelled
            WrongFile
            NoSpace
            NoStream
        StoreError
            CorruptStore
            NewerSchema
            StoreFull
        MigrationError
        AccessError
            NotSignedIn
            NotAllowed
            TooManyAttempts
"""

from datetime import timedelta
from pathlib import Path
from typing import ClassVar

__all__ = [
    "AccessError",
    "AlreadyThere",
    "AmbiguousFolder",
    "AniworldError",
    "Blocked",
    "Cancelled",
    "CorruptStore",
    "DownloadError",
    "EpisodeNotFound",
    "Gone",
    "InvalidConfig",
    "InvalidKey",
    "InvalidRequest",
    "InvalidValue",
    "ItemNotFound",
    "LayoutChanged",
    "LibraryUnavailable",
    "MigrationError",
    "NewerSchema",
    "NoSpace",
    "NoStream",
    "NotAllowed",
    "NotFound",
    "NotPossible",
    "NotSignedIn",
    "ProviderError",
    "RateLimited",
    "SeriesNotFound",
    "StoreError",
    "StoreFull",
    "TooManyAttempts",
    "Unavailable",
    "WrongFile",
]

_Problems = tuple[tuple[str, str], ...]
_Wait = timedelta | None
_MINUTE = timedelta(minutes=1)


class AniworldError(Exception):
    """Anything this program can tell a person about; ``hint`` is the next step, or empty."""

    status: ClassVar[int] = 500
    """The HTTP status a web front end answers with."""

    exit_code: ClassVar[int] = 1
    """The exit code a command line ends with."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class InvalidConfig(AniworldError):
    """A setting is unknown, has the wrong type or a value that is not allowed.

    ``problems`` are pairs of the setting (``downloads.workers``, or nothing for the whole) and what is
    wrong there; empty where no single setting is to blame.
    """

    status = 422
    exit_code = 2

    def __init__(self, message: str, *, hint: str = "", problems: _Problems = ()) -> None:
        super().__init__(message, hint=hint)
        self.problems = problems


class InvalidValue(AniworldError, ValueError):
    """A value given by a person or a caller breaks a rule of the field; the message names the rule."""

    status = 422
    exit_code = 2


class InvalidKey(InvalidValue):
    """A text is no series key."""


class InvalidRequest(InvalidValue):
    """A request to the web application is not of the form it should have.

    ``problems`` are pairs of the place (``episodes.0``, or nothing for the whole) and what is wrong there.
    """

    def __init__(self, message: str, *, hint: str = "", problems: _Problems = ()) -> None:
        super().__init__(message, hint=hint)
        self.problems = problems


class NotFound(AniworldError, LookupError):
    """What was asked for does not exist."""

    status = 404


class SeriesNotFound(NotFound):
    """No series has this key."""


class EpisodeNotFound(NotFound):
    """The series has no such episode."""


class ItemNotFound(NotFound):
    """The queue has no such item."""


class AlreadyThere(AniworldError):
    """What was to be added exists; ``key`` is the series that it is, or that has it, if it is about one."""

    status = 409

    def __init__(self, message: str, *, hint: str = "", key: str = "") -> None:
        super().__init__(message, hint=hint)
        self.key = key


class AmbiguousFolder(AniworldError):
    """Several folders could belong to one series; a person has to say which."""

    status = 409


class NotPossible(AniworldError):
    """As things are now it cannot be done: the state of what it is about does not allow it."""

    status = 409


class LibraryUnavailable(AniworldError):
    """The library root cannot be trusted right now, so nothing was concluded from what is not there."""

    status = 503


class ProviderError(AniworldError):
    """A catalogue site did not give what was asked for."""

    status = 502


class Unavailable(ProviderError):
    """The site cannot be reached or has a fault of its own; the only outcome that counts as an attempt."""

    status = 503

    def __init__(self, message: str, *, hint: str = "", retry_after: _Wait = None) -> None:
        super().__init__(message, hint=hint)
        self.retry_after = retry_after


class RateLimited(ProviderError):
    """The site asks to wait; ``retry_after`` is how long, if it says so."""

    status = 503

    def __init__(self, message: str, *, hint: str = "", retry_after: _Wait = None) -> None:
        super().__init__(message, hint=hint)
        self.retry_after = retry_after


class Blocked(ProviderError):
    """The site demands a challenge or refuses this address: never retried, never circumvented."""


class LayoutChanged(ProviderError):
    """A page came, but without any mark this program knows."""


class Gone(ProviderError):
    """The site answers and says that the thing does not exist (any more)."""

    status = 404


class DownloadError(AniworldError):
    """An episode could not be downloaded."""


class Cancelled(DownloadError):
    """The job was stopped on purpose."""

    exit_code = 130


class WrongFile(DownloadError):
    """What arrived is not the whole, playable video it should be; ``file`` is where it lies, if kept."""

    def __init__(self, message: str, *, hint: str = "", file: Path | None = None) -> None:
        super().__init__(message, hint=hint)
        self.file = file


class NoSpace(DownloadError):
    """The disk has not enough free space."""

    status = 507


class NoStream(DownloadError):
    """A hoster page shows no readable stream."""


class StoreError(AniworldError):
    """The store failed."""

    status = 503


class CorruptStore(StoreError):
    """The store's file is damaged; nothing was changed."""


class NewerSchema(StoreError):
    """The store was written by a newer version of this program; nothing was changed."""


class StoreFull(StoreError):
    """The store's disk has no room left; what was to be written is not, all else is as it was."""

    status = 507


class MigrationError(AniworldError):
    """Old data could not be taken over."""

    status = 422


class AccessError(AniworldError):
    """Somebody may not do what was asked for."""

    status = 403


class NotSignedIn(AccessError):
    """Nobody is signed in, or no longer."""

    status = 401


class NotAllowed(AccessError):
    """Who asks is known, but may not do this; or a request comes from where none may come from."""


class TooManyAttempts(AccessError):
    """Too many wrong passwords; ``retry_after`` is how long to wait."""

    status = 429

    def __init__(self, message: str, *, hint: str = "", retry_after: timedelta = _MINUTE) -> None:
        super().__init__(message, hint=hint)
        self.retry_after = retry_after
