"""Addresses of pages: made with the prefix of a reverse proxy or mount, and trusted only if they are ours."""

from collections.abc import Callable, Iterable
from functools import cache
from urllib.parse import quote, urlencode, urlsplit

from aniworld_web.paths import STATIC

__all__ = ["address", "ours", "static", "urls"]


def address(path: str, *parts: object, **query: object) -> str:
    """Return the address of a page without any prefix.

    ``parts`` are appended to the path, ``query`` behind it; both are quoted. What is None or empty in the
    query is left out, True is 1 and a list repeats its name.
    """
    full = "/".join(
        [path.rstrip("/") if parts else path, *(quote(str(one), safe="") for one in parts)]
    )
    pairs = [(name, text) for name, value in query.items() for text in _texts(value)]
    return f"{full}?{urlencode(pairs)}" if pairs else full


def urls(prefix: str) -> Callable[..., str]:
    """Return the ``url()`` of templates: :func:`address` below a prefix."""

    def url(path: str, *parts: object, **query: object) -> str:
        return prefix + address(path, *parts, **query)

    return url


def static(prefix: str) -> Callable[[str], str]:
    """Return the ``static()`` of templates; the address of a file changes with its content."""

    def file(name: str) -> str:
        return f"{prefix}/static/{name}?v={_version(name)}"

    return file


def ours(text: str) -> str | None:
    """Return an address that stays on this site, or None for any other text.

    Browsers read a backslash as a slash and skip tabs and line ends, so that none of them may be there.
    """
    if not text.startswith("/") or text.startswith("//") or len(text) > 2000:
        return None
    if "\\" in text or any(not " " < character < "\x7f" for character in text):
        return None
    try:
        split = urlsplit(text)
    except ValueError:
        return None
    return None if split.scheme or split.netloc else text


def _texts(value: object) -> Iterable[str]:
    match value:
        case None | False | "":
            return ()
        case True:
            return ("1",)
        case list() | tuple():
            return [str(one) for one in value]
    return (str(value),)


@cache
def _version(name: str) -> str:
    try:
        state = (STATIC / name).stat()
    except OSError:
        return "0"
    return f"{state.st_mtime_ns ^ state.st_size:x}"[-10:]
