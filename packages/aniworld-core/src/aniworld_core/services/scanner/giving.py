"""Giving series the folders that a scan found for them."""

from collections.abc import Mapping
from contextlib import suppress

from attrs import evolve

from aniworld_core.entities import Series, SeriesKey
from aniworld_core.errors import SeriesNotFound
from aniworld_core.events import Emit, SeriesChanged
from aniworld_core.ports import SeriesStore

__all__ = ["give"]


def give(
    store: SeriesStore,
    found: Mapping[SeriesKey, str],
    before: Mapping[SeriesKey, str | None],
    emit: Emit,
) -> None:
    """Give series the folders that were ``found``, where nobody decided otherwise meanwhile.

    ``before`` are the folders that they had when the scan began.
    """
    taken = frozenset(one.folder for one in store.names())
    for key, folder in found.items():
        if folder not in taken:
            with suppress(SeriesNotFound):  # removed meanwhile
                _give(store, key, folder, instead_of=before[key], emit=emit)


def _give(
    store: SeriesStore, key: SeriesKey, folder: str, *, instead_of: str | None, emit: Emit
) -> None:
    def change(series: Series) -> Series:
        return evolve(series, folder=folder) if series.folder == instead_of else series

    if store.update(key, change).folder == folder:
        emit(SeriesChanged(key=key))
