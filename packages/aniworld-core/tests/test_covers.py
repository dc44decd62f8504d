"""Covers: read once, kept as files, and nothing that is no image is ever shown."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from attrs import evolve

from aniworld_core.entities import SeriesKey
from aniworld_core.errors import (
    Blocked,
    Gone,
    InvalidKey,
    LayoutChanged,
    NotFound,
    ProviderError,
    RateLimited,
    SeriesNotFound,
    Unavailable,
)
from aniworld_core.library import Library
from aniworld_core.services.covers import Covers, media_type
from aniworld_core.testing.arrange import put
from aniworld_core.testing.clocks import ManualClock
from aniworld_core.testing.world import World

PNG = b"\x89PNG\r\n\x1a\n" + b"pixels" * 10


@pytest.fixture
def folder(library: Library) -> Path:
    return library.config.data / "covers"


@pytest.fixture
def covers(library: Library, folder: Path, clock: ManualClock) -> Covers:
    return Covers(
        series=library.store.series,
        providers=lambda: library.plugins.providers,
        directory=folder,
        room=3 * len(PNG),
        clock=clock,
    )


def address(key: str) -> str:
    return f"https://catalogue.test/covers/{key}.png"


def offer(library: Library, world: World, key: str, image: bytes | Exception = PNG) -> None:
    """Register a series with a cover."""
    put(library, key, key.title())
    world.covers[address(key)] = image
    library.store.series.update(SeriesKey(key), lambda one: evolve(one, cover=address(key)))


def kept(folder: Path) -> list[str]:
    return sorted(path.name.partition(".")[0] for path in folder.iterdir())


def test_a_cover_is_read_once_and_then_from_the_disk(library: Library, world: World) -> None:
    offer(library, world, "show")
    for _ in range(2):
        cover = library.covers.cover("show")
        assert (cover.content, cover.media_type) == (PNG, "image/png")
    assert world.seen == [address("show")]
    (file,) = (library.config.data / "covers").iterdir()
    assert file.read_bytes() == PNG
    assert file.stat().st_mode & 0o777 == 0o600


def test_another_address_is_another_cover(
    library: Library, world: World, covers: Covers, folder: Path
) -> None:
    offer(library, world, "show")
    covers.cover("show")
    world.covers[address("new")] = PNG + b"new"
    library.store.series.update(SeriesKey("show"), lambda one: evolve(one, cover=address("new")))
    assert covers.cover("show").content == PNG + b"new"
    assert kept(folder) == ["show"]


def test_what_is_not_there_is_told(library: Library, covers: Covers) -> None:
    put(library, "bare", "Bare")
    with pytest.raises(SeriesNotFound):
        covers.cover("none")
    with pytest.raises(InvalidKey):
        covers.cover("../etc")
    with pytest.raises(NotFound, match="Bare has no cover"):
        covers.cover("bare")
    library.store.series.update(
        SeriesKey("bare"), lambda one: evolve(one, provider="gone", cover=address("bare"))
    )
    with pytest.raises(NotFound, match="gone is not installed"):
        covers.cover("bare")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<html>",
        PNG[:6],
        PNG + b"x" * 2 * 1024**2,
    ],
    ids=lambda content: f"{content[:5]!r}{len(content)}",
)
def test_what_is_no_image_is_neither_shown_nor_kept(
    library: Library, world: World, covers: Covers, folder: Path, content: bytes
) -> None:
    offer(library, world, "show", content)
    for _ in range(2):
        with pytest.raises(LayoutChanged):
            covers.cover("show")
    assert world.seen == [address("show")]
    assert not folder.exists()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xff\xd8\xff\xe0....", "image/jpeg"),
        (PNG, "image/png"),
        (b"GIF87a..", "image/gif"),
        (b"GIF89a..", "image/gif"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp"),
        (b"\0\0\0\x14ftypavif\0\0\0\0mif1", "image/avif"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0miafavis....", "image/avif"),
        (b"\0\0\0\x14ftypmif1\0\0\0\0miafavif", None),
        (b"\0\0\0\x18ftypisom\0\0\0\0iso2mp41", None),
        (b"RIFF\x10\0\0\0WAVEfmt ", None),
        (b"", None),
    ],
)
def test_images_are_told_by_their_beginning(content: bytes, kind: str | None) -> None:
    assert media_type(content) == kind


def test_a_damaged_file_is_read_again(
    library: Library, world: World, covers: Covers, folder: Path
) -> None:
    offer(library, world, "show")
    covers.cover("show")
    (file,) = folder.iterdir()
    file.write_bytes(b"damaged")
    assert covers.cover("show").content == PNG
    assert file.read_bytes() == PNG
    assert len(world.seen) == 2


def test_the_oldest_covers_make_room(
    library: Library, world: World, covers: Covers, folder: Path
) -> None:
    for age, key in enumerate(("fourth", "third", "second", "first")):
        offer(library, world, key)
        covers.cover(key)
        for file in folder.glob(f"{key}.*"):
            os.utime(file, (1_000_000 + age, 1_000_000 + age))
    assert kept(folder) == ["first", "second", "third"]


def test_a_disk_that_keeps_nothing_costs_only_requests(
    library: Library, world: World, covers: Covers, folder: Path
) -> None:
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("in the way")
    offer(library, world, "show")
    assert covers.cover("show").content == PNG
    assert covers.cover("show").content == PNG
    assert len(world.seen) == 2


def test_many_who_ask_at_once_make_one_request(
    library: Library, world: World, covers: Covers
) -> None:
    offer(library, world, "show")
    together = threading.Barrier(8)

    def ask(_: int) -> bytes:
        together.wait()
        return covers.cover("show").content

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(ask, range(8))) == {PNG}
    assert world.seen == [address("show")]


@pytest.mark.parametrize("error", [Unavailable("Down."), Blocked("No."), RateLimited("Slow.")])
def test_a_site_in_trouble_is_asked_once_for_a_whole_page(
    library: Library, world: World, covers: Covers, clock: ManualClock, error: ProviderError
) -> None:
    keys = [f"show-{number}" for number in range(20)]
    for key in keys:
        offer(library, world, key, error)
    for key in keys:
        with pytest.raises(type(error)) as caught:
            covers.cover(key)
        assert caught.value.message == error.message
    assert len(world.seen) == 1
    world.covers[address("show-0")] = PNG
    clock.now += timedelta(minutes=3)
    assert covers.cover("show-0").content == PNG


def test_a_site_is_left_alone_for_as_long_as_it_asks(
    library: Library, world: World, covers: Covers, clock: ManualClock
) -> None:
    offer(library, world, "show", RateLimited("Slow.", retry_after=timedelta(hours=2)))
    for wait, requests in ((0, 1), (119, 1), (2, 2)):
        clock.now += timedelta(minutes=wait)
        with pytest.raises(RateLimited):
            covers.cover("show")
        assert len(world.seen) == requests


def test_one_missing_image_does_not_hide_the_others(
    library: Library, world: World, covers: Covers
) -> None:
    offer(library, world, "lost", Gone("It is gone."))
    offer(library, world, "show")
    for _ in range(2):
        with pytest.raises(Gone):
            covers.cover("lost")
    assert covers.cover("show").content == PNG
    assert world.seen == [address("lost"), address("show")]
