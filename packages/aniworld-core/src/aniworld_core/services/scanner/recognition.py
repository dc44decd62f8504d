"""What a scan asks about the library folder itself, before it believes anything of what is in it."""

from typing import Protocol

__all__ = ["Recognition"]


class Recognition(Protocol):
    """Whether the folder is the one that the store knows, by their mark; a service of its own.

    Each raises LibraryUnavailable when it is not, and returns the mark, or None where there is none.
    """

    def check(self) -> str | None:
        """Compare, and change nothing."""
        ...

    def claim(self) -> str | None:
        """Compare, and give folder and store a mark where they have none."""
        ...

    def adopt(self) -> str | None:
        """Take the folder for the one that the store knows from now on."""
        ...
