"""The browser's side of the WebSocket, run by Node against a real server."""

import json
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from aniworld_core.entities import EpisodeId, SeriesKey
from aniworld_core.events import DownloadFinished, ScanProgress
from aniworld_core.library import Library
from aniworld_web.live.client import Client
from aniworld_web.paths import STATIC
from aniworld_web.site import Site

pytestmark = pytest.mark.needs("node")

# What a browser adds to the script: where it comes from, and the cookie with every connection.
PAGE = """
const [script, url, token] = process.argv.slice(1);
globalThis.document = {
  currentScript: { src: `${url}/static/websocket_client.js`, dataset: {} },
  baseURI: `${url}/queue`,
};
const Plain = globalThis.WebSocket;
globalThis.WebSocket = class extends Plain {
  constructor(address) {
    super(address, { headers: { Origin: url, Cookie: `aniworld_session=${token}` } });
  }
};
require("node:vm").runInThisContext(require("node:fs").readFileSync(script, "utf8"));

const socket = io();
socket.join("downloads");
socket.on("download_complete", () => { throw new Error("a listener that fails"); });
console.error = () => {};
for (const type of ["connect", "joined", "download_complete", "scan_progress", "snapshot", "disconnect"]) {
  socket.on(type, data => console.log(JSON.stringify([type, data])));
}
"""


class Page:
    """The running script, and what it tells."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def hear(self) -> tuple[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, self.process.stderr.read() if self.process.stderr else ""
        type, data = json.loads(line)
        return type, data


@pytest.fixture
def page(url: str, token: str) -> Iterator[Page]:
    """Open a page that listens to the downloads."""
    script = str(STATIC / "websocket_client.js")
    with subprocess.Popen(
        ["node", "--experimental-websocket", "--no-warnings", "-e", PAGE, script, url, token],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        yield Page(process)
        process.kill()


def finish(library: Library, id: int) -> None:
    key, episode = SeriesKey("fern"), EpisodeId(1, 1)
    library.emit(DownloadFinished(id=id, key=key, episode=episode, path="Fern.mkv", size=9))


def lose_connection(site: Site) -> None:
    """Drop the page's connection, as a network does."""
    (client,) = site.hub.feed.readers
    assert isinstance(client, Client)
    assert site.hub._loop is not None
    site.hub._loop.call_soon_threadsafe(client.abandon)


def test_a_page_hears_its_rooms_and_catches_up_after_a_loss(
    page: Page, library: Library, site: Site
) -> None:
    assert page.hear()[0] == "connect"
    assert page.hear() == ("joined", {"rooms": ["downloads"]})
    library.emit(ScanProgress(done=1, folders=2))
    finish(library, 1)
    type, data = page.hear()
    assert (type, data["download_id"], data["key"]) == ("download_complete", 1, "fern")

    lose_connection(site)
    type, data = page.hear()
    assert (type, data["final"]) == ("disconnect", False)
    finish(library, 2)
    finish(library, 3)
    assert page.hear()[0] == "connect"
    assert [page.hear()[1]["download_id"] for _ in range(2)] == [2, 3]

    site.access.sign_out_everywhere()
    type, data = page.hear()
    assert (type, data["code"], data["final"]) == ("disconnect", 4401, True)
    assert page.process.wait(timeout=10) == 0
