"""System, Workers: every process, what it does, and how it is asked to end; the queue's hosts."""

from datetime import timedelta
from urllib.parse import urlsplit

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from aniworld_core.clock import utc_now
from aniworld_core.entities import EpisodeId, Series, SeriesKey, WorkerOrder, WorkerRole
from aniworld_core.events import DownloadProgress
from aniworld_core.library import Library
from aniworld_core.testing.arrange import process
from aniworld_web.site import Site
from tools.pages import page, texts

ATTIC, BARN, SHED = "attic.lan:7:0a1b2c3d", "barn:12:4e5f6071", "shed:3:00000000"
LEASE = timedelta(hours=1)
PLACE = "/system/workers"


@pytest.fixture
def running(library: Library, fern: Series) -> int:
    """Let the attic download an episode, and return the item's id."""
    library.store.series.put(fern)
    (item,) = library.queue.add("fern", [EpisodeId(1, 1)])
    library.store.queue.claim(ATTIC, LEASE, utc_now())
    return item.id


def asked(library: Library) -> dict[str, WorkerOrder | None]:
    """Return what the processes were asked, but for the one that answers."""
    own = library.workers.name
    return {one.name: one.asked for one in library.store.workers.all() if one.name != own}


def rows(client: httpx.Client) -> dict[str, LexborNode]:
    """Return the rows of the page by the names of their processes."""
    found = page(client, PLACE).css(".worker")
    return {texts(row, ".path")[0]: row for row in found}


def facts(row: LexborNode) -> dict[str, str]:
    return dict(zip(texts(row, "dt"), texts(row, "dd"), strict=True))


def note(client: httpx.Client, answer: httpx.Response) -> str:
    assert (answer.status_code, urlsplit(answer.headers["location"]).path) == (303, PLACE)
    cookie = answer.headers.get("set-cookie", "").partition(";")[0]
    tree = LexborHTMLParser(client.get(PLACE, headers={"cookie": cookie}).text)
    return " ".join(texts(tree, "#notes"))


def test_where_nobody_told_of_itself_it_says_who_will_be_there(
    client: httpx.Client, library: Library
) -> None:
    library.store.workers.leave(library.workers.name)  # until its next sign of life, in seconds
    tree = page(client, PLACE)
    assert texts(tree, "#workers h2") == ["No process has told of itself yet"]
    assert texts(tree, ".system-tabs [aria-current]") == ["Workers"]


def test_a_row_tells_what_a_process_does(
    client: httpx.Client, library: Library, site: Site, running: int
) -> None:
    process(library, ATTIC, downloads=3, providers=("site", "other"), root="9f3e", version="1.2")
    library.store.leases.take("scan", ATTIC, LEASE, utc_now())
    half = DownloadProgress(
        id=running,
        key=SeriesKey("fern"),
        episode=EpisodeId(1, 1),
        received=50,
        total=100,
        speed=1.0,
        eta=50.0,
    )
    site.speeds(half)
    row = rows(client)[ATTIC]
    assert texts(row, "h2") == ["attic.lan"]
    assert texts(row, ".chip") == ["alive"]
    assert f"Version 1.2, started {utc_now().astimezone():%H:}" in row.text()
    assert facts(row) == {
        "Downloads": "1 of at most 3",
        "Sites": "site, other",
        "Library folder": "can be written 9f3e",
        "Scheduled work": "scan",
    }
    assert texts(row, ".worker-items li") == ["Fern S01E001 50 %"]
    assert [link.attributes["href"] for link in row.css(".worker-items a")] == ["/series/fern"]


@pytest.fixture
def marked(library: Library) -> str:
    """Give the library folder its mark; to be asked for before the application is served."""
    mark = library.recognising.claim()
    assert mark is not None
    return mark


def test_who_cannot_write_and_who_writes_elsewhere_stand_out(
    marked: str, client: httpx.Client, library: Library
) -> None:
    process(library, ATTIC, root=None)
    process(library, BARN, root="77aa")
    process(library, SHED, root=None, downloads=0, role=WorkerRole.COMMAND)
    found, own = rows(client), library.workers.name
    assert {name: texts(row, ".state-bad") for name, row in found.items()} == {
        own: [],
        ATTIC: ["cannot write the library folder"],
        BARN: ["another one than the process that shows this page"],
        SHED: [],
    }
    assert facts(found[own]) == {
        "Downloads": "none: it leaves the queue alone",
        "Library folder": f"can be written {marked}",
    }
    assert texts(found[own], ".chip") == ["alive", "shows this page"]


def test_who_fell_silent_is_said_and_has_no_buttons(client: httpx.Client, library: Library) -> None:
    process(library, ATTIC, at=utc_now() - 2 * LEASE)
    row = rows(client)[ATTIC]
    assert texts(row, ".chip")[0].startswith("silent since ")
    assert not row.css(".btn")


@pytest.mark.parametrize(
    ("order", "question", "told"),
    [
        ("drain", "Let barn finish?", "barn finishes its downloads and begins nothing more."),
        ("stop", "Stop barn?", "barn puts its downloads back and begins nothing more."),
    ],
)
def test_a_process_ends_after_a_question(
    client: httpx.Client, library: Library, order: str, question: str, told: str
) -> None:
    process(library, ATTIC)
    process(library, BARN)
    (link,) = page(client, PLACE).css(f'a[id="{order}-{BARN}"]')
    tree = page(client, link.attributes["href"] or "")
    assert texts(tree, "h1") == [question]
    assert "it ends, until it is started again" in tree.text()
    assert asked(library) == {ATTIC: None, BARN: None}
    sent = [one.attributes for one in tree.css("form.row-centred [name]")]
    form = {str(one["name"]): one["value"] for one in sent}
    assert note(client, client.post(PLACE, data=form)) == told
    assert asked(library) == {ATTIC: None, BARN: order}


def test_one_that_is_asked_can_only_be_asked_for_more(
    client: httpx.Client, library: Library
) -> None:
    process(library, ATTIC)

    def buttons() -> list[str]:
        return texts(rows(client)[ATTIC], ".btn")

    assert buttons() == [f"Let it finish … {ATTIC}", f"Stop … {ATTIC}"]
    library.workers.ask(ATTIC, WorkerOrder.DRAIN)
    assert buttons() == [f"Stop … {ATTIC}"]
    library.workers.ask(ATTIC, WorkerOrder.STOP)
    assert buttons() == []
    assert texts(rows(client)[ATTIC], ".chip") == ["stopped"]


def test_the_pages_of_a_web_server_stay(client: httpx.Client, library: Library) -> None:
    tree = page(client, f"{PLACE}/ask?do=stop&name={library.workers.name}")
    assert "Its pages stay" in texts(tree, "section.empty")[0]


def test_who_has_ended_meanwhile_is_asked_nothing(client: httpx.Client, library: Library) -> None:
    process(library, ATTIC, at=utc_now() - 2 * LEASE)
    gone = "That process has ended meanwhile."
    for name in (ATTIC, "nobody", ""):
        assert note(client, client.get(f"{PLACE}/ask", params={"do": "stop", "name": name})) == gone
        assert note(client, client.post(PLACE, data={"do": "stop", "name": name})) == gone
    assert asked(library) == {ATTIC: None}


@pytest.mark.parametrize("do", ["", "kill", "drain\x00"])
def test_an_unknown_button_ends_nobody(client: httpx.Client, library: Library, do: str) -> None:
    process(library, ATTIC)
    assert client.get(f"{PLACE}/ask", params={"do": do, "name": ATTIC}).status_code == 422
    client.post(PLACE, data={"do": do, "name": ATTIC})
    assert asked(library) == {ATTIC: None}


def test_what_a_process_tells_is_text(client: httpx.Client, library: Library) -> None:
    process(library, "<b>:1:x", providers=("<i>",), root="<u>", version="<s>")
    assert not page(client, PLACE).css("#workers b, #workers i, #workers u, #workers s")


@pytest.mark.usefixtures("running")
def test_the_queue_names_the_host_where_several_work(
    client: httpx.Client, library: Library
) -> None:
    process(library, ATTIC)
    assert texts(page(client, "/queue"), ".job-line")[0].endswith("on attic.lan")
    library.store.workers.leave(ATTIC)
    assert "attic.lan" not in page(client, "/queue").text()


def test_the_page_is_german_too(client: httpx.Client, library: Library) -> None:
    process(library, ATTIC)
    library.workers.ask(ATTIC, WorkerOrder.DRAIN)
    answer = client.get(PLACE, headers={"Accept-Language": "de"})
    assert "beginnt nichts mehr" in texts(LexborHTMLParser(answer.text), ".worker .chip")
