"""What a clean-up after a migration did."""

from attrs import frozen

from aniworld_core.entities import Failure

__all__ = ["CleanupResult"]


@frozen(kw_only=True)
class CleanupResult:
    """Which old data files were put away (``files``), and why others were left where they are."""

    removed: int = 0
    failed: int = 0
    files: tuple[str, ...] = ()
    errors: tuple[Failure, ...] = ()

    def __str__(self) -> str:
        return f"Cleanup Result: {self.removed} removed, {self.failed} failed"
