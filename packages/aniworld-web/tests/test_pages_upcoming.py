"""What is new and what is coming: by day, for one's own series or all, and as a calendar to subscribe to."""

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import httpx
import pytest
from attrs import evolve
from icalendar import Calendar

from aniworld_core.clock import utc_now
from aniworld_core.entities import (
    GER_DUB,
    GER_SUB,
    EpisodeId,
    Release,
    ReleaseKind,
    Series,
)
from aniworld_core.errors import Unavailable
from aniworld_core.library import Library
from aniworld_core.services.upcoming import ReleasesRead
from aniworld_core.testing.watching import eventually
from aniworld_core.testing.world import World
from aniworld_web.releasing import KIND, PagesRead
from aniworld_web.site import Site
from tools.pages import page, texts

TODAY = datetime.now(ZoneInfo("Europe/Berlin")).date()


def release(ref: str, number: int, day: date, kind: ReleaseKind = ReleaseKind.NEW) -> Release:
    return Release(
        provider="site",
        ref=ref,
        title=ref.title(),
        kind=kind,
        episode=EpisodeId(1, number),
        day=day,
        language=GER_SUB,
        link="https://site.test/<x>",
    )


@pytest.fixture(autouse=True)
def told(library: Library, fern: Series) -> None:
    """Let the site have told of Fern, which is registered, and of Moss, which is not."""
    library.store.series.put(fern)
    new = release("fern", 1, TODAY)
    dubbed = evolve(new, language=GER_DUB)
    moss = release("moss & co <b>", 2, TODAY)
    library.store.releases.replace("site", ReleaseKind.NEW, [new, dubbed, moss], utc_now())
    coming = release("fern", 2, TODAY + timedelta(days=1), ReleaseKind.COMING)
    library.store.releases.replace("site", ReleaseKind.COMING, [coming], utc_now())


def test_ones_own_series_are_listed_by_day(client: httpx.Client) -> None:
    tree = page(client, "/upcoming")
    assert [heading.partition(",")[0] for heading in texts(tree, "#upcoming h2")] == [
        "Today",
        "Tomorrow",
    ]
    assert texts(tree, ".line .stretch") == ["Fern S01E001 site", "Fern S01E002 site"]
    assert texts(tree, ".line .languages-line") == ["DEDE sub", "DE sub"]
    assert texts(tree, ".line .chip") == ["New", "Coming"]
    assert tree.css_first('.line a[href="/series/fern"]')


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
def test_today_is_the_sites_wherever_the_server_is(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        headings = texts(page(client, "/upcoming"), "#upcoming h2")
    finally:
        monkeypatch.undo()
        time.tzset()
    assert headings[0].startswith("Today, ")


def test_a_site_that_fails_is_told_of_once(client: httpx.Client, site: Site) -> None:
    error = Unavailable("site cannot be reached.", hint="Try again later.")
    nothing = ReleasesRead(
        provider="site", kind=ReleaseKind.NEW, releases=0, read=None, error=error
    )
    pages = [evolve(nothing, kind=kind) for kind in ReleaseKind]
    job = site.jobs.start(KIND, lambda _: PagesRead(items=tuple(pages)))
    site.jobs.join(job.id)
    told = texts(page(client, "/upcoming"), ".note-bad")
    assert told == ["site: site cannot be reached. Try again later."]


def test_all_series_or_one_kind_can_be_chosen(client: httpx.Client) -> None:
    everyone = page(client, "/upcoming?who=all&kind=new")
    assert texts(everyone, ".line .stretch") == [
        "Fern S01E001 site",
        "Moss & Co <B> S01E002 site",
    ]
    assert everyone.css_first('.line a[href="/add?q=Moss+%26+Co+%3CB%3E"]')
    coming = page(client, "/upcoming?kind=coming")
    assert texts(coming, ".line .number") == ["S01E002"]
    nonsense = page(client, "/upcoming?kind=nonsense&who=nobody")
    assert len(nonsense.css(".line")) == 2


def test_programs_get_the_same_list(client: httpx.Client, reader: httpx.Client) -> None:
    items = reader.get("/api/upcoming").json()["items"]
    assert [(one["key"], one["kind"], one["language"]) for one in items] == [
        ("fern", "new", "ger-dub"),
        ("fern", "new", "ger-sub"),
        ("fern", "coming", "ger-sub"),
    ]
    everyone = reader.get("/api/upcoming", params={"mine": False, "days_ahead": 0}).json()["items"]
    assert [one["key"] for one in everyone] == ["fern", "fern", None]
    file = reader.get("/api/upcoming/calendar")
    assert file.headers["content-type"] == "text/calendar; charset=utf-8"
    assert len(Calendar.from_ical(file.content).events) == 3


def test_the_feed_needs_its_secret_and_nothing_else(
    client: httpx.Client, stranger: httpx.Client, reader: httpx.Client, site: Site
) -> None:
    assert stranger.get("/api/upcoming/feed/x").status_code == 404, (
        "nothing fits before there is one"
    )
    assert stranger.get("/api/upcoming/feed").status_code == 401
    assert reader.get("/api/upcoming/feed").status_code == 403, "it is for who may write"
    path = client.get("/api/upcoming/feed").json()["path"]
    assert client.get("/api/upcoming/feed").json()["path"] == path
    answer = stranger.get(path)
    assert len(Calendar.from_ical(answer.content).events) == 3
    assert "set-cookie" not in answer.headers
    token = path.rpartition("/")[2]
    for other in (token[:-1], f"{token}x", token.swapcase(), "ü", "%00"):
        assert stranger.get(f"/api/upcoming/feed/{other}").status_code == 404
    for place in ("/api/anime", "/api/upcoming", "/api/upcoming/feed"):
        refused = stranger.get(place, headers={"Authorization": f"Bearer {token}"})
        assert refused.status_code == 401, "the secret opens only the feed"
    file = site.library.config.data / "calendar-token"
    assert file.stat().st_mode & 0o077 == 0


def test_a_new_address_ends_the_old_one(
    client: httpx.Client, connect: Callable[..., httpx.Client], site: Site
) -> None:
    before = page(client, "/upcoming").css_first("#feed")
    assert before is not None
    old = before.attributes["value"] or ""
    assert old.startswith(f"{client.base_url}/api/upcoming/feed/")
    answer = client.post("/upcoming/feed", data={"do": "renew"})
    assert answer.status_code == 303
    after = page(client, "/upcoming").css_first("#feed")
    assert after is not None
    new = after.attributes["value"] or ""
    with connect() as program:
        assert program.get(old).status_code == 404
        assert program.get(new).status_code == 200


def test_the_secret_of_the_feed_is_in_no_log(
    connect: Callable[..., httpx.Client],
    site: Site,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    token = site.feed.get()
    monkeypatch.setattr(site, "feed", None)  # a fault of the program
    assert connect().get(f"/api/upcoming/feed/{token}").status_code == 500
    shown = [entry.message for entry in site.logs.entries()]
    assert "GET /api/upcoming/feed/*** failed" in shown
    assert token not in "".join([*shown, *caplog.messages])


def test_reading_the_sites_is_a_job(client: httpx.Client, world: World) -> None:
    job = client.post("/api/upcoming/read", json={"force": True})
    assert job.status_code == 202
    done = eventually(
        lambda: client.get(job.headers["location"]).json(), lambda one: one["state"] != "running"
    )
    assert done["state"] == "done"
    assert client.post("/upcoming", data={"do": "read"}).status_code == 303
