"""Strategies for sessions, keys and migrations."""

from hypothesis import strategies as st

from aniworld_core.entities import ApiKey, Failure, MigrationResult, Scope, Session
from aniworld_core.testing.strategies.values import SESSIONS, days, texts

__all__ = ["api_keys", "failures", "migration_results", "sessions"]


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


def failures() -> st.SearchStrategy[Failure]:
    """Draw a source that could not be taken over."""
    return st.builds(Failure, path=texts(), reason=texts())


def migration_results() -> st.SearchStrategy[MigrationResult]:
    """Draw what a migration did."""
    few = st.integers(0, 9)
    return st.builds(
        MigrationResult,
        total_found=few,
        migrated=few,
        failed=few,
        skipped=few,
        errors=st.lists(failures(), max_size=2).map(tuple),
        notes=st.lists(texts(), max_size=2).map(tuple),
    )
