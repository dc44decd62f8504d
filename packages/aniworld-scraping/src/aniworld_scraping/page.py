"""A good answer of a site."""

from attrs import frozen

__all__ = ["Page"]


@frozen
class Page:
    """A good answer: the address it came from in the end, and its text."""

    url: str
    text: str
