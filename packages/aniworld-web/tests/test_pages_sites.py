"""How the sites are doing, and what is found without asking them."""

import httpx
import pytest

from aniworld_core.clock import utc_now
from aniworld_core.entities import Title
from aniworld_core.errors import Blocked, Unavailable
from aniworld_core.library import Library
from aniworld_core.testing.watching import eventually
from aniworld_core.testing.world import World
from tools.pages import page, texts


@pytest.fixture(autouse=True)
def index(library: Library) -> None:
    titles = [Title(provider="site", ref=ref, title=ref.title()) for ref in ("fern", "fernweh")]
    library.store.titles.replace("site", titles, utc_now())


def test_what_is_known_is_found_at_once_and_the_site_asked_after(
    client: httpx.Client, world: World
) -> None:
    world.provider_error = Unavailable("The site is down.")
    tree = page(client, "/add?q=fern")
    assert texts(tree, ".hit h3") == ["Fern", "Fernweh"]
    assert not tree.css(".note-bad"), "nobody was asked"
    (asking,) = tree.css("#found [hx-get]")
    assert asking.attributes["hx-get"] == "/add?q=fern&online=1"
    asked = page(client, "/add?q=fern&online=1")
    assert texts(asked, ".hit h3") == ["Fern", "Fernweh"]
    assert texts(asked, ".note-bad") == ["The site is down."]
    assert not asked.css("#found [hx-get]")


def test_programs_choose_whether_sites_are_asked(client: httpx.Client, world: World) -> None:
    world.provider_error = Unavailable("The site is down.")
    offline = client.post("/api/anime/search", json={"query": "fern", "online": False}).json()
    (site,) = offline["answers"]
    assert [hit["ref"] for hit in site["hits"]] == ["fern", "fernweh"]
    assert site["problem"] is None
    (asked,) = client.post("/api/anime/search", json={"query": "fern"}).json()["answers"]
    assert asked["hits"] == site["hits"]
    assert asked["problem"]["detail"] == "The site is down."


def test_what_is_wrong_with_a_site_is_told(client: httpx.Client, library: Library) -> None:
    assert "works" in texts(page(client, "/system"), "#sites-state li")[0]
    library.conditions.note("site", Blocked("It shows <b>a gate</b>."))
    (state,) = texts(page(client, "/system/sites"), "#sites-state li")
    assert "refuses us" in state
    assert "It shows <b>a gate</b>." in state
    assert "2 titles are found without asking it" in state
    (told,) = client.get("/api/sites").json()["items"]
    assert (told["condition"], told["reason"]) == ("blocked", "It shows <b>a gate</b>.")
    assert told["until"] is not None
    assert told["index"]["titles"] == 2
    logged = client.get("/api/logs", params={"level": "warning"}).json()["items"]
    assert any("site is blocked" in one["message"] for one in logged)


def test_a_site_that_refuses_its_links_alone_still_works(
    client: httpx.Client, library: Library
) -> None:
    links = library.plugins.providers["site"].play_links
    library.conditions.note(links, Blocked("A captcha."))
    site, refused = texts(page(client, "/system/sites"), "#sites-state li")
    assert "works" in site
    assert refused.startswith("site links refuses us")
    (told,) = client.get("/api/sites").json()["items"]
    assert (told["condition"], told["links"]["reason"]) == ("working", "A captcha.")
    library.conditions.release(links)
    assert client.get("/api/sites").json()["items"][0]["links"] is None
    assert len(texts(page(client, "/system/sites"), "#sites-state li")) == 1


def test_the_lists_are_read_by_a_job(client: httpx.Client) -> None:
    answer = client.post("/api/titles/read", json={"force": True})
    assert answer.status_code == 202
    done = eventually(
        lambda: client.get(answer.headers["location"]).json(), lambda one: one["state"] != "running"
    )
    assert (done["state"], done["result"]) == ("done", {"items": []}), "this site has no list"
