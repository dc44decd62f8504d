"""One row of the table of routes: what can be called, by whom, with what, and what comes back."""

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from attrs import AttrsInstance, field, frozen

from aniworld_core.entities import Scope
from aniworld_core.errors import AniworldError
from aniworld_web.caller import Caller
from aniworld_web.site import Site

__all__ = ["Answer", "Call", "Nothing", "Operation"]

B = TypeVar("B")
Q = TypeVar("Q")


@frozen
class Nothing:
    """Stands for a body or query that an operation does not take."""


@frozen(kw_only=True)
class Call(Generic[B, Q]):
    """A request as a handler sees it: checked, and without the web framework.

    ``path`` are the values in braces of the operation's path, ``address`` is the client's.
    """

    site: Site
    path: Mapping[str, Any]
    query: Q
    body: B
    caller: Caller | None
    address: str
    prefix: str
    """The path below which the application is mounted, or nothing."""
    base: str
    """Where the operations are for this caller, such as ``/api/v1``; the prefix included."""
    origin: str
    """The server as the client calls it, such as ``https://anime.example.org``."""


@frozen(kw_only=True)
class Answer:
    """An answer with more than a value: another status, headers, or a body that is no JSON."""

    value: object = None
    status: int | None = None
    headers: Mapping[str, str] = field(factory=dict)
    content: bytes | None = None
    media_type: str | None = None


@frozen(kw_only=True)
class Operation:
    """One method of one path; the table of all of them makes the routes and OpenAPI.

    A ``versioned`` operation is below ``/api`` and ``/api/v1``, another one at the top (``/metrics``).

    ``handle`` runs on a thread and may block. ``scope`` None lets everybody in. ``body``, ``query`` and
    ``answer`` are attrs classes of plain values: their annotations check what comes and describe it.
    ``listing`` answers carry an ETag and are kept ready for a moment (see :mod:`aniworld_web.ready`);
    ``tagged`` ones carry the ETag that the handler gives. An operation that ``waits`` for a site on the
    internet has few threads of its own, so that the others always have theirs. A ``deprecated`` one is
    there for programs of before.
    """

    method: str
    path: str
    handle: Callable[[Call[Any, Any]], object]
    summary: str
    tag: str
    scope: Scope | None = Scope.READ
    body: type[AttrsInstance] | None = None
    query: type[AttrsInstance] | None = None
    answer: type | None = None
    status: int = 200
    errors: tuple[type[AniworldError], ...] = ()
    listing: bool = False
    tagged: bool = False
    waits: bool = False
    deprecated: bool = False
    versioned: bool = True
    media_type: str = "application/json"
