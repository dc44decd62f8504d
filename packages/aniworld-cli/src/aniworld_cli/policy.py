"""What the user wants of one series, in words."""

from collections.abc import Mapping

from aniworld_cli.text import count
from aniworld_core.entities import Series

__all__ = ["policy"]

_SETTINGS = "as the settings say"


def policy(series: Series) -> Mapping[str, str]:
    """Return what is said of a series' own languages and policy, and of whether it is monitored."""
    return {
        "Languages": ", ".join(series.languages) or "those of the settings",
        "Waiting": _SETTINGS if series.wait_days is None else _waiting(series.wait_days),
        "Replacing": _replacing(series.replace),
        "Monitored": "yes" if series.monitored else "no; nothing of it counts as missing",
    }


def _waiting(days: int) -> str:
    return f"{count(days, 'day')} for the first language" if days else "no; what there is is taken"


def _replacing(replace: bool | None) -> str:  # noqa: FBT001 - the policy itself
    if replace is None:
        return _SETTINGS
    return "a later language by an earlier one" if replace else "no; a file stays"
