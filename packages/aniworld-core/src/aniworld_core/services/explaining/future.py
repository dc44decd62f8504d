"""What happens next, or what somebody has to do for it."""

from collections.abc import Iterator
from datetime import datetime

from aniworld_core.entities import Missing, QueueItem, QueueState, Reason
from aniworld_core.episode_ranges import compact
from aniworld_core.services.explaining.facts import Facts
from aniworld_core.services.explaining.kinds import Kind
from aniworld_core.services.explaining.present import acceptable
from aniworld_core.services.explaining.sentences import Sentence, say

__all__ = ["future"]


def future(facts: Facts) -> Iterator[Sentence]:
    """Say what follows from what is known."""
    if facts.live is not None:
        yield from _of_item(facts, facts.live)
    elif facts.failed is not None:
        yield say(Kind.RETRY, item=facts.failed.id)
    elif facts.file is not None:
        yield from _of_file(facts)
    elif facts.missing is not None:
        yield from _of_absence(facts, facts.missing)


def _of_item(facts: Facts, item: QueueItem) -> Iterator[Sentence]:
    upgrade = item.wanted.better_than is not None
    if item.state is QueueState.PAUSED:
        yield say(Kind.RESUME_ITEM, item=item.id)
    elif facts.file is not None and not upgrade:
        yield say(Kind.ADOPTS)
    elif item.state is QueueState.RUNNING and not facts.interrupted:
        yield say(Kind.UPGRADES if upgrade else Kind.FINISHES)
    else:
        yield from _stopped(facts) or (_turn(facts, item),)
        if upgrade:
            yield say(Kind.UPGRADES)


def _of_file(facts: Facts) -> Iterator[Sentence]:
    other = facts.replaceable
    if other is None:
        yield say(Kind.COMPLETE)
    elif not other.better:
        yield say(Kind.UPGRADE_LATER, wanted=" or ".join(other.wanted))
    else:
        yield from _stopped(facts) or (_fetched(facts), say(Kind.UPGRADES))


def _of_absence(facts: Facts, missing: Missing) -> Iterator[Sentence]:
    key, episode = facts.series.key, compact([facts.episode.id])
    match missing.reason:
        case Reason.IGNORED if facts.episode.ignored:
            yield say(Kind.UNDO_IGNORE, key=key, episode=episode)
        case Reason.IGNORED:
            yield say(Kind.MONITOR, key=key)
        case Reason.UPCOMING:
            yield say(Kind.COMES)
        case Reason.WAITING_FOR_LANGUAGE if missing.waits_until is not None:
            yield say(
                Kind.FETCHED_WITHOUT,
                until=missing.waits_until,
                first=facts.wanted[0],
                languages=acceptable(facts),
            )
        case Reason.WAITING_FOR_LANGUAGE:
            yield say(
                Kind.TAKE_OTHER,
                wanted=" or ".join(facts.wanted),
                key=key,
                episode=episode,
                language=facts.episode.languages[0],
            )
        case _:
            yield from _stopped(facts) or (_fetched(facts),)


def _turn(facts: Facts, item: QueueItem) -> Sentence:
    """Say when a waiting item has its turn."""
    if _needs_room(facts):
        return say(Kind.AGAIN_WITH_ROOM)
    until = _until(facts, item.next_try)
    return say(Kind.WORKED_OFF) if until is None else say(Kind.AGAIN, until=until)


def _fetched(facts: Facts) -> Sentence:
    """Say when what is not queued yet is fetched."""
    if _needs_room(facts):
        return say(Kind.FETCHED_WITH_ROOM)
    until = _until(facts, None)
    return say(Kind.FETCHED) if until is None else say(Kind.FETCHED_AFTER, until=until)


def _needs_room(facts: Facts) -> bool:
    hold = facts.hindrances.hold
    return hold is not None and hold.until is None


def _until(facts: Facts, next_try: datetime | None) -> datetime | None:
    """Return when all is over that passes by itself; None if nothing is in the way."""
    way = facts.hindrances
    ends = [
        next_try,
        None if way.hold is None else way.hold.until,
        *(None if rest is None else rest.until for rest in (way.site, way.links)),
        _first_hoster(facts),
    ]
    return max((at for at in ends if at is not None and at > facts.now), default=None)


def _first_hoster(facts: Facts) -> datetime | None:
    """Return when a hoster may be asked again, where all of the episode's are left alone."""
    resting = facts.hindrances.hosters
    if not {name for name, _ in resting} >= set(facts.episode.hosters):
        return None
    return min((rest.until for _, rest in resting if rest.until is not None), default=None)


def _stopped(facts: Facts) -> tuple[Sentence, ...]:
    """Say what somebody has to do before anything is fetched; nothing if that is not so."""
    way, found = facts.hindrances, []
    if way.unavailable:
        found.append(say(Kind.MEND))
    if way.folders and facts.file is None:
        found.append(say(Kind.MATCH, key=facts.series.key))
    if not way.installed:
        found.append(say(Kind.INSTALL))
    if way.paused:
        found.append(say(Kind.RESUME_QUEUE))
    return tuple(found)
