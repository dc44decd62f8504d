"""What was tried, and what came of it, from the episode's history."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import takewhile

from aniworld_core.entities import EpisodeFile, HistoryEntry, HistoryKind
from aniworld_core.services.explaining.facts import Facts
from aniworld_core.services.explaining.kinds import Kind
from aniworld_core.services.explaining.present import names
from aniworld_core.services.explaining.sentences import Sentence, say

__all__ = ["past"]

_CAME = frozenset({HistoryKind.DOWNLOADED, HistoryKind.ADOPTED, HistoryKind.RESTORED})
"""What brings a file of the episode into the library."""

_WENT = frozenset({HistoryKind.REPLACED, HistoryKind.TRASHED})
"""What brings one to the trash."""


def past(facts: Facts) -> Iterator[Sentence]:
    """Say where the file came from, or what became of earlier ones, and which links did not work since."""
    came = next((one for one in facts.history if one.kind in _CAME), None)
    since = list(takewhile(lambda one: one.kind not in _CAME, facts.history))
    if facts.file is not None:
        yield _origin(facts.file, came, since)
    elif came is not None:
        names_since = [one.path for one in since if one.kind is HistoryKind.RENAMED and one.path]
        yield say(Kind.WAS_THERE, path=[*names_since, came.path][0], at=came.at)
    unrestored = takewhile(lambda one: one.kind is not HistoryKind.RESTORED, facts.history)
    trashed = next((one for one in unrestored if one.kind in _WENT), None)
    if trashed is not None:
        yield say(Kind.TRASHED, at=trashed.at, path=trashed.path)
    tried = [one for one in since if one.kind is HistoryKind.TRIED]
    if tried:
        yield _tried(tried)
    elif facts.file is None and came is None and not _failed(since):
        yield say(Kind.NEVER_TRIED)


def _failed(since: Sequence[HistoryEntry]) -> bool:
    """Tell whether it failed before a link was tried: the site lists none, say."""
    return any(one.kind is HistoryKind.FAILED for one in since)


def _origin(
    file: EpisodeFile, came: HistoryEntry | None, since: Sequence[HistoryEntry]
) -> Sentence:
    """Say where the file came from: by the history, if that knows of this very file."""
    renamed = {one.path for one in since if one.kind is HistoryKind.RENAMED}
    if came is None or file.path not in {came.path, *renamed}:
        at = datetime.fromtimestamp(file.mtime / 1e9, UTC)
        return say(Kind.FILE_FROM, at=at)
    match came.kind:
        case HistoryKind.ADOPTED:
            return say(Kind.ADOPTED, at=came.at)
        case HistoryKind.RESTORED:
            return say(Kind.RESTORED, at=came.at)
    return say(Kind.DOWNLOADED, hoster=came.hoster, at=came.at)


def _tried(tried: Sequence[HistoryEntry]) -> Sentence:
    """Sum up tries, the newest of which comes first."""
    last, first = tried[0], tried[-1]
    one = {
        "hoster": last.hoster,
        "language": last.language or "",
        "at": last.at,
        "reason": last.text,
    }
    if len(tried) == 1:
        return say(Kind.TRIED_ONCE, **one)
    hosters = sorted({entry.hoster for entry in tried}, key=str.casefold)
    return say(Kind.TRIED, links=len(tried), hosters=names(*hosters), since=first.at, **one)
