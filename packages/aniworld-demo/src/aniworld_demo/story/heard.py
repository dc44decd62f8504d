"""What the program said while the story was played: the claims that are checked at the end."""

from attrs import define, field

from aniworld_core.entities import MigrationResult
from aniworld_core.events import (
    DownloadFailed,
    DownloadFinished,
    Event,
    LinkFailed,
    MigrationFinished,
)

__all__ = ["Heard"]


@define
class Heard:
    """A sink that remembers."""

    migration: MigrationResult | None = None
    finished: list[DownloadFinished] = field(factory=list)
    failed: list[DownloadFailed] = field(factory=list)
    detours: list[LinkFailed] = field(factory=list)

    def __call__(self, event: Event) -> None:
        """Keep what is told again or checked later."""
        match event:
            case MigrationFinished():
                self.migration = event.result
            case DownloadFinished():
                self.finished.append(event)
            case DownloadFailed():
                self.failed.append(event)
            case LinkFailed():
                self.detours.append(event)
