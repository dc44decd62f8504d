"""The cookie by which a browser stays signed in."""

from http.cookies import SimpleCookie

from aniworld_web.auth.access import SignedIn
from aniworld_web.auth.credentials import cookie_name

__all__ = ["ended", "kept"]


def kept(signed_in: SignedIn, *, origin: str, prefix: str) -> str:
    """Return the Set-Cookie header of a new session, which no script and no other site can use.

    ``origin`` is the server as the browser calls it; over https the cookie is sent by https only.
    """
    session = signed_in.session
    lifetime = int((session.expires - session.issued).total_seconds())
    return _cookie(signed_in.token, lifetime, origin=origin, prefix=prefix)


def ended(*, origin: str, prefix: str) -> str:
    """Return the Set-Cookie header that makes a browser forget its session."""
    return _cookie("", 0, origin=origin, prefix=prefix)


def _cookie(value: str, lifetime: int, *, origin: str, prefix: str) -> str:
    scheme, _, host = origin.partition("://")
    name = cookie_name(host)
    cookie = SimpleCookie({name: value})[name]
    cookie["path"] = prefix or "/"
    cookie["max-age"] = lifetime
    cookie["httponly"] = True
    cookie["samesite"] = "Strict"
    cookie["secure"] = scheme == "https"
    return cookie.OutputString()
