"""Hosters that rest are left out, and one page with a fault does not wait for ever."""

from datetime import timedelta
from time import monotonic, sleep

import pytest
from attrs import evolve

from aniworld_core.clock import utc_now
from aniworld_core.config import Config
from aniworld_core.entities import GER_SUB, ConditionKind, EpisodeId, QueueState
from aniworld_core.errors import Gone, RateLimited, Unavailable
from aniworld_core.library import Library
from aniworld_core.testing.arrange import item
from aniworld_core.testing.world import World

E1, E2 = EpisodeId(1, 1), EpisodeId(1, 2)
VIDOZA = "http://vidoza.test/1"


@pytest.fixture
def config(config: Config) -> Config:
    return evolve(config, downloads=evolve(config.downloads, workers=1))


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what is written to the store be known at once."""
    monkeypatch.setattr("aniworld_core.services.conditions.service._FRESH", timedelta())


def rest(library: Library, hoster: str = "VOE") -> None:
    library.conditions.note_hoster(hoster, RateLimited("Slow.", retry_after=timedelta(hours=1)))


def test_the_links_of_a_resting_hoster_are_left_out(shown: Library, world: World) -> None:
    world.link(E1, VIDOZA, "Vidoza")
    rest(shown)
    shown.queue.add("show", [E1])
    assert shown.downloads.work().finished == 1
    assert world.fetched == [VIDOZA]


def test_with_resting_hosters_only_the_item_waits_uncounted(shown: Library, world: World) -> None:
    rest(shown)
    shown.queue.add("show", [E1])
    assert shown.downloads.work().waiting == 1
    waiting, condition = item(shown, E1), shown.conditions.rest_hoster("VOE")
    assert condition is not None
    assert (waiting.attempts, waiting.next_try) == (0, condition.until)
    assert waiting.reason == f"VOE rests: {condition.reason}"
    assert world.fetched == []


def test_a_link_that_cannot_work_does_not_fail_what_another_may_give(
    shown: Library, world: World
) -> None:
    world.link(E1, VIDOZA, "Vidoza")
    world.streams[VIDOZA] = Gone("The video was deleted.")
    rest(shown)
    shown.queue.add("show", [E1])
    assert shown.downloads.work().waiting == 1
    assert item(shown, E1).reason.startswith("Vidoza (ger-dub): The video was deleted.; VOE rests:")


def test_a_hoster_that_asks_to_wait_rests_for_the_next_item_too(
    shown: Library, world: World
) -> None:
    for episode in (E1, E2):
        world.streams[f"http://voe.test/show/{episode}"] = RateLimited(
            "Slow down.", retry_after=timedelta(hours=1)
        )
    seen: list[str] = []
    world.before_resolve = lambda: seen.append("asked")
    shown.queue.add("show")
    assert shown.downloads.work().waiting == 2
    assert len(seen) == 1


def test_every_link_of_a_hoster_has_its_turn(shown: Library, world: World) -> None:
    """The first sends the hoster to rest whenever it is asked: the next one is asked after that."""
    dub, sub = f"http://voe.test/show/{E1}", "http://voe.test/sub"
    world.streams[dub] = Unavailable("503", retry_after=timedelta(seconds=0.1))
    world.link(E1, sub, language=GER_SUB)
    shown.queue.add("show", [E1])
    _work_through(shown)
    assert item(shown, E1).state is QueueState.DONE
    assert world.fetched == [sub]


def test_links_that_send_their_hoster_to_rest_are_not_asked_for_ever(
    shown: Library, world: World
) -> None:
    dub, sub = f"http://voe.test/show/{E1}", "http://voe.test/sub"
    world.link(E1, sub, language=GER_SUB)
    for url in (dub, sub):
        world.streams[url] = Unavailable("503", retry_after=timedelta(seconds=0.1))
    shown.queue.add("show", [E1])
    _work_through(shown)
    failed = item(shown, E1)
    assert (failed.state, failed.attempts) == (QueueState.FAILED, shown.config.downloads.attempts)
    assert failed.reason == "VOE (ger-dub): 503; VOE (ger-sub): 503"


def test_one_dead_video_is_not_a_dead_hoster(shown: Library, world: World) -> None:
    world.streams[f"http://voe.test/show/{E1}"] = Gone("The video was deleted.")
    shown.queue.add("show")
    result = shown.downloads.work()
    assert (result.finished, result.failed) == (1, 1)
    assert shown.conditions.rest_hoster("VOE") is None


def _work_after_rests(library: Library, times: int) -> None:
    """Work on the queue again and again, as if each rest of the site were over."""
    for _ in range(times):
        library.downloads.work()
        _end_rests(library)
        queued = item(library, E1)
        if queued.state is not QueueState.QUEUED:
            return
        claimed = library.store.queue.claim(
            "test", timedelta(hours=1), utc_now() + timedelta(days=2)
        )
        assert claimed is not None
        library.store.queue.requeue(
            claimed.id, claimed.claim, utc_now(), counted=False, reason=queued.reason
        )


def _work_through(library: Library) -> None:
    """Work until nothing waits, through rests of a tenth of a second."""
    deadline = monotonic() + 30
    while library.downloads.work().waiting:
        assert monotonic() < deadline
        sleep(0.05)


def _end_rests(library: Library) -> None:
    before = utc_now() - timedelta(seconds=5)
    for condition in library.conditions.all():
        if condition.until is not None:
            library.store.conditions.update(
                condition.provider, lambda now: now and evolve(now, until=before)
            )


def test_a_page_that_always_fails_ends_with_its_reason(
    shown: Library, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody else asks the site, so that only a look at another page tells that it is not down."""

    def fails(*_: object) -> object:
        raise Unavailable("The page answers 500.")

    monkeypatch.setattr("aniworld_core.testing.world._Site.links", fails)
    shown.queue.add("show", [E1])
    _work_after_rests(shown, 12)
    assert item(shown, E1).state is QueueState.FAILED
    assert item(shown, E1).reason == "The page answers 500."


def test_a_site_that_stays_down_uses_up_no_tries(shown: Library, world: World) -> None:
    world.provider_error = Unavailable("No answer from site.")
    shown.queue.add("show", [E1])
    _work_after_rests(shown, 12)
    assert item(shown, E1).state is QueueState.QUEUED
    assert item(shown, E1).attempts < 3
    condition = shown.conditions.of("site")
    assert condition is not None
    assert condition.kind is ConditionKind.UNAVAILABLE
