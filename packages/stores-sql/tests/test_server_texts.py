"""What a server may think of texts, and what the store wants of it."""

import pytest
from attrs import evolve

from aniworld_core.clock import utc_now
from aniworld_core.entities import EpisodeFile, EpisodeId, Series, SeriesFilter, SeriesKey, Title
from aniworld_core.errors import StoreError
from aniworld_stores_sql.server.database import ServerDatabase
from aniworld_stores_sql.server.mariadb import MariaDB
from aniworld_stores_sql.store import SqlStore

KEY = SeriesKey("moon")
MOON = Series(key=KEY, provider="p", ref="r", title="Moon")


def test_texts_are_sorted_and_told_apart_by_code_point(server_store: SqlStore) -> None:
    refs = ["a", "A", "a ", "ä", "a\u0308", "Z", "z", "\ufb00", "\U0001f600", "%", "_", "\\", "'"]
    server_store.titles.replace(
        "p", [Title(provider="p", ref=ref, title=ref) for ref in refs], utc_now()
    )
    assert [one.ref for one in server_store.titles.all()] == sorted(refs)


def test_a_search_takes_every_sign_as_it_is(server_store: SqlStore) -> None:
    server_store.series.put(evolve(MOON, title="a\\b/c'd%e_f"))
    for text in ("\\b", "b/c", "c'd", "d%e", "e_f"):
        assert len(server_store.series.page(SeriesFilter(text=text))) == 1, text
    for text in ("a%b", "a_b", "e\\_f", "//"):
        assert not server_store.series.page(SeriesFilter(text=text)), text


def test_long_names_are_kept(server_store: SqlStore) -> None:
    path = "Moon/" + "月" * 2_000 + ".mkv"
    file = EpisodeFile(path=path, episodes=(EpisodeId(1, 1),), size=1, mtime=1)
    server_store.files.add("Moon", file)
    assert list(server_store.files.inside("Moon")) == [file]
    long = evolve(MOON, title="月" * 100_000)
    server_store.series.put(long)
    assert server_store.series.get(KEY) == evolve(long, added=server_store.series.ages()[0].added)


def test_files_are_told_apart_by_the_end_of_a_long_name(server_store: SqlStore) -> None:
    both = (EpisodeId(1, 1), EpisodeId(1, 2))
    files = [
        EpisodeFile(path=f"Moon/{'月' * 1_000}{end}.mkv", episodes=both, size=1, mtime=1)
        for end in "ab"
    ]
    for file in files:
        server_store.files.add("Moon", file)
    assert list(server_store.files.inside("Moon")) == files


def test_a_nul_character_is_kept_or_refused(server_store: SqlStore) -> None:
    new = evolve(MOON, title="a\x00b")
    if _keeps_nul(server_store):
        server_store.series.put(new)
        assert [one.title for one in server_store.series.page()] == ["a\x00b"]
    else:
        with pytest.raises(StoreError, match="cannot keep a text with a NUL"):
            server_store.series.put(new)
        assert not server_store.series.page()


def test_a_name_that_is_no_text_is_refused(server_store: SqlStore) -> None:
    with pytest.raises(StoreError):
        server_store.series.put(evolve(MOON, title="a\udcffb"))
    assert not server_store.series.page()


def _keeps_nul(store: SqlStore) -> bool:
    database = store._database
    assert isinstance(database, ServerDatabase)
    return isinstance(database.kind, MariaDB)
