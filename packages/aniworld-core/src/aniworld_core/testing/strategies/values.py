"""What the strategies of all entities draw from: few values, so that what is drawn meets."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from aniworld_core.entities import ENG_SUB, GER_DUB, EpisodeId, Language, SeriesKey

__all__ = [
    "DAYS",
    "FOLDERS",
    "KEYS",
    "LANGUAGES",
    "PROVIDERS",
    "REFS",
    "SESSIONS",
    "TEXTS",
    "days",
    "episode_ids",
    "folders",
    "imdb_ids",
    "keys",
    "languages",
    "providers",
    "refs",
    "texts",
]

KEYS = (SeriesKey("moon"), SeriesKey("moon-2"), SeriesKey("5-suns"))
TEXTS = ("Mond", "ÄRGER_50%", "mond: Straße")
FOLDERS = ("Moon (2001)", "Mönd", "50%_Suns")
LANGUAGES = (GER_DUB, ENG_SUB, Language("other:%_"))
SESSIONS = ("one", "two", "three")
DAYS = tuple(
    datetime(2026, 2, 27, 12, 0, 0, 123456, tzinfo=UTC) + timedelta(days=n) for n in range(3)
)
PROVIDERS = ("fern", "moss")
REFS = ("moon", "25%20Suns", "M%C3%B6nd")


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


def imdb_ids() -> st.SearchStrategy[str]:
    """Draw one of two IMDb ids, or none."""
    return st.sampled_from(("", "tt0000001", "tt0000002"))


def providers() -> st.SearchStrategy[str]:
    """Draw one of two providers' names."""
    return st.sampled_from(PROVIDERS)


def refs() -> st.SearchStrategy[str]:
    """Draw one of three refs, as sites write them."""
    return st.sampled_from(REFS)
