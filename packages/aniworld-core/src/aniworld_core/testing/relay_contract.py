"""What every relay must do; inherit the class and say how the relay is made."""

import threading
from abc import abstractmethod
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from operator import eq
from time import monotonic
from uuid import uuid4

import pytest

from aniworld_core.events import DownloadProgress, Event, QueueChanged, ScanFinished
from aniworld_core.ports import Relay
from aniworld_core.testing.event_samples import progress, queued, samples
from aniworld_core.testing.watching import Heard, eventually

__all__ = ["RelayContract"]

_END = ScanFinished(folders=0, read=0, files=0)
"""What tests publish last: what came before it has arrived with it."""


class RelayContract:
    """Tests for a relay, run by pytest where a test class inherits them.

    For example::

        class TestMyRelay(RelayContract):
            def open_relay(self, group: str) -> Relay:
                return MyRelay("127.0.0.1", prefix=group)
    """

    @abstractmethod
    def open_relay(self, group: str) -> Relay:
        """Open a relay to all others of the same group, and to no other."""

    @pytest.fixture
    def relay(self) -> Iterator[Callable[[], Relay]]:
        """Give each test relays of a group of its own."""
        group, opened = f"test-{uuid4().hex}", list[Relay]()

        def open_one() -> Relay:
            opened.append(self.open_relay(group))
            return opened[-1]

        yield open_one
        for one in opened:
            one.close()

    def test_every_kind_of_event_arrives_as_it_was(self, relay: Callable[[], Relay]) -> None:
        """Other processes hear the same values, down to the last field."""
        sender, heard = relay(), Heard()
        relay().subscribe(heard)
        for event in samples():
            sender.publish(event)
            eventually(lambda: heard.last, partial(eq, event))

    def test_others_hear_each_event_once_and_in_order(self, relay: Callable[[], Relay]) -> None:
        """What replaces no other event is never left out."""
        sender, ears = relay(), [Heard(), Heard()]
        for heard in ears:
            relay().subscribe(heard)
        for id in range(300):
            sender.publish(queued(id))
        sender.publish(_END)
        for heard in ears:
            heard.wait(ScanFinished)
            assert [one.id for one in heard.wait(QueueChanged)] == list(range(300))

    def test_nobody_hears_itself(self, relay: Callable[[], Relay]) -> None:
        """Else every event would be told twice where it happened."""
        one, other, heard = relay(), relay(), Heard()
        one.subscribe(heard)

        def answer(event: Event) -> None:
            if event == _END:
                other.publish(queued(2))

        other.subscribe(answer)
        one.publish(queued(1))
        one.publish(_END)
        assert [event.id for event in heard.wait(QueueChanged)] == [2]
        with pytest.raises(AssertionError):
            heard.wait(ScanFinished, within=0.2)

    def test_another_group_is_not_heard(self, relay: Callable[[], Relay]) -> None:
        """Several libraries may share a server."""
        heard, stranger, friend = Heard(), self.open_relay(f"test-{uuid4().hex}"), relay()
        relay().subscribe(heard)
        stranger.publish(queued(1))
        stranger.close()
        friend.publish(queued(2))
        assert [event.id for event in heard.wait(QueueChanged)] == [2]

    def test_a_subscription_ends(self, relay: Callable[[], Relay]) -> None:
        """The other sinks go on; ending twice is fine."""
        sender, receiver, first, second = relay(), relay(), Heard(), Heard()
        end = receiver.subscribe(first)
        receiver.subscribe(second)
        sender.publish(queued(1))
        first.wait(QueueChanged)
        second.wait(QueueChanged)
        end()
        end()
        sender.publish(queued(2))
        second.wait(QueueChanged, 2)
        assert len(first.wait(QueueChanged)) == 1

    def test_a_sink_that_fails_is_not_felt(self, relay: Callable[[], Relay]) -> None:
        """Neither by the other sinks nor by later events."""
        sender, receiver, heard = relay(), relay(), Heard()

        def fail(_: Event) -> None:
            raise ValueError("this sink always fails")

        receiver.subscribe(fail)
        receiver.subscribe(heard)
        for id in range(2):
            sender.publish(queued(id))
        heard.wait(QueueChanged, 2)

    def test_threads_may_publish_together(self, relay: Callable[[], Relay]) -> None:
        """Nothing is lost, and the events of each thread stay in order."""
        sender, heard = relay(), Heard()
        relay().subscribe(heard)

        def publish(thread: int) -> None:
            for number in range(50):
                sender.publish(queued(thread * 100 + number))

        with ThreadPoolExecutor(4) as threads:
            list(threads.map(publish, range(4)))
        sender.publish(_END)
        heard.wait(ScanFinished)
        ids = [event.id for event in heard.wait(QueueChanged, 200)]
        for thread in range(4):
            mine = [id for id in ids if id // 100 == thread]
            assert mine == [thread * 100 + number for number in range(50)]

    def test_the_newest_progress_arrives(self, relay: Callable[[], Relay]) -> None:
        """Older ones may be left out, but never overtake."""
        sender, heard = relay(), Heard()
        relay().subscribe(heard)
        for received in range(2_000):
            sender.publish(progress(received % 2, received))
        sender.publish(_END)
        heard.wait(ScanFinished)
        found = heard.wait(DownloadProgress)
        for id in (0, 1):
            mine = [one.received for one in found if one.id == id]
            assert mine == sorted(set(mine))
            assert mine[-1] == 1_998 + id

    def test_what_was_published_before_the_end_arrives(self, relay: Callable[[], Relay]) -> None:
        """A command that adds a series ends right after it has told so."""
        sender, heard = relay(), Heard()
        relay().subscribe(heard)
        for id in range(20):
            sender.publish(queued(id))
        sender.close()
        assert len(heard.wait(QueueChanged, 20)) == 20

    def test_after_its_end_nothing_is_carried(self, relay: Callable[[], Relay]) -> None:
        """It is as if there were no others; closing twice is fine."""
        one, other, heard, late = relay(), relay(), Heard(), Heard()
        relay().subscribe(heard)
        one.subscribe(late)
        one.close()
        one.close()
        one.publish(queued(1))
        other.publish(queued(2))
        assert [event.id for event in heard.wait(QueueChanged)] == [2]
        with pytest.raises(AssertionError):
            late.wait(QueueChanged, within=0.1)

    def test_its_threads_end_with_it(self, relay: Callable[[], Relay]) -> None:
        """A program that closes it can end, and one that opens many is not filled up."""
        before, began = set(threading.enumerate()), monotonic()
        one = relay()
        one.subscribe(Heard())
        one.publish(_END)
        one.close()
        assert monotonic() - began < 10
        eventually(lambda: set(threading.enumerate()) - before, lambda more: not more)
