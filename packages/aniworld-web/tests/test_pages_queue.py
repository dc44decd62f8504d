"""The queue's page: its lists, what the buttons do, and what cannot be done any more."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser

from aniworld_core.clock import utc_now
from aniworld_core.entities import EpisodeId, Outcome, QueueState, Series
from aniworld_core.errors import RateLimited
from aniworld_core.events import DownloadProgress
from aniworld_core.library import Library
from aniworld_core.testing.arrange import put
from aniworld_core.testing.watching import Gate, eventually
from aniworld_core.testing.world import World
from aniworld_web.site import Site
from tools.pages import page, texts

LEASE = timedelta(hours=1)


@pytest.fixture(autouse=True)
def registered(library: Library, fern: Series) -> None:
    library.store.series.put(fern)


def add(library: Library, *numbers: int) -> list[int]:
    return [item.id for item in library.queue.add("fern", [EpisodeId(1, n) for n in numbers])]


def order(library: Library) -> list[int]:
    return [item.id for item in library.queue.page()]


def press(client: httpx.Client, path: str, do: str, **more: object) -> str:
    """Press a button and return the note that follows."""
    data = {"do": do, **{name: str(value) for name, value in more.items()}}
    mine = {"Referer": f"{client.base_url}/queue"}
    answer = client.post(path, data=data, headers=mine)
    assert answer.status_code == 303
    assert urlsplit(answer.headers["location"]).path == "/queue"
    cookie = answer.headers.get("set-cookie", "").partition(";")[0]
    seen = LexborHTMLParser(client.get("/queue", headers={"cookie": cookie}).text)
    return " ".join(texts(seen, "#notes"))


def end(library: Library, state: QueueState, reason: str = "") -> int:
    item = library.store.queue.claim("ann", LEASE, utc_now())
    assert item is not None
    outcome = Outcome(state=state, reason=reason)
    assert library.store.queue.finish(item.id, item.claim, outcome, utc_now())
    return item.id


def test_an_empty_queue_says_what_to_do(client: httpx.Client) -> None:
    tree = page(client, "/queue")
    assert texts(tree, "#queue h2") == ["The queue is empty"]
    assert tree.css_first('#queue a[href="/missing"]')


def test_items_are_listed_by_what_becomes_of_them(client: httpx.Client, library: Library) -> None:
    add(library, 1, 2, 3, 4, 5)
    end(library, QueueState.DONE)
    end(library, QueueState.FAILED, "The file is gone.")
    running = library.store.queue.claim("ann", LEASE, utc_now())
    assert running is not None
    library.queue.pause(order(library)[-1])
    tree = page(client, "/queue")
    assert texts(tree, ".group h2") == ["Running 1", "Waiting 2", "Failed 1", "Done 1"]
    assert texts(tree, ".job-name") == [f"Fern S01E00{number}" for number in (3, 4, 5, 2, 1)]
    assert texts(tree, ".chip")[-1] != ""
    only = page(client, "/queue?show=failed")
    assert texts(only, ".job-name") == ["Fern S01E002"]
    assert texts(only, ".job-reason") == ["The file is gone."]
    assert texts(page(client, "/queue?show=nothing"), ".group h2")[0] == "Running 1"


def test_progress_is_there_without_any_script(
    client: httpx.Client, library: Library, site: Site
) -> None:
    add(library, 1)
    item = library.store.queue.claim("ann", LEASE, utc_now())
    assert item is not None
    assert "Looking for a working link" in texts(page(client, "/queue"), ".job-line")[0]
    site.speeds(
        DownloadProgress(
            id=item.id,
            key=item.key,
            episode=item.episode,
            received=50_000_000,
            total=200_000_000,
            speed=2_000_000.0,
            eta=75.0,
        )
    )
    tree = page(client, "/queue")
    bar = tree.css_first("progress")
    assert bar is not None
    assert (bar.attributes["value"], bar.attributes["max"]) == ("50000000", "200000000")
    assert bar.attributes["aria-label"] == "Fern S01E001"
    (line,) = texts(tree, ".job-line")
    assert line.replace("\N{NO-BREAK SPACE}", " ") == "25 %50.0 MB of 200 MB2.0 MB/s1:15 left"


def test_a_long_list_has_pages(client: httpx.Client, library: Library) -> None:
    put(library, "long", "Long", count=230)
    library.queue.add("long")
    assert len(texts(page(client, "/queue"), ".job")) == 10
    assert texts(page(client, "/queue"), ".group-all") == ["Show all 230"]
    address, seen = "/queue?show=waiting", []
    while address:
        tree = page(client, address)
        seen += texts(tree, ".job-name")
        following = tree.css_first('a[rel="next"]')
        address = following.attributes["href"] or "" if following else ""
    assert seen == [f"Long S01E{number:03}" for number in range(1, 231)]


@pytest.mark.parametrize("after", ["-1", "x", "1" * 30, "%00", "99999"])
def test_a_cursor_of_no_sense_is_answered(client: httpx.Client, after: str) -> None:
    assert client.get(f"/queue?show=waiting&after={after}").status_code == 200


def test_buttons_move_items_by_one(client: httpx.Client, library: Library) -> None:
    one, two, three = add(library, 1, 2, 3)
    press(client, f"/queue/{three}", "up", before=two)
    assert order(library) == [one, three, two]
    press(client, f"/queue/{one}", "down")
    assert order(library) == [three, one, two]
    press(client, f"/queue/{one}", "down")
    assert order(library) == [three, two, one]
    press(client, f"/queue/{one}", "down")
    assert order(library) == [three, two, one]
    press(client, f"/queue/{one}", "first")
    assert order(library) == [one, three, two]
    press(client, f"/queue/{one}", "up")  # the first one has nothing before it
    assert order(library) == [one, three, two]


def test_up_leads_over_the_edge_of_a_page(client: httpx.Client, library: Library) -> None:
    one, two, three = add(library, 1, 2, 3)
    tree = page(client, f"/queue?show=waiting&after={two}")
    before = tree.css_first("[name=before]")
    assert before is not None
    press(client, f"/queue/{three}", "up", before=before.attributes["value"])
    assert order(library) == [one, three, two]


def test_a_dropped_item_stands_where_it_was_dropped(client: httpx.Client, library: Library) -> None:
    one, two, three = add(library, 1, 2, 3)
    press(client, f"/queue/{one}", "place", after=two)
    assert order(library) == [two, one, three]
    press(client, f"/queue/{two}", "place", after=three)
    assert order(library) == [one, three, two]
    press(client, f"/queue/{two}", "place", before=one)
    assert order(library) == [two, one, three]
    press(client, f"/queue/{two}", "place", after=two)
    press(client, f"/queue/{two}", "place", before=two)
    press(client, f"/queue/{two}", "place", after=one)
    assert order(library) == [one, two, three]


def test_items_are_paused_tried_again_and_removed(client: httpx.Client, library: Library) -> None:
    one, two = add(library, 1, 2)
    press(client, f"/queue/{two}", "pause")
    assert library.queue.item(two).state is QueueState.PAUSED
    press(client, f"/queue/{two}", "resume")
    assert library.queue.item(two).state is QueueState.QUEUED
    assert end(library, QueueState.FAILED, "no") == one
    press(client, f"/queue/{one}", "retry")
    assert library.queue.item(one).state is QueueState.QUEUED
    assert press(client, f"/queue/{one}", "remove") == "It was taken off the queue."
    assert order(library) == [two]


def test_what_changed_meanwhile_is_told(client: httpx.Client, library: Library) -> None:
    (one,) = add(library, 1)
    library.store.queue.claim("ann", LEASE, utc_now())
    for do in ("resume", "retry"):
        assert "changed meanwhile" in press(client, f"/queue/{one}", do)
    press(client, f"/queue/{one}", "pause")
    assert library.queue.item(one).state is QueueState.PAUSED
    assert "changed meanwhile" in press(client, f"/queue/{one}", "pause")
    library.queue.remove(one)
    for do in ("pause", "remove", "first", "up", "down", "place"):
        note = press(client, f"/queue/{one}", do, before=one + 1, after=one + 2)
        assert do == "down" or f"The queue has no item {one}" in note or "no item" in note


@pytest.mark.parametrize("id", ["x", "-1", "1" * 30, "%00", "1%2F2", "٣"])
def test_ids_of_no_sense_are_answered(client: httpx.Client, id: str) -> None:
    answer = client.post(f"/queue/{id}", data={"do": "remove"})
    assert answer.status_code in {303, 404}


def test_buttons_of_no_sense_change_nothing(client: httpx.Client, library: Library) -> None:
    (one,) = add(library, 1)
    for path in (f"/queue/{one}", "/queue", "/queue/empty"):
        answer = client.post(path, data={"do": "__class__", "show": "running"})
        assert answer.status_code == 303
    assert order(library) == [one]
    assert not library.queue.paused()


@pytest.mark.parametrize("back", ["//evil.example", "/settings", "/queueX", "https://evil.example"])
def test_the_way_back_is_to_the_queue(client: httpx.Client, library: Library, back: str) -> None:
    (one,) = add(library, 1)
    answer = client.post(f"/queue/{one}", data={"do": "pause", "back": back})
    assert answer.headers["location"] == "/queue"
    answer = client.post(f"/queue/{one}", data={"do": "resume", "back": "/queue?show=waiting"})
    assert answer.headers["location"] == "/queue?show=waiting"


def test_the_whole_queue_is_switched(
    client: httpx.Client, library: Library, site: Site, world: World
) -> None:
    gate = Gate()
    world.during_fetch = gate
    add(library, 1)
    assert "The queue is stopped." in texts(page(client, "/queue"), "#queue")[0]
    press(client, "/queue", "start")
    gate.wait()
    assert texts(page(client, "/queue"), ".heading-end") == ["Pause Stop"]
    press(client, "/queue", "pause")
    assert library.queue.paused()
    assert texts(page(client, "/queue"), ".heading-end") == ["Resume Stop"]
    press(client, "/queue", "resume")
    assert not library.queue.paused()
    press(client, "/queue", "stop")
    eventually(lambda: site.runner.state.stopping, lambda stopping: not stopping)
    assert [item.state for item in library.queue.page()] == [QueueState.QUEUED]


def test_all_that_failed_is_tried_again(client: httpx.Client, library: Library) -> None:
    add(library, 1, 2, 3)
    end(library, QueueState.FAILED)
    end(library, QueueState.FAILED)
    assert press(client, "/queue", "retry") == "Tried again: 2"
    assert library.queue.counts() == {QueueState.QUEUED: 3}


def test_a_list_is_emptied_only_after_a_question(client: httpx.Client, library: Library) -> None:
    one, two, three = add(library, 1, 2, 3)
    end(library, QueueState.DONE)
    library.queue.pause(two)
    asked = client.get("/queue/empty?show=waiting")
    assert "Remove all that waits?" in asked.text
    assert "2 items are taken off" in asked.text
    assert order(library) == [one, two, three]
    client.post("/queue/empty", data={"show": "waiting"})
    assert order(library) == [one]
    client.post("/queue/empty", data={"show": "done"})
    assert order(library) == []
    for kind in ("waiting", "running", "nothing", ""):
        assert client.get(f"/queue/empty?show={kind}").headers["location"] == "/queue"


def test_a_failure_tells_what_to_do(client: httpx.Client, library: Library) -> None:
    add(library, 1, 2)
    first = library.store.queue.claim("ann", LEASE, utc_now())
    assert first is not None
    library.store.queue.requeue(first.id, first.claim, utc_now(), counted=True, reason="503")
    end(library, QueueState.FAILED, "503 again")
    end(library, QueueState.FAILED, "It is offered in other languages only: eng-sub.")
    lines = texts(page(client, "/queue?show=failed"), ".job-line")
    assert lines[0] == "503 again"
    assert lines[1].startswith("It was tried 1 time.")
    assert lines[3].endswith("Choose other languages for the series")


def test_waiting_tells_until_when(client: httpx.Client, library: Library, world: World) -> None:
    world.provider_error = RateLimited("Slow down.", retry_after=timedelta(minutes=30))
    add(library, 1)
    library.downloads.work()
    tree = page(client, "/queue")
    (rests,) = texts(tree, "#queue > .note:not(:first-of-type)")
    assert re.fullmatch(r"site rests until (.+, )?\d\d:\d\d\. Slow down\.", rests)
    assert re.search(r"Next try (.+, )?\d\d:\d\d", texts(tree, ".job-line")[0])
