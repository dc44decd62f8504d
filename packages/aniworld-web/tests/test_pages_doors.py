"""Who is let into pages, where strangers are sent, and what forms and addresses are accepted."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.applications import Starlette
from starlette.routing import Mount

from aniworld_core.library import Library
from aniworld_core.testing.arrange import put
from aniworld_web.app import create_app
from aniworld_web.auth.credentials import COOKIE
from aniworld_web.pages.addresses import ours
from aniworld_web.serving import Serving
from aniworld_web.site import Site

FORM = "application/x-www-form-urlencoded"


def text_of(answer: httpx.Response, selector: str = "main") -> str:
    node = LexborHTMLParser(answer.text).css_first(selector)
    assert node is not None
    return node.text()


def test_before_there_is_a_password_every_page_leads_to_the_setup(
    stranger: httpx.Client, site: Site
) -> None:
    assert not site.access.configured()
    for page in ("/", "/missing", "/series/fern"):
        answer = stranger.get(page)
        assert (answer.status_code, answer.headers["location"]) == (303, "/setup")


def test_strangers_are_asked_for_the_password_and_led_back(
    client: httpx.Client, stranger: httpx.Client
) -> None:
    assert client.get("/").status_code == 200
    answer = stranger.get("/missing?reason=failed")
    assert answer.status_code == 303
    split = urlsplit(answer.headers["location"])
    assert split.path == "/login"
    assert parse_qs(split.query) == {"next": ["/missing?reason=failed"]}
    assert stranger.get("/").headers["location"] == "/login"


def test_a_strangers_form_does_nothing(
    client: httpx.Client, stranger: httpx.Client, library: Library
) -> None:
    put(library, "fern", "Fern")
    answer = stranger.post("/series/fern/remove", data={"sure": "1"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    assert [one.key for one in library.catalog.page()] == ["fern"]


def test_a_part_that_asks_for_a_stranger_moves_the_whole_window(
    client: httpx.Client, stranger: httpx.Client
) -> None:
    page = {"HX-Request": "true", "Referer": f"{stranger.base_url}/missing?reason=failed"}
    for address, headers in (
        ("/scan", page),
        ("/missing?reason=failed", {"HX-Request": "true", "HX-Boosted": "true"}),
    ):
        answer = stranger.get(address, headers=headers)
        assert answer.status_code == 200
        assert answer.headers["hx-redirect"] == "/login?next=%2Fmissing%3Freason%3Dfailed"


def test_another_language_is_chosen_where_a_form_was_refused(client: httpx.Client) -> None:
    before = {"Referer": f"{client.base_url}/settings/access"}
    refused = client.post("/settings/access/password", data={"new": "x"}, headers=before)
    assert refused.status_code == 422
    field = LexborHTMLParser(refused.text).css_first(".languages [name=next]")
    assert field is not None
    assert field.attributes["value"] == "/settings/access"


def test_api_keys_are_for_programs(reader: httpx.Client, client: httpx.Client) -> None:
    assert reader.get("/api/anime").status_code == 200
    assert reader.get("/").headers["location"] == "/login"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "missing",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "/ä",
        "/x\x7f",
        "/" + "x" * 3000,
    ],
)
def test_addresses_that_may_lead_elsewhere_are_not_ours(text: str) -> None:
    assert ours(text) is None


@pytest.mark.parametrize("text", ["/", "/series/fern?season=1", "/a//b", "/%2F%2Fevil.example"])
def test_addresses_that_stay_here_are_ours(text: str) -> None:
    assert ours(text) == text


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example/", "https://evil.example/", "/\\evil.example"]
)
def test_forms_do_not_lead_to_other_sites(client: httpx.Client, elsewhere: str) -> None:
    answer = client.post("/language", data={"language": "de", "next": elsewhere})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    answer = client.post("/missing", data={"back": elsewhere})
    assert answer.headers["location"] == "/missing"


def test_the_page_before_is_believed_only_from_this_site(
    client: httpx.Client, library: Library
) -> None:
    put(library, "fern", "Fern")
    mine = {"Referer": f"{client.base_url}/series/fern?season=1"}
    sent = client.post("/series/fern/episodes", data={"episode": "x"}, headers=mine)
    assert sent.headers["location"] == "/series/fern?season=1"
    other = {"Referer": "http://evil.example/series/fern"}
    sent = client.post("/series/fern/episodes", data={"episode": "x"}, headers=other)
    assert sent.headers["location"] == "/"


@pytest.mark.parametrize(
    ("content", "kind", "told"),
    [
        (b"{}", "application/json", "Send the form as"),
        (b"--x--", "multipart/form-data; boundary=x", "Send the form as"),
        (b"a=%ff", FORM, "could not be read"),
        (b"a=b\xff", FORM, "could not be read"),
        (b"a=%00", FORM, "holds what no text may hold"),
        (b"a=" + b"x" * 5000, FORM, "holds what no text may hold"),
        (b"a&" * 6000, FORM, "could not be read"),
        (b"a=" + b"x" * 300_000, FORM, "too large"),
    ],
)
def test_odd_forms_are_refused_with_a_page(
    client: httpx.Client, content: bytes, kind: str, told: str
) -> None:
    answer = client.post("/missing", content=content, headers={"content-type": kind})
    assert answer.status_code == 422
    assert told in text_of(answer)


def test_odd_addresses_are_answered(client: httpx.Client) -> None:
    for query in ("?after=%00", "?after=..%2F", "?q=%ff", "?after=" + "x" * 9000, "?season=9" * 30):
        for page in ("/", "/missing", "/folders", "/removed"):
            assert client.get(page + query).status_code == 200, page + query


def test_unknown_pages_are_pages_for_people_and_problems_for_programs(client: httpx.Client) -> None:
    seen = client.get("/nowhere", headers={"accept": "text/html,*/*"})
    assert seen.status_code == 404
    assert "There is no such page." in text_of(seen)
    read = client.get("/nowhere", headers={"accept": "application/json"})
    assert read.headers["content-type"] == "application/problem+json"
    below = client.get("/api/nowhere", headers={"accept": "text/html"})
    assert below.headers["content-type"] == "application/problem+json"


def test_an_unknown_series_is_told_on_a_page(client: httpx.Client) -> None:
    for page in ("/series/nothing", "/series/nothing/history", "/series/nothing/remove"):
        answer = client.get(page)
        assert answer.status_code == 404
        assert "No series 'nothing' is registered." in LexborHTMLParser(answer.text).text()
    assert client.get("/series/No%20Key").status_code == 422


def test_a_note_is_shown_once(
    client: httpx.Client, connect: Callable[..., httpx.Client], site: Site, library: Library
) -> None:
    put(library, "fern", "Fern")
    person = connect()
    person.cookies.set(COOKIE, client.headers["authorization"].removeprefix("Bearer "))
    origin = {"origin": str(person.base_url).rstrip("/")}
    person.post("/series/fern/remove", data={"sure": "1"}, headers=origin)
    part = person.get("/removed", headers={"HX-Request": "true"})
    assert "Fern was removed." in part.text
    whole = person.get("/removed")
    assert "Fern was removed." in text_of(whole, "#notes")
    assert "Fern was removed." not in text_of(person.get("/removed"), "#notes")


@pytest.mark.parametrize("cookie", ["x", "bnVsbA==", "WyJnb29kIiwgMV0=", "WyJldmlsIiwgIngiXQ=="])
def test_a_note_of_no_sense_is_not_shown(client: httpx.Client, cookie: str) -> None:
    answer = client.get("/", headers={"cookie": f"aniworld_note={cookie}"})
    assert answer.status_code == 200
    assert LexborHTMLParser(answer.text).css_first("#notes .note") is None


def test_below_a_prefix_every_address_has_it(library: Library, password: str) -> None:
    put(library, "fern", "Fern")
    inner = create_app(library)
    token = inner.state.site.access.set_up(password).token
    outer = Starlette(routes=[Mount("/tv/anime", app=inner)], lifespan=inner.state.lifespan)
    with Serving(outer) as serving, httpx.Client(base_url=serving.url, trust_env=False) as client:
        client.headers["authorization"] = f"Bearer {token}"
        for page in ("/", "/series/fern", "/missing", "/add", "/folders", "/removed"):
            answer = client.get(f"/tv/anime{page}")
            assert answer.status_code == 200
            for name in ("href", "src", "action", "hx-get"):
                for node in LexborHTMLParser(answer.text).css(f"[{name}]"):
                    value = node.attributes[name] or ""
                    assert value.startswith(("/tv/anime/", "#", "http")), (page, name, value)
        sent = client.post("/tv/anime/series/fern/remove", data={"sure": "1"})
        assert sent.headers["location"] == "/tv/anime/removed"
        assert "Path=/tv/anime;" in sent.headers["set-cookie"]
        del client.headers["authorization"]
        assert client.get("/tv/anime/missing").headers["location"] == (
            "/tv/anime/login?next=%2Fmissing"
        )


def test_a_fault_of_the_program_is_told_on_a_page(
    client: httpx.Client, library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    vars(library)["catalog"] = None
    seen = client.get("/", headers={"accept": "text/html"})
    assert seen.status_code == 500
    assert "Something is wrong in the program itself" in text_of(seen)
    assert "NoneType" not in seen.text
    assert "GET / failed" in caplog.text
