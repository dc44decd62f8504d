"""What is so now: the file, or why there is none; the queue; and what is in the way."""

from collections.abc import Iterator

from aniworld_core.entities import Hold, Missing, QueueItem, QueueState, Reason
from aniworld_core.services.explaining.facts import Facts, Hindrances
from aniworld_core.services.explaining.kinds import Kind
from aniworld_core.services.explaining.sentences import Sentence, say

__all__ = ["acceptable", "listed", "names", "present"]


def listed(facts: Facts) -> Iterator[Sentence]:
    """Say what the site has."""
    site, episode = facts.series.provider, facts.episode
    if episode.upcoming:
        return  # what is announced is not offered yet
    if not episode.languages:
        yield say(Kind.LISTED, site=site)
    elif not episode.hosters:
        yield say(Kind.LISTED_IN, site=site, languages=names(*episode.languages))
    else:
        yield say(
            Kind.LISTED_ON,
            site=site,
            languages=names(*episode.languages),
            hosters=names(*episode.hosters),
        )


def present(facts: Facts) -> Iterator[Sentence]:
    """Say how it stands."""
    if facts.file is not None:
        yield from _there(facts)
    elif facts.missing is not None:
        yield from _absent(facts, facts.missing)
    if facts.live is not None:
        yield _in_queue(facts, facts.live)
    if facts.host and not facts.interrupted:
        yield say(Kind.RUNS_ON, host=facts.host)
    if facts.failed is not None:
        yield say(Kind.FAILED, item=facts.failed.id, reason=facts.failed.reason)
    for kept in facts.quarantined:
        yield say(
            Kind.QUARANTINED,
            id=kept.id,
            hoster=kept.hoster,
            language=kept.language,
            at=kept.at,
            reason=kept.reason,
        )
    yield from _in_the_way(facts, facts.hindrances)


def names(*several: str) -> str:
    """Write several names as one text."""
    return ", ".join(several)


def acceptable(facts: Facts) -> str:
    """Name the wanted languages that are offered, in order of preference."""
    return names(*(one for one in facts.wanted if one in facts.episode.languages))


def _there(facts: Facts) -> Iterator[Sentence]:
    file, other = facts.file, facts.replaceable
    if file is None:
        return
    if file.language is None:
        yield say(Kind.THERE, path=file.path, size=file.size)
    else:
        yield say(Kind.THERE_IN, path=file.path, size=file.size, language=file.language)
    if other is not None and other.better:
        yield say(Kind.BETTER_OFFERED, has=other.has, better=names(*other.better))
    elif other is not None:
        yield say(Kind.BETTER_AWAITED, has=other.has, wanted=names(*other.wanted))


def _absent(facts: Facts, missing: Missing) -> Iterator[Sentence]:
    match missing.reason:
        case Reason.IGNORED if facts.episode.ignored:
            yield say(Kind.IGNORED)
        case Reason.IGNORED:
            yield say(Kind.UNMONITORED, series=facts.series.title)
        case Reason.UPCOMING:
            yield say(Kind.ANNOUNCED)
            yield from _expected(facts)
        case Reason.WAITING_FOR_LANGUAGE:
            yield _waiting(facts, missing)
            yield from _expected(facts)
        case Reason.NOT_DOWNLOADED:
            yield say(Kind.NOT_QUEUED)
            yield from _not_awaited(facts)


def _waiting(facts: Facts, missing: Missing) -> Sentence:
    if missing.waits_until is None:
        offered = names(*facts.episode.languages)
        return say(Kind.OTHER_LANGUAGES, languages=offered, wanted=" or ".join(facts.wanted))
    return say(
        Kind.FIRST_AWAITED,
        first=facts.wanted[0],
        until=missing.waits_until,
        languages=acceptable(facts),
    )


def _not_awaited(facts: Facts) -> Iterator[Sentence]:
    """Say why an episode does not wait for the first language, where others of its series do."""
    first, languages = facts.wanted[0], facts.episode.languages
    if facts.wait_days and facts.episode.offered is None and languages and first not in languages:
        yield say(Kind.NOT_AWAITED, first=first, languages=acceptable(facts))


def _expected(facts: Facts) -> Iterator[Sentence]:
    coming = facts.expected
    if coming is None:
        return
    when = coming.at or coming.day
    if coming.language is None:
        yield say(Kind.EXPECTED, when=when)
    else:
        yield say(Kind.EXPECTED_IN, when=when, language=coming.language)


def _in_queue(facts: Facts, item: QueueItem) -> Sentence:
    if item.state is QueueState.PAUSED:
        return say(Kind.ITEM_PAUSED, item=item.id)
    if item.state is QueueState.RUNNING:
        return _running(facts, item)
    if not facts.due and item.next_try is not None:
        return say(Kind.PUT_BACK, item=item.id, until=item.next_try, reason=item.reason)
    return say(Kind.IN_QUEUE, item=item.id, place=facts.place)


def _running(facts: Facts, item: QueueItem) -> Sentence:
    if facts.interrupted:
        return say(Kind.INTERRUPTED, item=item.id)
    if not item.received:
        return say(Kind.BEGUN, item=item.id)
    if item.total is None:
        return say(Kind.RUNNING, item=item.id, received=item.received)
    return say(Kind.RUNNING_OF, item=item.id, received=item.received, total=item.total)


def _in_the_way(facts: Facts, way: Hindrances) -> Iterator[Sentence]:
    """Say what stops any download; of what is complete, or left out on purpose, nobody asks."""
    if way.unavailable:
        yield say(Kind.NO_LIBRARY, reason=way.unavailable)
    if way.folders and facts.file is None:
        yield say(Kind.UNCLEAR_FOLDER, series=facts.series.title, folders=names(*way.folders))
    if not _is_to_come(facts):
        return
    if not way.installed:
        yield say(Kind.NO_PLUGIN, site=facts.series.provider)
    if way.paused:
        yield say(Kind.QUEUE_PAUSED)
    if way.hold is not None:
        yield _held(way.hold)
    yield from _resting(facts.series.provider, way)


def _resting(site: str, way: Hindrances) -> Iterator[Sentence]:
    for kind, rest in ((Kind.SITE_RESTS, way.site), (Kind.LINKS_REST, way.links)):
        if rest is not None and rest.until is not None:
            yield say(kind, site=site, until=rest.until, reason=rest.reason)
    for name, rest in way.hosters:
        if rest.until is not None:
            yield say(Kind.HOSTER_RESTS, hoster=name, until=rest.until, reason=rest.reason)


def _is_to_come(facts: Facts) -> bool:
    """Tell whether a download of the episode is meant to happen as things are."""
    if facts.live is not None:
        return True
    if facts.failed is not None:
        return False
    if facts.missing is not None:
        return facts.missing.reason is Reason.NOT_DOWNLOADED
    return facts.replaceable is not None and bool(facts.replaceable.better)


def _held(hold: Hold) -> Sentence:
    if hold.until is None:
        return say(Kind.HELD, hold=hold.kind, reason=hold.reason)
    return say(Kind.HELD_UNTIL, hold=hold.kind, reason=hold.reason, until=hold.until)
