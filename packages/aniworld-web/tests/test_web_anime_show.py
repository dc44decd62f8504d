"""``GET /api/anime/{key}``: a series with the state of every episode, and the names of before."""

from datetime import timedelta
from urllib.parse import quote

import httpx
from attrs import evolve

from aniworld_core import serde
from aniworld_core.clock import utc_now
from aniworld_core.entities import (
    GER_DUB,
    Episode,
    EpisodeFile,
    EpisodeId,
    FolderScan,
    Language,
    Series,
)
from aniworld_core.library import Library
from aniworld_core.testing.arrange import show, video

HOSTILE = [
    "Fern (2013)",
    "100% Fern?",
    "Fern & Co; <script>alert(1)</script>",
    "'; DROP TABLE series; --",
    "Fern %2F..%2F",
    "F\u00fcrn \U0001f33f \u202etxt",
    "german-dub/Fern",
]


def file(path: str, *episodes: EpisodeId, absolute: tuple[int, ...] = ()) -> EpisodeFile:
    return EpisodeFile(path=path, episodes=episodes, absolute=absolute, size=1_234_567, mtime=1)


def test_every_episode_tells_where_it_stands(client: httpx.Client, library: Library) -> None:
    def episode(number: int, *languages: Language, upcoming: bool = False) -> Episode:
        return Episode(id=EpisodeId(1, number), languages=languages, upcoming=upcoming)

    episodes = (
        *(episode(number, GER_DUB) for number in range(1, 5)),
        episode(5, Language("other:ita")),
        episode(6, upcoming=True),
    )
    library.store.series.put(evolve(show(key="fern"), folder="Fern", episodes=episodes))
    library.store.files.add("Fern", file("Fern/1.mp4", EpisodeId(1, 1)))
    library.catalog.ignore("fern", EpisodeId(1, 2))
    library.queue.add("fern", [EpisodeId(1, 3)])
    found = client.get("/api/anime/fern").json()
    assert {one["episode"]: one["state"] for one in found["episodes"]} == {
        "S01E001": "on-disk",
        "S01E002": "ignored",
        "S01E003": "queued",
        "S01E004": "not-downloaded",
        "S01E005": "waiting-for-language",
        "S01E006": "upcoming",
    }
    reasons = [one["reason"] for one in found["episodes"]]
    assert reasons == [None, *(one["state"] for one in found["episodes"][1:])]
    assert found["counts"] == dict.fromkeys(
        ["on-disk", "ignored", "queued", "upcoming", "waiting-for-language", "not-downloaded"], 1
    ) | {"failed": 0}
    listed = client.get("/api/anime").json()["items"][0]["missing_episodes"]
    assert found["missing_episodes"] == listed == 3
    assert found["episodes"][0]["files"] == [
        {"path": "Fern/1.mp4", "size": 1_234_567, "language": None}
    ]
    assert found["episodes"][1]["ignored"] is True


def test_the_facts_of_a_series(client: httpx.Client, library: Library, fern: Series) -> None:
    library.store.series.put(
        evolve(
            fern,
            aliases=("Farn",),
            description="A plant.\n<b>bold</b>",
            genres=("Drama",),
            languages=(GER_DUB,),
            link="https://catalogue.test/fern",
        )
    )
    found = client.get("/api/anime/fern").json()
    del found["episodes"], found["counts"]
    assert found.pop("added").endswith("Z")
    assert found == {
        "key": "fern",
        "title": "Fern",
        "aliases": ["Farn"],
        "year": 2013,
        "site": "site",
        "link": "https://catalogue.test/fern",
        "folder": None,
        "description": "A plant.\n<b>bold</b>",
        "genres": ["Drama"],
        "languages": ["ger-dub"],
        "wait_days": None,
        "replace": None,
        "monitored": True,
        "checked": None,
        "missing_episodes": 6,
    }


def test_times_have_milliseconds(client: httpx.Client, library: Library, fern: Series) -> None:
    library.catalog.add(fern.ref)
    checked = client.get("/api/anime/fern").json()["checked"]
    assert len(checked) == len("2026-01-01T00:00:00.000Z")


def test_a_file_that_counts_over_seasons_is_found(client: httpx.Client, library: Library) -> None:
    ids = [EpisodeId(1, 1), EpisodeId(1, 2), EpisodeId(2, 1)]
    library.store.series.put(evolve(show(*ids, key="fern"), folder="Fern"))
    scan = FolderScan(
        folder="Fern", device=1, dirs={"": 1}, files=(file("Fern/Fern 003.mp4", absolute=(3,)),)
    )
    library.store.files.record(scan)
    (last,) = client.get("/api/anime/fern").json()["episodes"][2:]
    assert (last["episode"], last["state"]) == ("S02E001", "on-disk")
    assert [one["path"] for one in last["files"]] == ["Fern/Fern 003.mp4"]


def test_what_a_download_failed_by_is_told(
    client: httpx.Client, library: Library, fern: Series
) -> None:
    library.catalog.add(fern.ref)
    library.queue.add("fern", [EpisodeId(1, 1)])
    now = utc_now()
    item = library.store.queue.claim("worker", timedelta(minutes=1), now)
    assert item is not None
    later = now + timedelta(hours=1)
    library.store.queue.requeue(item.id, item.claim, later, counted=True, reason="VOE is down.")
    found = client.get("/api/anime/fern").json()["episodes"][1]
    assert (found["episode"], found["state"]) == ("S01E001", "queued")
    assert (found["error"], found["next_try"]) == ("VOE is down.", serde.timestamp(later))


def test_a_folder_still_finds_its_series(client: httpx.Client, library: Library) -> None:
    for folder in HOSTILE:
        library.store.series.put(evolve(show(key="fern"), folder=folder))
        found = client.get(f"/api/v1/anime/{quote(folder, safe='')}")
        assert found.status_code == 200, folder
        assert found.json()["folder"] == folder
        assert found.headers["deprecation"] == "@1767225600"
        assert found.headers["link"] == '</api/v1/anime/fern>; rel="canonical"'


def test_a_folder_is_found_however_its_name_is_composed(
    client: httpx.Client, library: Library
) -> None:
    library.store.series.put(evolve(show(key="fern"), folder="Fu\u0308rn"))
    assert client.get("/api/anime/F\u00fcrn").json()["key"] == "fern"


def test_a_key_is_no_folder(client: httpx.Client, library: Library) -> None:
    library.store.series.put(
        evolve(show(key="fern"), folder="moss"), evolve(show(key="moss"), folder="Moss")
    )
    found = client.get("/api/anime/moss")
    assert found.json()["key"] == "moss"
    assert "deprecation" not in found.headers
    library.catalog.remove("moss")
    assert client.get("/api/anime/moss").json()["key"] == "fern"


def test_what_is_unknown_is_not_found(client: httpx.Client, library: Library) -> None:
    library.store.series.put(show(key="fern"))
    for text in (
        "No such",
        "%00",
        "..%2Fetc",
        "%FF%FE",
        "fern%0A",
        "a%0Ab",
        "a" * 9000,
    ):
        refused = client.get(f"/api/anime/{text}")
        assert refused.status_code == 404, text
        assert refused.json()["type"] == "urn:aniworld:error:series-not-found"
    assert client.get("/api/anime/ferm").json()["hint"] == "Did you mean fern?"


def test_a_series_that_did_not_change_is_not_sent_again(
    client: httpx.Client, library: Library
) -> None:
    library.store.series.put(show(EpisodeId(1, 1), key="fern"))
    etag = client.get("/api/anime/fern").headers["etag"]
    again = client.get("/api/anime/fern", headers={"If-None-Match": etag})
    assert again.status_code == 304
    video(library.config.root / "Show (2013)/Show S01E01.mp4")
    library.scanner.scan()
    changed = client.get("/api/anime/fern", headers={"If-None-Match": etag})
    assert changed.json()["counts"]["on-disk"] == 1
