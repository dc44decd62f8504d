"""How something long tells how far it is, and is stopped."""

from collections.abc import Callable

__all__ = ["Progress"]

Progress = Callable[[int, int], None]
"""Called with (how many are done, of how many) now and then; raises Cancelled to stop what calls it."""
