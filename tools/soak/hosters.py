"""The hosters of the soak: each shows files and playlists, as the plan has every link end."""

import re
import threading
from collections import Counter, deque
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from aniworld_demo.answers import Answer, Ask, Site, finish, redirect
from aniworld_demo.filming import Footage, footage
from aniworld_demo.links import HOSTERS
from aniworld_demo.loopback import serve
from aniworld_demo.replica import provider_settings
from aniworld_demo.sites.aniworld import AniworldSite
from aniworld_demo.stamps import stamped, stamped_segment
from tools.soak.faults import Fault
from tools.soak.plan import Fate, Plan
from tools.soak.reply import Reply, Right

__all__ = ["Web"]

_LINK = re.compile(r"/(page|file|playlist|piece)/(\d+)(?:/(\d+))?\.\w+")
_PLAYLIST = "application/vnd.apple.mpegurl"
_TODAY = date(2026, 1, 1)


class Web:
    """A catalogue and its hosters on loopback while the context lasts; ``struck`` counts the faults."""

    def __init__(self, plan: Plan) -> None:
        self.struck: Counter[str] = Counter()
        self._plan = plan
        self._hits: Counter[int] = Counter()
        self._guard = threading.Lock()
        self._released = threading.Event()
        self._hosters = [_Server(self) for _ in HOSTERS]
        self._catalogue = serve(self._site(), host="catalogue", visits=deque(maxlen=0))
        self._url = ""

    def __enter__(self) -> Self:
        for server in self._hosters:
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        self._url = self._catalogue.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._released.set()
        self._catalogue.__exit__(kind, error, trace)
        for server in self._hosters:
            server.shutdown()
            server.server_close()

    def environment(self) -> Mapping[str, str]:
        """Return the variables by which the program reads this catalogue."""
        return {
            f"ANIWORLD_PROVIDERS__{name}__{setting}".upper(): str(value).lower()
            for name, section in provider_settings({"aniworld": self._url}).items()
            for setting, value in section.items()
        }

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answer a request to any hoster: rightly, or by the link's fault while that strikes."""
        reply = Reply(request, self._released)
        path = urlsplit(request.path).path
        found = _LINK.fullmatch(path)
        fate = self._plan.fates.get(int(found[2])) if found else None
        if found is None or fate is None:
            reply.send(b"nothing here", status=404)
            return
        place, number = found[1], int(found[3] or 0)
        right = _right(request, fate, int(found[2]), place, number)
        if right is None:
            reply.send(b"nothing here", status=404)
        elif (fault := self._strikes(fate, int(found[2]), place, number)) is not None:
            fault.do(reply, right)
        else:
            _send(request, path, right)

    def _strikes(self, fate: Fate, link: int, place: str, number: int) -> Fault | None:
        """Return the fault for this request; of pieces only the second one is ever spoilt."""
        fault = fate.fault
        if fault is None or fault.place != place or (place == "piece" and number != 1):
            return None
        with self._guard:
            self._hits[link] += 1
            if fate.times is not None and self._hits[link] > fate.times:
                return None
            self.struck[fault.name] += 1
            return fault

    def _site(self) -> Site:
        addresses = {
            name: f"http://127.0.0.1:{server.server_port}"
            for name, server in zip(HOSTERS, self._hosters, strict=True)
        }
        site = AniworldSite(shows=self._plan.shows, hosters=addresses, today=_TODAY)

        def answer(ask: Ask) -> Answer:
            found = re.fullmatch(r"/redirect/(\d+)", ask.path)
            if found is None or int(found[1]) not in self._plan.fates:
                return site(ask)
            link = int(found[1])
            return redirect(f"{addresses[HOSTERS[link % 10]]}/page/{link}.html")

        return answer


class _Server(ThreadingHTTPServer):
    daemon_threads = True  # a visitor that was killed may have left its connection behind
    request_queue_size = 64

    def __init__(self, web: Web) -> None:
        self.web = web
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep quiet: visitors are killed at any time, and connections broken off on purpose."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30
    server: _Server

    def do_GET(self) -> None:
        self.server.web.answer(self)

    def do_HEAD(self) -> None:
        self.server.web.answer(self)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


def _send(request: BaseHTTPRequestHandler, path: str, right: Right) -> None:
    headers = {name.lower(): value for name, value in request.headers.items()}
    ask = Ask(method=request.command, path=path, headers=headers)
    answer = finish(ask, Answer(body=right.body, type=right.type))
    request.send_response(answer.status)
    for name, value in answer.headers.items():
        request.send_header(name, value)
    request.send_header("Content-Type", answer.type)
    request.send_header("Content-Length", str(len(answer.body)))
    request.end_headers()
    if request.command != "HEAD":
        request.wfile.write(answer.body)


def _right(
    request: BaseHTTPRequestHandler, fate: Fate, link: int, place: str, number: int
) -> Right | None:
    film, base = footage(fate.film), f"http://{request.headers['Host']}"
    match place:
        case "page":
            return Right(body=_page(fate, link, base, film).encode(), type="text/html")
        case "file":
            return Right(body=_file(fate.film, fate.code), type="video/mp4")
        case "playlist":
            return Right(body=_playlist(link, film).encode(), type=_PLAYLIST)
        case "piece" if number < len(film.segments):
            pieces = [_piece(fate.film, one, fate.code) for one in (number, number - 1)]
            return Right(body=pieces[0], type="video/mp2t", other=pieces[1])
    return None


def _page(fate: Fate, link: int, base: str, film: Footage) -> str:
    if fate.pieces:
        player = f"""<div id="vplayer"></div><script>var player = jwplayer("vplayer");
player.setup({{ sources: [{{ file: '{base}/playlist/{link}.m3u8' }}],
duration: "{film.seconds}", preload: 'auto' }});</script>"""
    else:
        player = f"""<video id="player" controls preload="none">
<source src="{base}/file/{link}.mp4" type="video/mp4"></video>"""
    return (
        f"<!DOCTYPE html><html><head><title>{fate.code}</title></head><body>{player}</body></html>"
    )


def _playlist(link: int, film: Footage) -> str:
    lines = ["#EXTM3U", "#EXT-X-VERSION:3", "#EXT-X-TARGETDURATION:2", "#EXT-X-PLAYLIST-TYPE:VOD"]
    for number, (seconds, _) in enumerate(film.segments):
        lines += [f"#EXTINF:{seconds:.3f},", f"/piece/{link}/{number}.ts"]
    return "\n".join([*lines, "#EXT-X-ENDLIST", ""])


@lru_cache(maxsize=64)
def _file(film: int, code: str) -> bytes:
    return stamped(footage(film).mp4, code)


@lru_cache(maxsize=64)
def _piece(film: int, number: int, code: str) -> bytes:
    return stamped_segment(footage(film).segments[number][1], code)
