"""What is wrong with a plugin, in words: for contract tests, and for who checks an installed one."""

from aniworld_core.plugins.checking.answers import (
    hit_faults,
    link_faults,
    release_faults,
    series_faults,
    title_faults,
)
from aniworld_core.plugins.checking.members import PORTS, member_faults, name_faults
from aniworld_core.plugins.checking.texts import is_shown, is_web_address

__all__ = [
    "PORTS",
    "hit_faults",
    "is_shown",
    "is_web_address",
    "link_faults",
    "member_faults",
    "name_faults",
    "release_faults",
    "series_faults",
    "title_faults",
]
