"""One connection: a place in the feed and the rooms it listens to."""

import asyncio
from collections import deque
from collections.abc import Collection, Sequence
from contextlib import suppress

import msgspec
from starlette.types import Message, Receive, Send

from aniworld_web.caller import Caller
from aniworld_web.live import requests
from aniworld_web.live.encoding import encode
from aniworld_web.live.feed import Feed, Frame
from aniworld_web.live.messages import Hello, Left, Pong, Problem, Room, mask
from aniworld_web.live.pace import Pace

__all__ = ["Client"]

_LONGEST = 4096
"""Characters of a message from a client."""

_ANSWERS = 64
"""Answers that wait for a client to read; more are not kept."""

_INVALID, _NO_TEXT, _TOO_BIG, _TOO_MANY = 1007, 1003, 1009, 1008


class Client:
    """Speaks with one client until either side ends it.

    It reads at its own pace: what happens meanwhile is in the feed, not kept for it.
    """

    def __init__(self, feed: Feed, receive: Receive, send: Send, *, caller: Caller) -> None:
        self.caller = caller
        self._feed = feed
        self._receive = receive
        self._send = send
        self._seq = feed.head
        self._rooms: tuple[Room, ...] = ()
        self._mask = 0
        self._batch = False
        self._answers: deque[Frame] = deque()
        self._close: Message | None = None
        self._gone = False
        self._news = asyncio.Event()
        self._pace = Pace()
        self._patience = asyncio.timeout(None)
        self._sending_since: float | None = None

    async def serve(self) -> None:
        """Return when the connection is over."""
        self._answer("hello", Hello(epoch=self._feed.epoch))
        reader = asyncio.create_task(self._listen())
        try:
            async with self._patience:
                await self._speak()
        except OSError:  # it went away while it was written to, or took too long (TimeoutError)
            pass
        finally:
            reader.cancel()
            with suppress(asyncio.CancelledError):
                await reader

    def wake(self) -> None:
        """Look at the feed."""
        self._news.set()

    def end(self, code: int, reason: str) -> None:
        """Close the connection as soon as what is being sent was."""
        self._close = {"type": "websocket.close", "code": code, "reason": reason}
        self._news.set()

    def sending_for(self, now: float) -> float:
        """Return for how many seconds the client has not taken what it is sent."""
        return 0.0 if self._sending_since is None else now - self._sending_since

    def abandon(self) -> None:
        """Give up, whatever is being sent."""
        with suppress(RuntimeError):  # it ended meanwhile
            self._patience.reschedule(asyncio.get_running_loop().time())

    async def _speak(self) -> None:
        while not self._gone:
            self._news.clear()
            if self._close is not None:
                await self._send(self._close)
                return
            frames = self._next()
            if not frames:
                await self._news.wait()
                continue
            now = asyncio.get_running_loop().time
            for frame in frames:
                self._sending_since = now()
                await self._send(dict(frame))
            self._sending_since = None

    def _next(self) -> Sequence[Frame]:
        if self._answers:
            return (self._answers.popleft(),)
        if not self._feed.holds(self._seq):
            return (self._snapshot(),)
        frames, self._seq = self._feed.step(self._seq, self._mask, batch=self._batch)
        return frames

    def _snapshot(self) -> Frame:
        self._seq = self._feed.head
        return self._feed.say("snapshot", self._seq, self._feed.state(self._rooms))

    async def _listen(self) -> None:
        try:
            while True:
                message = await self._receive()
                if message["type"] == "websocket.disconnect":
                    return
                if self._close is None:
                    self._hear(message)
        finally:
            self._gone = self._close is None
            self._news.set()

    def _hear(self, message: Message) -> None:
        text = message.get("text")
        if text is None:
            return self.end(_NO_TEXT, "Send text, not bytes.")
        if len(text) > _LONGEST:
            return self.end(_TOO_BIG, "The message is too long.")
        if not self._pace.keeps(asyncio.get_running_loop().time()):
            return self.end(_TOO_MANY, "Too many messages.")
        if len(self._answers) >= _ANSWERS:
            return self.end(_TOO_MANY, "Too many messages without reading the answers.")
        try:
            self._do(requests.read(text))
        except msgspec.ValidationError as error:
            self._answer("error", Problem(problem=str(error)))
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            return self.end(_INVALID, "The message is no valid JSON.")
        return self._news.set()

    def _do(self, request: requests.Request) -> None:
        match request:
            case requests.Join(room=room):
                self._listen_to({*self._rooms, room})
                self._answers.append(self._feed.say("joined", self._seq, self._feed.state((room,))))
            case requests.Leave(room=room):
                self._listen_to({*self._rooms} - {room})
                self._answer("left", Left(room=room))
            case requests.Replay():
                self._listen_to({*self._rooms, *request.rooms})
                self._go_back(request.seq, request.epoch)
            case requests.Batch():
                self._batch = True
            case requests.Ping():
                self._answer("pong", Pong())

    def _listen_to(self, rooms: Collection[Room]) -> None:
        self._rooms = tuple(room for room in Room if room in rooms)
        self._mask = mask(*self._rooms)

    def _go_back(self, seq: int, epoch: str | None) -> None:
        if self._feed.holds(seq, epoch):
            self._seq = seq
        else:
            self._answers.append(self._snapshot())

    def _answer(self, name: str, data: object) -> None:
        self._answers.append(self._feed.say(name, self._seq, encode(data)))
