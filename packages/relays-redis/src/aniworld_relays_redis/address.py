"""The address of a relay: which Redis, and under which prefix."""

import re
from typing import Self
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from attrs import field, frozen
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from aniworld_core.errors import InvalidConfig

__all__ = ["Address"]

_PREFIX = "aniworld"
_NAME = re.compile(r"[A-Za-z0-9._:-]{1,100}")
_CONNECT = 2.0
"""Seconds until a server that does not even refuse counts as away."""

_ANSWER = 5.0
"""Seconds until a server that does not answer counts as away; longer than any read waits."""


@frozen(kw_only=True)
class Address:
    """Where events meet; ``name`` is the server without its secrets, for people."""

    url: str = field(repr=False)  # it may hold a password
    name: str
    prefix: str = _PREFIX

    @classmethod
    def parse(cls, url: str) -> Self:
        """Read a URL; raises InvalidConfig."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "localhost", parts.port or 6379
        except ValueError as error:
            raise _wrong(str(error)) from error
        if re.fullmatch(r"/?|/\d+/?", parts.path) is None:
            raise _wrong("after the port there is the number of a database")
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        prefix = query.pop("prefix", _PREFIX)
        if _NAME.fullmatch(prefix) is None:
            raise _wrong("the prefix is made of letters, digits and the signs . _ : -")
        other = next((one for one in query if not one.startswith("ssl_")), None)
        if other is not None:
            raise _wrong(f"it knows prefix, and ssl_ca_certs and its like, but not {other}")
        parts = parts._replace(
            netloc=parts.netloc or "localhost", query=urlencode(query), fragment=""
        )
        address = cls(
            url=urlunsplit(parts),
            name=f"{host}:{port}",
            prefix=prefix,
        )
        address.check()
        return address

    def client(self, *, connect: float = _CONNECT, answer: float = _ANSWER) -> "Redis":
        """Return a client that is not connected yet, and that tries nothing twice.

        A server counts as away that takes longer than so many seconds to connect or to answer.
        """
        return Redis.from_url(
            self.url,
            protocol=2,
            decode_responses=True,
            retry=Retry(NoBackoff(), 0),
            socket_connect_timeout=connect,
            socket_timeout=answer,
        )

    def check(self) -> None:
        """Make a connection without using it; raises InvalidConfig where that cannot be made at all."""
        try:
            with self.client() as client:
                client.connection_pool.make_connection()
        except (TypeError, ValueError, OSError) as error:
            raise _wrong(str(error)) from error


def _wrong(what: str) -> InvalidConfig:
    return InvalidConfig(
        f"The setting relay is no address of a Redis: {what}.",
        hint="Write it like redis://127.0.0.1:6379/0?prefix=aniworld",
    )
