"""What a check is."""

from collections.abc import Callable, Iterator

from sqlalchemy import Connection

__all__ = ["Check"]

Check = Callable[[Connection], Iterator[str]]
"""Yields a sentence for each fault; only reads."""
