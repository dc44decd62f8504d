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

ATTIC, BARN = "attic.lan:7:0a1b2c3d", "barn:12:4e5f6071"
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
    return {one.name: one.asked for one in library.store.workers.all()}


def facts(row: LexborNode) -> dict[str, str]:
    return dict(zip(texts(row, "dt"), texts(row, "dd"), strict=True))


def note(client: httpx.Client, answer: httpx.Response) -> str:
    assert (answer.status_code, urlsplit(answer.headers["location"]).path) == (303, PLACE)
    cookie = answer.headers.get("set-cookie", "").partition(";")[0]
    tree = LexborHTMLParser(client.get(PLACE, headers={"cookie": cookie}).text)
    return " ".join(texts(tree, "#notes"))


def test_where_nobody_works_it_says_who_will_be_there(client: httpx.Client) -> None:
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
    (row,) = page(client, PLACE).css(".worker")
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


def test_who_cannot_write_and_who_writes_elsewhere_stand_out(
    client: httpx.Client, library: Library
) -> None:
    process(library, library.workers.name, role=WorkerRole.WEB, root="9f3e", downloads=0)
    process(library, ATTIC, root=None)
    process(library, BARN, root="77aa")
    process(library, "shed:3:00000000", root=None, downloads=0, role=WorkerRole.COMMAND)
    rows = {texts(row, "h2")[0]: row for row in page(client, PLACE).css(".worker")}
    assert {host: texts(row, ".state-bad") for host, row in rows.items()} == {
        library.workers.name.partition(":")[0]: [],
        "attic.lan": ["cannot write the library folder"],
        "barn": ["another one than the process that shows this page"],
        "shed": [],
    }
    mine = rows[library.workers.name.partition(":")[0]]
    assert texts(mine, ".chip") == ["alive", "shows this page"]
    assert facts(mine)["Downloads"] == "none: it leaves the queue alone"


def test_who_fell_silent_is_said_and_has_no_buttons(client: httpx.Client, library: Library) -> None:
    process(library, ATTIC, at=utc_now() - 2 * LEASE)
    (row,) = page(client, PLACE).css(".worker")
    assert texts(row, ".chip")[0].startswith("silent since ")
    assert not row.css(".btn")


@pytest.mark.parametrize(
    ("order", "question", "told"),
    [
        ("drain", "Let barn finish?", "barn ends when its downloads have ended."),
        ("stop", "Stop barn?", "barn puts its downloads back and ends."),
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
    assert not tree.css(".note-bad")
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
        return texts(page(client, PLACE), ".worker .btn")

    assert buttons() == [f"Let it finish … {ATTIC}", f"Stop … {ATTIC}"]
    library.workers.ask(ATTIC, WorkerOrder.DRAIN)
    assert buttons() == [f"Stop … {ATTIC}"]
    library.workers.ask(ATTIC, WorkerOrder.STOP)
    assert buttons() == []
    assert texts(page(client, PLACE), ".worker .chip") == ["ends now"]


def test_ending_this_process_is_warned_of(client: httpx.Client, library: Library) -> None:
    name = library.workers.name
    process(library, name, role=WorkerRole.WEB)
    tree = page(client, f"{PLACE}/ask?do=stop&name={name}")
    assert texts(tree, ".note-bad")[0].startswith("It is the one that shows this page")


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
    process(library, BARN, at=utc_now() - 2 * LEASE)
    assert "attic.lan" not in page(client, "/queue").text()
    process(library, BARN)
    assert texts(page(client, "/queue"), ".job-line")[0].endswith("on attic.lan")


def test_the_page_is_german_too(client: httpx.Client, library: Library) -> None:
    process(library, ATTIC)
    answer = client.get(PLACE, headers={"Accept-Language": "de"})
    assert texts(LexborHTMLParser(answer.text), ".worker .chip") == ["läuft"]
