"""What a page is: a row of the table, the visit that it is given, and its two kinds of answers."""

from collections.abc import Callable, Mapping
from typing import Any

from attrs import field, frozen

from aniworld_core.entities import Scope
from aniworld_web.caller import Caller
from aniworld_web.pages.fields import Fields
from aniworld_web.pages.texts import Texts
from aniworld_web.site import Site

__all__ = ["Handle", "Page", "Redirect", "Shown", "Visit"]


@frozen(kw_only=True)
class Visit:
    """A request for a page.

    ``seq`` is the number of what had happened last when the visit began, so that the page can follow from
    there. ``path`` are the values in braces of the page's path. ``here`` is the page's own address and
    ``came_from`` that of the page before, both without the prefix and safe to redirect to; what answers a
    form stands for the page that the form is on. ``part``
    tells that htmx asks for a part of a page, not for a whole one in place of another. ``origin`` is the
    server as the visitor calls it.
    """

    site: Site
    caller: Caller | None
    seq: int
    path: Mapping[str, str]
    query: Fields
    form: Fields
    cookies: Mapping[str, str]
    texts: Texts
    part: bool
    prefix: str
    here: str
    came_from: str
    address: str
    origin: str
    secure: bool

    def back_to(self, path: str) -> str:
        """Return a page as it was left, with the part of it that was shown."""
        return self.came_from if self.came_from.partition("?")[0] == path else path

    def gettext(self, message: str, /, **values: object) -> str:
        """Return a text in the visitor's language, its ``%(name)s`` filled in."""
        return self.texts.gettext(message, **values)

    def ngettext(self, one: str, many: str, number: int, /, **values: object) -> str:
        """Return a text for a number, which is ``%(num)s`` in it."""
        return self.texts.ngettext(one, many, number, **values)


@frozen
class Shown:
    """A page to be rendered; ``cookies`` are remembered for a year, ``headers`` sent as they are."""

    template: str
    context: Mapping[str, Any] = field(factory=dict)
    status: int = 200
    cookies: Mapping[str, str] = field(factory=dict, kw_only=True)
    headers: tuple[tuple[str, str], ...] = field(default=(), kw_only=True)


@frozen
class Redirect:
    """Another page to go to (its address without the prefix), with a note that is shown there.

    ``kind`` of the note is ``good``, ``bad`` or ``info``.
    """

    to: str
    message: str = ""
    kind: str = "good"
    cookies: Mapping[str, str] = field(factory=dict, kw_only=True)
    headers: tuple[tuple[str, str], ...] = field(default=(), kw_only=True)


Handle = Callable[[Visit], Shown | Redirect]
"""What answers a visit; it runs on a thread and may block."""


@frozen
class Page:
    """One method of one address.

    ``scope`` is what a visitor must be allowed to do; None lets everybody in. ``templates`` are those
    that ``handle`` may show, so that a missing one is found at start.
    """

    method: str
    path: str
    handle: Handle
    scope: Scope | None = field(kw_only=True)
    templates: tuple[str, ...] = field(default=(), kw_only=True)

    @scope.default
    def _usual(self) -> Scope:
        return Scope.READ if self.method == "GET" else Scope.WRITE
