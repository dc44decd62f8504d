"""A host that loses the store for longer than its lease, but not the hosters, and comes back."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from attrs import frozen

from aniworld_core.testing.watching import eventually
from aniworld_demo.replica import Replica
from tests.serving import KEY, Place
from tests.working import Working, descendants, items_of, working
from tools.other_host import OtherHost
from tools.postgresql_server import PostgreSQLServer

pytestmark = [pytest.mark.needs("postgresql-server"), pytest.mark.needs("namespaces")]


@frozen
class Hosts:
    """A library that two hosts have, and the cable of one of them."""

    place: Place
    far: OtherHost
    store: PostgreSQLServer

    def address_of_store(self, host: str) -> None:
        """Let the processes that are started from now on reach the store as a host does."""
        self.place.environment["ANIWORLD_STORE"] = self.store.url(host)


@pytest.fixture
def hosts(tmp_path: Path) -> Iterator[Hosts]:
    """Return two hosts, and one episode in the queue."""
    with ExitStack() as stack:
        replica = stack.enter_context(Replica(rate_limited=0))
        sites = (*replica.base_urls.values(), *replica.hosters.values())
        ports = [port for url in sites if (port := urlsplit(url).port)]
        far = stack.enter_context(OtherHost(tmp_path, ports))
        store = stack.enter_context(PostgreSQLServer(tmp_path, far.address))
        hosts = Hosts(Place(tmp_path, replica), far, store)
        hosts.address_of_store("127.0.0.1")
        hosts.place.run("add", KEY)
        hosts.place.run("queue", "add", KEY, "S01E01")
        yield hosts


def is_writing(worker: Working, root: Path) -> bool:
    """Tell whether a worker, or a child of it, has a file open that is not finished."""
    begun = str(root / ".aniworld" / "incomplete")
    for process in (worker.process.pid, *descendants(worker.process.pid)):
        for file in Path(f"/proc/{process}/fd").glob("*"):
            with suppress(OSError):
                if str(file.readlink()).startswith(begun):
                    return True
    return False


@pytest.mark.timeout(300)
def test_who_is_cut_off_lets_go_before_another_takes_over(hosts: Hosts) -> None:
    place = hosts.place
    place.environment["ANIWORLD_DOWNLOADS__ITEM_SPEED_LIMIT"] = "2000"
    hosts.address_of_store(hosts.far.address)
    short = "tests.short_lease"
    with working(place, "far", program=short, behind=hosts.far.command()) as far:
        hosts.address_of_store("127.0.0.1")
        eventually(
            lambda: items_of(place, far),
            lambda items: any(one["received"] for one in items),
        )
        assert is_writing(far, place.root)
        hosts.far.pull()
        del place.environment["ANIWORLD_DOWNLOADS__ITEM_SPEED_LIMIT"]
        with working(place, "near", program=short) as near:
            eventually(lambda: items_of(place, near) or videos(place), bool, patience=60)
            assert not is_writing(far, place.root)
            eventually(lambda: videos(place), bool)
            (video,) = videos(place)
            whole = video.read_bytes()
            hosts.far.plug()
            eventually(lambda: alive(place), lambda names: names == {"far", "near"}, patience=90)
            near.end()
        far.end()
    assert video.read_bytes() == whole
    told = place.run("history", "--limit", "1000")["entries"]
    assert Counter(one["kind"] for one in told)["downloaded"] == 1
    assert [one["state"] for one in place.run("queue", "list")["items"]] == ["done"]


def videos(place: Place) -> list[Path]:
    return sorted(path for path in place.root.rglob("[!.]*.mp4") if ".aniworld" not in path.parts)


def alive(place: Place) -> set[str]:
    return {view["host"] for view in place.run("workers")["workers"] if view["alive"]}
