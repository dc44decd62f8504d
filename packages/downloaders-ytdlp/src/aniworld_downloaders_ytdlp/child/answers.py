"""What the headers of an answer say about the file it carries (RFC 9110)."""

import re
from contextlib import suppress
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from aniworld_downloaders_ytdlp.child.partial import Version

__all__ = ["read_range", "version_of"]

_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18})")
_STRONG = re.compile(r'"[\x21\x23-\x7e]*"')
_SETTLED = timedelta(minutes=1)
"""How long a file must not have changed for its date to tell it from any other (8.8.2.2)."""


def version_of(headers: Any) -> Version:
    """Return which version of a file an answer carries, whole or in part."""
    span = read_range(headers.get("Content-Range"))
    length = str(headers.get("Content-Length") or "").strip()
    size = span[1] if span else int(length) if length.isdecimal() and len(length) <= 18 else None
    return Version(size=size, validator=_validator(headers))


def read_range(value: str | None) -> tuple[int, int] | None:
    """Return first byte and total size of a Content-Range to the end of a file; None for any other."""
    found = _RANGE.fullmatch((value or "").strip())
    if found is None:
        return None
    first, last, total = map(int, found.groups())
    return (first, total) if first <= last == total - 1 else None


def _validator(headers: Any) -> str:
    """Return what If-Range can ask for: only what says that two files are the same byte for byte."""
    etag = str(headers.get("ETag") or "").strip()
    if _STRONG.fullmatch(etag):
        return etag
    changed, now = _date(headers.get("Last-Modified")), _date(headers.get("Date"))
    if changed is None or now is None or now - changed < _SETTLED:
        return ""
    return str(headers["Last-Modified"]).strip()


def _date(value: str | None) -> datetime | None:
    with suppress(ValueError):
        found = parsedate_to_datetime(value or "")
        return found if found.tzinfo else None
    return None
