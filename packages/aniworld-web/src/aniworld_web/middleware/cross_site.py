"""Keeps other sites from using a browser that is signed in here (CSRF and its WebSocket kind)."""

from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send

from aniworld_core.errors import NotAllowed
from aniworld_web.auth.credentials import COOKIE
from aniworld_web.middleware.refusing import header, refuse
from aniworld_web.problems import problem_of

__all__ = ["CrossSite"]

_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_SITES = frozenset({"same-origin", "none"})
_FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data", "text/plain"})
"""What a form of another site can send without asking first (Fetch standard: "no-cors-safelisted")."""
_PORTS = {"http": 80, "https": 443}
_COOKIE = COOKIE.encode()


class CrossSite:
    """Refuses writes and WebSockets that come from elsewhere, before a byte of them is read.

    Browsers tell where a request comes from and no page can change it; programs tell nothing and are let
    through. Only a form without word of its origin is refused where it brings the browser's cookie: an old
    browser sends that to any address, but no JSON.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or answer 403."""
        if _is_harmless(scope) or _is_ours(scope):
            await self._app(scope, receive, send)
            return
        refused = NotAllowed(
            "The request comes from another site.",
            hint="Programs send a token or an API key as `Authorization: Bearer`, and no cookie.",
        )
        await refuse(problem_of(refused), scope, receive, send)


def _is_harmless(scope: Scope) -> bool:
    kind = scope["type"]
    return kind == "lifespan" or (kind == "http" and scope["method"] in _READS)


def _is_ours(scope: Scope) -> bool:
    site, origin = header(scope, b"sec-fetch-site"), header(scope, b"origin")
    if site is not None and site not in _OWN_SITES:
        return False
    if origin is not None:
        return _same(origin, header(scope, b"host") or "", scope["scheme"])
    # Browsers send an Origin with every WebSocket, so there the other header is no substitute.
    if site is not None and scope["type"] == "http":
        return True
    if scope["type"] == "http" and not _is_form(scope):
        return True
    return _has_header_credential(scope) or not _has_cookie(scope)


def _is_form(scope: Scope) -> bool:
    kind = (header(scope, b"content-type") or "").partition(";")[0].strip().lower()
    return kind in _FORMS


def _has_header_credential(scope: Scope) -> bool:
    # Then the cookie is not looked at; and no page can make a browser send these elsewhere unasked. It
    # may send Basic by itself, to a proxy before us.
    return any(
        name == b"x-api-key" or (name == b"authorization" and value.lower().startswith(b"bearer"))
        for name, value in scope["headers"]
    )


def _has_cookie(scope: Scope) -> bool:
    return any(name == b"cookie" and _COOKIE in value for name, value in scope["headers"])


def _same(origin: str, host: str, scheme: str) -> bool:
    """Tell whether an origin is this very host and port; behind TLS, also whether it used TLS."""
    try:
        theirs, ours = urlsplit(origin), urlsplit(f"//{host}")
        port = _PORTS.get(theirs.scheme)
        same = (theirs.hostname, theirs.port or port) == (ours.hostname, ours.port or port)
    except ValueError:
        return False
    return same and port is not None and (theirs.scheme == "https" or scheme in {"http", "ws"})
