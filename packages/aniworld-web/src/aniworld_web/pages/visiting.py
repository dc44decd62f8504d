"""From a request of the web framework to the visit that a page's handler is given."""

from urllib.parse import urlsplit

from starlette.requests import Request

from aniworld_core.errors import InvalidRequest
from aniworld_web.caller import Caller
from aniworld_web.pages.addresses import ours
from aniworld_web.pages.fields import Fields
from aniworld_web.pages.page import Visit
from aniworld_web.pages.texts import choose, texts
from aniworld_web.site import Site

__all__ = ["LANGUAGE_COOKIE", "form_of", "visit_of"]

LANGUAGE_COOKIE = "aniworld_language"
_FORM = "application/x-www-form-urlencoded"
_LARGEST_FORM = 256 * 1024


def visit_of(request: Request, site: Site, *, caller: Caller | None, form: Fields) -> Visit:
    """Return what a handler may know of a request; raises InvalidRequest for a query of no sense."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    header = request.headers
    before = _came_from(request)
    return Visit(
        site=site,
        caller=caller,
        seq=site.hub.feed.head,
        path=request.path_params,
        query=_query(request),
        form=form,
        cookies=request.cookies,
        texts=texts(choose(chosen, header.get("accept-language", ""))),
        part="hx-request" in header and "hx-boosted" not in header,
        prefix=_prefix(request),
        here=before if request.method == "POST" else _here(request),
        came_from=before,
        address=request.client.host if request.client else "",
        origin=f"{request.url.scheme}://{request.url.netloc}",
        secure=request.url.scheme == "https",
    )


async def form_of(request: Request) -> Fields:
    """Read the form of a request; raises InvalidRequest."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise InvalidRequest(f"Send the form as {_FORM}.")
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > _LARGEST_FORM:
            raise InvalidRequest("The form is too large.", hint="Choose less at once.")
    return Fields.parse(bytes(content))


def _here(request: Request) -> str:
    """Return the address that was asked for, without the prefix."""
    path = request.scope.get("raw_path", b"").decode("latin-1") or request.url.path
    query = request.scope["query_string"].decode("latin-1")
    return _inside(f"{path}?{query}" if query else path, _prefix(request))


def _came_from(request: Request) -> str:
    """Return the address of the page that the visitor saw before, if it is one of ours, else ``/``."""
    try:
        before = urlsplit(request.headers.get("referer", ""))
    except ValueError:
        return "/"
    if before.netloc != request.headers.get("host"):
        return "/"
    return _inside(
        f"{before.path}?{before.query}" if before.query else before.path, _prefix(request)
    )


def _inside(text: str, prefix: str) -> str:
    """Take the prefix off an address; what is not below it, or not safe, is ``/``."""
    if not text.startswith(f"{prefix}/"):
        return "/"
    return ours(text.removeprefix(prefix)) or "/"


def _prefix(request: Request) -> str:
    return str(request.scope.get("root_path", "")).rstrip("/")


def _query(request: Request) -> Fields:
    try:
        return Fields.parse(request.scope["query_string"])
    except InvalidRequest:
        return Fields({})
