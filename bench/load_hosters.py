"""A catalogue and hosters whose videos take long, as a process of their own: what `bench_load` downloads.

It prints the environment by which the program reads them as one line of JSON, and ends when its input does.
"""

import json
import sys
from http.server import BaseHTTPRequestHandler

from tools.soak.hosters import Web
from tools.soak.plan import calm

__all__ = ["EPISODES", "SLUG"]

EPISODES = 64
_SIZE = 4 * 1024**3
_BLOCK = bytes(256 * 1024)
_HEAD = b"\0\0\0\x18ftypisom"
"""How an mp4 begins: what begins otherwise is refused at once."""
_VIDEO = b'<video><source src="/file/%s.mp4" type="video/mp4"></video>'


class _Long(Web):
    """Every link leads to a file that nobody will see the end of."""

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answer with the page of a video, or with as much of it as the visitor stays for."""
        link = request.path.rpartition("/")[2].partition(".")[0].encode()
        page = b"<html><body>" + _VIDEO % link + b"</body></html>"
        is_page = request.path.startswith("/page/")
        request.send_response(200)
        request.send_header("Content-Type", "text/html" if is_page else "video/mp4")
        request.send_header("Content-Length", str(len(page) if is_page else _SIZE))
        request.end_headers()
        if is_page:
            request.wfile.write(page)
            return
        request.wfile.write(_HEAD + _BLOCK[len(_HEAD) :])
        for _ in range(_SIZE // len(_BLOCK) - 1):
            request.wfile.write(_BLOCK)


_PLAN = calm(EPISODES // 2)
(SLUG,) = _PLAN.shows


def main() -> None:
    """Serve until the input ends."""
    with _Long(_PLAN) as web:
        print(json.dumps(web.environment()), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
