"""The web application beside a bare one: lists, a list during a scan, memory and start."""

import json
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from aniworld_core.entities import GER_DUB, Episode, EpisodeId, Series, SeriesKey
from aniworld_stores_sql import aniworld_open_store
from bench.harness import compare, measure
from bench.load import load
from bench.servers import aniw, ask, bare, environment, free_port, memory, signed_in

__all__ = ["run"]

_SERIES = 10_000
_FEW = 1_000
_EPISODES = 12


def run() -> None:
    """Measure on 10,000 series with a folder each; memory and start on 1,000."""
    with TemporaryDirectory() as name:
        place = Path(name)
        _write_folders(place / "library", _SERIES)
        _fill(place / "data", _SERIES)
        _lists(environment(place, place / "library"))
    with TemporaryDirectory() as name:
        place = Path(name)
        (place / "library").mkdir()
        _fill(place / "data", _FEW)
        _small(environment(place, place / "library"))


def _lists(variables: Mapping[str, str]) -> None:
    with aniw(variables, free_port()) as (url, _):
        token = signed_in(url)
        page = f"{url}/api/anime?limit=100"
        headers = {"Authorization": f"Bearer {token}"}
        answer = ask(page, token=token)
        content = json.dumps(answer, separators=(",", ":"), ensure_ascii=False).encode()
        etag = _etag(page, token)
        with bare(content, variables, free_port()) as (plain, _):
            reference = load(plain, {}).rate
            ours = load(page, headers).rate
            known = load(page, headers | {"If-None-Match": etag}, status=304).rate
            reference = max(reference, load(plain, {}).rate)
        compare("GET /api/anime, first page / ready-made bytes", 1 / ours, 1 / reference, 2.0)
        compare("the same with If-None-Match", 1 / known, 1 / reference, 1 / 0.7)
        _during_scan(url, page, headers, token)


def _during_scan(url: str, page: str, headers: Mapping[str, str], token: str) -> None:
    quiet = load(page, headers).p99
    job = ask(f"{url}/api/anime/rescan", {"full": True, "offline": True}, token)["id"]

    over = threading.Event()

    def watch() -> None:
        while ask(f"{url}/api/jobs/{job}", token=token)["state"] == "running":
            time.sleep(0.25)
        over.set()

    threading.Thread(target=watch).start()
    scanning = load(page, headers, until=over.is_set).p99
    compare("p99 of 50 connections during a scan of 10,000 / quiet", scanning, quiet, 3.0)


def _small(variables: Mapping[str, str]) -> None:
    with (
        aniw(variables, free_port()) as (url, process),
        bare(b"{}", variables, free_port()) as (_, plain),
    ):
        token = signed_in(url)
        ask(f"{url}/api/anime?limit=100", token=token)
        compare(
            "idle memory of aniw serve / bare Starlette",
            memory(process),
            memory(plain),
            2.0,
            unit="MB",
        )

    def ours() -> None:
        with aniw(variables, free_port()):
            pass

    def reference() -> None:
        with bare(b"{}", variables, free_port()):
            pass

    measure("start to first answer / bare Starlette", ours, reference, 3.0, repeat=4)


def _etag(page: str, token: str) -> str:
    from urllib.request import Request, urlopen

    with urlopen(Request(page, headers={"Authorization": f"Bearer {token}"})) as answer:
        return str(answer.headers["etag"])


def _fill(data: Path, count: int) -> None:
    data.mkdir()
    store = aniworld_open_store(f"sqlite:///{data / 'library.db'}")
    assert store is not None
    store.series.put(*(_series(number) for number in range(count)))
    store.close()


def _series(number: int) -> Series:
    return Series(
        key=SeriesKey(f"series-{number:05}"),
        provider="aniworld",
        ref=f"series-{number:05}",
        title=f"Series {number:05}",
        link=f"https://aniworld.to/anime/stream/series-{number:05}",
        year=1990 + number % 36,
        folder=f"Series {number:05}",
        episodes=tuple(
            Episode(id=EpisodeId(1, episode), title=f"Episode {episode}", languages=(GER_DUB,))
            for episode in range(1, _EPISODES + 1)
        ),
    )


def _write_folders(root: Path, count: int) -> None:
    for number in range(count):
        season = root / f"Series {number:05}" / "Season 01"
        season.mkdir(parents=True)
        for episode in range(1, 4):
            file = season / f"Series {number:05} S01E{episode:02}.mkv"
            with file.open("wb") as video:
                video.truncate(20_000)
