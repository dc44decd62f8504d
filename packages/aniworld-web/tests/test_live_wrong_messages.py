"""What is sent over the WebSocket and is no message: it is answered, or ends the connection."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin


@pytest.fixture
def socket(url: str, token: str) -> Iterator[ClientConnection]:
    """Connect as a page of the server does."""
    with connect(
        f"{url.replace('http', 'ws', 1)}/ws/connect",
        origin=Origin(url),
        additional_headers={"Cookie": f"aniworld_session={token}"},
        proxy=None,
    ) as connection:
        yield connection


def answer(socket: ClientConnection, type: str) -> Any:
    """Return the data of the next message of a type."""
    while True:
        message = json.loads(socket.recv(timeout=10))
        if message["type"] == type:
            return message["data"]


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (b"bytes", 1003),
        ("{", 1007),
        ("", 1007),
        ("\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), 1007),
        ('{"action": "ping"}' + " " * 4096, 1009),
        (" " * 100_000, 1009),
    ],
    ids=["bytes", "open", "empty", "odd", "long", "huge"],
)
def test_what_is_no_message_ends_the_connection(
    socket: ClientConnection, message: str | bytes, code: int
) -> None:
    socket.send(message)
    with pytest.raises(ConnectionClosed):
        answer(socket, "none of them")
    assert socket.close_code == code


@pytest.mark.parametrize(
    "message",
    [
        "{}",
        "[]",
        "[" * 4000,
        "null",
        '{"action": "join"}',
        '{"action": "join", "room": "kitchen"}',
        '{"action": "replay", "seq": -1}',
        '{"action": "replay", "seq": 1e99}',
        f'{{"action": "replay", "seq": {10**40}}}',
        '{"action": "ping", "extra": 1}',
    ],
)
def test_a_wrong_message_is_answered(socket: ClientConnection, message: str) -> None:
    socket.send(message)
    assert answer(socket, "error")["problem"]
    socket.send('{"action": "ping"}')
    answer(socket, "pong")
