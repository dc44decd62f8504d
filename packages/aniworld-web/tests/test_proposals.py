"""Proposals, and the jobs that make them and register what is certain: what happens meanwhile."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import httpx
import pytest

from aniworld_core import events
from aniworld_core.clock import utc_now
from aniworld_core.entities import Series, Title
from aniworld_core.errors import NotPossible
from aniworld_core.library import Library
from aniworld_core.testing.arrange import video
from aniworld_core.testing.watching import eventually
from aniworld_web.proposals import ACCEPT, LOOK, Proposals
from aniworld_web.running.jobs import JobState
from aniworld_web.site import Site
from tools.pages import page, texts

Held = Callable[..., Event]


@pytest.fixture(autouse=True)
def folders(library: Library, fern: Series, root: Path) -> None:
    """Let the site list a series that fits one of two folders."""
    titles = [Title(provider="site", ref=ref, title=ref.title()) for ref in ("fern", "oak")]
    library.store.titles.replace("site", titles, utc_now())
    for name in ("Fern (2013)", "Oakk"):
        video(root / name / "S01E01.mkv")
    library.scanner.scan()


@pytest.fixture
def proposals(site: Site, url: str) -> Proposals:
    """Return proposals that were just made."""
    assert url
    site.jobs.join(site.proposals.look().id)
    assert site.proposals.fresh()
    return site.proposals


@pytest.fixture
def held(site: Site) -> Iterator[Held]:
    """Return a function that begins a job of a kind, which lasts until the event that it returns."""
    gates: list[Event] = []

    def start(kind: str, order: object = None) -> Event:
        gate = Event()
        gates.append(gate)
        site.jobs.start(kind, lambda _: gate.wait(), order=order)
        return gate

    yield start
    for gate in gates:
        gate.set()


def test_the_page_follows_a_look_that_runs(
    proposals: Proposals, client: httpx.Client, held: Held
) -> None:
    gate = held(LOOK)
    for _ in range(2):
        assert page(client, "/folders").css("#proposals[hx-get] progress")
    gate.set()
    eventually(proposals.fresh, bool)
    assert not page(client, "/folders").css("progress")


def test_what_is_refused_while_somebody_looks_is_looked_at_again(
    proposals: Proposals, held: Held, site: Site
) -> None:
    gate = held(LOOK)
    proposals.refuse("Oakk")
    gate.set()
    site.jobs.join(site.jobs.all()[0].id)
    assert not proposals.fresh()
    assert [one.verdict for one in proposals.open()] == ["certain", "none"]


def test_a_job_for_other_folders_is_not_taken_for_ones_own(
    proposals: Proposals, client: httpx.Client, held: Held
) -> None:
    held(ACCEPT, frozenset({"Oakk"}))
    assert proposals.accept(["Oakk"]).kind == ACCEPT
    for others in (["Fern (2013)"], None):
        with pytest.raises(NotPossible, match="Other folders are being registered"):
            proposals.accept(others)
    answer = client.post("/api/folders/accept-certain", json={"folders": ["Fern (2013)"]})
    assert answer.status_code == 409


def test_nothing_more_is_registered_once_the_settings_changed(
    proposals: Proposals, client: httpx.Client, library: Library, site: Site
) -> None:
    manager = library.plugins.manager
    other = Library.open(library.config, plugins=manager, store=library.store)

    def change(event: events.Event) -> None:
        if isinstance(event, events.SeriesAdded):
            site.library = other

    library.emit.add(change)
    job = proposals.accept(None)
    site.jobs.join(job.id)
    assert site.jobs.get(job.id).state is JobState.CANCELLED
    tree = page(client, "/folders")
    assert texts(tree, "#proposals .note-bad")[0].startswith("The settings were changed.")
