"""Which folders of a library a scan lists: the same answer for those who name a folder and who read it."""

from aniworld_core.entities import ENG_DUB, ENG_SUB, GER_DUB, GER_SUB, Language

__all__ = ["group_folder", "group_language", "left_out"]

_GROUPS = {
    "anime": None,
    "animes": None,
    "serien": None,
    "german-dub": GER_DUB,
    "german-sub": GER_SUB,
    "english-dub": ENG_DUB,
    "english-sub": ENG_SUB,
    # Named as the sites name these flags.
    "english-dub-german-sub": Language("other:english-german"),
    "japanese-dub": Language("other:japanese"),
}

_SYSTEM = frozenset(
    {"@eaDir", "#recycle", "$RECYCLE.BIN", "System Volume Information", "lost+found"}
)


def group_folder(name: str) -> bool:
    """Tell whether a folder below the root holds series folders, such as ``german-dub``."""
    return name.casefold() in _GROUPS


def group_language(name: str) -> Language | None:
    """Return the language that a folder of series folders stands for, if any."""
    return _GROUPS.get(name.casefold())


def left_out(name: str) -> bool:
    """Tell whether a name is a hidden one, or one of the system's own."""
    return name.startswith(".") or name in _SYSTEM
