"""Through nginx and Caddy as deploy/proxy/ has them, with a certificate, to a running `aniw serve`."""

import json
import os
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
from websockets.sync.client import connect

from aniworld_demo.replica import Replica
from tests.containers import DEPLOY
from tests.serving import PASSWORD, Place

NAME = "anime.example.org"
NGINX = """
daemon off;
pid {place}/nginx.pid;
error_log stderr;
events {{}}
http {{
    access_log off;
    client_body_temp_path {place}/body;
    proxy_temp_path {place}/proxy;
    fastcgi_temp_path {place}/fastcgi;
    uwsgi_temp_path {place}/uwsgi;
    scgi_temp_path {place}/scgi;
    {server}
}}
"""
NGINX_SERVER = """
server {{
    listen 127.0.0.1:{port} ssl;
    ssl_certificate {place}/certificate.pem;
    ssl_certificate_key {place}/key.pem;
    {locations}
}}
"""


class Way(NamedTuple):
    """A way through a proxy: its program, its file, and the path below which the application is."""

    program: str
    file: str
    prefix: str

    def __str__(self) -> str:
        return self.file


WAYS = [
    pytest.param(way, marks=pytest.mark.needs(way.program), id=str(way))
    for way in (
        Way("nginx", "nginx.conf", ""),
        Way("nginx", "nginx-path.conf", "/anime"),
        Way("caddy", "Caddyfile", ""),
        Way("caddy", "Caddyfile-path", "/anime"),
    )
]


class Visitor:
    """A browser that takes 127.0.0.1 for the name of the example."""

    def __init__(self, port: int, prefix: str) -> None:
        self.port, self.prefix = port, prefix
        self.host = f"{NAME}:{port}"
        self.context = ssl.create_default_context()
        self.context.check_hostname = False
        self.context.verify_mode = ssl.CERT_NONE
        self.client = httpx.Client(
            base_url=f"https://127.0.0.1:{port}{prefix}",
            verify=self.context,
            trust_env=False,
            headers={"Host": self.host, "Origin": f"https://{self.host}"},
        )

    def get(self, path: str) -> httpx.Response:
        return self.client.get(path, extensions={"sni_hostname": NAME})

    def post(self, path: str, content: bytes, **headers: str) -> httpx.Response:
        told = {"Content-Type": "application/json", **headers}
        return self.client.post(
            path, content=content, headers=told, extensions={"sni_hostname": NAME}
        )


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("certificate")
    files = ["-keyout", str(place / "key.pem"), "-out", str(place / "certificate.pem")]
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    named = ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
    subprocess.run(
        ["openssl", "req", "-x509", *kind, *files, *named, "-days", "2"],
        check=True,
        capture_output=True,
    )
    return place


@pytest.fixture
def visitor(request: pytest.FixtureRequest, certificate: Path, tmp_path: Path) -> Iterator[Visitor]:
    """Serve behind the proxy of a way."""
    way: Way = request.param
    with Replica(rate_limited=0) as replica:
        place = Place(tmp_path, replica)
        place.environment |= {
            "ANIWORLD_PLUGINS__WEB__TRUSTED_PROXIES": "127.0.0.1",
            "ANIWORLD_PLUGINS__WEB__ALLOWED_HOSTS": NAME,
            "ANIWORLD_PLUGINS__WEB__PREFIX": way.prefix,
        }
        with place.served() as served, socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
            free.close()
            behind = served.url.removesuffix(way.prefix).rpartition(":")[2]
            text = (DEPLOY / "proxy" / way.file).read_text("utf-8").replace("8765", behind)
            written = nginx if way.program == "nginx" else caddy
            with proxy(written(text, port, certificate), port, certificate):
                visitor = Visitor(port, way.prefix)
                with visitor.client:
                    yield visitor


def nginx(text: str, port: int, place: Path) -> list[str]:
    """Return the command of an nginx whose text listens on a port here, with a certificate of ours."""
    if "server {" in text:
        text = text.replace("    listen [::]:443 ssl;\n", "").replace(
            "listen 443", f"listen 127.0.0.1:{port}"
        )
        text = text.replace(f"/etc/letsencrypt/live/{NAME}/fullchain", f"{place}/certificate")
        text = text.replace(f"/etc/letsencrypt/live/{NAME}/privkey", f"{place}/key")
    else:
        text = NGINX_SERVER.format(port=port, place=place, locations=text)
    (place / "nginx.conf").write_text(NGINX.format(place=place, server=text), "utf-8")
    return ["nginx", "-c", str(place / "nginx.conf"), "-p", str(place), "-e", "stderr"]


def caddy(text: str, port: int, place: Path) -> list[str]:
    """Return the command of a Caddy that does the same."""
    here = f"bind 127.0.0.1\n\ttls {place}/certificate.pem {place}/key.pem"
    text = text.replace(f"{NAME} {{\n", f"https://{NAME}:{port} {{\n\t{here}\n")
    options = "{\n\tadmin off\n\tauto_https disable_redirects\n}\n"
    (place / "Caddyfile").write_text(options + text, "utf-8")
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(place / "Caddyfile")]


@contextmanager
def proxy(command: list[str], port: int, place: Path) -> Iterator[None]:
    """Run a proxy until the block ends, which begins when it listens."""
    kept = {"XDG_CONFIG_HOME": str(place), "XDG_DATA_HOME": str(place)}  # Caddy's own files
    with subprocess.Popen(
        command, env=os.environ | kept, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        try:
            deadline = time.monotonic() + 30
            while True:
                assert process.poll() is None, process.communicate()[0].decode()
                try:
                    socket.create_connection(("127.0.0.1", port)).close()
                    break
                except OSError:
                    assert time.monotonic() < deadline
                    time.sleep(0.05)
            yield
        finally:
            process.terminate()
            process.communicate(timeout=30)


@pytest.mark.parametrize("visitor", WAYS, indirect=True)
def test_pages_cookie_and_websocket_come_through(visitor: Visitor) -> None:
    page = visitor.get("/")
    assert page.headers["location"].startswith(f"{visitor.prefix}/")
    body = json.dumps({"password": PASSWORD}).encode()
    answer = visitor.post("/api/auth/setup", body).raise_for_status()
    cookie = answer.headers["set-cookie"]
    assert "; Secure" in cookie
    assert f"Path={visitor.prefix or '/'}" in cookie
    token = answer.json()["access_token"]

    address = f"wss://{visitor.host}{visitor.prefix}/ws/connect"
    headers = {"Authorization": f"Bearer {token}", "Origin": f"https://{visitor.host}"}
    raw = socket.create_connection(("127.0.0.1", visitor.port))
    with connect(
        address,
        sock=raw,
        ssl=visitor.context,
        server_hostname=NAME,
        additional_headers=headers,
        proxy=None,
    ) as listener:
        listener.send(json.dumps({"action": "join", "room": "download_progress"}))
        assert "type" in json.loads(listener.recv(timeout=30))


@pytest.mark.parametrize("visitor", WAYS, indirect=True)
def test_nobody_gets_around_a_limit_by_what_he_claims(
    request: pytest.FixtureRequest, visitor: Visitor
) -> None:
    body = json.dumps({"password": PASSWORD}).encode()
    visitor.post("/api/auth/setup", body).raise_for_status()
    wrong = json.dumps({"password": "not the right one"}).encode()
    codes = [
        visitor.post(
            "/api/auth/login", wrong, **{"X-Forwarded-For": f"198.51.100.{number}"}
        ).status_code
        for number in range(12)
    ]
    assert codes == [401] * 10 + [429] * 2
    huge = visitor.post("/api/auth/login", b'"' + b"x" * 2**21 + b'"')
    # Caddy passes on what comes; the application may hang up before Caddy has counted for itself.
    is_caddy = request.node.callspec.params["visitor"].program == "caddy"
    assert huge.status_code in ({413, 502} if is_caddy else {413})
