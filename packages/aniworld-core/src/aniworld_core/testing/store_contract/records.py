"""What holds for the history and the sessions of every store."""

from datetime import timedelta

import pytest
from attrs import evolve

from aniworld_core.entities import GER_DUB, EpisodeId, HistoryEntry, HistoryKind, Session
from aniworld_core.errors import AlreadyThere
from aniworld_core.ports import Store
from aniworld_core.testing.strategies import DAYS, KEYS

__all__ = ["RecordContract"]

_ENTRY = HistoryEntry(
    key=KEYS[0],
    episode=EpisodeId(1, 1),
    at=DAYS[0],
    kind=HistoryKind.DOWNLOADED,
    text="720p",
    hoster="One",
    language=GER_DUB,
    path="Moon/1.mkv",
)
_SESSION = Session(id="secret", issued=DAYS[0], expires=DAYS[1])


class RecordContract:
    """Tests of the stores of history and sessions."""

    def test_the_newest_entry_comes_first(self, store: Store) -> None:
        """Append entries and read them back, of all or of one episode."""
        other = evolve(_ENTRY, key=KEYS[1], kind=HistoryKind.FAILED, language=None)
        store.history.append(_ENTRY, other)
        store.history.append(evolve(_ENTRY, text="later"))
        assert [entry.text for entry in store.history.of(limit=2)] == ["later", "720p"]
        assert list(store.history.of(KEYS[1])) == [other]
        assert list(store.history.of(KEYS[0], _ENTRY.episode))[1] == _ENTRY

    def test_pages_of_the_history_follow_each_other(self, store: Store) -> None:
        """Turn pages of two, and of one series, while more is written."""
        texts = ("1", "2", "3", "4")
        keys = (KEYS[0], KEYS[1], KEYS[0], KEYS[0])
        entries = [
            evolve(_ENTRY, key=key, text=text) for key, text in zip(keys, texts, strict=True)
        ]
        store.history.append(*entries)
        first = store.history.page(limit=2)
        assert [entry.text for _, entry in first] == ["4", "3"]
        store.history.append(_ENTRY)
        second = store.history.page(before=first[-1][0], limit=2)
        assert [entry for _, entry in second] == [entries[1], entries[0]]
        assert not store.history.page(before=second[-1][0])
        numbers = [number for number, _ in store.history.page()]
        assert numbers == sorted(numbers, reverse=True)
        assert numbers[1:] == [number for number, _ in (*first, *second)]
        of_one = store.history.page(KEYS[0], _ENTRY.episode, before=first[0][0])
        assert [entry.text for _, entry in of_one] == ["3", "1"]

    def test_it_is_told_when_something_happened(self, store: Store) -> None:
        """Ask for the moments of one kind, after one of them."""
        later = evolve(_ENTRY, at=DAYS[2])
        other = evolve(_ENTRY, at=DAYS[1], kind=HistoryKind.FAILED)
        store.history.append(later, _ENTRY, other)
        kind = HistoryKind.DOWNLOADED
        before = DAYS[0] - timedelta(microseconds=1)
        assert list(store.history.moments(kind, before)) == [DAYS[0], DAYS[2]]
        assert list(store.history.moments(kind, DAYS[0])) == [DAYS[2]]
        assert not store.history.moments(HistoryKind.ADOPTED, before)

    def test_the_paths_of_a_series_are_told(self, store: Store) -> None:
        """List what names a path, oldest first, of one series."""
        other = evolve(_ENTRY, key=KEYS[1])
        later = evolve(_ENTRY, at=DAYS[1], kind=HistoryKind.RENAMED, path="Moon/2.mkv")
        store.history.append(_ENTRY, other, evolve(_ENTRY, path=""), later)
        assert list(store.history.paths(KEYS[0])) == [_ENTRY, later]

    def test_an_id_is_taken_once(self, store: Store) -> None:
        """Begin a session twice."""
        store.sessions.add(_SESSION)
        with pytest.raises(AlreadyThere):
            store.sessions.add(evolve(_SESSION, expires=DAYS[2]))
        assert store.sessions.get("secret") == _SESSION

    def test_a_session_ends_once(self, store: Store) -> None:
        """Revoke a session, and then all."""
        store.sessions.add(_SESSION)
        store.sessions.add(evolve(_SESSION, id="other"))
        assert store.sessions.revoke("secret", DAYS[0])
        assert not store.sessions.revoke("secret", DAYS[1])
        assert not store.sessions.revoke("unknown", DAYS[1])
        assert store.sessions.revoke_all(DAYS[1]) == 1
        assert store.sessions.get("secret") == evolve(_SESSION, revoked=DAYS[0])

    def test_expired_sessions_can_be_erased(self, store: Store) -> None:
        """Purge at the moment one expires."""
        store.sessions.add(_SESSION)
        store.sessions.add(evolve(_SESSION, id="longer", expires=DAYS[2]))
        assert store.sessions.purge(DAYS[1]) == 1
        assert store.sessions.get("secret") is None
        assert store.sessions.get("longer") is not None
