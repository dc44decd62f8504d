"""Several processes ask one site: its rate and its budget hold for all of them together."""

import subprocess
import sys
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

ASK = """
import sys
from contextlib import closing
from types import SimpleNamespace

import aniworld_stores_sql
from aniworld_core import hookimpl
from aniworld_core.config import parse
from aniworld_core.errors import RateLimited
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_scraping import Client, SiteConfig

url, store, data, tries = sys.argv[1:]
client = Client(SiteConfig(base_url=url, requests_per_second=20, requests_per_hour=40))
site = SimpleNamespace(name="site", share_pace=client.share_pace)


class Plugin:
    @hookimpl
    def aniworld_providers(self):
        return [site]


manager = PluginManager()
manager.add(aniworld_stores_sql, "stores-sql")
manager.add(Plugin(), "site")
done = 0
with closing(client), Library.open(parse({"data": data, "store": store}), plugins=manager) as library:
    assert list(library.plugins.providers) == ["site"]
    for _ in range(int(tries)):
        try:
            client.get("/")
        except RateLimited as error:
            assert error.retry_after.total_seconds() > 3000, error
        else:
            done += 1
print(done)
"""


@pytest.fixture
def asked() -> list[float]:
    """Return when the site was asked."""
    return []


@pytest.fixture
def site(asked: list[float]) -> Iterator[str]:
    """Run a site and return its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(time.monotonic())
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Keep the output of the tests clean."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def ask(site: str, address: str, data: Path, tries: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", ASK, site, address, str(data), str(tries)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_processes_share_rate_and_budget(
    site: str, asked: list[float], address: str, tmp_path: Path
) -> None:
    running = [ask(site, address, tmp_path, 30) for _ in range(2)]
    done = [int(process.communicate(timeout=100)[0]) for process in running]
    assert [process.returncode for process in running] == [0, 0]
    assert sum(done) == len(asked) == 40
    assert max(done) <= 30
    # Four pass at once, then one each twentieth of a second; a request may be a little on its way.
    for first, last in zip(asked, asked[20:], strict=False):
        assert last - first >= (20 - 4) / 20 - 0.2
    # Who begins when the others have ended finds nothing left of the hour.
    assert ask(site, address, tmp_path, 2).communicate(timeout=100)[0] == "0\n"
    assert len(asked) == 40
