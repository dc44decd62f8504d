"""The polite HTTP client: the only place that knows the HTTP library."""

import time
import weakref
from collections.abc import Callable, Collection, Mapping
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

import httpx
from hishel import CacheOptions, SqliteStorage
from hishel.httpx import CacheClient

from aniworld_core.errors import Blocked, Gone, LayoutChanged, RateLimited, Unavailable
from aniworld_core.ports import LARGEST_COVER, Spend
from aniworld_scraping.body import read_body
from aniworld_scraping.config import SiteConfig
from aniworld_scraping.counting import Counting
from aniworld_scraping.documents import parse_json
from aniworld_scraping.outcomes import failure, unreachable
from aniworld_scraping.pace import Pace, allowance
from aniworld_scraping.page import Page
from aniworld_scraping.retrying import retrying
from aniworld_scraping.waits import retry_after

__all__ = ["Client", "Page"]

T = TypeVar("T")

_WEB = ("http://", "https://")
_HOPS = 5
_CACHE_SIZE = 128 * 1024**2


class Client:
    """Asks one site, politely: paced, patient, never past a limit, and never another host.

    One session with one cookie jar, for every thread. Addresses are absolute or below
    ``config.base_url``. ``mirrors`` are all known hosts of the site; a ``base_url`` that is none of
    them, such as a replica, is on its own. ``cache`` is the file that remembers pages between runs,
    so that the site need not send them again while they are unchanged; None remembers nothing. The
    client counts its own requests unless ``share_pace`` tells it where all processes count theirs.

    Every request raises ProviderError and nothing else: Unavailable (after the tries that
    ``config`` allows), RateLimited, Blocked, Gone or LayoutChanged.
    """

    def __init__(
        self, config: SiteConfig, *, mirrors: Collection[str] = (), cache: Path | None = None
    ) -> None:
        own = _netloc(config.base_url)
        self.base_url = config.base_url
        self._hosts = frozenset({own, *mirrors}) if own in mirrors else frozenset({own})
        self._config = config
        self._counting = Counting()
        self._paces: dict[str, Pace] = {}
        self._lock = Lock()
        self._http = _session(config, cache)
        self._retrying = retrying(config)
        # A provider has no close(): the connections go with the last one who holds the client.
        self._closing = weakref.finalize(self, self._http.close)

    def close(self) -> None:
        """Close the connections now."""
        self._closing()

    def share_pace(self, spend: Spend) -> None:
        """Keep the limits together with whoever else spends there; a provider that SharesPace calls it."""
        self._counting.share(spend)

    def get(self, address: str) -> Page:
        """Read a page, following redirects within the site."""
        return self._retrying(self._page, self._http.build_request("GET", address))

    def json(self, address: str, read: Callable[[Any], T]) -> T:
        """Read a JSON document; what ``read`` stumbles over is LayoutChanged, as ``parse_json`` says."""
        return parse_json(self.get(address), read)

    def post(
        self, address: str, form: Mapping[str, str], *, headers: Mapping[str, str] | None = None
    ) -> Page:
        """Send a form that changes nothing on the site, such as a search, and read the answer."""
        request = self._http.build_request("POST", address, data=form, headers=headers)
        return self._retrying(self._page, request)

    def read(self, address: str, *, limit: int) -> bytes:
        """Read a file of at most ``limit`` bytes, such as an image, following redirects in the site."""
        request = self._http.build_request("GET", address)
        return self._retrying(self._followed, request, limit)[1]

    def cover(self, url: str) -> bytes:
        """Read an image of the site, as ShowsCovers promises; raises Gone for any other address."""
        if not self.owns(url):
            raise Gone(f"{url!r} is no address on {self.base_url}.")
        return self.read(url, limit=LARGEST_COVER)

    def target(
        self, address: str, *, read: Callable[[Page], str | None] = lambda _: None
    ) -> str | None:
        """Return where an address redirects to, without going there; None when it is a page.

        ``read`` reads where a page leads that is no redirect; as it stands, nowhere.
        """
        request = self._http.build_request("GET", address)
        response, body = self._retrying(self._exchange, request, self._config.size_limit)
        if response.next_request is None:
            target = read(Page(str(response.url), _decode(body, response.charset_encoding)))
        else:
            target = str(response.next_request.url)
        if target is None:
            return None
        if not target.startswith(_WEB):
            raise LayoutChanged(f"{_plain(request.url)} leads to {target}, no web address.")
        return target

    def owns(self, url: str) -> bool:
        """Tell whether an absolute address belongs to the site."""
        return url.startswith(_WEB) and _netloc(url) in self._hosts

    def _is_safe(self, url: httpx.URL) -> bool:
        downgraded = self.base_url.startswith("https:") and url.scheme != "https"
        return self.owns(str(url)) and not downgraded

    def _page(self, request: httpx.Request) -> Page:
        response, body = self._followed(request, self._config.size_limit)
        return Page(str(response.url), _decode(body, response.charset_encoding))

    def _followed(self, request: httpx.Request, limit: int) -> tuple[httpx.Response, bytes]:
        for _ in range(_HOPS):
            response, body = self._exchange(request, limit)
            if response.next_request is None:
                return response, body
            request = response.next_request
        raise Unavailable(
            f"{_plain(request.url)} redirects round in circles.", hint="Try again later."
        )

    def _exchange(self, request: httpx.Request, limit: int) -> tuple[httpx.Response, bytes]:
        if not self._is_safe(request.url):
            raise Blocked(
                f"{self.base_url} leads to {_plain(request.url)}, not to the site.",
                hint="Site blocked by your internet provider? Check DNS, and the setting base_url.",
            )
        pace = self._pace(request.url.netloc.decode())
        with pace.turn():
            response, body = self._transfer(request, limit)
        if response.next_request is not None:
            return response, body
        wait = retry_after(
            response.headers.get("Retry-After", ""), date=response.headers.get("Date", "")
        )
        text = "" if response.is_success else _decode(body, response.charset_encoding)
        error = failure(response.status_code, _plain(response.url), text, wait=wait)
        if error is None:
            return response, body
        if wait is not None and isinstance(error, RateLimited | Unavailable):
            pace.rest(wait)
        raise error

    def _transfer(self, request: httpx.Request, limit: int) -> tuple[httpx.Response, bytes]:
        try:
            response = self._http.send(request, stream=True)
            try:
                body = read_body(
                    response.iter_raw(),
                    response.headers.get("Content-Encoding", ""),
                    limit=limit,
                    deadline=time.monotonic() + self._config.timeout,
                )
            finally:
                response.close()
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise unreachable(request.url.host, error) from error
        return response, body

    def _pace(self, host: str) -> Pace:
        with self._lock:
            if host not in self._paces:
                self._paces[host] = Pace(
                    host,
                    allowance=allowance(
                        per_second=self._config.requests_per_second,
                        per_hour=self._config.requests_per_hour,
                    ),
                    at_once=self._config.concurrency,
                    patience=timedelta(seconds=self._config.patience),
                    spend=self._counting.spend,
                )
            return self._paces[host]


def _session(config: SiteConfig, cache: Path | None) -> httpx.Client:
    settings: dict[str, Any] = {
        "base_url": config.base_url,
        "headers": {
            "User-Agent": f"aniworld-library/{version('aniworld-scraping')}",
            "Accept-Encoding": "gzip, deflate",
            # A catalogue is read to learn what is new, so a kept page is always asked about.
            "Cache-Control": "no-cache",
        },
        "timeout": config.timeout,
    }
    if cache is None:
        return httpx.Client(**settings)
    storage = SqliteStorage(database_path=cache, max_size=_CACHE_SIZE)
    return CacheClient(storage=storage, rfc=CacheOptions(shared=False), **settings)


def _plain(url: httpx.URL) -> str:
    """Return an address as messages name it: without its query, which may hold what is not to be told."""
    return str(url.copy_with(query=None))


def _netloc(url: str) -> str:
    try:
        return httpx.URL(url).netloc.decode()
    except httpx.InvalidURL:
        return ""


def _decode(body: bytes, charset: str | None) -> str:
    try:
        return body.decode(charset or "utf-8", "replace")
    except LookupError:
        return body.decode("utf-8", "replace")
