"""Settings that belong to the program around the application: seen, not changed."""

import httpx
import pytest


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "", {"downloads": {"workers": 1}}),
        ("POST", "/validate", {}),
        ("GET", "/backups", None),
        ("POST", "/backups", None),
        ("POST", "/backups/config-20200101T000000Z.toml/restore", None),
    ],
)
def test_they_are_not_changed(client: httpx.Client, method: str, path: str, body: object) -> None:
    answer = client.request(method, f"/api/config{path}", json=body)
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:aniworld:error:not-possible")


def test_they_are_shown(client: httpx.Client) -> None:
    assert client.get("/api/config").json()["store"] == "memory:"
    assert not client.get("/api/config/state").json()["editable"]
