"""What a request brings along to say who it comes from."""

from starlette.requests import HTTPConnection

__all__ = ["COOKIE", "cookie_name", "credential"]

COOKIE = "aniworld_session"
"""What a program may call the cookie; a browser's has the port behind it."""

_MAX_LENGTH = 2048


def cookie_name(host: str) -> str:
    """Return what browsers call the cookie for a ``host`` that may have a port.

    To a browser all ports of a machine are one: so each of several applications there has its own name.
    """
    port = host.rpartition(":")[2] if ":" in host else ""
    return f"{COOKIE}_{port}" if port.isdecimal() else COOKIE


def credential(connection: HTTPConnection) -> str | None:
    """Return the token or API key of a request, or None.

    Who states one in a header means it: the browser's cookie does not stand in for a wrong one.
    """
    headers = connection.headers
    text = _bearer(headers.get("authorization", ""))
    if text is None:
        text = headers.get("x-api-key")
    if text is None and "cookie" in headers:
        cookies = connection.cookies
        text = cookies.get(cookie_name(headers.get("host", ""))) or cookies.get(COOKIE)
    return text if text and len(text) <= _MAX_LENGTH else None


def _bearer(header: str) -> str | None:
    kind, _, text = header.partition(" ")
    return text.strip() if kind.lower() == "bearer" else None
