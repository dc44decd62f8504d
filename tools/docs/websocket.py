"""The page of the WebSocket: how to connect, what can be sent, and every message with an example."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import UnionType
from typing import Any, get_args, get_type_hints

import msgspec

from aniworld_core import events
from aniworld_core.entities import ConditionKind, EpisodeId, SeriesKey
from aniworld_web.live import messages
from aniworld_web.live.encoding import encode, envelope
from aniworld_web.live.messages import EVENTS, REPLIES, Message, Room
from aniworld_web.live.requests import REQUESTS
from aniworld_web.live.telling import tell
from tools.docs.markdown import GENERATED, doc, table

__all__ = ["page"]

_INTRODUCTION = """
`/ws/connect` tells what happens while it happens. A client joins rooms and gets the messages of these;
what it misses while its connection is lost is told when it is back. Everything else is asked for by
REST: the messages are hints, the store is the truth.

## In a browser

`static/websocket_client.js` needs nothing else, connects again by itself and catches up:

```js
const socket = io();
socket.join("download_progress");
socket.on("download_progress", data => console.log(data.key, data.episode, data.percent));
socket.on("download_complete", data => console.log(data.path));
```

A listener gets the `data` of a message, and its whole envelope as a second argument. `joined` and `snapshot`
bring what is going on at that moment: show it in place of what was shown before. `connect` and
`disconnect` tell of the connection; `disconnect` with `final` means that it is not made again, because
`close()` was called or nobody is signed in any more. Below a path the script finds its way by its own
address; where that is not the application's, `data-base="/path"` on the script says so. `io({ seq, epoch })`
begins with what happened after that message, instead of now.

## In a program

In Python, with the library `websockets` and a key that `aniw auth keys add NAME` makes; `Origin` must not be
left out:

```py
import json
import os

from websockets.sync.client import connect

server = os.environ.get("ANIWORLD_SERVER", "http://127.0.0.1:8765")
headers = {"Authorization": f"Bearer {os.environ['ANIWORLD_KEY']}", "Origin": server}

with connect(server.replace("http", "ws", 1) + "/ws/connect", additional_headers=headers) as socket:
    socket.send(json.dumps({"action": "join", "room": "downloads"}))
    for text in socket:
        message = json.loads(text)
        print(message["type"], message["data"], flush=True)
```

## To connect

- **Who**: the browser's cookie, a token or an API key as `Authorization: Bearer ...`, or a ticket as
  `?ticket=...`, which `POST /api/auth/ws-ticket` gives, for half a minute and one connection. A token is
  never sent in the address. Nobody known: 401.
- **From where**: the header `Origin` has to be the address of the server itself, as browsers send it;
  a program sends it too (`http://127.0.0.1:8765`). Missing or foreign: 403. A reverse proxy has to pass
  the header `Host` on unchanged.
- **How many**: 2,000 connections from one address; whoever was refused 120 times within a minute waits.
  More: 429.

All of that is answered before the connection is open, as a problem document.

A frame is one message, `{"type", "timestamp", "seq", "data"}`; after `batch` it may also be an array of them.
`timestamp` is RFC 3339 in UTC. Numbers `seq` rise with time, with gaps, and belong to the `epoch` of the
`hello`. `key` is the identifier of a series; `folder` is where it lies, null while that is not known.

## What comes when

The first event is told at once, what follows at most ten times a second together. Of one download, of
the scan and of the queue's status only what is newest is kept: who is slow gets fewer messages, not older
ones. What ends a download or a scan, and `series_changed`, is never left out as long as it is among
the last 4,096 messages. A download that is stopped or removed ends without a word of its own; the
`queue_status` tells that something changed. Who comes back later, after the server was started
again or to another process of it, gets a `snapshot`.

The server pings. A client that does not answer, or takes nothing for a minute, is disconnected.

| Code | Why the server closes |
| -- | -- |
| 1001, 1012 | it ends |
| 1003 | the message was not text |
| 1007 | the message was no valid JSON |
| 1008 | more than 60 messages in ten seconds, or answers that nobody reads |
| 1009 | a message of more than 4,096 characters |
| 4401 | the session is over: signed out, password changed, key removed or expired |

## To send
"""

_KEY, _EPISODE = SeriesKey("attack-on-titan"), EpisodeId(1, 3)
_FOLDER = "Attack on Titan (2013)"
_AT = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)
_REQUESTS: Mapping[str, Mapping[str, object]] = {
    "join": {"room": "queue"},
    "leave": {"room": "queue"},
    "replay": {"seq": 41, "epoch": "9f2c61d07be4a853", "rooms": ["queue", "downloads"]},
}


def page() -> str:
    """Return docs/websocket.md."""
    parts = [f"# WebSocket\n\n{GENERATED}\n{_INTRODUCTION}", *map(_request, REQUESTS)]
    rooms = [
        (f"`{room}`", ", ".join(f"`{one.name}`" for one in EVENTS if room in one.rooms))
        for room in Room
    ]
    parts.append(f"## Rooms\n\n{table(('Room', 'Messages'), rooms)}\n")
    parts.append("## What happens\n")
    parts += map(_message, EVENTS)
    parts.append("## Answers\n")
    parts += map(_message, REPLIES)
    return "\n".join(parts)


def _request(request: type[msgspec.Struct]) -> str:
    action = str(request.__struct_config__.tag)
    form = json.dumps({"action": action, **_REQUESTS.get(action, {})})
    return f"### {action}\n\n{doc(request)}\n\n```json\n{form}\n```\n"


def _message(message: Message) -> str:
    data = encode(_EXAMPLES[message.name])
    form = json.dumps(json.loads(envelope(message.name, 42, _AT, data)), indent=2)
    fields = [(f"`{name}`", _kind(hint)) for name, hint in get_type_hints(message.data).items()]
    described = f"{table(('Field', 'JSON'), fields)}\n\n" if fields else ""
    return f"### {message.name}\n\n{doc(message.data)}\n\n{described}```json\n{form}\n```\n"


def _kind(hint: Any) -> str:
    """Return how a type is written in JSON."""
    if isinstance(hint, UnionType):
        parts = [one for one in get_args(hint) if one is not msgspec.UnsetType]
        optional = ", only in its room" if len(parts) < len(get_args(hint)) else ""
        return " or ".join(map(_kind, parts)) + optional
    if getattr(hint, "__origin__", None) is tuple:
        return f"list of {_kind(get_args(hint)[0])}"
    names = {str: "text", int: "integer", float: "number", bool: "true or false", Room: "room"}
    names[type(None)] = "null"
    known = {one.data: f"`{one.name}`" for one in EVENTS}
    return names.get(hint) or known.get(hint) or " or ".join(f"`{one}`" for one in get_args(hint))


def _told(*happened: events.Event) -> Sequence[Any]:
    told = [tell(event, lambda _: _FOLDER) for event in happened]
    return [one.data for one in told if one is not None]


_PROGRESS, _DONE, _WAITING, _SCANNING, _SCANNED, _SCAN_FAILED, _CHANGED, _RESTING, _LIST = _told(
    events.DownloadProgress(
        id=7,
        key=_KEY,
        episode=_EPISODE,
        received=90_177_536,
        total=257_650_103,
        speed=2_621_440.0,
        eta=63.9,
    ),
    events.DownloadFinished(
        id=7,
        key=_KEY,
        episode=_EPISODE,
        path=f"{_FOLDER}/Season 01/Attack on Titan S01E03.mkv",
        size=257_650_103,
    ),
    events.DownloadWaiting(
        id=7,
        key=_KEY,
        episode=_EPISODE,
        reason="The hoster asks to wait.",
        next_try=_AT.replace(minute=45),
    ),
    events.ScanProgress(done=250, folders=1000),
    events.ScanFinished(folders=1000, read=12, files=18_204),
    events.ScanFailed(reason="The library folder cannot be read."),
    events.SeriesChanged(key=_KEY),
    events.ConditionChanged(
        provider="aniworld",
        kind=ConditionKind.RESTING,
        reason="The site asks to wait.",
        until=_AT.replace(minute=45),
    ),
    events.TitlesRead(provider="aniworld", titles=2341),
)
_QUEUE = messages.QueueStatus(
    is_running=True,
    is_paused=False,
    hold=None,
    active_downloads=3,
    pending_queue=21,
    paused_downloads=0,
    completed_downloads=114,
    failed_downloads=2,
)
_EXAMPLES: Mapping[str, Any] = {
    "download_progress": _PROGRESS,
    "download_complete": _DONE,
    "download_failed": _WAITING,
    "queue_status": _QUEUE,
    "scan_progress": _SCANNING,
    "scan_complete": _SCANNED,
    "scan_failed": _SCAN_FAILED,
    "series_changed": _CHANGED,
    "condition_changed": _RESTING,
    "titles_read": _LIST,
    "hello": messages.Hello(epoch="9f2c61d07be4a853"),
    "joined": messages.Joined(rooms=(Room.DOWNLOAD_PROGRESS,), downloads=(_PROGRESS,)),
    "left": messages.Left(room=Room.QUEUE),
    "snapshot": messages.Snapshot(
        rooms=(Room.SCAN_PROGRESS, Room.QUEUE), scan=None, queue_status=_QUEUE
    ),
    "pong": messages.Pong(),
    "error": messages.Problem(problem="Object missing required field `action`"),
}
"""The data of each message, made by the program from what happened."""
