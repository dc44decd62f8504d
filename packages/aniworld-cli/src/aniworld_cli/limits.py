"""How much of a list is asked for at once."""

__all__ = ["EVERYTHING"]

EVERYTHING = 1_000_000
"""More than any store holds: a list on the command line is never cut into pages."""
