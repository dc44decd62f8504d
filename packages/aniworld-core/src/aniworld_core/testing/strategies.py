"""Hypothesis strategies for the entities, drawn from few values so that rules meet each other."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from aniworld_core.entities import (
    ENG_SUB,
    GER_DUB,
    ApiKey,
    Episode,
    EpisodeFile,
    EpisodeId,
    FolderScan,
    HistoryEntry,
    HistoryKind,
    Language,
    Link,
    MissingFilter,
    NewItem,
    Outcome,
    QueueState,
    Reason,
    Scope,
    SearchHit,
    Series,
    SeriesFilter,
    SeriesKey,
    Session,
    Stream,
    StreamKind,
    Wanted,
)

__all__ = [
    "DAYS",
    "FOLDERS",
    "KEYS",
    "LANGUAGES",
    "SESSIONS",
    "TEXTS",
    "api_keys",
    "days",
    "episode_files",
    "episode_ids",
    "episodes",
    "folder_scans",
    "folders",
    "history_entries",
    "keys",
    "languages",
    "links",
    "missing_filters",
    "new_items",
    "outcomes",
    "search_hits",
    "series",
    "series_filters",
    "sessions",
    "streams",
    "texts",
    "wanted",
]

KEYS = (SeriesKey("moon"), SeriesKey("moon-2"), SeriesKey("5-suns"))
TEXTS = ("Mond", "ÄRGER_50%", "mond: Straße")
FOLDERS = ("Moon (2001)", "Mönd", "50%_Suns")
LANGUAGES = (GER_DUB, ENG_SUB, Language("other:%_"))
SESSIONS = ("one", "two", "three")
DAYS = tuple(
    datetime(2026, 2, 27, 12, 0, 0, 123456, tzinfo=UTC) + timedelta(days=n) for n in range(3)
)


def keys() -> st.SearchStrategy[SeriesKey]:
    """Draw one of three keys."""
    return st.sampled_from(KEYS)


def texts() -> st.SearchStrategy[str]:
    """Draw one of three texts, with umlauts, case and signs that databases treat in their own way."""
    return st.sampled_from(TEXTS)


def folders() -> st.SearchStrategy[str]:
    """Draw one of three folder names."""
    return st.sampled_from(FOLDERS)


def days() -> st.SearchStrategy[datetime]:
    """Draw one of three days, with microseconds."""
    return st.sampled_from(DAYS)


def languages() -> st.SearchStrategy[tuple[Language, ...]]:
    """Draw some of three languages in any order."""
    return st.lists(st.sampled_from(LANGUAGES), unique=True).map(tuple)


def episode_ids() -> st.SearchStrategy[EpisodeId]:
    """Draw an episode of two seasons and the films, three in each."""
    return st.builds(EpisodeId, st.integers(0, 2), st.integers(1, 3))


def episodes() -> st.SearchStrategy[Episode]:
    """Draw an episode."""
    return st.builds(
        Episode,
        id=episode_ids(),
        title=texts(),
        original_title=texts(),
        languages=languages(),
        hosters=st.lists(texts(), max_size=2).map(tuple),
        absolute=st.none() | st.integers(1, 7),
        upcoming=st.booleans(),
        ignored=st.booleans(),
    )


def series() -> st.SearchStrategy[Series]:
    """Draw a series; its episodes may be out of order."""
    return st.builds(
        Series,
        key=keys(),
        provider=texts(),
        ref=texts(),
        title=texts(),
        aliases=st.lists(texts(), max_size=2).map(tuple),
        year=st.none() | st.integers(2001, 2003),
        description=texts(),
        cover=texts(),
        link=texts(),
        folder=st.none() | folders(),
        monitored=st.sampled_from((True, True, True, False)),
        languages=st.just(()) | languages(),
        genres=st.lists(texts(), max_size=2).map(tuple),
        episodes=st.lists(episodes(), max_size=6, unique_by=lambda one: one.id).map(tuple),
        added=st.none() | days(),
        checked=st.none() | days(),
    )


def episode_files(folder: str) -> st.SearchStrategy[EpisodeFile]:
    """Draw one of three files of a folder, naming episodes by either way of counting, or none."""
    return st.builds(
        EpisodeFile,
        path=st.integers(1, 3).map(lambda number: f"{folder}/{number}.mkv"),
        episodes=st.lists(episode_ids(), max_size=2).map(tuple),
        absolute=st.lists(st.integers(1, 7), max_size=2).map(tuple),
        size=st.integers(0, 2**40),
        mtime=st.integers(0, 2**62),
        language=st.none() | st.sampled_from(LANGUAGES),
    )


def folder_scans() -> st.SearchStrategy[FolderScan]:
    """Draw a scan of one of three folders."""
    return folders().flatmap(_folder_scans)


def _folder_scans(folder: str) -> st.SearchStrategy[FolderScan]:
    return st.builds(
        FolderScan,
        folder=st.just(folder),
        device=st.integers(0, 2**64 - 1),
        dirs=st.dictionaries(st.sampled_from(("", "Season 01")), st.integers(0, 2**62)),
        files=st.lists(episode_files(folder), unique_by=lambda one: one.path).map(tuple),
    )


def wanted() -> st.SearchStrategy[Wanted]:
    """Draw a policy."""
    return st.builds(
        Wanted,
        languages=languages(),
        hosters=st.lists(texts(), max_size=2).map(tuple),
        quality=st.sampled_from(("best", "720p")),
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


def outcomes() -> st.SearchStrategy[Outcome]:
    """Draw how a job ended."""
    ends = st.sampled_from((QueueState.DONE, QueueState.FAILED))
    return st.builds(Outcome, state=ends, reason=texts())


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


def sessions() -> st.SearchStrategy[Session]:
    """Draw one of three sessions."""
    return st.builds(
        Session,
        id=st.sampled_from(SESSIONS),
        issued=days(),
        expires=days(),
        revoked=st.none() | days(),
    )


def api_keys() -> st.SearchStrategy[ApiKey]:
    """Draw one of three keys, named by one of three texts."""
    return st.builds(
        ApiKey,
        id=st.sampled_from(SESSIONS),
        name=texts(),
        hash=texts(),
        scope=st.sampled_from(Scope),
        created=days(),
        expires=st.none() | days(),
        last_used=st.none() | days(),
    )


def series_filters() -> st.SearchStrategy[SeriesFilter]:
    """Draw what a page shows: parts of the texts in another case among it."""
    return st.builds(
        SeriesFilter,
        text=st.sampled_from(("", "MOND", "ärger", "straSSe", "%", "_", "-2", "sun")),
        provider=st.none() | texts(),
        has_missing=st.none() | st.booleans(),
        monitored=st.none() | st.booleans(),
    )


def missing_filters() -> st.SearchStrategy[MissingFilter]:
    """Draw which missing episodes are asked for."""
    return st.builds(
        MissingFilter,
        languages=languages(),
        for_all=st.booleans(),
        keys=st.lists(keys(), unique=True).map(tuple),
        reasons=st.lists(st.sampled_from(Reason), unique=True, max_size=3).map(tuple),
        after=st.none() | keys(),
        limit=st.none() | st.integers(0, 2),
    )


def links() -> st.SearchStrategy[Link]:
    """Draw a link on a hoster."""
    return st.builds(
        Link,
        hoster=texts(),
        language=st.sampled_from(LANGUAGES),
        url=st.integers(1, 3).map("https://hoster.example/e/{}".format),
    )


def streams() -> st.SearchStrategy[Stream]:
    """Draw a stream."""
    return st.builds(
        Stream,
        url=st.integers(1, 3).map("https://cdn.example/{}.mp4".format),
        kind=st.sampled_from(StreamKind),
        duration=st.none() | st.floats(1, 9000),
        size=st.none() | st.integers(1, 2**40),
    )


def search_hits() -> st.SearchStrategy[SearchHit]:
    """Draw an answer to a search."""
    return st.builds(
        SearchHit,
        provider=texts(),
        ref=texts(),
        title=texts(),
        year=st.none() | st.integers(2001, 2003),
    )
