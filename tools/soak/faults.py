"""Every way in which a hoster of the soak goes wrong, and the words by which the program must tell it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from attrs import frozen

from tools.soak.reply import Reply, Right

__all__ = ["FAULTS", "Fault", "Place"]

Place = str
"""Where it strikes: ``page``, ``file``, ``playlist`` or ``piece``."""

_PAGE = b"<!DOCTYPE html><html><body><h1>Too many visitors today</h1></body></html>\n"
_NOWHERE = "http://127.0.0.1:9/v.mp4"
_HUGE = 10 * 1024**3

_GONE = r"does not have it|was deleted"
_REFUSED = r"refuses access"
_FAULT = r"fault of its own|busy"
_BROKEN = (
    r"[Bb]rok|breaks? off|reset|cannot be reached|stood still|did not come|too slow|ended early"
    r"|redirect|302|sent nothing|accept connections"
)
_WRONG = (
    r"no video|web page|not whole|cut|damaged|instead of|should be|stops|gap|no playlist|too few"
    r"|missing|twice|longer|shorter|broken|hole|wrong|read through|not the|cannot be read|empty"
)


@frozen(kw_only=True)
class Fault:
    """One kind; ``words`` is found in the reason of an episode that failed for it.

    One that is not ``lasting`` always passes after some requests: the program waits for it as long as asked.
    One that is ``final`` never passes: what a hoster refuses or does not have is not asked for again.
    """

    name: str
    place: Place
    do: Callable[[Reply, Right], None]
    words: str
    lasting: bool = True
    final: bool = False


def _status(status: int, **headers: str) -> Callable[[Reply, Right], None]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda reply, _: reply.send(b"no", status=status, headers=named)


def _until(reply: Reply, _: Right) -> None:
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
    reply.send(b"slow down", status=429, headers={"Retry-After": at})


def _everywhere(place: Place) -> list[Fault]:
    """Make what can happen to any answer."""

    def fault(
        name: str,
        do: Callable[[Reply, Right], None],
        words: str,
        *,
        lasting: bool = True,
        final: bool = False,
    ) -> Fault:
        name = f"{place} {name}"
        return Fault(name=name, place=place, do=do, words=words, lasting=lasting, final=final)

    return [
        fault("404", _status(404), _GONE, final=True),
        fault("410", _status(410), _GONE, final=True),
        fault("403", _status(403), _REFUSED, final=True),
        fault("500", _status(500), _FAULT),
        fault("503", _status(503, Retry_After="1"), _FAULT),
        fault("429 in seconds", _status(429, Retry_After="1"), "slow down", lasting=False),
        fault("429 by date", _until, "slow down", lasting=False),
        fault("reset", lambda reply, right: reply.reset(right), _BROKEN),
        fault("silent", lambda reply, right: reply.fall_silent(right), _BROKEN, lasting=False),
    ]


def _web_page(reply: Reply, right: Right) -> None:
    reply.send(_PAGE, type=right.type)


def _loop(reply: Reply, _: Right) -> None:
    reply.send(b"", status=302, headers={"Location": "?again"})


def _away(reply: Reply, _: Right) -> None:
    reply.send(b"", status=302, headers={"Location": _NOWHERE})


def _cut(reply: Reply, right: Right) -> None:
    reply.cut(right, promised=True)


def _cut_unsaid(reply: Reply, right: Right) -> None:
    reply.cut(right, promised=False)


def _noise(reply: Reply, right: Right) -> None:
    reply.send(bytes(range(256)) * (len(right.body) // 256), type="text/plain")


def _huge(reply: Reply, right: Right) -> None:
    reply.promise(right, _HUGE)


def _of_files() -> list[Fault]:
    return [
        Fault(name="file page", place="file", do=_web_page, words=_WRONG),
        Fault(name="file cut", place="file", do=_cut, words=_BROKEN),
        Fault(name="file cut unsaid", place="file", do=_cut_unsaid, words=_WRONG),
        Fault(name="file noise", place="file", do=_noise, words=_WRONG),
        Fault(name="file redirect loop", place="file", do=_loop, words=_BROKEN),
        Fault(name="file redirect away", place="file", do=_away, words=_BROKEN),
        # What the disk has no room for is not asked for again.
        Fault(name="file huge", place="file", do=_huge, words="are to come", final=True),
    ]


def _of_pieces() -> list[Fault]:
    def twice(reply: Reply, right: Right) -> None:
        reply.send(right.body + right.body, type=right.type)

    def swapped(reply: Reply, right: Right) -> None:
        reply.send(right.other, type=right.type)

    def empty(reply: Reply, right: Right) -> None:
        reply.send(b"", type=right.type)

    return [
        Fault(name="piece page", place="piece", do=_web_page, words=_WRONG),
        Fault(name="piece empty", place="piece", do=empty, words=f"{_BROKEN}|{_WRONG}"),
        Fault(name="piece cut", place="piece", do=_cut, words=f"{_BROKEN}|{_WRONG}"),
        Fault(name="piece cut unsaid", place="piece", do=_cut_unsaid, words=_WRONG),
        Fault(name="piece twice", place="piece", do=twice, words=_WRONG),
        Fault(name="piece swapped", place="piece", do=swapped, words=_WRONG),
        Fault(name="piece redirect loop", place="piece", do=_loop, words=_BROKEN),
    ]


FAULTS = (
    *_everywhere("page"),
    *_everywhere("file"),
    *_everywhere("playlist"),
    *_everywhere("piece"),
    Fault(name="page empty", place="page", do=_web_page, words="No readable stream", final=True),
    Fault(name="playlist page", place="playlist", do=_web_page, words="no playlist|web page"),
    *_of_files(),
    *_of_pieces(),
)
"""All of them; ``page`` strikes before it is known whether a file or a playlist is behind it."""
