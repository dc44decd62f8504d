"""The client on good answers: what it sends, follows, remembers and keeps."""

import gzip
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from aniworld_core.errors import Blocked, LayoutChanged, Unavailable
from aniworld_scraping import Client, Page


def test_a_page_is_its_address_and_its_text(httpserver: HTTPServer, client: Client) -> None:
    httpserver.expect_request("/größe").respond_with_data("Größe")
    assert client.get("/größe") == Page(httpserver.url_for("/gr%C3%B6%C3%9Fe"), "Größe")


def test_the_client_says_who_it_is_and_what_it_can_unpack(
    httpserver: HTTPServer, client: Client
) -> None:
    httpserver.expect_request("/").respond_with_data("")
    client.get("/")
    (request, _), *_ = httpserver.log
    assert request.headers["User-Agent"].startswith("aniworld-library/")
    assert request.headers["Accept-Encoding"] == "gzip, deflate"


def test_a_form_is_posted(httpserver: HTTPServer, client: Client) -> None:
    httpserver.expect_request(
        "/ask", method="POST", data=b"keyword=a+b%26c", headers={"X-Asked-By": "a test"}
    ).respond_with_data("[]")
    page = client.post("/ask", {"keyword": "a b&c"}, headers={"X-Asked-By": "a test"})
    assert page.text == "[]"


def test_the_text_is_decoded_as_the_site_says_and_never_fails(
    httpserver: HTTPServer, client: Client
) -> None:
    umlaut = "ä".encode("latin-1")
    for path, kind in (("/a", "latin-1"), ("/b", "no-such-code"), ("/c", "utf-8")):
        httpserver.expect_request(path).respond_with_data(
            umlaut, content_type=f"text/html; charset={kind}"
        )
    assert [client.get(path).text for path in ("/a", "/b", "/c")] == ["ä", "\ufffd", "\ufffd"]


def test_redirects_within_the_site_are_followed(httpserver: HTTPServer, client: Client) -> None:
    httpserver.expect_request("/old").respond_with_data(status=301, headers={"Location": "/new"})
    httpserver.expect_request("/new").respond_with_data("here")
    assert client.get("/old") == Page(httpserver.url_for("/new"), "here")


def test_a_redirect_to_another_host_is_never_followed(
    httpserver: HTTPServer, client: Client
) -> None:
    with HTTPServer(host="127.0.0.1") as other:
        other.expect_request("/").respond_with_data("secret")
        httpserver.expect_request("/").respond_with_data(
            status=302, headers={"Location": other.url_for("/")}
        )
        with pytest.raises(Blocked, match="not to the site"):
            client.get("/")
        assert not other.log


def test_every_hop_is_checked(httpserver: HTTPServer, client: Client) -> None:
    httpserver.expect_request("/1").respond_with_data(status=302, headers={"Location": "/2"})
    httpserver.expect_request("/2").respond_with_data(
        status=302, headers={"Location": "http://169.254.169.254/"}
    )
    with pytest.raises(Blocked):
        client.get("/1")


@pytest.mark.parametrize("location", ["http://[", "mailto:someone", "//"])
def test_a_redirect_to_nowhere_is_a_fault_of_the_site(
    httpserver: HTTPServer, client: Client, location: str
) -> None:
    httpserver.expect_request("/").respond_with_data(status=302, headers={"Location": location})
    with pytest.raises((Unavailable, Blocked)):
        client.get("/")


def test_a_circle_of_redirects_ends(httpserver: HTTPServer, client: Client) -> None:
    httpserver.expect_request("/").respond_with_data(status=302, headers={"Location": "/"})
    with pytest.raises(Unavailable, match="circles"):
        client.get("/")


def test_the_target_of_a_redirect_is_told_but_not_visited(
    httpserver: HTTPServer, client: Client
) -> None:
    httpserver.expect_request("/redirect/1").respond_with_data(
        status=302, headers={"Location": "https://hoster.example/e/1"}
    )
    httpserver.expect_request("/redirect/2").respond_with_data("a page")
    assert client.target("/redirect/1") == "https://hoster.example/e/1"
    assert client.target("/redirect/2") is None


def test_a_mirror_belongs_to_the_site_but_not_to_a_replica(
    connect: Callable[..., Client], httpserver: HTTPServer
) -> None:
    mirrors = {"site.example", "www.site.example"}
    real = connect(base_url="https://site.example", mirrors=mirrors)
    assert real.owns("https://www.site.example/x")
    assert not real.owns("https://site.example.evil.example/")
    assert not real.owns("ftp://site.example/")
    replica = connect(mirrors=mirrors)
    assert replica.owns(httpserver.url_for("/x"))
    assert not replica.owns("https://site.example/")
    assert not replica.owns("http://[")


def test_a_secure_site_is_never_read_in_the_open(connect: Callable[..., Client]) -> None:
    client = connect(base_url="https://site.example", mirrors={"site.example"})
    with pytest.raises(Blocked):
        client.get("http://site.example/")


def test_one_session_keeps_the_cookies(httpserver: HTTPServer, client: Client) -> None:
    httpserver.expect_ordered_request("/").respond_with_data(
        headers={"Set-Cookie": "session=abc; Path=/"}
    )
    httpserver.expect_ordered_request("/", headers={"Cookie": "session=abc"}).respond_with_data(
        "welcome back"
    )
    client.get("/")
    assert client.get("/").text == "welcome back"


def test_a_page_over_the_limit_is_refused(
    httpserver: HTTPServer, connect: Callable[..., Client]
) -> None:
    httpserver.expect_request("/").respond_with_data("x" * 1025)
    with pytest.raises(LayoutChanged, match="1024 bytes"):
        connect(size_limit=1024).get("/")


def test_an_unchanged_page_is_asked_about_but_not_sent_again(
    httpserver: HTTPServer, connect: Callable[..., Client], tmp_path: Path
) -> None:
    def answer(request: Request) -> Response:
        if request.headers.get("If-None-Match") == '"1"':
            return Response(status=304, headers={"ETag": '"1"'})
        # A date this old would make a browser keep the page for days without asking.
        old = {"ETag": '"1"', "Last-Modified": "Sun, 01 Jan 2023 00:00:00 GMT"}
        return Response("the page", headers=old)

    httpserver.expect_request("/").respond_with_handler(answer)
    texts = [connect(cache=tmp_path / "cache.db").get("/").text for _ in range(3)]
    assert texts == ["the page"] * 3
    assert [response.status_code for _, response in httpserver.log] == [200, 304, 304]


def test_a_changed_page_is_read_anew(
    httpserver: HTTPServer, connect: Callable[..., Client], tmp_path: Path
) -> None:
    client = connect(cache=tmp_path / "cache.db")
    httpserver.expect_ordered_request("/").respond_with_data("old", headers={"ETag": '"1"'})
    httpserver.expect_ordered_request("/").respond_with_data("new", headers={"ETag": '"2"'})
    assert [client.get("/").text for _ in range(2)] == ["old", "new"]


def test_a_broken_cache_is_not_felt(
    httpserver: HTTPServer, connect: Callable[..., Client], tmp_path: Path
) -> None:
    (tmp_path / "cache.db").write_bytes(b"no database")
    httpserver.expect_request("/").respond_with_data("the page", headers={"ETag": '"1"'})
    client = connect(cache=tmp_path / "cache.db")
    assert [client.get("/").text for _ in range(2)] == ["the page"] * 2


def test_many_threads_share_a_client(httpserver: HTTPServer, client: Client) -> None:
    for number in range(20):
        httpserver.expect_request(f"/{number}").respond_with_data(str(number))
    with ThreadPoolExecutor(8) as pool:
        texts = list(pool.map(lambda number: client.get(f"/{number}").text, range(20)))
    assert texts == [str(number) for number in range(20)]


def test_a_file_is_read_as_it_is(client: Client, httpserver: HTTPServer) -> None:
    content = bytes(range(256)) * 4
    headers = {"Location": "/there.png"}
    httpserver.expect_request("/here.png").respond_with_data(status=302, headers=headers)
    httpserver.expect_request("/there.png").respond_with_data(content, content_type="image/png")
    assert client.read("/here.png", limit=len(content)) == content


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_a_file_that_is_too_large_is_not_read_on(
    client: Client, httpserver: HTTPServer, *, packed: bool
) -> None:
    content = bytes(3000)
    headers = {"Content-Encoding": "gzip"} if packed else {}
    body = gzip.compress(content) if packed else content
    httpserver.expect_request("/x.png").respond_with_data(body, headers=headers)
    assert client.read("/x.png", limit=3000) == content
    with pytest.raises(LayoutChanged, match="larger than 2999 bytes"):
        client.read("/x.png", limit=2999)


def test_a_file_elsewhere_is_not_read(client: Client, httpserver: HTTPServer) -> None:
    away = {"Location": "http://127.0.0.1:1/x.png"}
    httpserver.expect_request("/away.png").respond_with_data(status=302, headers=away)
    for address in ("/away.png", "http://127.0.0.1:1/x.png"):
        with pytest.raises(Blocked, match="not to the site"):
            client.read(address, limit=100)
