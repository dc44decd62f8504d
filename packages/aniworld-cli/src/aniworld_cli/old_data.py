"""What is said of old data that was taken over, or could not be."""

from collections.abc import Iterator

from aniworld_core.entities import Failure, MigrationResult

__all__ = ["taken_over", "told"]

_SHOWN = 5


def told(failure: Failure) -> str:
    """Name a source and why it failed."""
    return f"{failure.path}: {failure.reason}"


def taken_over(result: MigrationResult, command: str) -> Iterator[str]:
    """Say in lines what was taken over unasked, at the start of ``command``, and what is next."""
    yield f"Found data of the older program. {result}"
    yield from (f"  {told(failure)}" for failure in result.errors[:_SHOWN])
    if len(result.errors) > _SHOWN:
        yield f"  and {len(result.errors) - _SHOWN} more: aniw migrate"
    if result.migrated and command not in ("scan", "download"):
        yield "Next: aniw scan"
