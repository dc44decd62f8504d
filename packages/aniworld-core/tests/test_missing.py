"""The view of what is missing: pages that follow each other, and keys that have to exist."""

import pytest

from aniworld_core.entities import Reason
from aniworld_core.errors import InvalidKey, SeriesNotFound
from aniworld_core.library import Library
from aniworld_core.testing.arrange import put


def test_what_is_missing_comes_by_pages(library: Library) -> None:
    for key in ("b", "a", "c"):
        put(library, key, key.upper())
    (first,) = library.missing.find(limit=1)
    assert (first.key, len(first.missing)) == ("a", 3)
    assert [one.key for one in library.missing.find(after=first.key, limit=5)] == ["b", "c"]
    assert [one.key for one in library.missing.find("a", "c", after="a")] == ["c"]
    assert not list(library.missing.find(reasons=[Reason.UPCOMING], limit=1))


def test_keys_have_to_be_registered(library: Library) -> None:
    with pytest.raises(SeriesNotFound):
        library.missing.find("unknown")
    with pytest.raises(SeriesNotFound):
        library.missing.counts("unknown")
    with pytest.raises(InvalidKey):
        library.missing.find(after="No Key")
