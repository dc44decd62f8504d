"""What a person ruled about folders, in the form in which they are paired."""

from attrs import frozen

from aniworld_core.entities import SeriesKey
from aniworld_core.ports import DecisionStore, SeriesStore

__all__ = ["Ruling", "ruling"]


@frozen(kw_only=True)
class Ruling:
    """Folders (in NFC) that are no series, and folders that are not a certain one."""

    no_series: frozenset[str] = frozenset()
    refused: frozenset[tuple[str, SeriesKey]] = frozenset()


def ruling(decisions: DecisionStore, series: SeriesStore) -> Ruling:
    """Read what was decided, about the series that are registered."""
    decided = decisions.all()
    refused = any(not one.no_series for one in decided)
    ages = series.ages() if refused else ()
    keys = {(one.provider, one.ref.casefold()): one.key for one in ages}
    return Ruling(
        no_series=frozenset(one.folder for one in decided if one.no_series),
        refused=frozenset(
            (one.folder, key)
            for one in decided
            if (key := keys.get((one.provider, one.ref.casefold()))) is not None
        ),
    )
