"""What a request brings along to say who it comes from."""

from starlette.requests import HTTPConnection

__all__ = ["COOKIE", "credential"]

COOKIE = "aniworld_session"
_MAX_LENGTH = 2048


def credential(connection: HTTPConnection) -> str | None:
    """Return the token or API key of a request, or None.

    Who states one in a header means it: the browser's cookie does not stand in for a wrong one.
    """
    headers = connection.headers
    text = _bearer(headers.get("authorization", ""))
    if text is None:
        text = headers.get("x-api-key")
    if text is None and "cookie" in headers:
        text = connection.cookies.get(COOKIE)
    return text if text and len(text) <= _MAX_LENGTH else None


def _bearer(header: str) -> str | None:
    kind, _, text = header.partition(" ")
    return text.strip() if kind.lower() == "bearer" else None
