"""Backups of the settings: listed, looked at, restored, and refused where they are not what they seem."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.applications import Starlette

from aniworld_core.config import Config, load
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.services.settings import Settings
from aniworld_core.testing.world import World
from aniworld_web.app import create_app
from tools.pages import page

SECRET = "s3cr3t-of-the-site"


@pytest.fixture
def file(tmp_path: Path, root: Path) -> Path:
    """Return the settings file."""
    file = tmp_path / "config.toml"
    file.write_text(
        f'library = "{root}"\ndata = "{tmp_path / "data"}"\nstore = "memory:"\n\n'
        f'[providers.site]\napi_token = "{SECRET}"\n\n[plugins.web]\ndownload = false\n'
    )
    return file


def read(file: Path) -> Config:
    return load(file, environment={})


@pytest.fixture
def library(world: World, file: Path) -> Iterator[Library]:
    manager = PluginManager()
    manager.add(world, "world")
    with Library.open(read(file), plugins=manager) as library:
        yield library


@pytest.fixture
def app(library: Library, file: Path) -> Starlette:
    return create_app(library, settings=Settings(file), load=lambda: read(file))


def said(answer: httpx.Response, selector: str = "main") -> str:
    found = LexborHTMLParser(answer.text).css(selector)
    return " ".join(" ".join(one.text().split()) for one in found)


def save(client: httpx.Client, **changes: str) -> None:
    data = {name.replace("__", "."): value for name, value in changes.items()}
    assert client.post("/settings", data=data).status_code == 303


def test_a_broken_file_is_told_with_a_way_out(client: httpx.Client, file: Path) -> None:
    save(client, downloads__attempts="7")
    file.write_text("downloads = [")
    answer = client.get("/settings")
    assert answer.status_code == 200
    assert "not in order" in said(answer, ".note-bad")
    backup = page(client, "/settings/backups").css_first("main .line a")
    assert backup is not None
    address = backup.attributes["href"] or ""
    assert "cannot be shown" in said(client.get(address))
    assert client.post(address, data={"x": ""}).headers["location"] == "/settings/backups"
    assert "attempts" not in file.read_text()
    assert client.get("/settings").text.count("note-bad") == 0


def test_a_backup_is_restored_after_it_was_looked_at(client: httpx.Client, file: Path) -> None:
    before = file.read_text()
    save(client, downloads__attempts="7")
    changed = file.read_text()
    (link,) = page(client, "/settings/backups").css("main .line a")
    address = link.attributes["href"] or ""
    seen = client.get(address)
    assert said(seen, "tbody th") == "downloads.attempts"
    assert said(seen, "tbody td") == "7 5"
    assert SECRET not in seen.text
    assert file.read_text() == changed
    assert client.post(address, data={"x": ""}).status_code == 303
    assert file.read_text() == before


def test_a_backup_is_made_by_hand(client: httpx.Client, file: Path) -> None:
    assert "There is no backup yet" in said(client.get("/settings/backups"))
    client.post("/settings/backups", data={"x": ""})
    (backup,) = (file.parent / "backups").iterdir()
    assert backup.read_text() == file.read_text()
    assert backup.name in client.get("/settings/backups").text
    file.unlink()
    assert client.post("/settings/backups", data={"x": ""}).status_code == 303


@pytest.mark.parametrize(
    "name",
    ["..%2F..%2Fconfig.toml", "config.toml", "x%00", "%2Fetc%2Fpasswd", "a" * 3000, "%3Cb%3E"],
)
def test_hostile_names_of_backups_change_nothing(
    client: httpx.Client, file: Path, name: str
) -> None:
    before = file.read_text()
    for answer in (
        client.get(f"/settings/backups/{name}"),
        client.post(f"/settings/backups/{name}", data={"x": ""}),
    ):
        assert answer.status_code in {303, 404}
    assert file.read_text() == before


def test_a_broken_backup_is_refused(client: httpx.Client, file: Path) -> None:
    before = file.read_text()
    client.post("/settings/backups", data={"x": ""})
    (backup,) = (file.parent / "backups").iterdir()
    backup.write_text("downloads = 5")
    for answer in (
        client.get(f"/settings/backups/{backup.name}"),
        client.post(f"/settings/backups/{backup.name}", data={"x": ""}),
    ):
        assert answer.headers["location"] == "/settings/backups"
    assert file.read_text() == before


def test_many_backups_have_pages(client: httpx.Client, file: Path) -> None:
    folder = file.parent / "backups"
    folder.mkdir()
    for number in range(40):
        (folder / f"config-202601{number // 24 + 1:02}T{number % 24:02}0000Z.toml").write_text("")
    first = page(client, "/settings/backups")
    assert len(first.css("main .line")) == 30
    more = first.css_first('a[rel="next"]')
    assert more is not None
    assert len(page(client, more.attributes["href"] or "").css("main .line")) == 10
