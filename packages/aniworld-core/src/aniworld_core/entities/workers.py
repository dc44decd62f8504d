"""The processes that work on one store."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen

__all__ = ["WorkerOrder", "WorkerProcess", "WorkerRole"]


class WorkerRole(StrEnum):
    """What a process was started for."""

    WEB = "web"
    """``aniw serve``, or an application that embeds the web front end."""
    WORKER = "worker"
    """``aniw worker``."""
    COMMAND = "command"
    """A command that works the queue off and ends, such as ``aniw download``."""


class WorkerOrder(StrEnum):
    """What a person asked of a process."""

    DRAIN = "drain"
    """Let what runs come to its end, begin nothing more, then end."""
    STOP = "stop"
    """Put back what runs, then end."""


@frozen(kw_only=True)
class WorkerProcess:
    """A process as it told of itself when it last gave a sign of life.

    ``name`` stands in the queue's items that it works on; ``host`` is the label of its host. It runs up to
    ``downloads`` at a time, 0 = it leaves the queue alone, of the series of ``providers`` only (empty = of
    all). ``root`` is the mark of the library folder that it can write, None = of none. It counts as alive
    ``until`` a moment. ``asked`` is the order that it follows, or will as soon as it hears of it.
    """

    name: str
    host: str
    role: WorkerRole
    downloads: int = 0
    providers: tuple[str, ...] = ()
    root: str | None = None
    version: str = ""
    started: datetime
    seen: datetime
    until: datetime
    asked: WorkerOrder | None = None
