"""What pages say plainly: which series of one title it is, what a number means, what will happen."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from attrs import evolve
from starlette.applications import Starlette

from aniworld_core.config import load
from aniworld_core.entities import EpisodeId, Outcome, QueueState, Series, SeriesKey
from aniworld_core.library import Library
from aniworld_core.services.settings import Settings
from aniworld_web.app import create_app
from aniworld_web.config import WebConfig
from aniworld_web.serving import Serving
from tools.pages import page, texts

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def remake(library: Library, fern: Series) -> Series:
    """Return a series of the same title and another year; both are registered."""
    remake = evolve(fern, key=SeriesKey("fern-2024"), ref="fern-2024", year=2024)
    library.store.series.put(fern, remake)
    return remake


def test_series_of_one_title_are_told_apart_by_their_years(
    client: httpx.Client, library: Library, remake: Series
) -> None:
    assert {name.rpartition(" ")[0] for name in texts(page(client, "/missing"), ".line h2")} == {
        "Fern (2013)",
        "Fern (2024)",
    }
    library.queue.add(remake.key, [EpisodeId(1, 1)])
    assert texts(page(client, "/queue"), ".job-name") == ["Fern (2024) S01E001"]
    library.catalog.remove("fern")
    assert texts(page(client, "/queue"), ".job-name") == ["Fern S01E001"]


def test_what_was_done_last_is_the_first_of_the_done(
    client: httpx.Client, library: Library, fern: Series
) -> None:
    library.store.series.put(fern)
    library.queue.add("fern", [EpisodeId(1, number) for number in (1, 2, 3)])
    store = library.store.queue
    claimed = [store.claim("ann", timedelta(hours=1), NOON) for _ in range(3)]
    for minutes, item in zip((1, 3, 2), claimed, strict=True):
        assert item is not None
        outcome = Outcome(state=QueueState.DONE)
        store.finish(item.id, item.claim, outcome, NOON + timedelta(minutes=minutes))
    names = texts(page(client, "/queue?show=done"), ".job-name")
    assert names == ["Fern S01E002", "Fern S01E003", "Fern S01E001"]
    later = texts(page(client, "/queue?show=done&after=2"), ".job-name")
    assert later == ["Fern S01E001"]


def test_all_that_is_missing_is_queued_only_once_that_was_asked(
    client: httpx.Client, library: Library, fern: Series
) -> None:
    library.store.series.put(fern)
    (link,) = page(client, "/missing").css(".heading a")
    assert link.attributes["href"] == "/missing/all"
    asked = page(client, "/missing/all")
    assert "6 episodes are queued" in texts(asked, "main")[0]
    assert library.queue.page() == []
    answer = client.post("/missing", data={"do": "all"}, follow_redirects=True)
    assert answer.status_code == 200
    assert len(library.queue.page()) == 6
    assert client.get("/missing/all").headers["location"] == "/missing"


class TestSettings:
    """The application over a settings file, started with a port of its own."""

    @pytest.fixture
    def app(self, library: Library, tmp_path: Path, root: Path) -> Starlette:
        file = tmp_path / "config.toml"
        lines = [f'library = "{root}"', f'data = "{tmp_path / "data"}"', 'store = "memory:"']
        file.write_text(
            "\n".join([*lines, "[downloads]", "reserve = 2000000000", "patience = 90.0"])
        )
        return create_app(
            library,
            settings=Settings(file),
            load=lambda: load(file, environment={}),
            config=WebConfig(port=9999, download=False),
        )

    def test_a_number_is_told_with_its_unit(self, client: httpx.Client) -> None:
        tree = page(client, "/settings")
        (reserve,) = texts(tree, "#setting-downloads-reserve .form-text")
        assert "That is 2.0 GB." in reserve
        (patience,) = texts(tree, "#setting-downloads-patience .form-text")
        assert "That is 1:30 minutes." in patience
        assert "That is" not in texts(tree, "#setting-downloads-workers .form-text")[0]

    def test_an_option_of_the_start_is_told(self, client: httpx.Client) -> None:
        told = client.get("/api/config/state").json()["overridden"]
        assert "plugins.web.port" in told
        assert "plugins.web.host" not in told

    def test_it_is_told_what_stays_behind_in_the_data_folder(self, client: httpx.Client) -> None:
        (data,) = texts(page(client, "/settings"), "#setting-data")
        assert "Library, password and keys stay" in data


@pytest.fixture
def open_to_all(library: Library) -> Iterator[str]:
    """Serve an application that is set to listen for others, on this machine only."""
    with Serving(create_app(library, config=WebConfig(host="0.0.0.0", download=False))) as serving:
        yield serving.url


def test_the_network_is_named_only_where_it_can_reach_the_program(
    stranger: httpx.Client, open_to_all: str
) -> None:
    assert "who uses this machine" in stranger.get("/setup").text
    with httpx.Client(base_url=open_to_all, trust_env=False) as other:
        assert "in your network" in other.get("/setup").text
