"""The catalogue: links and keys become series, and a refresh never costs what is known."""

from datetime import UTC, datetime

import pytest
from attrs import evolve

from aniworld_core import hookimpl
from aniworld_core.config import Config
from aniworld_core.entities import ENG_SUB, GER_DUB, Episode, EpisodeId, Series, SeriesKey
from aniworld_core.errors import (
    AlreadyThere,
    EpisodeNotFound,
    Gone,
    InvalidKey,
    InvalidValue,
    LayoutChanged,
    SeriesNotFound,
    Unavailable,
)
from aniworld_core.events import Event, SeriesAdded, SeriesChanged, SeriesRemoved
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.testing.world import World

IDS = tuple(EpisodeId(1, number) for number in range(1, 5))


def series(ref: str = "show", *ids: EpisodeId, provider: str = "site") -> Series:
    return Series(
        key=SeriesKey(ref),
        provider=provider,
        ref=ref,
        title="Show",
        episodes=tuple(Episode(id=id, languages=(GER_DUB,)) for id in ids or IDS),
    )


def test_a_key_or_a_link_is_registered(world: World, library: Library, events: list[Event]) -> None:
    world.offer(series())
    world.offer(series("other"))
    added = library.catalog.add("show")
    assert library.catalog.get("show") == added
    assert added.checked is not None
    assert library.catalog.add("https://catalogue.test/anime/other").key == "other"
    assert [event.key for event in events if isinstance(event, SeriesAdded)] == ["show", "other"]
    assert [one.key for one in library.catalog.page()] == ["other", "show"]


def test_what_is_registered_is_not_asked_for_again(world: World, library: Library) -> None:
    world.offer(series())
    library.catalog.add("show")
    world.provider_error = Unavailable("Down.")
    for text in ("show", "https://catalogue.test/show"):
        with pytest.raises(AlreadyThere) as refused:
            library.catalog.add(text)
        assert refused.value.key == "show"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("unknown", Gone),
        ("Attack on Titan", InvalidKey),
        ("https://elsewhere.test/show", InvalidValue),
        ("https://catalogue.test/", InvalidValue),
        ("", InvalidKey),
    ],
)
def test_what_names_no_series_is_refused(
    library: Library, text: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        library.catalog.add(text)
    assert library.catalog.page() == []


@pytest.mark.parametrize(
    "folder", ["..", "/etc", "a/../../b", "C:\\x", "a\0b", ".aniworld", "My Shows/Show"]
)
def test_a_folder_stays_where_scans_look(world: World, library: Library, folder: str) -> None:
    world.offer(series())
    with pytest.raises(InvalidValue):
        library.catalog.add("show", folder=folder)


def test_a_folder_has_one_series(world: World, library: Library) -> None:
    world.offer(series())
    world.offer(series("other"))
    library.catalog.add("show", folder="Show (2013)")
    with pytest.raises(AlreadyThere):
        library.catalog.add("other", folder="Show (2013)")


def test_a_dry_run_registers_nothing(world: World, library: Library) -> None:
    world.offer(series())
    assert library.catalog.add("show", dry_run=True).title == "Show"
    with pytest.raises(SeriesNotFound):
        library.catalog.get("show")


def test_a_slug_of_two_sites_gives_two_keys(world: World, library: Library) -> None:
    library.store.series.put(series(provider="elsewhere"))
    world.offer(series())
    assert library.catalog.add("https://catalogue.test/show").key == "show-site"
    with pytest.raises(AlreadyThere):
        library.catalog.add("https://catalogue.test/show")


def test_a_refresh_keeps_what_the_user_decided(world: World, library: Library) -> None:
    world.offer(series())
    before = library.catalog.add("show", folder="My Show")
    library.catalog.ignore("show", IDS[1])
    library.store.series.update(
        before.key, lambda one: evolve(one, languages=(ENG_SUB,), monitored=False)
    )
    world.series["show"] = evolve(series("show", *IDS, EpisodeId(2, 1)), title="Show!")
    (done,) = library.catalog.refresh("show")
    assert done.error is None
    after = library.catalog.get("show")
    assert (after.title, after.folder, after.added) == ("Show!", "My Show", before.added)
    assert (after.languages, after.monitored) == ((ENG_SUB,), False)
    assert [episode.id for episode in after.episodes if episode.ignored] == [IDS[1]]
    assert len(after.episodes) == 5


def test_unasked_only_what_is_monitored_is_read_again(world: World, library: Library) -> None:
    for ref in ("show", "other"):
        world.offer(series(ref))
        library.catalog.add(ref)
    library.store.series.update(SeriesKey("show"), lambda one: evolve(one, monitored=False))
    assert [one.key for one in library.catalog.refresh(all=True)] == ["other"]
    assert [one.key for one in library.catalog.refresh("show")] == ["show"]
    library.store.series.update(SeriesKey("other"), lambda one: evolve(one, monitored=False))
    assert library.catalog.refresh(all=True) == []


def test_a_suspiciously_small_answer_is_refused(world: World, library: Library) -> None:
    world.offer(series())
    library.catalog.add("show")
    world.series["show"] = series("show", IDS[0])
    (refused,) = library.catalog.refresh("show")
    assert isinstance(refused.error, LayoutChanged)
    assert len(library.catalog.get("show").episodes) == 4


def test_a_failed_refresh_stops_no_other(world: World, library: Library) -> None:
    world.offer(series())
    world.offer(series("other"))
    library.catalog.add("show")
    library.catalog.add("other")
    del world.series["other"]
    results = {str(one.key): one.error for one in library.catalog.refresh(all=True)}
    assert results["show"] is None
    assert isinstance(results["other"], Gone)
    assert len(library.catalog.get("other").episodes) == 4
    with pytest.raises(SeriesNotFound):
        library.catalog.refresh("unknown")


def test_notes_of_an_old_program_are_replaced_whatever_their_size(
    world: World, library: Library
) -> None:
    library.store.series.put(series("show", *(EpisodeId(9, n) for n in range(50))))
    world.offer(series())
    (done,) = library.catalog.refresh()
    assert done.error is None
    assert [episode.id for episode in library.catalog.get("show").episodes] == list(IDS)


def test_removing_keeps_nothing_waiting(
    world: World, library: Library, events: list[Event]
) -> None:
    world.offer(series())
    library.catalog.add("show")
    library.queue.add("show")
    library.catalog.remove("show")
    assert library.queue.page() == []
    assert library.catalog.page() == []
    assert SeriesRemoved(key=SeriesKey("show")) in events
    assert library.catalog.add("show").key == "show"


def test_what_was_removed_can_be_brought_back(
    world: World, library: Library, events: list[Event]
) -> None:
    world.offer(series())
    library.catalog.add("show", folder="My Show")
    before = library.catalog.ignore("show", IDS[0])
    library.catalog.remove("show")
    assert [one.key for one in library.catalog.removed()] == ["show"]
    events.clear()
    assert library.catalog.restore("show") == before == library.catalog.get("show")
    assert events == [SeriesAdded(key=SeriesKey("show"), title="Show")]
    assert library.catalog.removed() == []


def test_only_what_was_removed_can_be_brought_back(world: World, library: Library) -> None:
    world.offer(series())
    with pytest.raises(SeriesNotFound, match="removed") as failure:
        library.catalog.restore("show")
    assert failure.value.hint == "Try: aniw add show"
    library.catalog.add("show")
    with pytest.raises(SeriesNotFound) as failure:
        library.catalog.restore("show")
    assert "aniw show show" in failure.value.hint
    library.catalog.remove("show")
    with pytest.raises(SeriesNotFound) as failure:
        library.catalog.restore("shoe")
    assert failure.value.hint == "Did you mean show?"


def test_what_is_wanted_of_a_series_can_be_changed(
    world: World, library: Library, events: list[Event]
) -> None:
    world.offer(series())
    library.catalog.add("show")
    events.clear()
    changed = library.catalog.configure("show", languages=(ENG_SUB, GER_DUB, ENG_SUB))
    assert changed == library.catalog.get("show")
    assert (changed.languages, changed.monitored) == ((ENG_SUB, GER_DUB), True)
    changed = library.catalog.configure("show", monitored=False)
    assert (changed.languages, changed.monitored) == ((ENG_SUB, GER_DUB), False)
    changed = library.catalog.configure("show", languages=(), monitored=True)
    assert (changed.languages, changed.monitored) == ((), True)
    assert not library.catalog.configure("show", monitored=False, dry_run=True).monitored
    assert library.catalog.get("show").monitored
    assert events == [SeriesChanged(key=SeriesKey("show"))] * 3
    with pytest.raises(SeriesNotFound):
        library.catalog.configure("unknown", monitored=False)


def test_unknown_keys_are_answered_with_close_ones(world: World, library: Library) -> None:
    world.offer(series("attack-on-titan"))
    library.catalog.add("attack-on-titan")
    with pytest.raises(SeriesNotFound) as failure:
        library.catalog.get("atack-on-titan")
    assert "attack-on-titan" in failure.value.hint


def test_ignoring_needs_an_episode_that_exists(world: World, library: Library) -> None:
    world.offer(series())
    library.catalog.add("show")
    with pytest.raises(EpisodeNotFound, match="S09E09"):
        library.catalog.ignore("show", EpisodeId(9, 9))
    library.catalog.ignore("show", *IDS)
    assert library.missing.counts() == {"ignored": 4}
    library.catalog.unignore("show", IDS[0])
    assert library.missing.counts() == {"ignored": 3, "not-downloaded": 1}


def test_a_failing_provider_is_named_and_costs_the_others_nothing(
    world: World, config: Config
) -> None:
    class Broken:
        name = "broken"

        def search(self, query: str) -> list[object]:
            raise ZeroDivisionError(query)

    class Plugin:
        @hookimpl
        def aniworld_providers(self) -> list[Broken]:
            return [Broken()]

    world.offer(series())
    manager = PluginManager()
    manager.add(world, "world")
    manager.add(Plugin(), "broken")
    with Library.open(config, plugins=manager) as library:
        answers = {answer.provider: answer for answer in library.catalog.search("show")}
    assert [hit.ref for hit in answers["site"].hits] == ["show"]
    assert isinstance(answers["broken"].error, Unavailable)
    assert "ZeroDivisionError" in answers["broken"].error.message


def test_checked_is_the_time_of_the_answer(world: World, library: Library) -> None:
    world.offer(series())
    before = datetime.now(UTC)
    checked = library.catalog.add("show").checked
    assert checked is not None
    assert before <= checked <= datetime.now(UTC)
