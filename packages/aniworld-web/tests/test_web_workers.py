"""``/api/workers``: who works on the store, and how a process is asked to end."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import httpx
import pytest

from aniworld_core.clock import utc_now
from aniworld_core.entities import EpisodeId, Series, WorkerOrder
from aniworld_core.library import Library
from aniworld_core.testing.arrange import process

ATTIC, BARN = "attic.lan:7:0a1b2c3d", "barn:12:4e5f6071"
LEASE = timedelta(hours=1)


def listed(client: httpx.Client) -> Mapping[str, Mapping[str, Any]]:
    answer = client.get("/api/workers").raise_for_status()
    return {one["name"]: one for one in answer.json()["items"]}


def test_this_process_is_among_them(reader: httpx.Client, library: Library) -> None:
    (name,) = listed(reader)
    assert name == library.workers.name
    assert {part: listed(reader)[name][part] for part in ("role", "is_this", "alive", "items")} == {
        "role": "web",
        "is_this": True,
        "alive": True,
        "items": [],
    }


def test_a_process_is_shown_with_what_it_does(
    reader: httpx.Client, library: Library, fern: Series
) -> None:
    library.store.series.put(fern)
    (item,) = library.queue.add("fern", [EpisodeId(1, 1)])
    process(library, ATTIC, downloads=3, providers=("site",), root="9f3e", version="1.2")
    library.store.queue.claim(ATTIC, LEASE, utc_now())
    library.store.leases.take("scan", ATTIC, LEASE, utc_now())
    one = listed(reader)[ATTIC]
    assert {name: one[name] for name in ("host", "role", "alive", "is_this", "asked")} == {
        "host": "attic.lan",
        "role": "worker",
        "alive": True,
        "is_this": False,
        "asked": None,
    }
    assert (one["downloads"], one["providers"], one["root"], one["version"], one["leads"]) == (
        3,
        ["site"],
        "9f3e",
        "1.2",
        ["scan"],
    )
    assert [(each["id"], each["worker"]) for each in one["items"]] == [(item.id, ATTIC)]
    assert reader.get(f"/api/queue/{item.id}").json()["worker"] == ATTIC


def test_one_that_fell_silent_is_told_apart(client: httpx.Client, library: Library) -> None:
    process(library, ATTIC, at=utc_now() - 2 * LEASE)
    process(library, BARN)
    alive = {name: one["alive"] for name, one in listed(client).items()}
    assert alive == {ATTIC: False, BARN: True, library.workers.name: True}
    process(library, ATTIC, at=utc_now() - timedelta(days=2))
    assert ATTIC not in listed(client)


@pytest.mark.parametrize("order", list(WorkerOrder))
def test_one_is_asked_and_the_others_are_not(
    client: httpx.Client, library: Library, order: WorkerOrder
) -> None:
    process(library, ATTIC)
    process(library, BARN)
    answer = client.post(f"/api/workers/{ATTIC}/{order}")
    assert (answer.status_code, answer.json()["asked"]) == (202, order)
    asked = {name: one["asked"] for name, one in listed(client).items()}
    assert asked == {ATTIC: order, BARN: None, library.workers.name: None}


@pytest.mark.parametrize("name", [ATTIC, "nobody", "%00", "a b"])
def test_only_who_is_alive_can_be_asked(client: httpx.Client, library: Library, name: str) -> None:
    process(library, ATTIC, at=utc_now() - 2 * LEASE)
    answer = client.post(f"/api/workers/{name}/stop")
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:aniworld:error:not-found")


def test_who_may_only_read_ends_nobody(reader: httpx.Client, library: Library) -> None:
    process(library, ATTIC)
    assert reader.post(f"/api/workers/{ATTIC}/stop").status_code == 403
    assert listed(reader)[ATTIC]["asked"] is None
