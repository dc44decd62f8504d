"""Signing in and out, and the three steps of the first run."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.applications import Starlette

from aniworld_core.config import load
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.root_mark import MARK, read
from aniworld_core.services.settings import Settings
from aniworld_core.testing.arrange import video
from aniworld_core.testing.world import World
from aniworld_web.app import create_app
from aniworld_web.auth.credentials import COOKIE
from aniworld_web.serving import Serving
from aniworld_web.site import Site

Connect = Callable[..., httpx.Client]
PASSWORD = "a password for tests"
PAIR = {"password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a settings file that names no library yet."""
    file = tmp_path / "config.toml"
    file.write_text(
        f'data = "{tmp_path / "data"}"\nstore = "memory:"\n\n[downloads]\nreserve = 0\n\n'
        "[plugins.web]\ndownload = false\n"
    )
    return file


@pytest.fixture
def environment() -> dict[str, str]:
    """Return the environment that the settings are read with."""
    return {}


@pytest.fixture
def library(world: World, file: Path, environment: dict[str, str]) -> Iterator[Library]:
    manager = PluginManager()
    manager.add(world, "world")
    with Library.open(load(file, environment=environment), plugins=manager) as library:
        yield library


@pytest.fixture
def app(library: Library, file: Path, environment: dict[str, str]) -> Starlette:
    return create_app(
        library, settings=Settings(file), load=lambda: load(file, environment=environment)
    )


@pytest.fixture
def person(connect: Connect) -> httpx.Client:
    """Return a client that keeps cookies, as a browser does."""
    client = connect()
    client.headers["origin"] = str(client.base_url).rstrip("/")
    return client


def said(answer: httpx.Response, selector: str = "main") -> str:
    node = LexborHTMLParser(answer.text).css_first(selector)
    return "" if node is None else " ".join(node.text().split())


def chosen(site: Site) -> Path | None:
    """Return the library folder that is in use."""
    return site.library.config.library


def wait_for(job: str) -> None:
    for thread in threading.enumerate():
        if thread.name == f"job {job}":
            thread.join()


def test_the_first_run_leads_from_the_password_to_the_library(
    person: httpx.Client, site: Site, root: Path, file: Path
) -> None:
    video(root / "Fern (2013)" / "Fern S01E01.mkv")
    assert person.get("/").headers["location"] == "/setup"
    assert "At least 12 characters." in said(person.get("/setup"))
    chosen = person.post("/setup", data=PAIR)
    assert (chosen.status_code, chosen.headers["location"]) == (303, "/setup/folder")
    assert "HttpOnly" in chosen.headers["set-cookie"]
    assert "SameSite=Strict" in chosen.headers["set-cookie"]
    assert "1 folder, 1 video." in said(person.get("/setup/folder", params={"folder": str(root)}))
    used = person.post("/setup/folder", data={"folder": str(root)})
    assert (used.status_code, used.headers["location"]) == (303, "/setup/sites")
    assert f'library = "{root}"' in file.read_text()
    wait_for("scan")
    assert site.library.scanner.unmatched() == ("Fern (2013)",)
    assert "site · installed and in use" in said(person.get("/setup/sites"))
    done = person.post("/setup/sites", data={"language": ["eng-sub", "", "ger-dub", "eng-sub"]})
    assert (done.status_code, done.headers["location"]) == (303, "/")
    assert site.library.config.downloads.languages == ("eng-sub", "ger-dub")
    assert "All is set." in said(person.get("/"), "#notes")


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"password": PASSWORD, "again": PASSWORD + " "}, "The two are not the same."),
        ({"password": PASSWORD}, "The two are not the same."),
        ({"password": "eleven char", "again": "eleven char"}, "at least 12 characters"),
        ({"password": "x" * 2000, "again": "x" * 2000}, "The password is too long."),
        ({}, "at least 12 characters"),
    ],
)
def test_a_first_password_against_the_rule_is_asked_for_again(
    person: httpx.Client, site: Site, form: dict[str, str], told: str
) -> None:
    answer = person.post("/setup", data=form or {"x": ""})
    assert answer.status_code == 422
    assert told in said(answer, ".field-problem")
    assert not site.access.configured()
    assert COOKIE not in answer.headers.get("set-cookie", "")


def test_the_first_password_is_chosen_once(person: httpx.Client, site: Site) -> None:
    site.access.set_up(PASSWORD)
    assert person.get("/setup").headers["location"] == "/login"
    answer = person.post(
        "/setup", data={"password": "another password", "again": "another password"}
    )
    assert answer.headers["location"] == "/login"
    site.access.sign_in(PASSWORD, "127.0.0.1")


def test_the_later_steps_are_for_who_is_signed_in(stranger: httpx.Client, site: Site) -> None:
    site.access.set_up(PASSWORD)
    for page in ("/setup/folder?folder=/etc", "/setup/sites"):
        assert stranger.get(page).headers["location"].startswith("/login?next=")
    answer = stranger.post("/setup/folder", data={"folder": "/tmp/made", "create": "1"})
    assert answer.headers["location"] == "/login"
    assert not Path("/tmp/made").exists()


def looked(client: httpx.Client, folder: str) -> str:
    answer = client.get("/setup/folder", params={"folder": folder})
    assert answer.status_code == 200
    return said(answer, "#look")


def test_a_folder_is_looked_at_and_left_alone(client: httpx.Client, tmp_path: Path) -> None:
    for number in range(3):
        video(tmp_path / "anime" / f"Show {number}" / "Season 1" / "1.mkv")
    video(tmp_path / "anime" / "Show 0" / "cover.jpg")
    video(tmp_path / "anime" / ".hidden" / "1.mkv")
    assert "3 folders, 3 videos." in looked(client, str(tmp_path / "anime"))
    (tmp_path / "empty").mkdir()
    assert "It is empty." in looked(client, str(tmp_path / "empty"))
    assert "There is no such folder. Make it" in looked(client, str(tmp_path / "a" / "b"))
    assert not (tmp_path / "a").exists()
    assert "That is a file" in looked(client, str(tmp_path / "config.toml"))
    assert "Make it" not in looked(client, str(tmp_path / "config.toml" / "below"))
    assert "Type the whole path" in looked(client, "anime")
    assert "Type the path of a folder." in looked(client, "  ")
    assert "There is no such folder." in looked(client, "/" + "x/" * 450)
    assert looked(client, "/" + "x" * 900)
    assert looked(client, "~nobody-of-this-name/x")


def test_a_folder_is_made_only_when_that_is_asked_for(
    client: httpx.Client, site: Site, tmp_path: Path
) -> None:
    folder = tmp_path / "new" / "anime"
    answer = client.post("/setup/folder", data={"folder": str(folder)})
    assert answer.status_code == 422
    assert not folder.exists()
    assert chosen(site) is None
    answer = client.post("/setup/folder", data={"folder": str(folder), "create": "1"})
    assert answer.headers["location"] == "/setup/sites"
    assert folder.is_dir()
    assert chosen(site) == folder
    wait_for("scan")


def test_another_folder_is_known_as_soon_as_it_is_chosen(
    client: httpx.Client, site: Site, tmp_path: Path
) -> None:
    def choose(folder: Path) -> None:
        client.post("/setup/folder", data={"folder": str(folder)})
        wait_for("scan")

    first, second = (
        video(tmp_path / name / "Show" / "Show S01E01.mkv").parents[1] for name in ("one", "other")
    )
    for folder in (first, second):
        choose(folder)
        assert site.library.recognising.check() == read(folder) is not None
    (second / MARK).unlink()  # its disk is gone, perhaps: to choose it again says nothing of that
    choose(second)
    assert read(second) is None


def test_what_cannot_be_used_is_kept_in_the_field(client: httpx.Client, file: Path) -> None:
    before = file.read_text()
    for folder in ("anime", str(file), str(file / "below"), "/proc/none/of/this"):
        answer = client.post("/setup/folder", data={"folder": folder, "create": "1"})
        assert answer.status_code == 422
        field = LexborHTMLParser(answer.text).css_first("#folder")
        assert field is not None
        assert field.attributes["value"] == folder
    assert file.read_text() == before


@pytest.mark.parametrize("environment", [{"ANIWORLD_LIBRARY": "/somewhere/else"}])
def test_a_folder_that_the_environment_overrules_is_not_called_set(
    client: httpx.Client, root: Path
) -> None:
    answer = client.post("/setup/folder", data={"folder": str(root)})
    assert answer.status_code == 422
    assert "Saved, but not used" in said(answer)


def test_sites_are_asked_by_the_button_only(client: httpx.Client, site: Site) -> None:
    client.get("/setup/sites")
    assert site.jobs.all() == []
    mine = {"Referer": f"{client.base_url}/setup/sites"}
    answer = client.post("/sites/ask", data={"x": ""}, headers=mine)
    assert answer.headers["location"] == "/setup/sites"
    wait_for("sites")
    assert "site answers" in said(client.get("/setup/sites"), "#reaching")
    assert "site answers" in said(client.get("/sites/ask"), "#reaching")


def test_languages_of_no_sense_are_refused(client: httpx.Client, site: Site) -> None:
    before = site.library.config.downloads.languages
    for languages in ([""], ["<script>"], ["x" * 4000]):
        assert client.post("/setup/sites", data={"language": languages}).status_code == 422
    assert site.library.config.downloads.languages == before


def test_who_leaves_the_first_run_is_led_back_to_what_is_open(
    person: httpx.Client, site: Site, root: Path
) -> None:
    site.access.set_up(PASSWORD)
    form = {"password": PASSWORD}
    assert person.post("/login", data=form).headers["location"] == "/setup/folder"
    assert "Go on with the set-up" in said(person.get("/"))
    person.post("/setup/folder", data={"folder": str(root)})
    assert "Go on with the set-up" not in said(person.get("/"))
    person.post("/logout", data={"x": ""})
    assert person.post("/login", data=form).headers["location"] == "/"
    wait_for("scan")


def test_an_embedded_application_has_one_step(world: World, file: Path) -> None:
    manager = PluginManager()
    manager.add(world, "world")
    with (
        Library.open(load(file, environment={}), plugins=manager) as library,
        Serving(create_app(library)) as serving,
        httpx.Client(base_url=serving.url, trust_env=False) as client,
    ):
        client.headers["origin"] = serving.url.rstrip("/")
        assert LexborHTMLParser(client.get("/setup").text).css(".step") == []
        assert client.post("/setup", data=PAIR).headers["location"] == "/"
        assert "are set by the program that this is part of" in said(client.get("/"), "#notes")
        before = file.read_text()
        for page in ("/setup/folder", "/setup/sites"):
            assert client.get(page).headers["location"] == "/"
            assert client.post(page, data={"folder": "/tmp"}).headers["location"] == "/"
        assert file.read_text() == before
