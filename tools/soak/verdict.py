"""What must be true in the end: of every episode, every file, the store and what was left behind."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing

from attrs import frozen

from aniworld_core.entities import HistoryKind, QueueItem, QueueState
from aniworld_demo.catalogue import Entry, Show
from tools.soak.films import Expected
from tools.soak.place import Place
from tools.soak.plan import Fate, Plan
from tools.soak.storm import opened

__all__ = ["Truth", "judge"]

_NAME = re.compile(r"Dauerlauf, (\d+)\. Runde .*/Dauerlauf, .* S01E(\d+)\.mp4")
_MANY = 1_000_000


@frozen(kw_only=True)
class Truth:
    """What may become of each episode, told by its series and number."""

    entries: Mapping[tuple[str, int], Sequence[Fate]]
    digests: Mapping[tuple[str, int], frozenset[str]]

    @classmethod
    def of(cls, plan: Plan, expected: Expected) -> "Truth":
        """Work it out from the plan."""
        entries = {(show.slug, one.number): plan.of(one) for show, one in _all(plan)}
        return cls(
            entries=entries,
            digests={
                name: frozenset(expected.digest(fate) for fate in fates if not fate.hopeless)
                for name, fates in entries.items()
            },
        )

    def is_right(self, path: str, digest: str) -> bool:
        """Tell whether a file of the library is the whole episode that its name says."""
        found = _NAME.fullmatch(path)
        name = (f"dauerlauf-{found[1]}", int(found[2])) if found else ("", 0)
        return digest in self.digests.get(name, frozenset())


def judge(place: Place, truth: Truth) -> tuple[Counter[str], list[str]]:
    """Count how the episodes ended, and list everything that must not be."""
    with closing(opened(place)) as store:
        items = store.queue.page(tuple(QueueState), limit=_MANY)
        told = Counter(
            (str(entry.key), entry.episode.number)
            for _, entry in store.history.page(limit=_MANY)
            if entry.kind in {HistoryKind.DOWNLOADED, HistoryKind.ADOPTED}
        )
    files = {name: _digest(place, name) for name in place.visible()}
    there = {_named(name) for name in files}
    by_name = {(str(item.key), item.episode.number): item for item in items}
    wrong = [
        *(f"{name} is not right" for name, one in files.items() if not truth.is_right(name, one)),
        *_episodes(truth, by_name, there),
        *(f"{name} has no history" for name in sorted(there - told.keys())),
        *(f"{name} was finished {times} times" for name, times in told.items() if times > 1),
        *_left_behind(place, truth),
    ]
    return Counter(item.state.value for item in items), wrong


def _episodes(
    truth: Truth, items: Mapping[tuple[str, int], QueueItem], there: set[tuple[str, int]]
) -> Iterator[str]:
    for name, fates in truth.entries.items():
        item = items.get(name)
        if item is None:
            yield f"{name} is not in the queue"
        elif (item.state is QueueState.DONE) != (name in there):
            yield f"{name} is {item.state.value}, but its file is {'there' * (name in there)}"
        elif item.state is QueueState.DONE:
            if all(fate.hopeless for fate in fates):
                yield f"{name} is done, though no link of it works"
        elif item.state is not QueueState.FAILED:
            yield f"{name} is still {item.state.value}: {item.reason}"
        elif not all(fate.hopeless for fate in fates):
            yield f"{name} failed, though a link of it works: {item.reason}"
        else:
            yield from _untrue(name, fates, item.reason)


def _untrue(name: tuple[str, int], fates: Sequence[Fate], reason: str) -> Iterator[str]:
    for fate in fates:
        found = re.search(rf"{re.escape(fate.name)}: (.*?)(?=; \w+ \(|$)", reason)
        if fate.fault is not None and not (found and re.search(fate.fault.words, found[1])):
            yield f"{name}: {fate.name} failed by {fate.fault.name!r}, but it says: {reason}"


def _left_behind(place: Place, truth: Truth) -> Iterator[str]:
    own = place.root / ".aniworld"
    yield from (f"{path} was left" for path in (own / "incomplete").glob("*"))
    whole = {digest for digests in truth.digests.values() for digest in digests}
    for path in (own / "quarantine").glob("*/*"):
        if hashlib.sha256(path.read_bytes()).hexdigest() in whole:
            yield f"{path} is in quarantine, but right"
    if place.run("store", "check"):
        yield "the store is damaged"


def _digest(place: Place, name: str) -> str:
    return hashlib.sha256((place.root / name).read_bytes()).hexdigest()


def _named(path: str) -> tuple[str, int]:
    found = _NAME.fullmatch(path)
    return (f"dauerlauf-{found[1]}", int(found[2])) if found else (path, 0)


def _all(plan: Plan) -> Iterator[tuple[Show, Entry]]:
    for show in plan.shows.values():
        for entry in show.entries:
            yield show, entry
