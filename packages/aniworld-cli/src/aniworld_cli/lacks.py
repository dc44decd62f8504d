"""How much is missing, in words: what is ignored or not out yet stands apart."""

from collections.abc import Mapping

from aniworld_core.entities import Reason

__all__ = ["lacking", "set_aside"]

_ASIDE = (Reason.IGNORED, Reason.UPCOMING)


def lacking(counts: Mapping[str, int]) -> int:
    """Return how many episodes are missing, by their counts by reason, as `aniw list` counts too."""
    return sum(number for reason, number in counts.items() if reason not in _ASIDE)


def set_aside(counts: Mapping[str, int]) -> str:
    """Write what is not counted as missing as the rest of a sentence, such as ``, 1 ignored``."""
    return "".join(f", {counts[reason]} {reason}" for reason in _ASIDE if counts.get(reason))
