"""A client of a site on loopback, with no patience for slow tests."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from aniworld_scraping import Client, SiteConfig

QUICK = {"requests_per_second": 1000.0, "backoff": 0.0, "attempts": 2, "timeout": 5.0}


@pytest.fixture
def connect(httpserver: HTTPServer) -> Iterator[Callable[..., Client]]:
    """Make clients of the test's server; keyword arguments are settings, or arguments of Client."""
    with ExitStack() as stack:

        def client(*, base_url: str = "", **changes: Any) -> Client:
            arguments = {name: changes.pop(name) for name in ("cache", "mirrors") & changes.keys()}
            settings = {**QUICK, **changes, "base_url": base_url or httpserver.url_for("/")}
            return stack.enter_context(closing(Client(SiteConfig(**settings), **arguments)))

        yield client


@pytest.fixture
def client(connect: Callable[..., Client]) -> Client:
    """Return a client of the test's server."""
    return connect()
