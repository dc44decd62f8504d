"""The settings by their REST interface: changed while it runs, restored, and never told in clear."""

import tomllib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from aniworld_core.config import load
from aniworld_core.entities import Series
from aniworld_core.events import DownloadFinished
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.services.settings import Settings
from aniworld_core.testing.arrange import files
from aniworld_core.testing.watching import Gate, Heard, eventually
from aniworld_core.testing.world import World
from aniworld_web.app import create_app
from aniworld_web.site import Site

SECRET = "s3cr3t-of-the-site"
PASSWORD = "hunter2-hunter2"
TEMPLATE = "{title}/{title} S{season:02}E{episode:02}.{ext}"


@pytest.fixture
def file(tmp_path: Path, root: Path) -> Path:
    """Return the settings file of the library."""
    file = tmp_path / "config.toml"
    file.write_text(
        f"""\
# written by hand
library = "{root}"
data = "{tmp_path / "data"}"
store = "memory:"

[downloads]
reserve = 0
backoff = 0.0
patience = 0.0

[providers.site]
api_token = "{SECRET}"
proxy = "http://me:{PASSWORD}@proxy.test"

[plugins.web]
download = false
"""
    )
    return file


@pytest.fixture
def reload_config(file: Path) -> Callable[[], Any]:
    """Return what reads the settings as at the start, with three workers set by the environment."""
    return lambda: load(file, environment={"ANIWORLD_DOWNLOADS__WORKERS": "3"})


@pytest.fixture
def library(world: World, reload_config: Callable[[], Any]) -> Iterator[Library]:
    manager = PluginManager()
    manager.add(world, "world")
    with Library.open(reload_config(), plugins=manager) as library:
        yield library


@pytest.fixture
def app(library: Library, file: Path, reload_config: Callable[[], Any]) -> Starlette:
    return create_app(library, settings=Settings(file), load=reload_config)


def put(client: httpx.Client, body: object, **query: bool) -> Any:
    return client.put("/api/config", json=body, params=query).raise_for_status().json()


def received(client: httpx.Client) -> list[int]:
    """List the bytes of the downloads that run."""
    running = client.get("/api/queue/status").json()["active_downloads"]
    return [item["progress"]["received"] for item in running]


def stored(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text())


def test_a_part_changes_what_it_names(client: httpx.Client, file: Path, site: Site) -> None:
    changed = put(client, {"downloads": {"quality": "720p"}})
    assert changed["settings"]["downloads"]["quality"] == "720p"
    assert changed["restart_needed"] == []
    assert stored(file)["downloads"]["quality"] == "720p"
    assert file.read_text().startswith("# written by hand")
    assert site.library.config.downloads.quality == "720p"
    assert client.get("/api/config").json() == changed["settings"]


def test_the_whole_drops_what_it_does_not_name(client: httpx.Client, file: Path) -> None:
    shown = client.get("/api/config").json()
    del shown["downloads"]
    put(client, shown, whole=True)
    assert "downloads" not in stored(file)
    assert stored(file)["providers"]["site"]["api_token"] == SECRET


def test_what_environment_sets_wins_and_is_told(client: httpx.Client, site: Site) -> None:
    put(client, {"downloads": {"workers": 7}})
    assert client.get("/api/config").json()["downloads"]["workers"] == 7
    assert site.library.config.downloads.workers == 3
    assert client.get("/api/config/state").json()["overridden"] == ["downloads.workers"]


def test_what_needs_a_restart_is_told_and_stays(
    client: httpx.Client, site: Site, tmp_path: Path
) -> None:
    store = site.library.store
    elsewhere = {"data": str(tmp_path / "other"), "store": "", "plugins": {"web": {"port": 1}}}
    changed = put(client, elsewhere)
    assert changed["restart_needed"] == ["data", "plugins.web.port", "store"]
    assert client.get("/api/config/state").json()["restart_needed"] == changed["restart_needed"]
    assert site.library.store is store
    assert site.library.config.data == tmp_path / "data"


@pytest.mark.parametrize(
    ("body", "path", "told"),
    [
        ({"downloads": {"workrs": 2}}, "downloads.workrs", "workers"),
        ({"downloads": {"workers": "many"}}, "downloads.workers", "whole number"),
        ({"downloads": {"workers": 99}}, "downloads.workers", "16"),
        ({"downloads": {"quality": "4k"}}, "downloads.quality", "1080p"),
        ({"download": {}}, "download", "downloads"),
        ({"library": 5}, "library", "str"),
        ({"plugins": {"web": {"proxy": "http://***@other.test"}}}, "plugins.web.proxy", "***"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_wrong_is_told_with_its_place_and_changes_nothing(
    client: httpx.Client, file: Path, body: dict[str, Any], path: str, told: str
) -> None:
    before = file.read_text()
    answer = client.put("/api/config", json=body)
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert error["path"] == path
    assert told in error["problem"]
    assert file.read_text() == before
    assert client.get("/api/config/backups").json()["items"] == []


def test_a_check_tells_the_same_and_changes_nothing(client: httpx.Client, file: Path) -> None:
    before = file.read_text()

    def check(body: object) -> Any:
        return client.post("/api/config/validate", json=body).raise_for_status().json()

    assert check({"downloads": {"workers": 5}}) == {"valid": True, "problems": []}
    wrong = check({"downloads": {"workers": 0}})
    assert not wrong["valid"]
    assert [one["path"] for one in wrong["problems"]] == ["downloads.workers"]
    assert file.read_text() == before


def test_secrets_are_never_told(client: httpx.Client, file: Path) -> None:
    changed = put(client, {"downloads": {"workers": 4}})
    hidden = changed["settings"]["providers"]["site"]
    assert hidden == {"api_token": "***", "proxy": "http://***@proxy.test"}
    put(client, {"providers": {"site": hidden}})  # as a form sends it back
    assert stored(file)["providers"]["site"]["api_token"] == SECRET

    name = client.get("/api/config/backups").json()["items"][0]["name"]
    texts = [
        client.get(f"/api{path}").text
        for path in ("/config", "/config/state", "/config/schema", "/config/backups", "/logs")
    ]
    texts.append(client.post(f"/api/config/backups/{name}/restore").text)
    texts.append(client.post("/api/config/validate", json={"providers": {"site": 1}}).text)
    for text in texts:
        assert SECRET not in text
        assert PASSWORD not in text


def test_two_changes_at_once_are_both_made(client: httpx.Client, file: Path, site: Site) -> None:
    bodies: list[dict[str, Any]] = [
        {"downloads": {"attempts": 7}},
        {"downloads": {"quality": "480p"}},
        {"scanner": {"min_size": 5}},
        {"naming": {"template": TEMPLATE}},
    ]
    with ThreadPoolExecutor(len(bodies)) as threads:
        list(threads.map(lambda body: put(client, body), bodies))
    for body in bodies:
        for section, settings in body.items():
            for name, value in settings.items():
                assert stored(file)[section][name] == value
                assert getattr(getattr(site.library.config, section), name) == value
    assert client.get("/api/config/backups").json()["total"] == len(bodies)


def test_downloads_end_with_the_old_settings_and_go_on_with_the_new(
    client: httpx.Client, library: Library, site: Site, world: World, fern: Series, root: Path
) -> None:
    gate, heard = Gate(), Heard()
    world.during_fetch = gate
    library.store.series.put(fern)
    library.emit.add(heard)
    site.runner.start()
    client.post("/api/queue/add", json={"serie_id": "fern", "episodes": ["S01E01"]})
    gate.wait()

    put(client, {"naming": {"template": TEMPLATE}, "downloads": {"workers": 1}})
    assert site.library is not library
    client.post("/api/queue/add", json={"serie_id": "fern", "episodes": ["S01E02"]})
    eventually(lambda: received(client), lambda received: received == [50])  # its events still come
    gate.open()

    heard.wait(DownloadFinished, 2)
    assert files(root) == ["Fern (2013)/Fern S01E02.mp4", "Fern (2013)/Season 01/Fern S01E01.mp4"]


def test_a_backup_is_restored(client: httpx.Client, file: Path, site: Site) -> None:
    before = file.read_bytes()
    put(client, {"downloads": {"quality": "720p"}})
    (backup,) = client.get("/api/config/backups").json()["items"]
    assert backup["size"] == len(before)
    restored = client.post(f"/api/config/backups/{backup['name']}/restore").json()
    assert restored["settings"]["downloads"]["quality"] == "best"
    assert file.read_bytes() == before
    assert site.library.config.downloads.quality == "best"


@pytest.mark.parametrize(
    "name",
    [
        "..%2F..%2Fetc%2Fpasswd",
        "..%5C..%5Cconfig.toml",
        "config.toml",
        "config-20200101T000000Z.toml",
        "config-20261122T180000Z.toml%00.txt",
        "%2e%2e",
        "a" * 5000,
        "\N{FULLWIDTH FULL STOP}\N{FULLWIDTH FULL STOP}",
    ],
    ids=lambda name: name[:20],
)
def test_a_hostile_name_restores_nothing(client: httpx.Client, file: Path, name: str) -> None:
    before = file.read_text()
    answer = client.post(f"/api/config/backups/{name}/restore")
    assert answer.status_code in {404, 422}
    assert file.read_text() == before


@pytest.mark.parametrize(
    "content",
    [b"no toml [", b"\xff\xfe", b"downloads = { workers = 99 }", b"[" * 10_000],
    ids=["broken", "binary", "wrong", "nested"],
)
def test_a_backup_that_holds_no_settings_changes_nothing(
    client: httpx.Client, file: Path, content: bytes
) -> None:
    before = file.read_text()
    name = client.post("/api/config/backups").raise_for_status().json()["name"]
    (file.parent / "backups" / name).write_bytes(content)
    answer = client.post(f"/api/config/backups/{name}/restore")
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:aniworld:error:invalid-config")
    assert file.read_text() == before


def test_backups_come_in_pages(client: httpx.Client) -> None:
    names = [client.post("/api/config/backups").json()["name"] for _ in range(5)]
    seen: list[str] = []
    after: dict[str, str] = {}
    while True:
        page = client.get("/api/config/backups", params={"limit": 2, **after}).json()
        assert page["total"] == 5
        seen += [one["name"] for one in page["items"]]
        if page["next"] is None:
            break
        after = {"after": page["next"]}
    assert seen == names[::-1]


def test_a_file_broken_by_hand_is_told_and_can_be_mended(client: httpx.Client, file: Path) -> None:
    client.post("/api/config/backups").raise_for_status()
    file.write_text("library = [")
    assert client.get("/api/config").json()["downloads"]["workers"] == 3  # those in use
    assert client.get("/api/config/state").json()["problems"]
    assert client.put("/api/config", json={"downloads": {"workers": 1}}).status_code == 422
    name = client.get("/api/config/backups").json()["items"][0]["name"]
    assert client.post(f"/api/config/backups/{name}/restore").status_code == 200
    assert client.get("/api/config/state").json()["problems"] == []


def test_forms_learn_every_setting(client: httpx.Client) -> None:
    sections = client.get("/api/config/schema").json()["sections"]
    settings = {one["path"]: one for section in sections for one in section["settings"]}
    assert settings["downloads.workers"]["rules"]["high"] == 16
    assert settings["library"]["doc"]
