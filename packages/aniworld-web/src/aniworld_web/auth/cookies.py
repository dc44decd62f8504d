"""The cookie by which a browser stays signed in."""

from http.cookies import SimpleCookie

from aniworld_web.auth.access import SignedIn
from aniworld_web.auth.credentials import COOKIE

__all__ = ["ended", "kept"]


def kept(signed_in: SignedIn, *, prefix: str, secure: bool) -> str:
    """Return the Set-Cookie header of a new session, which no script and no other site can use."""
    session = signed_in.session
    lifetime = int((session.expires - session.issued).total_seconds())
    return _cookie(signed_in.token, lifetime, prefix=prefix, secure=secure)


def ended(*, prefix: str, secure: bool) -> str:
    """Return the Set-Cookie header that makes a browser forget its session."""
    return _cookie("", 0, prefix=prefix, secure=secure)


def _cookie(value: str, lifetime: int, *, prefix: str, secure: bool) -> str:
    cookie = SimpleCookie({COOKIE: value})[COOKIE]
    cookie["path"] = prefix or "/"
    cookie["max-age"] = lifetime
    cookie["httponly"] = True
    cookie["samesite"] = "Strict"
    cookie["secure"] = secure
    return cookie.OutputString()
