"""How fast one of several downloads may be."""

__all__ = ["share"]


def share(total: int, each: int, running: int) -> int | None:
    """Return the bytes a second that one of ``running`` downloads may take; None = as many as come.

    ``total`` is what all may take together and ``each`` what one may, 0 without a limit. All get the same:
    what one of them leaves is lost to the others, but none can starve another.
    """
    limits = [max(total // max(running, 1), 1)] if total else []
    if each:
        limits.append(each)
    return min(limits, default=None)
