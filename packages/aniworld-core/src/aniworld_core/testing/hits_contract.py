"""What every relay must do that counts hits; inherit the class beside the contract of relays."""

from abc import abstractmethod
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from time import monotonic, sleep
from uuid import uuid4

import pytest

from aniworld_core.entities import LONGEST_NAME
from aniworld_core.ports import CountsHits, Relay

__all__ = ["HitsContract"]

_NONE = timedelta(0)
_HOUR = timedelta(hours=1)
_SHORT = timedelta(seconds=1)


class HitsContract:
    """Tests for a relay that counts hits, run by pytest where a test class inherits them.

    For example::

        class TestMyRelay(RelayContract, HitsContract):
            def open_relay(self, group: str) -> Relay:
                return MyRelay("127.0.0.1", prefix=group)
    """

    @abstractmethod
    def open_relay(self, group: str) -> Relay:
        """Open a relay to all others of the same group, and to no other."""

    @pytest.fixture
    def counter(self) -> Iterator[Callable[[], CountsHits]]:
        """Give each test relays that count in a group of its own."""
        group, opened = f"test-{uuid4().hex}", list[Relay]()

        def open_one() -> CountsHits:
            relay = self.open_relay(group)
            opened.append(relay)
            assert isinstance(relay, CountsHits)
            return relay

        yield open_one
        for one in opened:
            one.close()

    def test_all_processes_count_together(self, counter: Callable[[], CountsHits]) -> None:
        """Whoever comes by another way finds what was counted."""
        one, other = counter(), counter()
        assert [one.hit(f"a{n}", {"door": 3}, _HOUR) for n in range(2)] == [_NONE, _NONE]
        assert other.hit("b", {"door": 3}, _HOUR) == _NONE
        for late in (one, other, counter()):
            wait = late.hit("c", {"door": 3}, _HOUR)
            assert wait is not None
            assert _HOUR - timedelta(minutes=1) < wait <= _HOUR
        assert other.hit("c", {"gate": 3}, _HOUR) == _NONE

    def test_what_is_full_keeps_the_rest_uncounted(self, counter: Callable[[], CountsHits]) -> None:
        """A hit counts under all its names or under none."""
        one = counter()
        assert one.hit("a", {"door": 1, "house": 2}, _HOUR) == _NONE
        assert one.hit("b", {"door": 1, "house": 2}, _HOUR) != _NONE
        assert one.hit("c", {"gate": 1, "house": 2}, _HOUR) == _NONE
        assert one.hit("d", {"wall": 1, "house": 2}, _HOUR) != _NONE
        assert one.hit("d", {"wall": 1}, _HOUR) == _NONE

    def test_a_hit_is_over_after_its_window(self, counter: Callable[[], CountsHits]) -> None:
        """The wait that was told is long enough, and not much too long."""
        one = counter()
        assert one.hit("a", {"door": 1}, _SHORT) == _NONE
        wait = one.hit("b", {"door": 1}, _SHORT)
        assert wait is not None
        assert _NONE < wait <= _SHORT
        sleep(wait.total_seconds() + 0.05)
        assert one.hit("b", {"door": 1}, _SHORT) == _NONE

    def test_a_hit_can_be_taken_back(self, counter: Callable[[], CountsHits]) -> None:
        """By its id, and by no other; twice is fine."""
        one, other = counter(), counter()
        assert one.hit("a", {"door": 1, "house": 1}, _HOUR) == _NONE
        other.take_back("b", ("door", "house"))
        assert one.hit("c", {"door": 1}, _HOUR) != _NONE
        other.take_back("a", ("door",))
        other.take_back("a", ("door",))
        assert one.hit("c", {"door": 1}, _HOUR) == _NONE
        assert one.hit("c", {"house": 1}, _HOUR) != _NONE

    def test_hits_at_one_moment_are_no_way_around(self, counter: Callable[[], CountsHits]) -> None:
        """Of many threads of several relays as many get through as may."""
        relays = [counter(), counter()]
        with ThreadPoolExecutor(8) as threads:
            waits = threads.map(
                lambda n: relays[n % 2].hit(f"n{n}", {"door": 5, "house": 100}, _HOUR), range(40)
            )
            counts = Counter(wait == _NONE for wait in waits)
        assert counts == {True: 5, False: 35}

    def test_another_group_counts_for_itself(self, counter: Callable[[], CountsHits]) -> None:
        """Several libraries may share a server."""
        assert counter().hit("a", {"door": 1}, _HOUR) == _NONE
        stranger = self.open_relay(f"test-{uuid4().hex}")
        assert isinstance(stranger, CountsHits)
        assert stranger.hit("b", {"door": 1}, _HOUR) == _NONE
        stranger.take_back("b", ("door",))
        stranger.close()

    def test_the_longest_names_are_kept_apart(self, counter: Callable[[], CountsHits]) -> None:
        """Names and ids are taken as they are, to the last letter."""
        one, long = counter(), "a b:*" * (LONGEST_NAME // 5)
        assert one.hit(long, {long: 1}, _HOUR) == _NONE
        assert one.hit("b", {long[:-1] + "c": 1}, _HOUR) == _NONE
        one.take_back(long, (long,))
        assert one.hit("b", {long: 1}, _HOUR) == _NONE

    def test_after_its_end_nothing_is_counted(self) -> None:
        """It tells so at once, and does not raise."""
        one = self.open_relay(f"test-{uuid4().hex}")
        assert isinstance(one, CountsHits)
        one.close()
        began = monotonic()
        assert one.hit("a", {"door": 1}, _HOUR) is None
        one.take_back("a", ("door",))
        assert monotonic() - began < 1
