"""System: faults with their fix, plugins, the log, old data, and the reference of the interface."""

import logging
import shutil
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser

import aniworld_web
from aniworld_core import hookimpl
from aniworld_core.config import parse
from aniworld_core.entities import EpisodeId, Failure
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.ports import Migrator, OldSeries
from aniworld_core.testing.arrange import show
from aniworld_core.testing.world import World
from aniworld_web.rest.openapi.document import address_of
from aniworld_web.rest.table import OPERATIONS
from aniworld_web.site import Site
from tools.pages import page, texts


class OldFiles:
    """Reads `old.txt` in the library folder: a line for each series, or a fault."""

    name = "old"

    def fits(self, source: Path) -> bool:
        return (source / "old.txt").is_file()

    def count(self, source: Path) -> int:
        return len(list(self.read(source)))

    def read(self, source: Path) -> Iterable[OldSeries | Failure]:
        for line in (source / "old.txt").read_text().splitlines():
            if line.startswith("!"):
                yield Failure(path=line, reason="It is <b>torn</b>.")
            else:
                yield OldSeries(
                    series=show(EpisodeId(1, 1), key=line, title=line), source=source / "old.txt"
                )


class Extras:
    """A plugin that reads old data."""

    @hookimpl
    def aniworld_migrators(self) -> Iterable[Migrator]:
        return [OldFiles()]


class Lame:
    """A plugin that fails."""

    @hookimpl
    def aniworld_name_readers(self) -> Iterable[object]:
        raise RuntimeError("out of <b>order</b>")


@pytest.fixture
def manager(world: World) -> PluginManager:
    manager = PluginManager()
    manager.add(world, "world")
    manager.add(Extras(), "extras")
    manager.add(aniworld_web, "web")
    return manager


@pytest.fixture
def library(manager: PluginManager, root: Path, tmp_path: Path) -> Iterator[Library]:
    config = parse(
        {
            "library": str(root),
            "data": str(tmp_path / "data"),
            "store": "memory:",
            "downloads": {"reserve": 0},
            "plugins": {"web": {"download": False}},
        }
    )
    with Library.open(config, plugins=manager) as library:
        yield library


def wait_for(job: str) -> None:
    for thread in threading.enumerate():
        if thread.name == f"job {job}":
            thread.join()


def test_faults_stand_first_with_their_fix(
    client: httpx.Client, root: Path, manager: PluginManager
) -> None:
    shutil.rmtree(root)
    manager.add(Lame(), "lame")
    tree = page(client, "/system")
    found = texts(tree, ".system .finding")
    assert found[0].startswith(f"faulty Library folder There is no folder {root}.")
    assert "Mount its disk" in found[0]
    assert any(line.startswith("faulty Plugins lame: RuntimeError") for line in found)
    assert texts(tree, ".note-bad") == ["2 things need you."]
    assert not tree.css("main b")


def test_when_all_is_well_it_says_so(client: httpx.Client, tmp_path: Path) -> None:
    tree = page(client, "/system")
    faults = [line for line in texts(tree, ".system .finding") if line.startswith("faulty")]
    if faults == [] or "ffmpeg" not in faults[0]:  # a machine may have none
        assert texts(tree, ".note-good") == ["All is well."]
    assert str(tmp_path / "data") in texts(tree, ".disk")[1]
    assert len(tree.css(".disk meter")) == 2


def test_plugins_are_listed_with_what_they_give(
    client: httpx.Client, manager: PluginManager
) -> None:
    manager.add(Lame(), "lame")
    lines = texts(page(client, "/system"), "#plugins + .list > li")
    assert [line.split()[0] for line in lines] == ["extras", "lame", "web", "world"]
    assert "broken RuntimeError: out of <b>order</b>" in lines[1]
    assert "providers" in lines[3]


def test_no_site_is_asked_by_looking(client: httpx.Client, site: Site) -> None:
    for address in ("/system", "/system/logs", "/system/migration", "/sites/ask"):
        page(client, address)
    assert site.jobs.all() == []


def log(site: Site, *messages: str, level: int = logging.WARNING) -> None:
    for message in messages:
        site.logs.add(logging.LogRecord("aniworld.test", level, __file__, 1, message, None, None))


def test_the_log_shows_the_newest_first_by_pages(client: httpx.Client, site: Site) -> None:
    log(site, *(f"message {number}" for number in range(250)))
    address, seen = "/system/logs?level=warning", []
    while address:
        tree = page(client, address)
        seen += [text.split(" aniworld")[0] for text in texts(tree, ".log-text")]
        following = tree.css_first('a[rel="next"]')
        address = following.attributes["href"] or "" if following else ""
    assert seen[:250] == [f"message {number}" for number in range(249, -1, -1)]


def test_the_log_is_narrowed_by_level(client: httpx.Client, site: Site) -> None:
    log(site, "quiet", level=logging.DEBUG)
    log(site, "loud", level=logging.ERROR)
    assert texts(page(client, "/system/logs?level=error"), ".log-text") == ["loud aniworld.test"]
    assert "quiet" in page(client, "/system/logs?level=debug").text()
    for query in ("level=nonsense", "before=x", "before=" + "9" * 40, "level=%00"):
        assert client.get(f"/system/logs?{query}").status_code == 200


def test_the_log_tells_no_secret_and_no_markup(client: httpx.Client, site: Site) -> None:
    log(site, "password=hunter2hunter2 <img src=x onerror=alert(1)>")
    answer = client.get("/system/logs")
    assert "hunter2" not in answer.text
    assert not LexborHTMLParser(answer.text).css("main img")


def test_old_data_is_looked_at_before_it_is_taken_over(
    client: httpx.Client, library: Library, root: Path
) -> None:
    assert "There is none" in texts(page(client, "/system/migration"), "#migration")[0]
    (root / "old.txt").write_text("fern\nmoss\n!torn\n")
    tree = page(client, "/system/migration")
    assert "3 data files are in the library folder." in texts(tree, "#migration")[0]
    client.post("/system/migration", data={"do": "check"})
    wait_for("migration-check")
    tree = page(client, "/system/migration")
    assert texts(tree, "#result")[0].startswith("What would happen")
    assert texts(tree, ".figures dd") == ["2", "0", "1"]
    assert "It is <b>torn</b>." in texts(tree, ".events li")[0]
    assert not library.catalog.page()
    client.post("/system/migration", data={"do": "run"})
    wait_for("migration")
    tree = page(client, "/system/migration")
    assert texts(tree, "#result")[0].startswith("What was done")
    assert [one.key for one in library.catalog.page()] == ["fern", "moss"]


def test_an_unknown_button_takes_nothing_over(client: httpx.Client, site: Site, root: Path) -> None:
    (root / "old.txt").write_text("fern\n")
    for do in ("", "delete", "run "):
        client.post("/system/migration", data={"do": do})
    assert [job.kind for job in site.jobs.all()] == ["migration"]  # blanks around are no harm


def test_the_reference_is_open_and_complete(stranger: httpx.Client, site: Site) -> None:
    assert not site.access.configured()
    tree = page(stranger, "/api/docs")
    routes = [f"{one.method} {address_of(one)}" for one in OPERATIONS]
    listed = [
        " ".join(part.text() for part in node.css(".method, .route-path"))
        for node in tree.css("summary")
        if node.css(".method")
    ]
    assert sorted(listed) == sorted(routes)
    ids = {node.attributes["id"] for node in tree.css("[id]")}
    anchors = {(node.attributes["href"] or "") for node in tree.css('.reference a[href^="#"]')}
    assert len(anchors) > 50
    assert {anchor.removeprefix("#") for anchor in anchors} <= ids
    assert "`" not in texts(tree, "main")[0]


def test_the_reference_says_what_each_operation_demands(stranger: httpx.Client) -> None:
    tree = page(stranger, "/api/docs")

    def demand(id: str) -> str:
        return " ".join(texts(tree, f"#{id} .route-body > p .chip"))

    assert demand("post_auth_login") == "open to everybody"
    assert demand("get_anime") == "needs the right to read"
    assert demand("post_queue_add") == "needs the right to write"
    assert "text of at most 255 characters" in " ".join(texts(tree, "#post_queue_add dd"))
