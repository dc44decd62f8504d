"""The log: whoever reads it, at whatever pace, ends up knowing what is true at the end."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from aniworld_web.live.log import Entry, Log

ROOMS = (1, 2)
SLOTS = ("a", "b", "c")


def entry(seq: int, rooms: int = 1, slot: str | None = None, *, ends: bool = False) -> Entry:
    return Entry(seq=seq, type="x", rooms=rooms, text=str(seq), data=b"0", slot=slot, ends=ends)


class Client:
    """Knows what it was told: what goes on by slot, and everything that is final."""

    def __init__(self, rooms: int) -> None:
        self.rooms = rooms
        self.seq = 0
        self.current: dict[str, int] = {}
        self.final: list[int] = []
        self.snapshots = 0

    def read(self, log: Log, limit: int) -> None:
        if not log.holds(self.seq):
            self.seq = log.head
            self.current = {one.slot: one.seq for one in log.current(self.rooms) if one.slot}
            self.snapshots += 1
            return
        entries, after = log.since(self.seq, self.rooms, limit)
        assert [one.seq for one in entries] == sorted({one.seq for one in entries})
        assert all(self.seq < one.seq <= after for one in entries)
        self.seq = after
        for one in entries:
            self.take(one)

    def take(self, one: Entry) -> None:
        if one.slot is None or one.ends:
            self.final.append(one.seq)
        if one.ends and one.slot is not None:
            self.current.pop(one.slot, None)
        elif one.slot is not None:
            self.current[one.slot] = one.seq


class Reading(RuleBasedStateMachine):
    """Entries come, and clients of different rooms read at any time; a model keeps the full history."""

    @initialize(size=st.sampled_from([2, 5, 1000]))
    def begin(self, size: int) -> None:
        self.size = size
        self.log = Log(size=size)
        self.history: list[Entry] = []
        self.clients = [Client(1), Client(2), Client(3)]

    @rule(
        rooms=st.sampled_from([1, 2, 3]),
        slot=st.sampled_from([None, *SLOTS]),
        ends=st.booleans(),
        gap=st.integers(1, 3),
    )
    def happen(self, rooms: int, slot: str | None, ends: bool, gap: int) -> None:  # noqa: FBT001 - drawn
        seq = self.log.head + gap
        # A slot belongs to one room, as a download does.
        rooms = rooms if slot is None else 1 if slot == "a" else 2
        one = entry(seq, rooms, slot, ends=ends and slot is not None)
        self.history.append(one)
        self.log.append(one)

    @rule(which=st.integers(0, 2), limit=st.integers(1, 4))
    def read(self, which: int, limit: int) -> None:
        self.clients[which].read(self.log, limit)

    @precondition(lambda self: self.history)
    @rule(which=st.integers(0, 2), back=st.integers(0, 10))
    def come_back(self, which: int, back: int) -> None:
        client = self.clients[which]
        client.seq = max(client.seq - back, 0)

    @invariant()
    def it_is_bounded(self) -> None:
        entries, _ = self.log.since(-1, 3, 10_000)
        assert len(entries) <= self.size

    def teardown(self) -> None:
        for client in getattr(self, "clients", []):
            while client.seq != self.log.head:
                client.read(self.log, 2)
            assert client.current == self.truth(client.rooms)
            if not client.snapshots:
                assert sorted(set(client.final)) == self.finals(client.rooms)

    def truth(self, rooms: int) -> dict[str, int]:
        current: dict[str, int] = {}
        for one in self.history:
            if one.slot is None or not one.rooms & rooms:
                continue
            current.pop(one.slot, None)
            if not one.ends:
                current[one.slot] = one.seq
        return current

    def finals(self, rooms: int) -> list[int]:
        return [
            one.seq for one in self.history if one.rooms & rooms and (one.slot is None or one.ends)
        ]


test_reading = Reading.TestCase


@given(st.lists(st.sampled_from(SLOTS), min_size=1))
def test_only_the_newest_of_a_slot_is_kept(slots: Sequence[str]) -> None:
    log = Log()
    for seq, slot in enumerate(slots, start=1):
        log.append(entry(seq, slot=slot))
    entries, after = log.since(0, 1, 100)
    newest = {slot: seq for seq, slot in enumerate(slots, start=1)}
    assert [one.seq for one in entries] == sorted(newest.values())
    assert after == len(slots)


def test_what_was_forgotten_is_not_gone_on_from() -> None:
    log = Log(start=10)
    log.append(entry(11, slot="a"))
    assert log.holds(10)
    assert not log.holds(9)
    log.forget(12)
    assert not log.holds(11)
    assert log.holds(12)
    assert log.current(1) == []


def test_a_flood_of_progress_pushes_nothing_final_out() -> None:
    log = Log(size=10)
    log.append(entry(1, slot="a", ends=True))
    for seq in range(2, 5000):
        log.append(entry(seq, slot="b"))
    entries, _ = log.since(0, 1, 100)
    assert [one.seq for one in entries] == [1, 4999]
    assert log.holds(0)


def test_numbers_between_its_own_are_those_of_another_log() -> None:
    log = Log(start=7, step=10)
    for seq in (17, 27):
        log.append(entry(seq))
    assert [seq for seq in range(40) if log.holds(seq)] == [7, 17, 27]
