"""What a small site is asked and answers, with HTTP's validators and ranges (RFC 9110)."""

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from attrs import evolve, field, frozen

__all__ = ["HTML", "Answer", "Ask", "Site", "finish", "redirect"]

HTML = "text/html; charset=utf-8"
_WRITTEN = datetime(2026, 1, 1, 12, tzinfo=UTC)
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


@frozen(kw_only=True)
class Ask:
    """A request: ``path`` without the query, header names in lower case."""

    method: str
    path: str
    query: Mapping[str, str] = field(factory=dict)
    form: Mapping[str, str] = field(factory=dict)
    headers: Mapping[str, str] = field(factory=dict)


@frozen(kw_only=True)
class Answer:
    """A response, before validators and ranges are applied."""

    body: bytes = b""
    status: int = 200
    type: str = HTML
    headers: Mapping[str, str] = field(factory=dict)


Site = Callable[[Ask], Answer]
"""What a server asks for every answer; called from several threads."""


def redirect(address: str) -> Answer:
    """Send the visitor on to another address."""
    return Answer(status=302, headers={"Location": address})


def finish(ask: Ask, answer: Answer) -> Answer:
    """Add validators to a good answer, and shorten it to 304, 206 or 416 where asked for.

    An answer with a ``Cache-Control`` of its own is another one each time, and stays as it is.
    """
    if answer.status != 200 or ask.method == "POST" or "Cache-Control" in answer.headers:
        return answer
    tag = f'"{hashlib.sha256(answer.body).hexdigest()[:20]}"'
    validators = {"ETag": tag, "Last-Modified": format_datetime(_WRITTEN, usegmt=True)}
    answer = evolve(answer, headers={**answer.headers, **validators, "Accept-Ranges": "bytes"})
    if _unchanged(ask, tag):
        return evolve(answer, status=304, body=b"")
    return _part(ask, answer, tag)


def _unchanged(ask: Ask, tag: str) -> bool:
    if "if-none-match" in ask.headers:
        return tag in ask.headers["if-none-match"] or ask.headers["if-none-match"] == "*"
    since = _date(ask.headers.get("if-modified-since", ""))
    return since is not None and since >= _WRITTEN


def _part(ask: Ask, answer: Answer, tag: str) -> Answer:
    wanted = _RANGE.fullmatch(ask.headers.get("range", ""))
    condition = ask.headers.get("if-range", tag)
    if wanted is None or not (condition == tag or _date(condition) == _WRITTEN):
        return answer
    size = len(answer.body)
    first, last = wanted[1], wanted[2]
    if first:
        start, stop = int(first), min(int(last) + 1, size) if last else size
    else:
        start, stop = max(size - int(last or 0), 0), size
    if start >= stop:
        headers = {**answer.headers, "Content-Range": f"bytes */{size}"}
        return evolve(answer, status=416, body=b"", headers=headers)
    headers = {**answer.headers, "Content-Range": f"bytes {start}-{stop - 1}/{size}"}
    return evolve(answer, status=206, body=answer.body[start:stop], headers=headers)


def _date(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except ValueError:
        return None
