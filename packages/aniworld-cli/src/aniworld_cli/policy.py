"""What the user wants of one series, in words."""

from collections.abc import Mapping

from aniworld_core.entities import Series

__all__ = ["policy"]


def policy(series: Series) -> Mapping[str, str]:
    """Return what is said of a series' own languages, and of whether it is monitored."""
    return {
        "Languages": ", ".join(series.languages) or "those of the settings",
        "Monitored": "yes" if series.monitored else "no; nothing of it counts as missing",
    }
