"""What an explanation says, for every state that an episode can be in."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve

from aniworld_core.entities import (
    ENG_SUB,
    GER_DUB,
    GER_SUB,
    Condition,
    ConditionKind,
    Episode,
    EpisodeFile,
    EpisodeId,
    Hold,
    HoldKind,
    Language,
    Missing,
    QueueItem,
    QueueState,
    Reason,
    Replaceable,
    Series,
    SeriesKey,
    Wanted,
)
from aniworld_core.services.explaining.facts import Facts, Hindrances
from aniworld_core.services.explaining.future import future
from aniworld_core.services.explaining.kinds import Kind
from aniworld_core.services.explaining.present import present
from aniworld_core.services.explaining.sentences import Sentence

KEY, E3 = SeriesKey("fern"), EpisodeId(1, 3)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SOON, LATER = NOW + timedelta(hours=1), NOW + timedelta(hours=3)
PATH = "Fern/Season 01/Fern S01E03.mp4"
EPISODE = Episode(id=E3, languages=(GER_SUB, ENG_SUB), hosters=("VOE", "Vidoza"))
FERN = Series(key=KEY, provider="site", ref="fern", title="Fern", episodes=(EPISODE,))
FILE = EpisodeFile(path=PATH, episodes=(E3,), size=350_000_000, mtime=0, language=GER_SUB)
LACK = Facts(
    now=NOW,
    series=FERN,
    episode=EPISODE,
    wanted=(GER_DUB, GER_SUB),
    missing=Missing(episode=E3, title="", reason=Reason.NOT_DOWNLOADED),
)
THERE = evolve(LACK, missing=None, file=FILE)
ITEM = QueueItem(id=7, key=KEY, episode=E3, wanted=Wanted(languages=(GER_SUB,)), added=NOW)
UPGRADE = evolve(ITEM, wanted=Wanted(languages=(GER_DUB,), better_than=GER_SUB))
FAILED = evolve(ITEM, state=QueueState.FAILED, reason="VOE (ger-sub): no stream.")
REST = Condition(
    provider="site", kind=ConditionKind.RESTING, since=NOW, until=SOON, reason="Slow down."
)


def clock(at: datetime) -> str:
    """Write a time as an explanation does."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def missing(facts: Facts, reason: Reason, until: datetime | None = None) -> Facts:
    """Return facts of an episode that is missing for a reason."""
    return evolve(facts, missing=Missing(episode=E3, title="", reason=reason, waits_until=until))


def queued(item: QueueItem, facts: Facts = LACK, **way: Any) -> Facts:
    """Return facts of an episode that has an item, with something in its way."""
    facts = evolve(facts, item=item, hindrances=Hindrances(**way))
    return facts if facts.file else missing(facts, Reason.QUEUED)


def blocked(facts: Facts, **way: Any) -> Facts:
    """Return facts of an episode with something in its way."""
    return evolve(facts, hindrances=Hindrances(**way))


def replaceable(*better: Language) -> Facts:
    """Return facts of an episode that is there in a language before which another one is wanted."""
    other = Replaceable(
        key=KEY,
        title="Fern",
        episode=E3,
        path=PATH,
        has=GER_SUB,
        better=better,
        wanted=(GER_DUB,),
    )
    return evolve(THERE, replaceable=other)


def texts(sentences: Iterable[Sentence]) -> list[str]:
    """Return sentences as text."""
    return [one.text for one in sentences]


def now(facts: Facts) -> list[str]:
    """Return what is said of how it stands."""
    return texts(present(facts))


def then(facts: Facts) -> list[str]:
    """Return what is said of what happens next."""
    return texts(future(facts))


@pytest.mark.parametrize(
    ("facts", "stands", "follows"),
    [
        (LACK, ["It is not in the library and not queued."], Kind.FETCHED),
        (THERE, [f"It is in the library in ger-sub: {PATH} (350.0 MB)."], Kind.COMPLETE),
        (
            evolve(THERE, file=evolve(FILE, language=None, size=2_500_000_000)),
            [f"It is in the library: {PATH} (2.5 GB)."],
            Kind.COMPLETE,
        ),
        (
            evolve(missing(LACK, Reason.IGNORED), episode=evolve(EPISODE, ignored=True)),
            ["You left it out of what is missing."],
            Kind.UNDO_IGNORE,
        ),
        (
            missing(LACK, Reason.IGNORED),
            ["Fern is not monitored, so that nothing of it counts as missing."],
            Kind.MONITOR,
        ),
        (missing(LACK, Reason.UPCOMING), ["It is announced, and not out yet."], Kind.COMES),
        (
            evolve(
                missing(LACK, Reason.WAITING_FOR_LANGUAGE), wanted=(GER_DUB, Language("other:x"))
            ),
            ["It is offered in ger-sub, eng-sub, but wanted in ger-dub or other:x."],
            Kind.TAKE_OTHER,
        ),
        (
            missing(LACK, Reason.WAITING_FOR_LANGUAGE, LATER),
            [f"It waits for ger-dub until {clock(LATER)}, though it is offered in ger-sub."],
            Kind.FETCHED_WITHOUT,
        ),
        (queued(ITEM), ["It is number 1 in the queue (item 7)."], Kind.WORKED_OFF),
        (
            queued(evolve(ITEM, next_try=SOON, reason="The site is down.")),
            [f"It waits in the queue (item 7) until {clock(SOON)}: The site is down."],
            Kind.AGAIN,
        ),
        (
            queued(evolve(ITEM, next_try=NOW, reason="The site was down.")),
            ["It is number 1 in the queue (item 7)."],
            Kind.WORKED_OFF,
        ),
        (
            queued(evolve(ITEM, state=QueueState.RUNNING, received=1_000_000)),
            ["It is being downloaded (item 7), 1.0 MB so far."],
            Kind.FINISHES,
        ),
        (
            queued(evolve(ITEM, state=QueueState.RUNNING, received=5, total=2000)),
            ["It is being downloaded (item 7), 5 bytes of 2.0 kB so far."],
            Kind.FINISHES,
        ),
        (
            queued(evolve(ITEM, state=QueueState.PAUSED)),
            ["It is in the queue (item 7), and paused there."],
            Kind.RESUME_ITEM,
        ),
        (
            queued(ITEM, paused=True),
            ["It is number 1 in the queue (item 7).", "The whole queue is paused."],
            Kind.RESUME_QUEUE,
        ),
        (
            evolve(missing(LACK, Reason.FAILED), item=FAILED),
            ["It could not be downloaded (item 7): VOE (ger-sub): no stream."],
            Kind.RETRY,
        ),
        (
            evolve(THERE, item=FAILED),
            [f"It is in the library in ger-sub: {PATH} (350.0 MB)."],
            Kind.COMPLETE,
        ),
        (
            queued(ITEM, THERE),
            [
                f"It is in the library in ger-sub: {PATH} (350.0 MB).",
                "It is number 1 in the queue (item 7).",
            ],
            Kind.ADOPTS,
        ),
    ],
)
def test_how_it_stands_and_what_follows(facts: Facts, stands: list[str], follows: Kind) -> None:
    assert now(facts) == stands
    assert [one.kind for one in future(facts)] == [follows]


def test_a_better_language_is_awaited_offered_fetched() -> None:
    awaited, offered = replaceable(), replaceable(GER_DUB)
    assert now(awaited)[1:] == [
        "Wanted before ger-sub: ger-dub, which the site does not offer yet."
    ]
    assert then(awaited) == [
        "Once ger-dub is offered, it is downloaded, and only then is this file moved to the trash."
    ]
    assert now(offered)[1:] == ["The site offers it in ger-dub now, wanted before ger-sub."]
    kinds = [one.kind for one in future(offered)]
    assert kinds == [Kind.FETCHED, Kind.UPGRADES]
    waiting = [one.kind for one in future(queued(UPGRADE, offered))]
    assert waiting == [Kind.WORKED_OFF, Kind.UPGRADES]
    running = evolve(UPGRADE, state=QueueState.RUNNING)
    assert [one.kind for one in future(queued(running, offered))] == [Kind.UPGRADES]
    failed = evolve(offered, item=evolve(UPGRADE, state=QueueState.FAILED, reason="No stream."))
    assert now(failed)[2:] == ["It could not be downloaded (item 7): No stream."]
    assert then(failed)[0].endswith("To try it again: aniw queue retry 7")


@pytest.mark.parametrize(
    ("way", "stands", "waiting", "missing"),
    [
        (
            {"site": REST},
            f"The site site is left alone until {clock(SOON)}: Slow down.",
            Kind.AGAIN,
            Kind.FETCHED_AFTER,
        ),
        (
            {"links": REST},
            f"The links of the site site are left alone until {clock(SOON)}: Slow down.",
            Kind.AGAIN,
            Kind.FETCHED_AFTER,
        ),
        (
            {"hosters": (("VOE", REST),)},
            f"The hoster VOE is left alone until {clock(SOON)}: Slow down.",
            Kind.WORKED_OFF,
            Kind.FETCHED,
        ),
        (
            {"hold": Hold(kind=HoldKind.WINDOW, reason="It is day.", until=LATER)},
            f"Nothing is downloaded until {clock(LATER)}: It is day.",
            Kind.AGAIN,
            Kind.FETCHED_AFTER,
        ),
        (
            {"hold": Hold(kind=HoldKind.DISK, reason="The disk is full.")},
            "Nothing is downloaded just now: The disk is full.",
            Kind.AGAIN_WITH_ROOM,
            Kind.FETCHED_WITH_ROOM,
        ),
        ({"paused": True}, "The whole queue is paused.", Kind.RESUME_QUEUE, Kind.RESUME_QUEUE),
        (
            {"installed": False},
            "No plugin for the site site is installed.",
            Kind.INSTALL,
            Kind.INSTALL,
        ),
        (
            {"unavailable": "There is no /x."},
            "The library folder cannot be relied on: There is no /x.",
            Kind.MEND,
            Kind.MEND,
        ),
        (
            {"folders": ("Fern", "Fern (1)")},
            "It may be there: it is unclear which folder Fern has: Fern, Fern (1).",
            Kind.MATCH,
            Kind.MATCH,
        ),
    ],
)
def test_what_is_in_the_way_is_said_of_what_would_be_downloaded(
    way: dict[str, Any], stands: str, waiting: Kind, missing: Kind
) -> None:
    for facts, follows in ((queued(ITEM, **way), waiting), (blocked(LACK, **way), missing)):
        assert now(facts)[-1] == stands
        assert [one.kind for one in future(facts)] == [follows]


def test_of_what_is_complete_or_left_out_it_is_not_said() -> None:
    way: dict[str, Any] = {
        "site": REST,
        "paused": True,
        "installed": False,
        "folders": ("Fern", "Fern (1)"),
    }
    assert len(now(blocked(THERE, **way))) == 1
    assert "moved to the trash" in then(blocked(replaceable(), **way))[0]
    assert len(now(blocked(missing(LACK, Reason.UPCOMING), site=REST, paused=True))) == 1


def test_all_that_is_in_the_way_has_to_pass() -> None:
    hold = Hold(kind=HoldKind.HOURLY, reason="Enough.", until=LATER)
    both = queued(evolve(ITEM, next_try=SOON, reason="Down."), hold=hold, site=REST)
    assert then(both)[0].startswith(f"It is tried again from {clock(LATER)} on")
    later = evolve(REST, until=LATER)
    hosters = queued(ITEM, hosters=(("VOE", later), ("Vidoza", REST)))
    assert then(hosters)[0].startswith(f"It is tried again from {clock(SOON)} on")
