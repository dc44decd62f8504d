"""What a migration of old data found and did."""

from attrs import field, frozen

__all__ = ["Failure", "MigrationResult"]


@frozen(kw_only=True)
class Failure:
    """One source that could not be read or taken over.

    ``path`` is the file's or folder's, which may go on with a place in the file: ``list.csv:3``.
    """

    path: str
    reason: str


@frozen(kw_only=True)
class MigrationResult:
    """Counts of a migration, with a reason per failure; ``notes`` are oddities that did no harm."""

    total_found: int = 0
    migrated: int = 0
    failed: int = 0
    skipped: int = 0
    errors: tuple[Failure, ...] = ()
    notes: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        return (
            f"Migration Result: {self.migrated} migrated, {self.skipped} skipped, "
            f"{self.failed} failed"
        )
