"""How yt-dlp asks the web here: over Python's own sockets alone, with bounds on all that is read.

Other ways that yt-dlp knows (curl_cffi, requests) are not used: the first connects past Python, where
nothing could keep a job out of the local network.
"""

import io
import urllib.request
import urllib.response
import zlib
from http.client import IncompleteRead
from typing import Any
from urllib.parse import urlsplit

from aniworld_core.errors import Unavailable, WrongFile
from aniworld_downloaders_ytdlp.child.faults import Faults
from aniworld_downloaders_ytdlp.child.flow import Flow
from aniworld_downloaders_ytdlp.child.guard import Refused, check_host
from aniworld_downloaders_ytdlp.child.ytdlp import (
    TransportError,
    UrllibResponseAdapter,
    UrllibRH,
    handle_response_read_exceptions,
)

__all__ = ["BoundedRH", "Media"]

_PAGE = 32 * 1024**2
"""Bytes that a page, a playlist or a key may have, unpacked."""

_GZIP = zlib.MAX_WBITS | 16
_FORMS = {"gzip": (_GZIP,), "x-gzip": (_GZIP,), "deflate": (-zlib.MAX_WBITS, zlib.MAX_WBITS)}

_contexts: dict[tuple[Any, ...], Any] = {}
"""By their options, for all jobs of a child: loading the certificates takes longer than many a page."""


class BoundedRH(UrllibRH):  # type: ignore[misc]
    """Asks for http and https; with a ``flow``, what is asked for unpacked is media, read as that allows."""

    _SUPPORTED_URL_SCHEMES = ("http", "https")
    flow: Flow | None = None
    faults: Faults

    def _make_sslcontext(self, *options: Any, **named: Any) -> Any:
        key = (*options, *named.items())
        if key not in _contexts:
            _contexts[key] = super()._make_sslcontext(*options, **named)
        return _contexts[key]

    def _prepare_headers(self, _: Any, headers: Any) -> None:
        headers.setdefault("Accept-Encoding", "gzip, deflate")

    def _create_instance(self, *args: Any, **kwargs: Any) -> Any:
        opener = super()._create_instance(*args, **kwargs)
        opener.add_handler(_EveryHop(media=self.flow is not None))
        return opener

    def _send(self, request: Any) -> Any:
        answer = super()._send(request)
        if self.flow is not None and request.headers.get("Accept-Encoding") == "identity":
            if self.flow.pieces:
                _check_part(request.headers.get("Range", ""), answer)
            return Media(answer, self.flow, self.faults)
        return _Page(answer)


class _EveryHop(urllib.request.BaseHandler):
    """Looks at each request and each answer, redirects included, before the rest of urllib does."""

    handler_order = 100

    def __init__(self, *, media: bool) -> None:
        self._media = media

    def http_request(self, request: urllib.request.Request) -> urllib.request.Request:
        check_host(urlsplit(request.full_url).hostname or "")
        return request

    def http_response(self, request: urllib.request.Request, answer: Any) -> Any:
        if not answer.headers.get("Content-Length", "0").strip().isdecimal():
            del answer.headers["Content-Length"]  # yt-dlp believes it to be a number
        if 300 <= answer.status < 400:
            # urllib reads the whole of it, and it may have no end.
            answer.close()
            return _in_memory(answer, b"")
        packed = answer.headers.get("Content-Encoding", "identity").strip().lower()
        if packed in {"", "identity"}:
            return answer
        as_it_is = self._media and request.get_header("Accept-encoding") == "identity"
        if as_it_is or packed not in _FORMS:
            raise Refused(
                WrongFile(
                    f"The hoster sends it packed ({packed[:20]}), which was not asked for.",
                    hint="Take another hoster.",
                )
            )
        content = _unpacked(_read_page(answer), *_FORMS[packed])
        del answer.headers["Content-Encoding"], answer.headers["Content-Length"]
        return _in_memory(answer, content)

    https_request = http_request
    https_response = http_response


class _Answer(UrllibResponseAdapter):  # type: ignore[misc]
    """Stands in for an answer, which would close the connection if it were let go of."""

    def __init__(self, answer: Any) -> None:
        super().__init__(answer.fp)
        self._answer = answer


class _Page(_Answer):
    """An answer that is read into memory, and therefore has to end."""

    def read(self, amt: int | None = None) -> bytes:
        """Read so many bytes, or all there are."""
        content: bytes = super().read(_PAGE + 1 if amt is None else amt)
        if amt is None and len(content) > _PAGE:
            raise _endless_page()
        if amt is None and getattr(self.fp, "length", None):
            raise TransportError(cause=IncompleteRead(content))
        return content


class Media(_Answer):
    """An answer that is read block by block: fewer bytes than asked for are no sign of its end.

    ``measured`` is whether its end was announced, so that one that breaks off can be told from a whole one.
    """

    def __init__(self, answer: Any, flow: Flow, faults: Faults) -> None:
        super().__init__(answer)
        self._flow = flow
        self._faults = faults
        self._received = 0
        chunked = answer.headers.get("Transfer-Encoding", "").strip().lower() == "chunked"
        self.measured = chunked or answer.headers.get("Content-Length", "").strip().isdecimal()

    def read(self, amt: int | None = None) -> bytes:
        """Read up to so many bytes as soon as there are any; none at the end."""
        try:
            return b"" if self.closed else self._read(amt)
        except TransportError as error:
            self._faults.last = error
            raise

    def _read(self, amt: int | None) -> bytes:
        granted = self._flow.ask(amt or _PAGE)
        try:
            block: bytes = self.fp.read1(granted)
        except Exception as error:
            handle_response_read_exceptions(error)
            raise
        self._flow.got(granted, len(block))
        if not block and self._flow.pieces:
            self._check_end()
        self._received += len(block)
        if self._received > self._flow.piece_limit:
            raise WrongFile(
                "A piece of the video is larger than any piece should be.",
                hint="Take another hoster.",
            )
        return block

    def _check_end(self) -> None:
        if not self.measured:
            raise WrongFile(
                "The hoster does not say how long a piece of the video is: one that breaks off looks whole.",
                hint="Take another hoster.",
            )
        if getattr(self.fp, "length", None):
            raise TransportError(cause=IncompleteRead(b""))
        if not self._received:
            raise TransportError(cause=EOFError())


def _check_part(asked: str, answer: Any) -> None:
    """Refuse another part of a file than the one that was asked for: yt-dlp would take it for the piece."""
    part = asked.removeprefix("bytes=")
    if part.endswith("-") or not part:
        return
    if not str(answer.headers.get("Content-Range", "")).startswith(f"bytes {part}/"):
        answer.close()
        raise TransportError(
            cause=Refused(
                WrongFile(
                    "The hoster sends another part of the file than the piece that was asked for.",
                    hint="Take another hoster.",
                )
            )
        )


def _in_memory(answer: Any, content: bytes) -> Any:
    made = urllib.response.addinfourl(
        io.BytesIO(content), answer.headers, answer.url, answer.status
    )
    made.msg = answer.msg  # type: ignore[attr-defined] # urllib looks for it
    return made


def _read_page(answer: Any) -> bytes:
    content: bytes = answer.read(_PAGE + 1)
    if len(content) > _PAGE:
        raise Refused(_endless_page())
    return content


def _unpacked(content: bytes, *forms: int) -> bytes:
    for form in forms:
        unpacker = zlib.decompressobj(form)
        try:
            plain = unpacker.decompress(content, _PAGE)
        except zlib.error:
            continue
        if unpacker.unconsumed_tail:
            raise Refused(_endless_page())
        return plain
    raise Refused(
        Unavailable(
            "The hoster's answer is damaged: it cannot be unpacked.", hint="Try again later."
        )
    )


def _endless_page() -> WrongFile:
    return WrongFile(
        f"The hoster's answer has no end: more than {_PAGE // 1024**2} MiB in place of a page.",
        hint="Take another hoster.",
    )
