"""Strategies for the way from a queue item to a file, and for what is remembered of it."""

from hypothesis import strategies as st

from aniworld_core.entities import (
    HistoryEntry,
    HistoryKind,
    Link,
    NewItem,
    Outcome,
    QueueItem,
    QueueState,
    Stream,
    StreamKind,
    Wanted,
)
from aniworld_core.testing.strategies.values import (
    LANGUAGES,
    days,
    episode_ids,
    keys,
    languages,
    texts,
)

__all__ = ["history_entries", "links", "new_items", "outcomes", "queue_items", "streams", "wanted"]


def wanted() -> st.SearchStrategy[Wanted]:
    """Draw a policy."""
    return st.builds(
        Wanted,
        languages=languages(),
        hosters=st.lists(texts(), max_size=2).map(tuple),
        quality=st.sampled_from(("best", "720p")),
        better_than=st.none() | st.sampled_from(LANGUAGES),
    )


def new_items() -> st.SearchStrategy[NewItem]:
    """Draw an episode to be queued."""
    return st.builds(
        NewItem,
        key=keys(),
        episode=episode_ids(),
        wanted=wanted(),
        priority=st.sampled_from((0, 0, 7)),
    )


def queue_items() -> st.SearchStrategy[QueueItem]:
    """Draw an item of the queue in any state."""
    return st.builds(
        QueueItem,
        id=st.integers(1, 9),
        key=keys(),
        episode=episode_ids(),
        wanted=wanted(),
        priority=st.sampled_from((0, 0, 7)),
        position=st.integers(0, 9),
        state=st.sampled_from(QueueState),
        claim=st.integers(0, 3),
        attempts=st.integers(0, 3),
        worker=st.none() | texts(),
        lease_until=st.none() | days(),
        next_try=st.none() | days(),
        reason=st.just("") | texts(),
        received=st.integers(0, 2**40),
        total=st.none() | st.integers(0, 2**40),
        added=days(),
        started=st.none() | days(),
        finished=st.none() | days(),
    )


def outcomes() -> st.SearchStrategy[Outcome]:
    """Draw how a job ended."""
    ends = st.sampled_from((QueueState.DONE, QueueState.FAILED))
    return st.builds(Outcome, state=ends, reason=texts(), counted=st.booleans())


def links() -> st.SearchStrategy[Link]:
    """Draw a link on a hoster."""
    return st.builds(
        Link,
        hoster=texts(),
        language=st.sampled_from(LANGUAGES),
        url=st.integers(1, 3).map("https://hoster.example/e/{}".format),
        local_allowed=st.booleans(),
    )


def streams() -> st.SearchStrategy[Stream]:
    """Draw a stream."""
    return st.builds(
        Stream,
        url=st.integers(1, 3).map("https://cdn.example/{}.mp4".format),
        kind=st.sampled_from(StreamKind),
        duration=st.none() | st.floats(1, 9000),
        size=st.none() | st.integers(1, 2**40),
        local_allowed=st.booleans(),
    )


def history_entries() -> st.SearchStrategy[HistoryEntry]:
    """Draw an entry of the history."""
    return st.builds(
        HistoryEntry,
        key=keys(),
        episode=episode_ids(),
        at=days(),
        kind=st.sampled_from(HistoryKind),
        text=texts(),
        hoster=texts(),
        language=st.none() | st.sampled_from(LANGUAGES),
        path=texts(),
    )
