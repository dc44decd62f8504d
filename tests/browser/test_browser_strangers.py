"""A page of another site cannot use the browser that is signed in here: no form, script or socket."""

import json
from collections.abc import Callable, Iterator
from itertools import cycle

import pytest
from playwright.sync_api import Page, Response

from aniworld_demo.answers import Answer, Ask
from aniworld_demo.loopback import serve
from tools.browser.house import House
from tools.browser.watch import Watch

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.needs("ffmpeg")]

Entering = Callable[..., tuple[Page, Watch]]

WRITES: tuple[tuple[str, dict[str, str]], ...] = (
    ("/queue", {"do": "stop"}),
    ("/queue", {"do": "pause"}),
    ("/queue/empty", {"show": "waiting"}),
    ("/missing", {"do": "all"}),
    ("/add", {"text": "1-2-mond-ueber-kazahana"}),
    ("/settings", {"downloads.workers": "16"}),
    ("/settings/access/leave", {}),
    ("/series/sternwacht-null/remove", {}),
    ("/logout", {}),
    ("/api/queue/pause", {}),
    ("/api/queue/stop", {}),
    ("/api/auth/logout", {}),
)
"""What a stranger would like to do: addresses with the fields of their forms."""

KINDS = ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain")

SUBMIT = """([action, fields, kind]) => {
  const form = document.createElement("form");
  Object.assign(form, { action, method: "post", enctype: kind });
  for (const [name, value] of Object.entries(fields)) {
    form.append(Object.assign(document.createElement("input"), { name, value }));
  }
  document.body.append(form);
  form.submit();
}"""

FETCH = """async ([url, body, options]) => {
  try {
    const answer = await fetch(url, { method: "POST", credentials: "include", body, ...options });
    return answer.type === "opaque" ? "opaque" : `read: ${answer.status}`;
  } catch (error) {
    return "refused";
  }
}"""

CONNECT = """(url) => new Promise((resolve) => {
  const socket = new WebSocket(url);
  socket.onopen = () => resolve("open");
  socket.onerror = () => resolve("refused");
})"""


@pytest.fixture(scope="module")
def stranger() -> Iterator[str]:
    """Serve a page of somebody else, on another port of this machine; return the port."""

    def page(_: Ask) -> Answer:
        return Answer(body=b"<!doctype html><title>Kittens</title><body>")

    with serve(page, host="stranger", visits=[]) as url:
        yield url.rpartition(":")[2]


def state(house: House) -> tuple[object, ...]:
    """Return all that a stranger could have changed."""
    library = house.library
    waiting = [one.id for one in library.queue.page(limit=1000)]
    keys = [one.key for one in library.catalog.page(limit=1000)]
    return waiting, keys, library.queue.paused(), house.site.runner.state, library.config


def is_in(page: Page, house: House) -> bool:
    """Tell whether the browser is still signed in."""
    return page.context.request.get(f"{house.url}/api/queue/status").ok


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_forms_and_scripts_of_another_site_change_nothing(
    furnished: House, enter: Entering, stranger: str, host: str
) -> None:
    page, watch = enter(furnished)
    furnished.library.queue.pause()  # so that nothing changes by itself
    before = state(furnished)
    writes: list[Response] = []
    page.context.on(
        "response", lambda one: writes.append(one) if one.request.method == "POST" else None
    )
    for (path, fields), kind in zip(WRITES, cycle(KINDS), strict=False):
        page.goto(f"http://{host}:{stranger}/")
        with page.expect_navigation(url=f"{furnished.url}{path}"):
            page.evaluate(SUBMIT, [furnished.url + path, fields, kind])
    page.goto(f"http://{host}:{stranger}/")
    for path, fields in WRITES:
        asked = [furnished.url + path, json.dumps(fields)]
        plain = {"headers": {"Content-Type": "text/plain"}}
        as_json = {"headers": {"Content-Type": "application/json"}}
        assert page.evaluate(FETCH, [*asked, {"mode": "no-cors", **plain}]) == "refused"
        assert page.evaluate(FETCH, [*asked, plain]) == "refused"
        assert page.evaluate(FETCH, [*asked, as_json]) == "refused"  # it may not even be sent
    assert len(writes) >= len(WRITES)
    assert {one.status for one in writes} == {403}
    assert state(furnished) == before
    assert is_in(page, furnished)
    watch.faults.clear()  # the browser tells of every one of these


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_page_of_another_site_reads_and_hears_nothing(
    furnished: House, enter: Entering, stranger: str, host: str
) -> None:
    page, watch = enter(furnished)
    page.goto(f"http://{host}:{stranger}/")
    socket = furnished.url.replace("http://", "ws://") + "/ws/connect"
    assert page.evaluate(CONNECT, socket) == "refused"
    for path in ("/", "/api/anime", "/api/config"):
        assert page.evaluate(FETCH, [furnished.url + path, None, {"method": "GET"}]) == "refused"
    frame = """(url) => new Promise((resolve) => {
      const frame = document.createElement("iframe");
      frame.onload = () => resolve();
      frame.src = url;
      document.body.append(frame);
    })"""
    page.evaluate(frame, furnished.url)
    assert "Library" not in page.frames[1].content()
    watch.faults.clear()
    page.goto(furnished.url)
    assert page.evaluate(CONNECT, socket) == "open"  # so it was not the address that was wrong
